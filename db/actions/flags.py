"""Urgency flags in people's hands: seen and taken on, or set aside with a reason."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.red_flags import in_force
from db.actions.tasks import TaskState, change, check_version, permitted_task, require_open, short, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import Task, UrgencyFlag
from db.registry import acting, action
from db.roles import Permission


@action("flag.acknowledge", needs=Permission.INBOX_READ)
def acknowledge(session: Session, *, by: Credential, task_id: int) -> TaskState:
    """Say that one has seen the flag and sees to it: it escalates no further. For who can read the message.

    No edit: no version is counted, so that nobody's reply is stopped by it. A second time changes nothing.
    """
    actor = acting(session)
    task = permitted_task(session, task_id, "work")
    require_open(task)
    if not task.flag or task.flag_acknowledged_at is not None:
        return state(task)
    task.flag_acknowledged_at, task.flag_acknowledged_by = actor.now, actor.name
    task.escalate_at = None
    if task.owner_id == actor.staff_id:
        task.worked_at = actor.now
    task_event(session, task_id, "acknowledged")
    audit(session, "task.flag-acknowledged", patient_id=task.patient_id, subject=("task", task_id))
    session.flush()
    return state(task)


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
    recompute(session, task)
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


def recompute(session: Session, task: Task) -> None:
    """Set the task's flag from those in force; without a red one nothing escalates any more."""
    levels = {flag.level for flag in in_force(session, task)}
    task.flag = "red" if "red" in levels else "amber" if levels else ""
    if task.flag != "red":
        task.escalate_at, task.escalated = None, 0
    if not task.flag:
        task.flag_acknowledged_at = task.flag_acknowledged_by = None
    session.flush()
