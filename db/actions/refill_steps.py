"""Steps that don't decide: preparing a request for a prescriber, passing it on, asking the patient."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from db.actions.outreach import start_conversation
from db.actions.refill_access import judged_now, require_same_medication, step, undecided
from db.actions.refill_authority import SCHEDULE_TWO
from db.actions.refill_errands import to_prescriber
from db.actions.refill_judging import ASKED
from db.actions.refill_supplies import require_supply
from db.actions.tasks import WAITING_FOR_PATIENT, TaskState, change, short, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import OutboxMessage, TaskStatus
from db.registry import acting, action
from db.roles import Permission

PREPARED, FORWARDED = "prepared", "forwarded"
SUBJECT = {"en": "Your refill request", "es": "Su solicitud de surtido"}
LONGEST_NOTE = 1_000


@action("refill.prepare", needs=Permission.REFILL_PREPARE)
def prepare(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    seen_medication_version: int,
    days: int,
    refills: int,
    note: str = "",
) -> TaskState:
    """Propose a supply to a prescriber, with a note for them: the chart's, else the pool of the prescribers' team."""
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Preparing")
    require_same_medication(held, seen_medication_version)
    if held.drug.schedule == "II":
        raise Invalid("days", SCHEDULE_TWO)
    supply, kept = require_supply(days, refills, held.drug), short(note, "note", LONGEST_NOTE)
    actor, request = acting(session), held.request
    request.prepared_at, request.prepared_by = actor.now, actor.name
    request.prepared_days, request.prepared_refills, request.prepared_note = supply.days, supply.refills, kept
    step(session, held, PREPARED, judged_now(session, held), days=supply.days, refills=supply.refills, reason=kept)
    held.task.business_status = PREPARED
    to_prescriber(session, held, None)
    task_event(session, task_id, "refill-prepared", days=supply.days, refills=supply.refills)
    audit(session, "refill.prepared", patient_id=held.patient.id, subject=("refill_request", request.id))
    return state(held.task)


@action("refill.forward", needs=Permission.REFILL_PREPARE)
def forward(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    staff_id: int | None = None,
    note: str = "",
) -> TaskState:
    """Pass a request on to a prescriber: the one named, else the chart's, else the pool of the prescribers' team."""
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Passing it on")
    kept = short(note, "note", LONGEST_NOTE)
    held.task.business_status = FORWARDED
    to_prescriber(session, held, staff_id)
    step(session, held, FORWARDED, judged_now(session, held), reason=kept)
    task_event(session, task_id, "refill-forwarded", owner_id=held.task.owner_id, team_id=held.task.team_id)
    audit(
        session, "refill.forwarded", patient_id=held.patient.id, subject=("refill_request", held.request.id),
        owner_id=held.task.owner_id,
    )  # fmt: skip
    return state(held.task)


@action("refill.ask-patient", needs=Permission.REFILL_PREPARE, once=True)
def ask_patient(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    question: str,
) -> TaskState:
    """Ask the patient in a conversation of its own, and wait for the answer: it wakes the request.

    Raises `Invalid` where there is no portal account to write to; the text is kept on screen.
    """
    actor = acting(session)
    held = undecided(session, task_id, seen_version, seen_inbound_id, "Asking")
    started = start_conversation(
        session,
        by=by,
        token=uuid4(),  # this action runs once, and so does what it does
        patient_id=held.patient.id,
        topic="refill",
        subject=SUBJECT.get(held.patient.language, SUBJECT["en"]),
        body=question,
        then="close",
    )
    message_id = session.get_one(OutboxMessage, started.outbox_id).message_id
    task = held.task
    step(session, held, "asked", judged_now(session, held))
    task_event(session, task.id, ASKED, message_id=message_id, made_task_id=started.task_id)
    audit(session, "refill.asked-patient", patient_id=held.patient.id, subject=("refill_request", held.request.id))
    if task.first_response_at is None:
        task.first_response_at = actor.now
    change(
        session,
        task,
        status=TaskStatus.ON_HOLD,
        business_status=WAITING_FOR_PATIENT,
        on_hold_until=None,
        owner_id=task.owner_id or actor.person_id,
        claimed_at=task.claimed_at or actor.now,
    )
    return state(task)
