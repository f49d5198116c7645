"""Triage of what came in: alarming words, and when an answer is due, in the clinic's own hours.

It raises and never lowers: a flag, a priority, an alarm. None of it is a person's edit, so no version is
counted up. Which messages were read stands in the task's `triaged` steps.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from db.actions.calling_out import call_out, waits
from db.actions.due import arrive
from db.actions.emergency_text import answer_at_once
from db.actions.reading import CALLS_OUT_FOR, findings, unread
from db.actions.red_flags import ESCALATES_AFTER, in_force
from db.audit import audit, task_event
from db.credentials import Credential
from db.jobs import defer
from db.models import OPEN, Message, Priority, Task, UrgencyFlag
from db.queries.clinic_hours import Clocks
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import is_open
from rules.urgency import FAMILIES, Finding, Level

log = logging.getLogger(__name__)

BATCH = 200
RAISED_TO = {"red": Priority.STAT, "amber": Priority.URGENT}
REASONS = {"red": "Emergency signs", "amber": "Same day"}


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag that is new, or now red."""

    id: int
    level: str
    family: str
    message_id: int


@action("triage.new", needs=Permission.SYSTEM_RUN)
def triage_new(session: Session, *, by: Credential) -> int:
    """Read what came in on at most 200 tasks, and set their deadlines; return how many.

    One that can't be read holds up no other: it is logged, and tried again with the next.
    """
    tasks = session.scalars(
        select(Task)
        .where(Task.triaged_at.is_(None))
        .order_by(Task.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Task)
    ).all()
    if not tasks:
        return 0
    clocks, done = Clocks(session), 0
    for task_id, task in [(task.id, task) for task in tasks]:
        try:
            with session.begin_nested():
                _triage(session, task, clocks)
            done += 1
        except OperationalError:  # the database itself
            raise
        except Exception as error:  # noqa: BLE001  whatever it is, the others must be read
            log.error("Task %d can't be triaged: %s", task_id, type(error).__name__)
    return done


def _triage(session: Session, task: Task, clocks: Clocks) -> None:
    messages = unread(session, task)
    raised = _flag(session, task, messages)
    if raised:
        _alarm(session, task, raised, messages, clocks)
    arrive(session, task, clocks)
    task.triaged_at = acting(session).now
    marks = {"scanned": messages[-1].id, "patient_id": task.patient_id} if messages else {}
    task_event(session, task.id, "triaged", due=task.due_at.isoformat(), **marks)
    session.flush()


def _flag(session: Session, task: Task, messages: Sequence[Message]) -> list[Raised]:
    """Keep what the rules find; return what is new. A family stands once for each message."""
    raised: list[Raised] = []
    for message in messages:
        found = findings(session, task, message)
        raised += [new for finding in found if (new := _keep(session, task, message, finding))]
    return raised


def _keep(session: Session, task: Task, message: Message, finding: Finding) -> Raised | None:
    """The finding as a flag, if it is new. An amber one becomes red, never the other way."""
    level = "red" if finding.level is Level.RED else "amber"
    statement = insert(UrgencyFlag).values(
        task_id=task.id,
        message_id=message.id,
        level=level,
        family=finding.family,
        phrase=finding.phrase,
        created_at=acting(session).now,
    )
    flag_id = session.scalar(
        statement.on_conflict_do_update(
            index_elements=["message_id", "family"],
            set_={
                "task_id": task.id,
                "level": "red",
                "phrase": finding.phrase,
                "created_at": acting(session).now,
                "overridden_at": None,  # what a person set aside was the lower level
                "overridden_by": None,
                "override_reason": "",
            },
            where=(UrgencyFlag.level == "amber") & (statement.excluded.level == "red"),
        ).returning(UrgencyFlag.id)
    )
    return Raised(flag_id, level, finding.family, message.id) if flag_id is not None else None


def _alarm(session: Session, task: Task, raised: list[Raised], messages: Sequence[Message], clocks: Clocks) -> None:
    """Raise flag and priority; for a new red flag call out."""
    flags = in_force(session, task)
    level = "red" if any(flag.level == "red" for flag in flags) else "amber"
    task.flag = "red" if task.flag == "red" else level
    if task.priority >= RAISED_TO[level]:
        task.priority = RAISED_TO[level]
        families = dict.fromkeys(flag.family for flag in flags if flag.level == level)
        task.priority_reason = f"{REASONS[level]}: {', '.join(_title(family) for family in families)}"
    task_event(
        session,
        task.id,
        "flagged",
        flags=[flag.id for flag in raised],
        levels=[flag.level for flag in raised],
        families=[flag.family for flag in raised],
    )
    audit(session, "task.flagged", patient_id=task.patient_id, subject=("task", task.id), flags=[f.id for f in raised])
    session.flush()
    red = {flag.message_id for flag in raised if flag.level == "red"}
    if red and task.status in OPEN:
        _call(session, task, max(message.created_at for message in messages if message.id in red), clocks)


def _title(family: str) -> str:
    title = FAMILIES[family].title
    return title[:1].lower() + title[1:]


def _call(session: Session, task: Task, written_at: datetime, clocks: Clocks) -> None:
    """A new emergency: whoever acknowledged an earlier one hasn't seen this one."""
    now = acting(session).now
    task.flag_acknowledged_at = task.flag_acknowledged_by = None
    if task.escalate_at is None:
        task.escalate_at, task.escalated = now + ESCALATES_AFTER, 0
    if written_at < now - CALLS_OUT_FOR:
        return
    answer_at_once(session, task)
    if not is_open(now, clocks.hours(task, now.year)) and call_out(session, task, waits(task)):
        task_event(session, task.id, "escalated", step=0, to=["on-call"])
    defer(session, "release_and_deliver")
