"""What a file of payments holds, as tables: its first rows, what was refused of it, and where its sums differ."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from console.kit.text import joined, shown
from db.queries.billing_files import DifferenceLine, RefusalLine


def table(label: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Rows under their columns; the first cell heads its row."""
    heads = joined(Markup('<th scope="col">{}</th>').format(shown(name)) for name in columns)
    return Markup(
        '<div class="ps-messages" tabindex="0" role="region" aria-label="{}"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(label, heads, joined(_row(cells) for cells in rows))


def refusals_table(lines: Sequence[RefusalLine]) -> Markup:
    """The rows that aren't taken, with number, place and reason."""
    rows = [(str(one.position), one.place, one.reason) for one in lines]
    return table("Refused rows", ("Row", "Where", "Why"), rows)


def differences_table(lines: Sequence[DifferenceLine]) -> Markup:
    """The totals that don't hold."""
    rows = [(one.where, one.expected, one.found) for one in lines]
    return table("Differences", ("What", "By its parts", "As written"), rows)


def tally(facts: Sequence[tuple[str, str]]) -> Markup:
    """Numbers with their labels."""
    return Markup('<dl class="ps-tally">{}</dl>').format(
        joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(shown(label), shown(value)) for label, value in facts)
    )


def _row(cells: Sequence[str]) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(shown(cells[0] if cells else ""))
    return Markup("<tr>{}{}</tr>").format(first, joined(Markup("<td>{}</td>").format(shown(one)) for one in cells[1:]))
