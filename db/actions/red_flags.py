"""A red flag on a task that changes hands or is to be ended: who has seen it, and whether it was answered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db.actions.due import episode_start
from db.actions.reading import findings, unread
from db.audit import audit, task_event
from db.credentials import Actor
from db.errors import Conflict
from db.models import PhoneCall, Task, UrgencyFlag
from db.registry import acting
from db.roles import Sensitivity
from rules.urgency import Level

log = logging.getLogger(__name__)

LEVELS = ("", "amber", "red")
ESCALATES_AFTER = timedelta(minutes=10)  # to the first step, and from each to the next until the last


class Unsettled(Conflict):
    """A red flag is in force, and nobody phoned the patient or overrode it."""


def require_settled(session: Session, task: Task, deed: str) -> None:
    """Raise `Unsettled` unless a red flag was answered: by a call logged since, or an override.

    Only who can read what set it off may end such a task: the front desk passes it to a nurse.
    """
    since = _alarming_since(session, task)
    if since is not None and not reads_flags(acting(session)):
        raise Unsettled(f"This task has a red flag. {deed} was stopped and nothing was changed: tell a nurse now.")
    if since is not None and not _phoned(session, task, since):
        raise Unsettled(
            f"This task has a red flag. {deed} was stopped and nothing was changed: phone the patient and log the "
            "call, or override the flag with a reason."
        )


def reads_flags(actor: Actor) -> bool:
    """Whether a person may read the words that set a flag off, and so can answer for it."""
    return actor.reads(Sensitivity.CLINICAL)


def settled(session: Session, task: Task) -> bool:
    """Whether nothing red is in force, or the task's patient was phoned about it since the newest of it."""
    since = _alarming_since(session, task)
    return since is None or _phoned(session, task, since)


def _phoned(session: Session, task: Task, since: datetime) -> bool:
    call = select(PhoneCall.id).where(
        PhoneCall.task_id == task.id, PhoneCall.patient_id == task.patient_id, PhoneCall.called_at >= since
    )
    return session.scalar(call.limit(1)) is not None


def in_force(session: Session, task: Task) -> Sequence[UrgencyFlag]:
    """The flags that nobody overrode, of this round only: what the patient wrote before reopening is history."""
    statement = select(UrgencyFlag).where(UrgencyFlag.task_id == task.id, UrgencyFlag.overridden_at.is_(None))
    started = episode_start(session, task)
    if started is not None:
        statement = statement.where(UrgencyFlag.created_at >= started)
    return session.scalars(statement.order_by(UrgencyFlag.id)).all()


def recount_flags(session: Session, task: Task, *, like: Task | None = None) -> None:
    """Set a task's flag by the flags in force on it. What was acknowledged on `like` (else on itself) stays so;
    red ones escalate on as there, and without one nothing escalates any more."""
    model = like or task
    acknowledged = (model.flag_acknowledged_at, model.flag_acknowledged_by)
    escalating = (model.escalate_at, model.escalated)
    task.flag = max({flag.level for flag in in_force(session, task)}, key=LEVELS.index, default="")
    task.flag_acknowledged_at, task.flag_acknowledged_by = acknowledged if task.flag else (None, None)
    task.escalate_at, task.escalated = escalating if task.flag == "red" else (None, 0)
    session.flush()


def _alarming_since(session: Session, task: Task) -> datetime | None:
    """When the newest red flag was raised, or the newest message written that will raise one; None without."""
    written = _about_to_be_flagged(session, task) if task.triaged_at is None else None
    if written is not None or task.flag != "red":
        return written
    raised = [flag.created_at for flag in in_force(session, task) if flag.level == "red"]
    return max(raised, default=task.last_inbound_at or task.created_at)


def _about_to_be_flagged(session: Session, task: Task) -> datetime | None:
    """When an emergency was written that the worker hasn't read yet: whoever ends the task in these seconds, or while
    the worker stands still, must not end it unknowing."""
    try:
        red = [
            message.created_at
            for message in unread(session, task)
            if any(found.level is Level.RED for found in findings(session, task, message))
        ]
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001  what the rules can't read, the person has read
        log.error("Task %d can't be read for alarming words: %s", task.id, type(error).__name__)
        return None
    return max(red, default=None)


def take_on(session: Session, task: Task) -> None:
    """Whoever takes a red-flagged task on has seen the flag: it escalates no further. Before the task is written."""
    actor = acting(session)
    if task.flag == "red" and task.flag_acknowledged_at is None and reads_flags(actor):
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
