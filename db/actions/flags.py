"""Urgency flags in people's hands: seen and taken on, or set aside with a reason."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.red_flags import reads_flags, recount_flags, tell_acknowledged
from db.actions.tasks import TaskState, change, check_version, permitted_task, require_open, short, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid, NotFound, Since
from db.models import Task, UrgencyFlag
from db.registry import acting, action
from db.roles import Permission


@action("flag.acknowledge", needs=Permission.TASK_WORK)
def acknowledge(session: Session, *, by: Credential, task_id: int) -> TaskState:
    """Say that one has seen the flag and sees to it: it escalates no further. For who can read what set it off.

    No edit: no version is counted, so that nobody's reply is stopped by it. A second time changes nothing.
    """
    task = permitted_task(session, task_id, "work")
    if not reads_flags(acting(session)):
        raise Forbidden
    require_open(task)
    noted(session, task)
    return state(task)


def noted(session: Session, task: Task) -> None:
    """Acknowledge a task's flag, unless somebody did."""
    actor = acting(session)
    if not task.flag or task.flag_acknowledged_at is not None:
        return
    task.flag_acknowledged_at, task.flag_acknowledged_by = actor.now, actor.name
    task.escalate_at = None
    if task.owner_id == actor.staff_id:
        task.worked_at = actor.now
    tell_acknowledged(session, task.id, task.patient_id)
    session.flush()


@action("flag.override", needs=Permission.FLAG_OVERRIDE)
def override(session: Session, *, by: Credential, flag_id: int, seen_version: int, reason: str) -> TaskState:
    """Set a flag aside: the words are no sign of what they seem to be. The reason is kept with the flag.

    The task's flag is then the highest of those that remain; its priority stays until a person changes it.
    """
    actor = acting(session)
    task_id = session.scalar(select(UrgencyFlag.task_id).where(UrgencyFlag.id == flag_id))
    if task_id is None:
        raise NotFound("flag")
    task = permitted_task(session, task_id, "work")
    flag = session.get_one(UrgencyFlag, flag_id, populate_existing=True)  # read again under the task's lock
    if flag.overridden_at is not None:
        since = Since(flag.overridden_by or "", "overrode a flag", flag.overridden_at)
        raise Conflict(f"{flag.overridden_by} overrode this flag already. Nothing was changed.", since)
    check_version(session, task, seen_version)
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say why this is not what it seems; others will rely on it.")
    flag.overridden_at, flag.overridden_by, flag.override_reason = actor.now, actor.name, kept
    session.flush()
    recount_flags(session, task)
    change(session, task)
    detail = {"flag_id": flag_id, "level": flag.level, "family": flag.family}
    task_event(session, task_id, "overridden", **detail)
    audit(
        session,
        "task.flag-overridden",
        patient_id=task.patient_id,
        subject=("task", task_id),
        flag_id=flag_id,
        level=flag.level,
    )
    return state(task)
