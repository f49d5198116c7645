"""A patient's payments: the table of them, and one that is chosen to be printed, moved, voided or paid back."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading, show_said
from console.kit.links import link_to
from console.kit.text import draw, joined, shown
from console.kit.times import day
from console.panes.money import Cell, books, dollars, paid_in
from console.panes.patient_payment_deeds import draw_deeds
from console.panes.printing import draw_printing
from console.session import me
from db.actions.money_documents import request_receipt
from db.queries.payments import PaymentLine, patient_payments
from db.roles import Permission
from rules.ledger_words import SOURCE_WORDS

SHORT, LONG = 10, 200  # payments at once, and once more are asked for


def draw_payments(patient_id: int, place: str) -> None:
    """The newest first; under the table what can be done with one. Deeds say their sentence at `place`."""
    key = f"money:{patient_id}:more"
    size = LONG if st.session_state.get(key) else SHORT
    with reading() as session:
        found = patient_payments(session, viewer=credential(), patient_id=patient_id, size=size)
    if not found:
        st.caption("No payment of this patient is recorded.")
        return
    draw(books("The newest first", ("Day", "Payment", "Amount"), [_row(one) for one in found], words=2))
    if len(found) == size == SHORT:
        st.checkbox(f"Show up to {LONG} payments", key=key)
    by_id = {one.id: one for one in found}
    chosen = st.selectbox(
        "Do something with a payment",
        list(by_id),
        index=None,
        key=f"money:{patient_id}:payment",
        placeholder="Choose one",
        format_func=lambda number: _words(by_id[number]) if number in by_id else "",
    )
    if chosen is None or chosen not in by_id:
        show_said(place)
        return
    _one(by_id[chosen], place)


def _one(payment: PaymentLine, place: str) -> None:
    if payment.moved_to is not None:
        link_to("The patient it was moved to", "patients", ":material/person:", patient=str(payment.moved_to))
    if me().may(Permission.PAYMENT_TAKE):
        draw_printing(f"receipt:{payment.id}", "Print the receipt", request_receipt, payment_id=payment.id)
    draw_deeds(payment, place)


def _words(one: PaymentLine) -> str:
    return f"{dollars(one.amount)} {paid_in(one.tender)}, {day(one.on_day)}, receipt {one.receipt}"


def _row(one: PaymentLine) -> tuple[Cell, ...]:
    source = "" if one.tender == "online" else f"{SOURCE_WORDS[one.source]}, "
    about = [Markup("{} · {}").format(shown(one.receipt), shown(one.entered_by)), *_stands(one)]
    words = Markup('<span class="{}">{}</span>{}').format(
        "ps-undone" if one.voided_by else "",
        f"{source}{paid_in(one.tender)}".capitalize(),
        joined(Markup('<span class="ps-quiet">{}</span>').format(line) for line in about),
    )
    return Markup('<span class="ps-when">{}</span>').format(day(one.on_day)), words, one.amount


def _stands(one: PaymentLine) -> list[Markup]:
    found = []
    if one.voided_by:
        word = "Moved to another patient" if one.moved_to is not None else "Voided"
        found.append(Markup("{} by {}: {}").format(word, shown(one.voided_by), shown(one.void_reason)))
    if one.refunded:
        found.append(Markup("{} went back").format(dollars(one.refunded)))
    if one.waiting:
        found.append(Markup("{} is asked back").format(dollars(one.waiting)))
    if one.matched:
        found.append(Markup("Matched with the bank or processor"))
    return found
