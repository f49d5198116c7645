"""The messages of a file as a table: what became of each, and of refused ones where and why."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from console.kit.text import joined, shown
from db.queries.lab_files import MessageLine

SIGNS = {"refused": "✕", "unmatched": "?", "filed": "✓", "duplicate": "="}
WORDS = {"refused": "refused", "unmatched": "unmatched", "filed": "filed", "duplicate": "came before"}


def messages_table(lines: Sequence[MessageLine]) -> Markup:
    """One row a message, in the file's order."""
    return Markup(
        '<div class="ps-messages" tabindex="0" role="region" aria-label="Messages"><table><thead><tr>'
        '<th scope="col">No.</th><th scope="col">What became of it</th><th scope="col">Laboratory, number</th>'
        '<th scope="col">Where</th><th scope="col">Why, and what was odd</th></tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(joined(_row(one) for one in lines))


def _row(one: MessageLine) -> Markup:
    remarks = joined((shown(remark) for remark in (one.reason, *one.remarks) if remark), Markup("<br>"))
    again = f", read again {one.replayed} times" if one.replayed > 1 else ", read again" if one.replayed else ""
    return Markup(
        '<tr><th scope="row">{}</th><td><span class="ps-became ps-became-{}"><span aria-hidden="true">{}</span> {}'
        "</span>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
    ).format(
        one.position, one.state, SIGNS.get(one.state, "·"), WORDS.get(one.state, one.state), again,
        shown(", ".join(part for part in (one.lab, one.control_id) if part)),
        shown(" ".join(part for part in (one.segment, one.field) if part)), remarks,
    )  # fmt: skip
