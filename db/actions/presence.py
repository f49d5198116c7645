"""Who has a task open on screen. Advice to colleagues, never a lock.

A timer on screen calls these, so they say nothing of a person's activity: no session lives longer for
them, no task counts as worked on.
"""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.tasks import permitted_task
from db.credentials import Credential
from db.models import Presence
from db.registry import acting, action
from db.roles import Permission


@action("presence.here", needs=Permission.TASK_VIEW, touches=False)
def here(session: Session, *, by: Credential, task_id: int, writing: bool = False) -> None:
    """Say that one has the task open, and whether one is writing; fresh for `db.queries.presence.FRESH`."""
    actor = acting(session)
    permitted_task(session, task_id, "view", lock=False)
    session.execute(
        insert(Presence)
        .values(task_id=task_id, staff_id=actor.person_id, seen_at=actor.now, writing=writing)
        .on_conflict_do_update(index_elements=["task_id", "staff_id"], set_={"seen_at": actor.now, "writing": writing})
    )


@action("presence.leave", needs=Permission.TASK_VIEW, touches=False)
def leave(session: Session, *, by: Credential, task_id: int) -> None:
    """Say that one no longer has the task open."""
    session.execute(
        delete(Presence)
        .where(Presence.task_id == task_id, Presence.staff_id == acting(session).person_id)
        .execution_options(synchronize_session=False)
    )
