"""Ending a task with an outcome, and opening it again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.due import resume
from db.actions.follow_up_ends import follow_up_again, follow_up_done
from db.actions.red_flags import require_settled, take_on
from db.actions.result_ends import require_closable
from db.actions.tasks import (
    MERGED,
    OUTCOMES,
    TaskState,
    change,
    check_inbound,
    check_version,
    permitted_task,
    require_open,
    state,
)
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid
from db.models import OPEN, Task, TaskStatus
from db.models.foci import FOCI
from db.registry import acting, action
from db.roles import Permission


@action("task.close", needs=Permission.TASK_WORK, once=True)
def close(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    outcome: str,
) -> TaskState:
    """End a task with an outcome of `OUTCOMES`.

    Stopped when the patient wrote something unseen (`NewInbound`) or a red flag isn't settled (`Unsettled`).
    Notices on it that nobody saw yet stay: a mention is answered by whom it names, not by a close.
    """
    return state(closing(session, task_id, seen_version, seen_inbound_id, outcome))


def closing(session: Session, task_id: int, seen_version: int, seen_inbound_id: int | None, outcome: str) -> Task:
    """Close one task with all its checks; for `close` and for many at once."""
    task = permitted_task(session, task_id, "work")
    if outcome not in OUTCOMES:
        raise Invalid("outcome", "Choose how this ended.")
    check_inbound(task, seen_inbound_id, "Closing")
    check_version(session, task, seen_version)
    require_open(task)
    require_settled(session, task, "Closing")
    require_closable(session, task, outcome)
    _require_decided(session, task, wanted=True)
    end(session, task, outcome)
    audit(session, "task.closed", patient_id=task.patient_id, subject=("task", task_id), outcome=outcome)
    return task


def end(session: Session, task: Task, outcome: str) -> None:
    """Close a task whose checks have passed."""
    actor = acting(session)
    change(
        session,
        task,
        status=TaskStatus.COMPLETED,
        outcome=outcome,
        business_status="",
        on_hold_until=None,
        closed_at=actor.now,
        closed_by=actor.name,
        owner_id=task.owner_id or actor.staff_id,
        escalate_at=None,
    )
    task_event(session, task.id, "closed", outcome=outcome)
    follow_up_done(session, task, outcome)


@action("task.reopen", needs=Permission.TASK_WORK)
def reopen(session: Session, *, by: Credential, task_id: int, seen_version: int) -> TaskState:
    """Open a closed task again; it becomes the person's own."""
    actor = acting(session)
    task = permitted_task(session, task_id, "work")
    if task.status in OPEN:
        return state(task)
    check_version(session, task, seen_version)
    if task.business_status == MERGED:
        raise Conflict("This conversation was merged into another one. Work on that one; nothing was changed.")
    _require_decided(session, task, wanted=False)
    _require_no_other(session, task)
    take_on(session, task)
    change(
        session,
        task,
        status=TaskStatus.IN_PROGRESS,
        outcome="",
        closed_at=None,
        closed_by=None,
        owner_id=actor.person_id,
        claimed_at=actor.now,
    )
    resume(session, task)
    follow_up_again(session, task)
    task_event(session, task_id, "reopened")
    audit(session, "task.reopened", patient_id=task.patient_id, subject=("task", task_id))
    return state(task)


def _require_decided(session: Session, task: Task, *, wanted: bool) -> None:
    focus = FOCI[task.focus_type]
    if focus.decision is None:
        return
    decided = bool(session.scalar(select(focus.decision.column).where(focus.key == task.focus_id)))
    if decided != wanted:
        raise Conflict(focus.decision.taken if decided else focus.decision.wanting)


def _require_no_other(session: Session, task: Task) -> None:
    other = session.scalar(
        select(Task.id).where(
            Task.queue_id == task.queue_id,
            Task.focus_type == task.focus_type,
            Task.focus_id == task.focus_id,
            Task.status.in_(OPEN),
            Task.id != task.id,
        )
    )
    if other is not None:
        raise Conflict(f"Task {other} is open for the same {task.focus_type.replace('_', ' ')}. Work on that one.")
