"""Taking a payment: from whom, how much and in what, beside what they owe; then the receipt."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, once_token, perform, reading, renew, show_said
from console.kit.going import follow
from console.kit.text import draw
from console.kit.times import local
from console.panes.chosen_patient import chosen_patient
from console.panes.money import asked_amount, draw_sheet, owed_list
from console.panes.payment_fields import draw_fields, given
from console.panes.payment_receipt import draw_receipt
from console.session import me
from db.actions.payments import take
from db.queries.ledger import PatientBalances, balances

PLACE = "payment-taking"
TAKEN = f"{PLACE}:taken"


def draw_page() -> None:
    """Whom the address names, else a search."""
    draw_sheet()
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    follow()
    patient = chosen_patient(PLACE, "Who pays?", forget=TAKEN)
    if patient is None:
        return
    with reading() as session:
        owed = balances(session, viewer=credential(), patient_id=patient.id)
    with st.container(key="ps-taking"):
        left, right = st.columns([5, 4], gap="large")
        with left:
            _take(patient.id, owed)
        with right, st.container(key="ps-taking-owed"):
            draw(owed_list(owed))


def _take(patient_id: int, owed: PatientBalances) -> None:
    """The receipt of what this patient just paid, else the form."""
    taken: tuple[int, int] | None = st.session_state.get(TAKEN)
    if taken is not None and taken[0] == patient_id:
        draw_receipt(taken[1])
        st.button("Take another payment of this patient", key="take:more", on_click=_more)
        return
    # The keys hold the patient and the token: nothing typed follows to another patient, or to the next payment.
    form = f"take:{patient_id}"
    key = f"{form}:{once_token(form)}"
    draw_fields(key, local(me().now).date(), owed.owed)
    show_said(PLACE)  # beside the button: the top of the form is out of sight by now
    st.button("Take the payment", key=f"do:{form}", type="primary", on_click=_enter, args=(patient_id, form, key))


def _more() -> None:
    st.session_state.pop(TAKEN, None)


def _enter(patient_id: int, form: str, key: str) -> None:
    amount = asked_amount(f"{key}:amount")
    taken = perform(
        PLACE, take, token=once_token(form), patient_id=patient_id, amount=amount, **given(key, local(me().now).date())
    )
    if taken is not None:
        renew(form)
        st.session_state[TAKEN] = (patient_id, taken.payment_id)
