"""What a file of payments holds, as tables: its first rows, what was refused of it, and where its sums differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from console.kit.text import joined, shown
from db.queries.billing_files import DifferenceLine, RefusalLine

# How cells of a column stand: amounts under each other at the right, days and numbers in one piece.
STAND = dict.fromkeys(("Amount", "Gross", "Fee", "Net", "Claims", "By its parts", "As written"), "ps-amount") | (
    dict.fromkeys(("Date", "Day", "Time", "Row", "Account"), "ps-when")
)


def table(label: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Rows under their columns; the first cell heads its row. On a telephone each cell names its column."""
    heads = joined(
        Markup('<th scope="col" class="{}">{}</th>').format(STAND.get(name, ""), shown(name)) for name in columns
    )
    return Markup(
        '<div class="ps-messages ps-rows" tabindex="0" role="region" aria-label="{}"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(label, heads, joined(_row(columns, cells) for cells in rows))


def refusals_table(lines: Sequence[RefusalLine]) -> Markup:
    """The rows that aren't taken, with number, place and reason; those in a row with the same reason are one line."""
    rows = []
    numbered = enumerate(lines)
    for (where, why, _), some in groupby(
        numbered, key=lambda one: (one[1].place, one[1].reason, one[1].position - one[0])
    ):
        numbers = [one.position for _, one in some]
        rows.append((str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}", where, why))
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


def _row(columns: Sequence[str], cells: Sequence[str]) -> Markup:
    first, *others = (
        Markup('class="{}" data-label="{}">{}').format(STAND.get(name, ""), name, shown(one) if one else "")
        for name, one in zip(columns, cells, strict=True)
    )
    return Markup('<tr><th scope="row" {}</th>{}</tr>').format(
        first, joined(Markup("<td {}</td>").format(one) for one in others)
    )
