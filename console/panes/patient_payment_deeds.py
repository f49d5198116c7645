"""What is done with a patient's payment: moved to whom it belongs, voided, or paid back."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import once_token, perform, renew, say, show_said
from console.kit.text import plain
from console.panes.finding import pick_patient
from console.panes.money import asked_amount, carried_out, dollars
from console.session import me
from db.actions.ledger_parts import LONGEST
from db.actions.payments import move, void
from db.actions.refunds import ask
from db.queries.payments import PaymentLine
from db.roles import Permission

MOVE, VOID, REFUND = "Move it to another patient", "Void it", "Pay it back"


def draw_deeds(payment: PaymentLine, place: str) -> None:
    """Those that the role may do with a payment that stands; one is chosen, then said more of."""
    offered = _offered(payment)
    form = f"payment:{payment.id}"
    # The keys hold the payment and the token: nothing typed follows to another payment, or to the next deed.
    key = f"{form}:{once_token(form)}"
    deed = None
    if offered:
        deed = st.radio("What is to be done", offered, index=None, horizontal=True, key=f"{key}:deed")
    show_said(place)  # beside the deed: the top of the page is out of sight by now
    with st.container(key=f"ps-payment-{payment.id}", width=720):
        if deed == MOVE:
            _moving(payment, form, key, place)
        elif deed == VOID:
            _voiding(payment, form, key, place)
        elif deed == REFUND:
            _paying_back(payment, form, key, place)


def _offered(payment: PaymentLine) -> list[str]:
    """What the role may do, and the payment allows."""
    if payment.voided_by:
        return []
    untouched = not payment.refunded and not payment.waiting
    offered = [MOVE] if me().may(Permission.PAYMENT_MOVE) and untouched else []
    offered += [VOID] if me().may(Permission.PAYMENT_VOID) and untouched else []
    return offered + ([REFUND] if me().may(Permission.REFUND_ASK) and payment.refundable > 0 else [])


def _why(key: str) -> None:
    st.text_input("Why", key=f"{key}:why", max_chars=LONGEST, placeholder="Kept with it; your colleagues read it")


def _typed(key: str, name: str) -> str:
    return str(st.session_state.get(f"{key}:{name}") or "")


def _moving(payment: PaymentLine, form: str, key: str, place: str) -> None:
    st.caption("It is taken back here and posted anew for the other patient; both stay on record.")
    person = pick_patient(f"{key}:find", me().now, label="Whose payment is it?")
    _why(key)
    st.button(
        "Move the payment", key=f"do-move:{payment.id}", type="primary", on_click=_move,
        args=(payment, form, key, place, person.id if person else None, person.name if person else ""),
    )  # fmt: skip


def _move(payment: PaymentLine, form: str, key: str, place: str, to: int | None, name: str) -> None:
    if to is None:
        say(place, "warning", "Find the patient whose payment it is, and choose them. Nothing was changed.")
        return
    moved = perform(
        place, move, token=once_token(form), payment_id=payment.id, to_patient_id=to, reason=_typed(key, "why")
    )
    if moved is not None:
        renew(form)
        say(place, "success", f"{dollars(payment.amount)} is {name}'s now, receipt {moved.receipt}.")


def _voiding(payment: PaymentLine, form: str, key: str, place: str) -> None:
    st.caption(
        "For a payment that was entered in error and never was money. What goes back is a refund. Above the clinic's "
        "limit of refunds a manager voids."
    )
    _why(key)
    st.button(
        "Void the payment", key=f"do-void:{payment.id}", type="primary", on_click=_void,
        args=(payment, form, key, place),
    )  # fmt: skip


def _void(payment: PaymentLine, form: str, key: str, place: str) -> None:
    if carried_out(place, void, payment_id=payment.id, reason=_typed(key, "why")):
        renew(form)
        say(place, "success", f"Voided: {dollars(payment.amount)} doesn't count any more.")


def _paying_back(payment: PaymentLine, form: str, key: str, place: str) -> None:
    st.text_input(
        plain(f"Amount, at most {dollars(payment.refundable)}"), key=f"{key}:amount", max_chars=20,
        placeholder=f"{payment.refundable:.2f}", icon=":material/attach_money:",
    )  # fmt: skip
    _why(key)
    st.caption("Above the clinic's limit it waits for a second person.")
    st.button(
        "Ask for the refund", key=f"do-refund:{payment.id}", type="primary", on_click=_ask,
        args=(payment, form, key, place),
    )  # fmt: skip


def _ask(payment: PaymentLine, form: str, key: str, place: str) -> None:
    amount = asked_amount(f"{key}:amount")
    asked = perform(place, ask, token=once_token(form), payment_id=payment.id, amount=amount, reason=_typed(key, "why"))
    if asked is not None and amount is not None:
        renew(form)
        words = "waits for a second person" if asked.waits else "is posted"
        say(place, "success", f"The refund of {dollars(amount)} {words}.")
