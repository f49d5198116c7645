"""Writing off, handing on, using credit: of what, how much, why, and in one sentence what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from console.kit.text import plain
from console.panes.money import asked_amount, dollars
from console.panes.patient_adjusting import carry_out, field, refuse, typed
from console.panes.patient_owed_parts import left_words, owner, pick_part
from db.actions.ledger_adjusting import apply_credit, transfer, write_off
from db.actions.ledger_parts import LONGEST
from db.queries.ledger_adjustable import Adjustable, OpenPart


def draw_write_off(patient_id: int, found: Adjustable) -> None:
    """Of what the patient or an insurer owes."""
    part = pick_part(patient_id, found.parts)
    if part is None:
        return
    amount = _amount(patient_id, part.amount)
    _why(patient_id)
    if amount is None:
        said = "What is written off is given up: nobody is asked for it any more."
    else:
        said = f"{dollars(amount)} is given up for good; {left_words(part, amount)}."
    _confirm(patient_id, said, "Write it off", partial(_write_off, patient_id, part))


def _write_off(patient_id: int, part: OpenPart) -> None:
    amount = _asked(patient_id)
    carry_out(
        patient_id, f"{_said(amount)} was written off.", write_off, patient_id=patient_id, amount=amount,
        reason=typed(patient_id, "why"), **_about(part), payer_id=part.payer_id,
    )  # fmt: skip


def draw_hand_on(patient_id: int, found: Adjustable) -> None:
    """From an insurer to the patient, or from the patient to an insurer, who is chosen."""
    part = pick_part(patient_id, found.parts)
    if part is None:
        return
    payer_id: int | None = part.payer_id
    to = "the patient"
    if part.payer_id is None:
        payer_id = st.selectbox(
            "To which insurer", list(found.payers), index=None, key=field(patient_id, "payer"),
            format_func=lambda number: found.payers.get(number, ""), placeholder="Choose one",
        )  # fmt: skip
        to = found.payers.get(payer_id, "the insurer") if payer_id is not None else "the insurer"
    amount = _amount(patient_id, part.amount)
    _why(patient_id)
    of = owner(part)
    said = f"{_said(amount)} is owed by {to} from then on, instead of by {of}: nothing is forgiven."
    _confirm(patient_id, said, "Hand it on", partial(_hand_on, patient_id, part, payer_id, to))


def _hand_on(patient_id: int, part: OpenPart, payer_id: int | None, to: str) -> None:
    if payer_id is None:
        refuse(patient_id, "Choose the insurer who owes it from now on. Nothing was changed.")
        return
    amount = _asked(patient_id)
    carry_out(
        patient_id, f"{_said(amount)} was handed on to {to}.", transfer, patient_id=patient_id, payer_id=payer_id,
        to="payer" if part.payer_id is None else "patient", amount=amount, reason=typed(patient_id, "why"),
        **_about(part),
    )  # fmt: skip


def draw_use_credit(patient_id: int, found: Adjustable) -> None:
    """For what the patient owes; as much as there is of both, unless less is typed."""
    part = pick_part(patient_id, [one for one in found.parts if one.payer_id is None])
    if part is None:
        return
    most = max(min(part.amount, found.credit), Decimal("0.00"))
    key = field(patient_id, f"amount:{part.charge_id}")
    st.session_state.setdefault(key, f"{most:.2f}")
    amount = _amount(patient_id, most, name=f"amount:{part.charge_id}")
    said = f"It pays what is owed out of the credit of {dollars(found.credit)}."
    if amount is not None:
        credit = dollars(max(found.credit - amount, Decimal("0.00")))
        said = f"{dollars(amount)} of the credit pays it; {left_words(part, amount)}, and {credit} of credit is left."
    _confirm(patient_id, said, "Use the credit", partial(_use_credit, patient_id, part, key))


def _use_credit(patient_id: int, part: OpenPart, key: str) -> None:
    amount = asked_amount(key) or Decimal("0.00")  # what isn't one is refused as nothing
    sentence = f"{_said(amount)} of the credit was used."
    carry_out(patient_id, sentence, apply_credit, patient_id=patient_id, amount=amount, **_about(part))


def _about(part: OpenPart) -> dict[str, Any]:
    return {"charge_id": part.charge_id, "seen": part.amount}


def _amount(patient_id: int, most: Decimal, name: str = "amount") -> Decimal | None:
    st.text_input(
        plain(f"Amount, at most {dollars(most)}"), key=field(patient_id, name), max_chars=20, live=True,
        placeholder="0.00", icon=":material/attach_money:",
    )  # fmt: skip
    amount = asked_amount(field(patient_id, name))
    return amount if amount is not None and 0 < amount <= most else None


def _asked(patient_id: int) -> Decimal | None:
    return asked_amount(field(patient_id, "amount"))


def _why(patient_id: int) -> None:
    st.text_input(
        "Why", key=field(patient_id, "why"), max_chars=LONGEST, placeholder="Kept with it; your colleagues read it"
    )


def _confirm(patient_id: int, said: str, label: str, callback: Callable[[], None]) -> None:
    st.markdown(plain(said))
    st.button(label, key=f"adjust:do:{patient_id}", type="primary", on_click=callback)


def _said(amount: Decimal | None) -> str:
    return "What you enter" if amount is None else dollars(amount)
