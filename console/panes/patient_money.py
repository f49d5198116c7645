"""A patient's money on their page: what is owed; for who reads billing the payments, the ledger and the statements."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import draw, joined, shown
from console.panes.money import Cell, books, draw_sheet, owed_list
from console.panes.patient_payments import draw_payments
from console.panes.patient_statements import draw_statements
from console.panes.proxy_words import day
from console.session import me
from db.queries.ledger import LedgerEntryLine, PatientBalances, balances, lines
from db.roles import Permission

PAYMENTS, LEDGER, STATEMENTS = "Payments", "Ledger", "Statements"
SHORT, LONG = 15, 200  # lines of the ledger at once, and once more are asked for
ACCOUNTS = {"patient": "Owed by the patient", "unapplied": "The patient's credit"}


def place(patient_id: int) -> str:
    """Where sentences about this patient's money are said."""
    return f"patient-money:{patient_id}"


@st.fragment
def draw_money(patient_id: int) -> None:
    """As far as the role may see. A fragment: a deed with money draws nothing else of the page anew."""
    if not me().may(Permission.LEDGER_VIEW):
        return
    draw_sheet()
    with reading() as session:
        found = balances(session, viewer=credential(), patient_id=patient_id)
    st.subheader("Money", anchor=False)
    draw(owed_list(found))
    if me().may(Permission.PAYMENTS_READ):
        _books(found)


def _books(found: PatientBalances) -> None:
    shown_parts = [PAYMENTS, LEDGER] + ([STATEMENTS] if me().may(Permission.STATEMENT_MAKE) else [])
    part = st.segmented_control(
        "What to see of it", shown_parts, default=PAYMENTS, required=True, key=f"money:{found.patient_id}:part",
        label_visibility="collapsed",
    )  # fmt: skip
    if part == PAYMENTS:
        draw_payments(found.patient_id, place(found.patient_id))
    elif part == LEDGER:
        _ledger(found.patient_id)
    elif part == STATEMENTS:
        draw_statements(found.patient_id, place(found.patient_id))


def _ledger(patient_id: int) -> None:
    key = f"money:{patient_id}:all"
    with reading() as session:
        size = LONG if st.session_state.get(key) else SHORT
        found = lines(session, viewer=credential(), patient_id=patient_id, size=size)
    if not found.lines:
        st.caption("Nothing was ever posted for this patient.")
        return
    draw(books("The newest first", ("Day", "What", "Amount"), [_line(one) for one in found.lines], words=2))
    if found.next is not None:
        st.checkbox(f"Show up to {LONG} lines", key=key)


def _line(one: LedgerEntryLine) -> tuple[Cell, ...]:
    owner = f"Owed by {one.payer or 'an insurer'}" if one.account == "payer" else ACCOUNTS[one.account]
    notes = [shown(owner), shown(one.actor)] + ([shown(one.reason)] if one.reason else [])
    notes += [Markup("taken back later")] if one.reversed else []
    what = Markup('<span class="{}">{}</span><span class="ps-quiet">{}</span>').format(
        "ps-undone" if one.reversed else "", shown(one.what), joined(notes, " · ")
    )
    return Markup('<span class="ps-when">{}</span>').format(day(one.on_day)), what, one.amount
