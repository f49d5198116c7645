"""What was put off comes back in time, and what nobody works on goes back to the pool."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text
from sqlalchemy.orm import Session

from db.actions.due import resume
from db.actions.notices import notify
from db.actions.reachable import absent_now, reachable
from db.actions.red_flags import let_go
from db.audit import audit, task_event
from db.credentials import Credential
from db.models import Draft, OutboxMessage, OutboxState, Presence, Staff, Task, TaskEvent, TaskStatus
from db.queries.clinic_hours import Clocks
from db.queries.clinic_settings import whole_number
from db.queries.presence import FRESH
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import business_time_between

BATCH = 200
CLAIMS = "claims"
# Half a business day: long enough for a clinic session with patients in the room, short enough for the same day.
RETURN_AFTER_MINUTES = 240
MOST_MINUTES = 10_000
# As a literal, so that the partial indexes on open work are found.
IN_PROGRESS_SQL = "task.status = 'in-progress'"


@action("task.wake_due", needs=Permission.SYSTEM_RUN)
def wake_due(session: Session, *, by: Credential) -> int:
    """Bring back at most 200 tasks whose snooze has ended; return how many. No person's edit, so no new version."""
    actor = acting(session)
    tasks = session.scalars(
        select(Task)
        .where(Task.on_hold_until <= actor.now, Task.status == TaskStatus.ON_HOLD)
        .order_by(Task.on_hold_until, Task.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Task)
    ).all()
    clocks = Clocks(session) if tasks else None
    for task in tasks:
        task.status = TaskStatus.REQUESTED if task.owner_id is None else TaskStatus.IN_PROGRESS
        task.business_status, task.on_hold_until = "", None
        resume(session, task, clocks)
        task_event(session, task.id, "woken", due=task.due_at.isoformat())
    session.flush()
    return len(tasks)


@action("task.return_idle", needs=Permission.SYSTEM_RUN)
def return_idle(session: Session, *, by: Credential) -> int:
    """Give claims back to their teams: those not worked on for the set business time, and those of people gone.

    Gone is who was deactivated, or is out of office without a cover who is here. An owner who is writing,
    or whose reply is about to leave, is at work. The version is counted up: the former owner's screen shows
    a claim that no longer is, and what they send from it must be stopped.
    """
    actor = acting(session)
    minutes = whole_number(session, CLAIMS, "return_after_minutes", RETURN_AFTER_MINUTES, most=MOST_MINUTES)
    away = absent_now(session, actor.now)
    quiet = actor.now - timedelta(minutes=minutes)
    last = func.greatest(Task.worked_at, Task.claimed_at, _back_at(), _typed_at())
    gone = or_(Task.owner_id.in_(away), Staff.deactivated_at.is_not(None))
    idle = and_(func.coalesce(Task.worked_at, Task.claimed_at, Task.created_at) <= quiet, _at_rest(actor.now))
    found = session.execute(
        select(Task, last.label("last"), Staff.deactivated_at.is_not(None).label("deactivated"))
        .join(Staff, Staff.id == Task.owner_id)
        .where(text(IN_PROGRESS_SQL), or_(gone, idle) if minutes else gone)
        .order_by(Task.id)
    ).all()
    clocks, reasons = Clocks(session) if found else None, {}
    for row in found:
        task: Task = row.Task
        assert clocks is not None  # noqa: S101  there are tasks
        why = _why(session, task, deactivated=row.deactivated, absent=task.owner_id in away)
        if not why and minutes and _idle_for(task, row.last, clocks, actor.now) >= timedelta(minutes=minutes):
            why = "idle"
        if why:
            reasons[task.id, task.version, task.worked_at] = why
    return sum(_return(session, *seen, why) for seen, why in reasons.items())


def _why(session: Session, task: Task, *, deactivated: bool, absent: bool) -> str:
    """Why the owner is gone; empty if they, or a cover, are here."""
    if deactivated:
        return "deactivated"
    if absent and task.owner_id is not None and not reachable(session, [task.owner_id], task, acting(session).now):
        return "absent"
    return ""


def _idle_for(task: Task, last: datetime | None, clocks: Clocks, now: datetime) -> timedelta:
    began = min(last or task.created_at, now)
    return business_time_between(began, now, clocks.hours(task, began.year))


def _return(session: Session, task_id: int, version: int, worked_at: datetime | None, why: str) -> bool:
    """Give one back, unless somebody does something to it just now."""
    task = session.scalar(
        select(Task)
        .where(Task.id == task_id, Task.version == version, Task.worked_at.is_not_distinct_from(worked_at))
        .with_for_update(skip_locked=True, of=Task)
        .execution_options(populate_existing=True)
    )
    if task is None or task.status != TaskStatus.IN_PROGRESS:
        return False
    former = task.owner_id
    task.owner_id, task.claimed_at, task.worked_at, task.status = None, None, None, TaskStatus.REQUESTED
    task.version += 1
    let_go(session, task)
    task_event(session, task.id, "returned", owner_id=former, why=why)
    audit(session, "task.returned", patient_id=task.patient_id, subject=("task", task.id), owner_id=former, why=why)
    session.flush()
    if former is not None and why != "deactivated":
        notify(session, staff_id=former, task_id=task.id, kind="returned")
    return True


def _back_at() -> ColumnElement[datetime]:
    """When the task last came back to its owner, or to a new one."""
    return (
        select(func.max(TaskEvent.at))
        .where(TaskEvent.task_id == Task.id, TaskEvent.kind.in_(("woken", "assigned", "reopened")))
        .correlate(Task)
        .scalar_subquery()
    )


def _typed_at() -> ColumnElement[datetime]:
    return (
        select(func.max(Draft.saved_at))
        .where(Draft.task_id == Task.id, Draft.staff_id == Task.owner_id)
        .correlate(Task)
        .scalar_subquery()
    )


def _at_rest(now: datetime) -> ColumnElement[bool]:
    """Whether the owner is neither writing now nor has a reply in its undo window."""
    return ~exists().where(
        Presence.task_id == Task.id,
        Presence.staff_id == Task.owner_id,
        Presence.writing,
        Presence.seen_at > now - FRESH,
    ) & ~exists().where(OutboxMessage.task_id == Task.id, OutboxMessage.state == OutboxState.WAITING)
