"""No proxy request is lost by a close: its task ends when the request is decided, and stays ended then."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import Conflict
from db.models import ProxyRequest, Task

FOCUS = ProxyRequest.__tablename__


def require_decided(session: Session, task: Task) -> None:
    """Raise `Conflict` for the task of a proxy request that nobody decided."""
    if task.focus_type == FOCUS and _decision(session, task) == "":
        raise Conflict("Nobody has decided this request yet: approve or deny it, or take it back. Nothing was changed.")


def require_undecided(session: Session, task: Task) -> None:
    """Raise `Conflict` for the task of a proxy request that was decided: there is nothing to open again."""
    if task.focus_type == FOCUS and _decision(session, task) != "":
        raise Conflict("This request was decided. Change the access itself, or take down a new request.")


def _decision(session: Session, task: Task) -> str | None:
    return session.scalar(select(ProxyRequest.decision).where(ProxyRequest.id == task.focus_id))
