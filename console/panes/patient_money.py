"""A patient's money on their page: what is owed; for who reads billing the payments, the ledger and the statements."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.text import draw
from console.panes.money import draw_sheet, owed_list
from console.panes.patient_adjust_forms import draw_hand_on, draw_use_credit, draw_write_off
from console.panes.patient_adjusting import HAND_ON, TAKE_BACK, USE_CREDIT, WRITE_OFF, draw_adjusting
from console.panes.patient_ledger import draw_ledger, draw_take_back
from console.panes.patient_payments import draw_payments
from console.panes.patient_statements import draw_statements
from console.session import me
from db.queries.ledger import PatientBalances, balances
from db.roles import Permission

PAYMENTS, LEDGER, STATEMENTS = "Payments", "Ledger", "Statements"
ADJUSTING = {
    WRITE_OFF: draw_write_off,
    HAND_ON: draw_hand_on,
    USE_CREDIT: draw_use_credit,
    TAKE_BACK: draw_take_back,
}


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
    draw_adjusting(found, ADJUSTING)
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
        draw_ledger(found.patient_id)
    elif part == STATEMENTS:
        draw_statements(found.patient_id, place(found.patient_id))
