"""Money on screen: amounts, what somebody owes, tables whose figures stand under each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.acting import perform
from console.kit.component_events import asset
from console.kit.text import joined
from db.queries.ledger import PatientBalances
from rules.typed_money import typed_amount

SHEET = f"<style>{asset('money.css')}</style>"
NOTHING = Markup("")
Cell = Markup | str | Decimal


def draw_sheet() -> None:
    """The style of what this module and its neighbours draw."""
    st.html(SHEET)


def dollars(amount: Decimal) -> str:
    """`$1,234.56`; what is less than nothing has a minus: `−$12.00`."""
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}${abs(amount):,.2f}"


def paid_in(tender: str) -> str:
    """`in cash`, `by card`, `in the portal`."""
    return {"cash": "in cash", "online": "in the portal"}.get(tender, f"by {tender}")


def asked_amount(key: str) -> Decimal | None:
    """The amount typed into a field; None for what isn't one, which the action then refuses with a sentence."""
    return typed_amount(str(st.session_state.get(key) or ""))


def carried_out(place: str, function: Callable[..., Any], **arguments: Any) -> bool:
    """Run an action that returns nothing; whether it was done. What it refuses is said at `place`."""

    def run(session: Session, **given: Any) -> bool:
        function(session, **given)
        return True

    return perform(place, run, **arguments) is True


def owed_list(found: PatientBalances) -> Markup:
    """What the patient owes, how long, their credit, and what insurers owe for them."""
    rows = [_fact("Owed by the patient", found.owed, "ps-total")]
    rows += [_fact(f"{age} days", amount, "ps-aged") for age, amount in found.aging.items() if amount]
    if found.credit:
        rows.append(_fact("Credit of the patient", -found.credit))
    rows.append(_fact("Owed by insurers", found.insurers))
    rows += [_fact(one.name or "No insurer named", one.amount, "ps-aged") for one in found.payers]
    return Markup('<dl class="ps-owed">{}</dl>').format(joined(rows))


def facts(rows: Iterable[tuple[str, Decimal]]) -> Markup:
    """Amounts with their words, the first one in bold."""
    drawn = [_fact(words, amount, "" if at else "ps-total") for at, (words, amount) in enumerate(rows)]
    return Markup('<dl class="ps-owed">{}</dl>').format(joined(drawn))


def _fact(words: str, amount: Decimal, css: str = "") -> Markup:
    return Markup('<div class="{}"><dt>{}</dt><dd>{}</dd></div>').format(css, words, dollars(amount))


def books(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    total: Sequence[Cell] | None = None,
    *,
    words: int | None = None,
) -> Markup:
    """A table: the first columns, as many as `words`, hold words, the others figures, drawn at the right.

    Unless told, a column of figures is one that holds an amount.
    """
    drawn = [*rows]
    right = [
        any(isinstance(row[at], Decimal) for row in drawn) if words is None else at >= words for at in range(len(heads))
    ]
    head = joined(
        Markup('<th class="{}" scope="col">{}</th>').format(_css(at_right), title)
        for title, at_right in zip(heads, right, strict=True)
    )
    body = joined(_row(row, right) for row in drawn)
    foot = Markup("<tfoot>{}</tfoot>").format(_row(total, right)) if total is not None else NOTHING
    return Markup(
        '<div class="ps-books" tabindex="0" role="group" aria-label="{}"><table><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table></div>"
    ).format(caption, caption, head, body, foot)


def _row(cells: Sequence[Cell], right: Sequence[bool]) -> Markup:
    parts = joined(_cell(cell, _css(at_right)) for cell, at_right in zip(cells, right, strict=True))
    return Markup("<tr>{}</tr>").format(parts)


def _css(right: bool) -> str:
    return "ps-amount" if right else ""


def _cell(cell: Cell, css: str) -> Markup:
    return Markup('<td class="{}">{}</td>').format(css, dollars(cell) if isinstance(cell, Decimal) else cell)
