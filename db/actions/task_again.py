"""A task before staff again, since the clock says so: no version is counted, since no person did it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.due import resume
from db.models import Queue, Task, TaskStatus

# A task that was closed, open again: it begins anew in the pool.
REOPENED: Mapping[str, Any] = {
    "status": TaskStatus.REQUESTED,
    "owner_id": None,
    "claimed_at": None,
    "worked_at": None,
    "outcome": "",
    "business_status": "",
    "closed_at": None,
    "closed_by": None,
}
NOTHING_MORE: Mapping[str, Any] = {}


def bring_back(session: Session, task: Task, reason: str, *, reopened: Mapping[str, Any] = NOTHING_MORE) -> None:
    """Open again a task that was closed, wake one that was put off; one that is worked on gets the reason alone.

    `reopened`: what a closed one begins without, beside what all do.
    """
    if not task.flag:  # a flag's own reason says more
        task.priority_reason = reason
    if task.closed_at is not None:
        values = {**REOPENED, **reopened}
        if task.team_id is None:
            values["team_id"] = session.scalars(select(Queue.team_id).where(Queue.id == task.queue_id)).one()
        for name, value in values.items():
            setattr(task, name, value)
        resume(session, task)
    elif task.status == TaskStatus.ON_HOLD:
        task.status = TaskStatus.REQUESTED if task.owner_id is None else TaskStatus.IN_PROGRESS
        task.on_hold_until, task.business_status = None, ""
        resume(session, task)
    session.flush()
