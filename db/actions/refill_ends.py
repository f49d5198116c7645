"""No refill request is lost by a close: its task ends when the request is decided, and stays ended then."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import Conflict
from db.models import RefillRequest, Task

FOCUS = RefillRequest.__tablename__


def require_decided(session: Session, task: Task) -> None:
    """Raise `Conflict` for the task of a refill request that nobody decided."""
    if task.focus_type == FOCUS and _decision(session, task) == "":
        raise Conflict("Nobody has decided this refill request yet: approve, deny or merge it. Nothing was changed.")


def require_undecided(session: Session, task: Task) -> None:
    """Raise `Conflict` for the task of a refill request that was decided: there is nothing to open again."""
    if task.focus_type == FOCUS and _decision(session, task) != "":
        raise Conflict("This refill request was decided. What comes after it is a new request; nothing was changed.")


def _decision(session: Session, task: Task) -> str | None:
    return session.scalar(select(RefillRequest.decision).where(RefillRequest.id == task.focus_id))
