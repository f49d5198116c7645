"""A claim of nobody we knew, once a clerk knows whose it is: the patient, what was billed, and what is posted then."""

from __future__ import annotations

from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.acting import credential, reading, say
from console.kit.doing import Deed, dialog_place, finish
from console.kit.queue_deeds import field
from console.kit.text import plain
from console.kit.times import day
from console.panes.finding import pick_patient
from console.panes.money import dollars
from console.session import me
from db.actions.remittance_placing import place_claim
from db.payment_records import ClaimRecord
from db.queries.claim_places import ClaimPlace, places
from db.queries.payment_exceptions import ExceptionDetail
from db.queries.people import PersonLine
from db.queries.tasks import TaskDetail
from db.roles import Permission

PLACE = "place-claim"
KIND = "unmatched_claim"
NONE_BILLED = "Nothing was billed to an insurer for this patient, so no claim can be theirs."


def placing_deeds(task: TaskDetail, one: ExceptionDetail) -> tuple[Deed, ...]:
    """Placing it, for who matches payments, while nobody knows whose claim it is."""
    record = one.record
    if one.kind != KIND or not isinstance(record, ClaimRecord) or record.patient_id is not None:
        return ()
    if not task.is_open or not me().may(Permission.PAYMENT_MATCH):
        return ()
    return (Deed(PLACE, "Place this claim", ":material/person_pin:", "", _draw, prominent=True),)


def _draw(task: TaskDetail, content: Any) -> None:
    claim: ClaimRecord = content.detail.record
    st.caption(plain(f"The insurer's words: {_as_sent(claim)}. Find whose claim it is, and what it was billed for."))
    person = pick_patient(field(task, PLACE, "find"), me().now, label="Whose claim is it?")
    chosen = _billed(task, claim, person) if person is not None else None
    if person is not None and chosen is not None:
        st.markdown(plain(_comes_to(claim, person, chosen)))
    st.button(
        "Place it", key=field(task, PLACE, "do"), type="primary", on_click=_place,
        args=(task, claim.id, chosen.charge_id if chosen else None),
    )  # fmt: skip


def _as_sent(claim: ClaimRecord) -> str:
    when = f", service of {day(claim.service_from)}" if claim.service_from else ""
    return f"{claim.patient_name or 'no name'}, claim {claim.control_number}{when}, {dollars(claim.charged)} charged"


def _billed(task: TaskDetail, claim: ClaimRecord, person: PersonLine) -> ClaimPlace | None:
    """What was billed for the patient; the likeliest first, none chosen by default."""
    with reading() as session:
        found = places(session, viewer=credential(), patient_id=person.id, charged=claim.charged)
    if not found:
        st.caption(NONE_BILLED)
        return None
    by_id = {one.charge_id: one for one in found}
    chosen = st.selectbox(
        "Billed as", list(by_id), index=None, key=field(task, PLACE, f"charge:{person.id}"), placeholder="Choose one",
        format_func=lambda number: _words(by_id[number]) if number in by_id else "",
    )  # fmt: skip
    return by_id.get(chosen) if chosen is not None else None


def _words(one: ClaimPlace) -> str:
    more = f" and {one.many - 1} more" if one.many > 1 else ""
    same = " (the same amount)" if one.same else ""
    payer = f", {one.payer}" if one.payer else ""
    return f"{one.what}{more}, {day(one.service_on)}, {dollars(one.charged)}{same}{payer}, claim {one.claim_number}"


def _comes_to(claim: ClaimRecord, person: PersonLine, chosen: ClaimPlace) -> str:
    paid = f"{dollars(claim.paid)} comes off what the insurer owes" if claim.paid else "nothing was paid"
    return (
        f"It is posted to {person.name}, claim {chosen.claim_number}, as it came: {paid}, and what was taken off or "
        "left to the patient goes with it. What held its money apart is taken back."
    )


def _place(task: TaskDetail, claim_id: int, charge_id: int | None) -> None:
    if charge_id is None:
        say(dialog_place(task.id), "warning", "Choose the patient and what it was billed for. Nothing was changed.")
        return
    finish(task, _placed, "The claim is placed and posted.", claim_id=claim_id, charge_id=charge_id)


def _placed(session: Session, **given: Any) -> bool:
    place_claim(session, **given)
    return True
