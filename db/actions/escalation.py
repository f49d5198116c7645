"""Red flags that nobody acknowledged, by the clock on the wall: owner, team, managers, and again.

`escalate_at` is the instant of the next step, counted from the flag and not from when the worker came
by: a late worker takes each step that was missed, once, and mails nobody twice for them.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from db.actions.calling_out import call_out, call_staff, waits
from db.actions.reachable import managers, owner_of, team_of
from db.actions.red_flags import ESCALATES_AFTER
from db.audit import audit, task_event
from db.credentials import Credential
from db.jobs import defer
from db.models import OPEN, Staff, Task
from db.queries.clinic_hours import Clocks
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import is_open

log = logging.getLogger(__name__)

BATCH = 50
REPEAT = timedelta(minutes=30)
LAST = 3
AUDIENCES = {1: owner_of, 2: team_of, 3: managers}
TITLES = {1: "owner", 2: "team", 3: "managers"}


@action("flag.escalate", needs=Permission.SYSTEM_RUN)
def escalate(session: Session, *, by: Credential) -> int:
    """Take the steps that are due on at most 50 tasks; return how many tasks.

    One that fails holds up no other: it is logged, and tried again with the next.
    """
    actor = acting(session)
    tasks = session.scalars(
        select(Task)
        .where(Task.escalate_at <= actor.now)
        .order_by(Task.escalate_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Task)
    ).all()
    clocks = Clocks(session) if tasks else None
    for task_id, task in [(task.id, task) for task in tasks]:
        assert clocks is not None  # noqa: S101  there are tasks
        try:
            with session.begin_nested():
                _next_step(session, task, clocks)
        except OperationalError:  # the database itself
            raise
        except Exception as error:  # noqa: BLE001  whatever it is, the others must be called for
            log.error("Task %d can't be escalated: %s", task_id, type(error).__name__)
    if tasks:
        defer(session, "release_and_deliver")
    session.flush()
    return len(tasks)


def _next_step(session: Session, task: Task, clocks: Clocks) -> None:
    now = acting(session).now
    if task.status not in OPEN or task.flag != "red" or task.flag_acknowledged_at is not None:
        task.escalate_at = None  # settled some other way
    else:
        _escalate(session, task, closed=not is_open(now, clocks.hours(task, now.year)))
    session.flush()


def _escalate(session: Session, task: Task, *, closed: bool) -> None:
    now = acting(session).now
    called: set[int] = set()
    while task.escalate_at is not None and task.escalate_at <= now:
        step = min(task.escalated + 1, LAST)
        again = task.escalated >= LAST
        to, people = _audience(session, task, step)
        call_staff(session, task, [one for one in people if one.id not in called], waits(task))
        called |= {one.id for one in people}
        task.escalated = step
        task.escalate_at += ESCALATES_AFTER if step < LAST else REPEAT
        if again:  # repeats that were missed are one
            while task.escalate_at <= now:
                task.escalate_at += REPEAT
        detail = {"step": step, "to": [to] if people else [], "again": again}
        # Nobody to be found in the house: the on-call contact, whatever the hour.
        last_due = task.escalate_at > now
        if last_due and (closed or not called) and call_out(session, task, waits(task)):
            detail["to"] = [*detail["to"], "on-call"]  # type: ignore[misc]
        task_event(session, task.id, "escalated", **detail)
        audit(session, "task.escalated", patient_id=task.patient_id, subject=("task", task.id), step=step, again=again)


def _audience(session: Session, task: Task, step: int) -> tuple[str, list[Staff]]:
    """Whom a step calls. Where nobody of them can be reached, the next wider circle."""
    now = acting(session).now
    for wider in range(step, LAST + 1):
        if people := AUDIENCES[wider](session, task, now):
            return TITLES[wider], people
    return "", []
