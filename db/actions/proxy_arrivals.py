"""By when a proxy request must be answered: set by the worker for what comes through the portal, at once for staff's.

Two business days as for routine messages: the target of reference practice, where "up to two weeks" is promised.
"""

from __future__ import annotations

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from db.actions.due import resume
from db.actions.proxy_parts import FOCUS
from db.credentials import Credential
from db.models import OPEN, Task, TaskEvent
from db.queries.clinic_hours import Clocks
from db.registry import action
from db.roles import Permission
from rules.deadlines import response_due

BATCH = 200


@action("proxy.schedule-new", needs=Permission.SYSTEM_RUN)
def schedule_new(session: Session, *, by: Credential) -> int:
    """Set the deadlines of at most 200 requests that came in, or whose papers came after the deadline; how many.

    No person's edit, so no new version.
    """
    papers_came = exists().where(TaskEvent.task_id == Task.id, TaskEvent.kind == "woken", TaskEvent.at > Task.due_at)
    tasks = session.scalars(
        select(Task)
        .where(
            Task.focus_type == FOCUS,
            Task.status.in_(OPEN),
            or_(Task.first_response_due_at.is_(None), and_(Task.on_hold_until.is_(None), papers_came)),
        )
        .order_by(Task.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Task)
    ).all()
    clocks = Clocks(session) if tasks else None
    for task in tasks:
        assert clocks is not None  # noqa: S101  there are tasks
        if task.first_response_due_at is None:
            set_due(task, clocks)
        else:
            resume(session, task, clocks)
    session.flush()
    return len(tasks)


def set_due(task: Task, clocks: Clocks) -> None:
    """Set the deadline of a request that just came in."""
    since = task.created_at
    due = response_due(since, "routine", clocks.hours(task, since.year), clocks.policy(task))
    task.due_at = task.first_response_due_at = due
