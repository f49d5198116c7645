"""Refill requests that staff take down, such as for a pharmacy that phoned, and those that are taken back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.closing import end
from db.actions.refill_access import step, undecided
from db.actions.refill_judging import judge_these
from db.actions.tasks import TaskState, short, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import Medication, Patient, Pharmacy, RefillRequest
from db.registry import acting, action
from db.roles import Permission
from rules.drugs import drug_of

TAKEN_DOWN = {"pharmacy": "A pharmacy", "staff": "Staff"}  # who asks, where staff write it down
LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was taken down, and its task."""

    request_id: int
    task_id: int


@action("refill.ask", needs=Permission.REFILL_ASK, once=True)
def ask(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_id: int,
    medication_id: int,
    source: str,
    requested_by: str = "",
    pharmacy_id: int | None = None,
    note: str = "",
    asked_dose: str = "",
) -> Asked:
    """Take down that a `pharmacy`, or one of the `staff`, asks for more of a patient's medication.

    `requested_by` is who asked: the pharmacist's or the pharmacy's name; oneself where it is left empty.
    `asked_dose` only where another dose than before is asked for. One that is asked for twice gets two requests,
    which are merged by hand: each source is kept. Raises `Invalid` naming the field, `NotFound` for a medication
    that isn't the patient's.
    """
    actor = acting(session)
    if source not in TAKEN_DOWN:
        raise Invalid("source", "Choose who asks: a pharmacy, or staff.")
    who = short(requested_by, "requested_by", 200)
    if source == "pharmacy" and not who and pharmacy_id is None:
        raise Invalid("requested_by", "Say which pharmacy asks.")
    medication, patient = session.get(Medication, medication_id), session.get(Patient, patient_id)
    if patient is None or medication is None or medication.patient_id != patient_id:
        raise NotFound("medication")
    if patient.deceased_at is not None:
        raise Invalid("patient_id", "This patient has died. Tell whoever asks; nothing was written.")
    pharmacy = usable_pharmacy(session, pharmacy_id)
    drug = drug_of(medication.display, medication.schedule)
    request = RefillRequest(
        patient_id=patient_id,
        medication_id=medication_id,
        source=source,
        requested_by=who or (pharmacy.name if source == "pharmacy" and pharmacy else actor.name),
        pharmacy_id=pharmacy_id,
        note=short(note, "note", LONGEST_NOTE),
        asked_dose=short(asked_dose, "asked_dose", 200),
        headline=headline(medication),
        ingredient=drug.ingredient,
        drug_class=drug.drug_class,
        schedule=drug.schedule,
        created_at=actor.now,
    )
    session.add(request)
    task_id = received(session, request)
    audit(session, "refill.asked", patient_id=patient_id, subject=("refill_request", request.id), task_id=task_id)
    return Asked(request.id, task_id)


@action("refill.withdraw", needs=Permission.REFILL_PREPARE)
def withdraw(
    session: Session, *, by: Credential, task_id: int, seen_version: int, seen_inbound_id: int | None, reason: str
) -> TaskState:
    """Close a request that whoever asked doesn't want any more, such as by telephone. The reason is kept.

    Raises `Conflict` when it was decided meanwhile, `Invalid` for one that others were merged into: who asked those
    still waits for an answer. The patient takes their own back through the portal.
    """
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Closing")
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say who took it back, and why.")
    if session.scalar(select(RefillRequest.id).where(RefillRequest.merged_into_id == held.request.id).limit(1)):
        raise Invalid("reason", "Others asked for this too: deny it instead, so that everybody is told.")
    actor = acting(session)
    held.request.decision, held.request.decided_at, held.request.decided_by = "withdrawn", actor.now, actor.name
    step(session, held, "withdrawn", reason=kept)
    task_event(session, task_id, "refill-withdrawn")
    audit(session, "refill.withdrawn", patient_id=held.patient.id, subject=("refill_request", held.request.id))
    end(session, held.task, "withdrawn")
    return state(held.task)


def received(session: Session, request: RefillRequest) -> int:
    """Put a request that was just written before staff, as the portal's contract does; its task's id."""
    session.flush()
    actor = acting(session)
    task_id = session.scalar(select(func.refill_received(request.id, actor.name, actor.staff_id)))
    assert task_id is not None  # noqa: S101  it raises rather than return nothing
    judge_these(session, [request.id])
    return int(task_id)


def headline(medication: Medication) -> str:
    """What a list shows of a request: the medication and its dose."""
    return f"{medication.display}, {medication.dose}" if medication.dose else medication.display


def usable_pharmacy(session: Session, pharmacy_id: int | None) -> Pharmacy | None:
    """The pharmacy, if one is named; raise `Invalid` for one that isn't in use."""
    if pharmacy_id is None:
        return None
    pharmacy = session.get(Pharmacy, pharmacy_id)
    if pharmacy is None or not pharmacy.active:
        raise Invalid("pharmacy_id", "This pharmacy isn't in use. Choose another one.")
    return pharmacy
