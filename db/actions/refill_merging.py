"""One drug asked for twice, by the patient and the pharmacy: one request goes on, the other into it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.closing import end
from db.actions.refill_access import Held, request_of, require_undecided, step, undecided
from db.actions.refill_judging import judge_these
from db.actions.tasks import TaskState, change, require_open, state
from db.actions.thread_parts import append_drafts
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import RefillRequest, Task
from db.registry import acting, action
from db.roles import Permission


@action("refill.merge", needs=Permission.REFILL_PREPARE)
def merge(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    into_task_id: int,
) -> TaskState:
    """Merge a request into another open one for the same medication; the state of the one that goes on.

    What is decided on that one answers both: who asked either is told. Raises `Invalid` for another patient's,
    another drug's or another strength's, `Conflict` when one of them was decided meanwhile.
    """
    if task_id == into_task_id:
        raise Invalid("into_task_id", "Choose another request to merge this one into.")
    # Both in the order of their ids, so that two who merge take turns.
    session.execute(
        select(Task.id)
        .where(Task.id.in_((task_id, into_task_id)))
        .order_by(Task.id)
        .with_for_update(of=Task, key_share=True)
    ).all()
    source = undecided(session, task_id, seen_version, seen_inbound_id, "Merging")
    target = request_of(session, into_task_id)
    require_undecided(target.request)
    require_open(target.task)
    if target.patient.id != source.patient.id:
        raise Invalid("into_task_id", "That request is another patient's. Nothing was changed.")
    if source.medication.id != target.medication.id:
        raise Invalid("into_task_id", f"That request is for another {_other(source, target)}. Nothing was changed.")
    actor, request = acting(session), source.request
    request.decision, request.decided_at, request.decided_by = "merged", actor.now, actor.name
    request.merged_into_id = target.request.id
    # What was merged into this one before goes along, so that who asked is told in the end.
    for earlier in session.scalars(select(RefillRequest).where(RefillRequest.merged_into_id == request.id)):
        earlier.merged_into_id = target.request.id
    if target.request.pharmacy_id is None:
        target.request.pharmacy_id = request.pharmacy_id
    step(session, source, "merged")
    append_drafts(session, source.task.id, target.task.id)
    task_event(session, source.task.id, "refill-merged", into_task_id=into_task_id)
    task_event(session, target.task.id, "refill-merged-in", from_task_id=task_id)
    audit(
        session, "refill.merged", patient_id=source.patient.id, subject=("refill_request", request.id),
        into_id=target.request.id,
    )  # fmt: skip
    end(session, source.task, "merged")
    target.task.priority = min(target.task.priority, source.task.priority)
    target.task.due_at = min(target.task.due_at, source.task.due_at)
    change(session, target.task)
    judge_these(session, [target.request.id])
    return state(target.task)


def _other(one: Held, other: Held) -> str:
    """What sets two medications apart. Two strengths are two orders: one decision doesn't answer both."""
    known = one.drug.ingredient
    return "strength or form of the drug" if known and known == other.drug.ingredient else "drug"
