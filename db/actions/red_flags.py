"""A red flag on a task that changes hands or is to be ended: who has seen it, and whether it was answered."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.audit import audit, task_event
from db.errors import Conflict
from db.models import PhoneCall, Task, UrgencyFlag
from db.registry import acting

ESCALATES_AFTER = timedelta(minutes=10)


class Unsettled(Conflict):
    """A red flag is in force, and nobody phoned the patient or overrode it."""


def require_settled(session: Session, task: Task, deed: str) -> None:
    """Raise `Unsettled` unless a red flag was answered: by a call logged since, or an override."""
    if not settled(session, task):
        raise Unsettled(
            f"This task has a red flag. {deed} was stopped and nothing was changed: phone the patient and log the "
            "call, or override the flag with a reason."
        )


def settled(session: Session, task: Task) -> bool:
    """Whether no red flag is in force, or the patient was phoned about the task since the newest of them."""
    if task.flag != "red":
        return True
    flagged = select(func.max(UrgencyFlag.created_at)).where(
        UrgencyFlag.task_id == task.id, UrgencyFlag.level == "red", UrgencyFlag.overridden_at.is_(None)
    )
    since_when = session.scalar(flagged) or task.last_inbound_at or task.created_at
    call = select(PhoneCall.id).where(PhoneCall.task_id == task.id, PhoneCall.called_at >= since_when).limit(1)
    return session.scalar(call) is not None


def take_on(session: Session, task: Task) -> None:
    """Whoever takes a red-flagged task on has seen the flag: it escalates no further. Before the task is written."""
    actor = acting(session)
    if task.flag == "red" and task.flag_acknowledged_at is None:
        task.flag_acknowledged_at, task.flag_acknowledged_by, task.escalate_at = actor.now, actor.name, None
        tell_acknowledged(session, task.id, task.patient_id)


def let_go(session: Session, task: Task) -> None:
    """Whoever acknowledged a red flag hands the task on: it escalates anew, unless the patient was phoned."""
    if task.flag == "red" and task.flag_acknowledged_at is not None and not settled(session, task):
        task.flag_acknowledged_at = task.flag_acknowledged_by = None
        task.escalate_at, task.escalated = acting(session).now + ESCALATES_AFTER, 0


def tell_acknowledged(session: Session, task_id: int, patient_id: int | None) -> None:
    """Write down that the acting person has seen a task's flag."""
    task_event(session, task_id, "acknowledged")
    audit(session, "task.flag-acknowledged", patient_id=patient_id, subject=("task", task_id))
