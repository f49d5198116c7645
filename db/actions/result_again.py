"""A result's task before staff again, since the clock says so: no version is counted, since no person did it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.due import resume
from db.actions.result_tasks import FRESH
from db.models import Queue, Task, TaskStatus


def locked_task(session: Session, task_id: int) -> Task:
    """The task, locked, as it stands now."""
    return session.scalars(
        select(Task)
        .where(Task.id == task_id)
        .with_for_update(of=Task, key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def before_staff_again(session: Session, task: Task, reason: str) -> None:
    """Open again a task that was closed, wake one that was put off; one that is worked on gets the reason alone."""
    if not task.flag:  # a flag's own reason says more
        task.priority_reason = reason
    if task.closed_at is not None:
        values = FRESH | {"status": TaskStatus.REQUESTED}
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
