"""A follow-up and the to-do that was made for it end together, whichever is finished first."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.models import FollowUp, Task
from db.registry import acting

ERRAND = "errand"


def follow_up_done(session: Session, task: Task, outcome: str) -> None:
    """A to-do was closed: what it was made for is finished."""
    actor = acting(session)
    if task.focus_type == ERRAND:
        session.execute(
            update(FollowUp)
            .where(FollowUp.task_id == task.id, FollowUp.finished_at.is_(None))
            .values(finished_at=actor.now, finished_by=actor.name, outcome=outcome)
        )


def follow_up_again(session: Session, task: Task) -> None:
    """A to-do was opened again: what it was made for isn't finished after all."""
    if task.focus_type == ERRAND:
        session.execute(
            update(FollowUp).where(FollowUp.task_id == task.id).values(finished_at=None, finished_by=None, outcome="")
        )
