"""A patient's statements: made as of today, and printed as they were made."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, once_token, perform, reading, renew, say, show_said
from console.kit.text import draw, shown
from console.kit.times import day
from console.panes.money import Cell, books, dollars
from console.panes.printing import draw_printing
from db.actions.money_documents import request_statement
from db.actions.statements import make
from db.queries.statements import StatementHead, statements


def draw_statements(patient_id: int, place: str) -> None:
    """The button for a new one, those that were made, and one of them to print."""
    st.button(
        "Make a statement", key=f"statement:{patient_id}", icon=":material/receipt_long:",
        on_click=partial(_make, patient_id, place),
    )  # fmt: skip
    show_said(place)
    with reading() as session:
        found = statements(session, viewer=credential(), patient_id=patient_id)
    if not found:
        st.caption("No statement was made for this patient yet.")
        return
    draw(books("The newest first", ("Day", "Statement", "Balance"), [_row(one) for one in found], words=2))
    by_id = {one.id: one for one in found}
    chosen = st.selectbox(
        "Print which one", list(by_id), key=f"statement:{patient_id}:{found[0].id}",
        format_func=lambda number: _words(by_id[number]) if number in by_id else "",
    )  # fmt: skip
    if chosen in by_id:
        draw_printing(f"statement:{chosen}", "Print the statement", request_statement, statement_id=chosen)


def _make(patient_id: int, place: str) -> None:
    form = f"statement:{patient_id}"
    made = perform(place, make, token=once_token(form), patient_id=patient_id)
    if made is not None:
        renew(form)
        say(place, "success", f"Statement {made.number} is made.")


def _words(one: StatementHead) -> str:
    return f"{one.number}, {day(one.on_day)}, {dollars(one.balance)}"


def _row(one: StatementHead) -> tuple[Cell, ...]:
    words = Markup('{}<span class="ps-quiet">{}</span>').format(shown(one.number), shown(one.made_by))
    return Markup('<span class="ps-when">{}</span>').format(day(one.on_day)), words, one.balance
