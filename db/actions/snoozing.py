"""Putting tasks off: until a day, or until the patient answers. Whatever the patient writes wakes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from db.actions.due import resume
from db.actions.red_flags import require_settled
from db.actions.tasks import (
    WAITING_FOR_PATIENT,
    TaskState,
    change,
    check_inbound,
    check_version,
    moment,
    permitted_task,
    require_open,
    short,
    state,
)
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Task, TaskStatus
from db.registry import acting, action
from db.roles import Permission

LONGEST = timedelta(days=180)


@action("task.snooze", needs=Permission.TASK_WORK)
def snooze(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    until: datetime,
    reason: str = "",
) -> TaskState:
    """Put a task off until an instant, at most 180 days ahead. It stays with its owner, or becomes one's own.

    Stopped when the patient wrote something unseen (`NewInbound`) or a red flag isn't settled (`Unsettled`).
    """
    return state(snoozing(session, task_id, seen_version, seen_inbound_id, until, reason))


def snoozing(
    session: Session, task_id: int, seen_version: int, seen_inbound_id: int | None, until: datetime, reason: str
) -> Task:
    """Snooze one task with all its checks; for `snooze` and for many at once."""
    actor = acting(session)
    task = permitted_task(session, task_id, "work")
    require_instant(until, actor.now)
    kept = short(reason, "reason", 200)
    check_inbound(task, seen_inbound_id, "Snoozing")
    check_version(session, task, seen_version)
    require_open(task)
    require_settled(session, task, "Snoozing")
    _hold(session, task, until, "")
    task_event(session, task_id, "snoozed", until=moment(until), reason=kept)
    audit(session, "task.snoozed", patient_id=task.patient_id, subject=("task", task_id), until=moment(until))
    return task


def require_instant(until: datetime, now: datetime) -> None:
    """Raise `Invalid` unless a task may be put off until then."""
    if not isinstance(until, datetime) or until.tzinfo is None:
        raise Invalid("until", "Choose a day and a time.")
    if until <= now:
        raise Invalid("until", "This lies in the past. Choose a time ahead.")
    if until > now + LONGEST:
        raise Invalid("until", f"A task is put off for at most {LONGEST.days} days.")


@action("task.wait", needs=Permission.TASK_WORK, once=True)
def wait(
    session: Session, *, by: Credential, token: UUID, task_id: int, seen_version: int, seen_inbound_id: int | None
) -> TaskState:
    """Put a task off until the patient answers. It stays with its owner, or becomes one's own.

    Stopped when the patient wrote something unseen (`NewInbound`) or a red flag isn't settled (`Unsettled`).
    """
    task = permitted_task(session, task_id, "work")
    check_inbound(task, seen_inbound_id, "Waiting")
    check_version(session, task, seen_version)
    require_open(task)
    require_settled(session, task, "Waiting")
    _hold(session, task, None, WAITING_FOR_PATIENT)
    task_event(session, task_id, "held")
    audit(session, "task.held", patient_id=task.patient_id, subject=("task", task_id))
    return state(task)


def _hold(session: Session, task: Task, until: datetime | None, business_status: str) -> None:
    actor = acting(session)
    change(
        session,
        task,
        status=TaskStatus.ON_HOLD,
        business_status=business_status,
        on_hold_until=until,
        owner_id=task.owner_id or actor.person_id,
        claimed_at=task.claimed_at or actor.now,
    )


@action("task.wake", needs=Permission.TASK_WORK)
def wake(session: Session, *, by: Credential, task_id: int, seen_version: int) -> TaskState:
    """Bring a task back that was put off: to its owner, else to the pool. One that isn't put off stays as it is."""
    task = permitted_task(session, task_id, "work")
    require_open(task)
    if task.status != TaskStatus.ON_HOLD:
        return state(task)
    check_version(session, task, seen_version)
    status = TaskStatus.REQUESTED if task.owner_id is None else TaskStatus.IN_PROGRESS
    change(session, task, status=status, business_status="", on_hold_until=None)
    resume(session, task)
    task_event(session, task_id, "woken")
    audit(session, "task.woken", patient_id=task.patient_id, subject=("task", task_id))
    session.flush()
    return state(task)
