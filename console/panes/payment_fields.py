"""What is entered of a payment at the counter: its amount, what it was paid in, the slip it is deposited with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from console.kit.text import plain
from console.panes.money import dollars

SOURCES = {"front_desk": "At the counter", "post": "By post"}
TENDERS = {"cash": "Cash", "card": "Card", "cheque": "Cheque"}
EARLIEST = date(2000, 1, 1)
# Which of the fields go with which tender.
TEXTS = {
    "cash": ("slip",),
    "card": ("tail", "processor", "charge_ref"),
    "cheque": ("cheque_number", "slip"),
}


def draw_fields(key: str, today: date, owed: Decimal) -> None:
    """The fields under `key`; `owed` is offered as the amount."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.text_input("Amount", key=f"{key}:amount", max_chars=20, placeholder="0.00", icon=":material/attach_money:")
    if owed > 0:
        right.button(plain(f"All of {dollars(owed)}"), key="take:all", on_click=_all, args=(f"{key}:amount", owed))
    tender = st.radio(
        "Paid in", list(TENDERS), index=None, format_func=TENDERS.__getitem__, horizontal=True, key=f"{key}:tender"
    )
    if tender == "card":
        first, second = st.columns([2, 3])
        first.text_input("Last four digits (optional)", key=f"{key}:tail", max_chars=4)
        second.text_input(
            "Card processor (optional)", key=f"{key}:processor", max_chars=40, placeholder="such as stripe"
        )
        st.text_input(
            "Charge number (optional)",
            key=f"{key}:charge_ref",
            max_chars=200,
            help="As the terminal prints it: by this the payment is found again in what the processor pays out.",
        )
    elif tender == "cheque":
        st.text_input("Cheque number", key=f"{key}:cheque_number", max_chars=40)
    if tender in ("cash", "cheque"):
        st.text_input(
            "Deposit slip (optional)",
            key=f"{key}:slip",
            max_chars=40,
            help="What goes to the bank in one deposit has the same slip.",
        )
    first, second = st.columns([3, 2])
    first.radio("Came", list(SOURCES), format_func=SOURCES.__getitem__, horizontal=True, key=f"{key}:source")
    second.date_input(
        "On", value=today, min_value=EARLIEST, max_value=today, format="MM/DD/YYYY", key=f"{key}:on",
        help="The business day it counts to.",
    )  # fmt: skip


def _all(key: str, owed: Decimal) -> None:
    st.session_state[key] = f"{owed:.2f}"


def given(key: str, today: date) -> dict[str, Any]:
    """What was entered beside the amount, for `payment.take`. What another tender asks for is left out."""
    state = st.session_state
    tender, on_day = state.get(f"{key}:tender") or "", state.get(f"{key}:on")
    found = {name: str(state.get(f"{key}:{name}") or "") for name in TEXTS.get(tender, ())}
    # Today is the action's to say: midnight may have come since the form was drawn.
    return found | {
        "tender": tender,
        "source": state.get(f"{key}:source") or "",
        "on_day": None if on_day == today else on_day,
    }
