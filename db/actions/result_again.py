"""A result's task before staff again, since the clock says so."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.result_tasks import FRESH
from db.actions.task_again import bring_back
from db.models import Task


def locked_task(session: Session, task_id: int) -> Task:
    """The task, locked, as it stands now."""
    return session.scalars(
        select(Task)
        .where(Task.id == task_id)
        .with_for_update(of=Task, key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def before_staff_again(session: Session, task: Task, reason: str) -> None:
    """As any task comes back; what was flagged and answered in a result that was closed is history."""
    bring_back(session, task, reason, reopened=FRESH)
