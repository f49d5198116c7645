"""Telephone calls with patients: who was called, how it went, and about which task."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.tasks import clean, permitted_task, vocabulary
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import Patient, Task
from db.models.urgency import CALL_OUTCOMES, PhoneCall
from db.registry import acting, action
from db.roles import Permission

LONGEST = 5_000
OUTCOME_TITLES = {
    "reached": "Reached",
    "left-message": "Left a message",
    "no-answer": "No answer",
    "wrong-number": "Wrong number",
    "declined": "Didn't want to talk",
}

vocabulary(deeds={"called": "phoned the patient"}, outcomes={})


@dataclass(frozen=True, slots=True)
class Called:
    """A call that was kept, and the task that it was about."""

    call_id: int
    task_id: int | None
    version: int | None


@action("call.log", needs=Permission.CALL_LOG, once=True)
def log_call(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_id: int,
    task_id: int | None,
    outcome: str,
    detail: str = "",
) -> Called:
    """Keep that a patient was phoned, and how it went (`OUTCOME_TITLES`).

    Somebody who was reached has had the task's first response. A call is no edit of the task: its version stays.
    `detail` is clinical text: whoever logs a call may write it, who reads no clinical text is never shown it.
    """
    actor = acting(session)
    if outcome not in CALL_OUTCOMES:
        raise Invalid("outcome", "Choose how the call went.")
    text = clean(detail.strip(), "detail")
    if len(text) > LONGEST:
        raise Invalid("detail", f"At most {LONGEST:,} characters; this has {len(text):,}.")
    task = _task(session, task_id, patient_id)
    call = PhoneCall(
        patient_id=patient_id,
        task_id=task_id,
        staff_id=actor.person_id,
        outcome=outcome,
        detail=text,
        called_at=actor.now,
    )
    session.add(call)
    session.flush()
    if task is not None:
        if outcome == "reached" and task.first_response_at is None:
            task.first_response_at = actor.now
        if task.owner_id == actor.staff_id:
            task.worked_at = actor.now
        task_event(session, task.id, "called", call_id=call.id, outcome=outcome)
    audit(session, "call.logged", patient_id=patient_id, subject=("phone_call", call.id), task_id=task_id)
    session.flush()
    return Called(call.id, task_id, task.version if task else None)


def _task(session: Session, task_id: int | None, patient_id: int) -> Task | None:
    if session.scalar(select(Patient.id).where(Patient.id == patient_id)) is None:
        raise NotFound("patient")
    if task_id is None:
        return None
    task = permitted_task(session, task_id, "work")
    if task.patient_id != patient_id:
        raise Invalid("patient_id", "The task is about another patient. Log the call from the patient's own page.")
    return task
