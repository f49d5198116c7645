"""Of what a deed with a patient's money is: all that one owes, or one charge; and what is left of it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from console.kit.times import day
from console.panes.money import dollars
from console.panes.patient_adjusting import field
from db.queries.ledger_adjustable import OpenPart

NOTHING_OWED = "Nothing is owed any more."


def pick_part(patient_id: int, parts: Sequence[OpenPart]) -> OpenPart | None:
    """Which part of what is owed; None, with a word, where nothing is."""
    if not parts:
        st.caption(NOTHING_OWED)
        return None
    by_key = {(one.payer_id, one.charge_id): one for one in parts}
    chosen = st.selectbox(
        "Of what", list(by_key), key=field(patient_id, "part"),
        format_func=lambda key: _words(by_key[key]) if key in by_key else "",
    )  # fmt: skip
    return by_key.get(chosen) if chosen is not None else None


def _words(part: OpenPart) -> str:
    if part.charge_id is None:
        return f"All that {owner(part)} owes, the oldest first: {dollars(part.amount)}"
    return f"{part.what}, {day(part.since)}: {dollars(part.amount)} owed by {owner(part)}"


def owner(part: OpenPart) -> str:
    """Who owes it, in a sentence."""
    return "the patient" if part.payer_id is None else part.payer


def left_words(part: OpenPart, amount: Decimal) -> str:
    """What is owed once so much of it is gone: `the patient then owes $60.00 for this`."""
    of_it = "" if part.charge_id is None else " for this"
    return f"{owner(part)} then owes {dollars(part.amount - amount)}{of_it}"
