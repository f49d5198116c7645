"""Triage of new tasks: when a first answer is due, in the clinic's own hours."""

from __future__ import annotations

import logging

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audit import task_event
from db.config import config
from db.credentials import Credential
from db.models import Priority, Setting, Task
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import BusinessHours, Urgency, default_hours, first_response_due, parse_hours

log = logging.getLogger(__name__)

BATCH = 200
SETTING = "business_hours"
URGENCIES: dict[Priority, Urgency] = {
    Priority.STAT: "stat",
    Priority.ASAP: "asap",
    Priority.URGENT: "urgent",
    Priority.ROUTINE: "routine",
}


@action("triage.new", needs=Permission.SYSTEM_RUN)
def triage_new(session: Session, *, by: Credential) -> int:
    """Give at most 200 new tasks their deadlines; return how many. No person's edit, so no new version."""
    actor = acting(session)
    tasks = session.scalars(
        select(Task)
        .where(Task.triaged_at.is_(None))
        .order_by(Task.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Task)
    ).all()
    calendars: dict[int, BusinessHours] = {}
    for task in tasks:
        year = task.created_at.year
        if year not in calendars:
            calendars[year] = business_hours(session, year)
        due = first_response_due(task.created_at, URGENCIES[Priority(task.priority)], calendars[year])
        task.first_response_due_at = task.due_at = due
        task.triaged_at = actor.now
        task_event(session, task.id, "triaged", due=due.isoformat())
    session.flush()
    return len(tasks)


def business_hours(session: Session, year: int) -> BusinessHours:
    """The clinic's hours as set on screen, else the defaults; good for deadlines that start in `year`."""
    zone = config().zone
    chosen = session.scalar(select(Setting.value).where(Setting.key == SETTING))
    if chosen is not None:
        try:
            return parse_hours(chosen, zone, year)
        except ValueError as error:
            # A wrong setting must not stop deadlines: the defaults are stricter than none.
            log.error("The setting %s can't be used, so the default hours apply: %s", SETTING, error)
    return default_hours(zone, year)
