"""Who has a task open on screen. Advice to colleagues, never a lock.

A timer on screen calls these, so they say nothing of a person's activity: no session lives longer for
them, no task counts as worked on.
"""

from __future__ import annotations

from sqlalchemy import ARRAY, BigInteger, Boolean, Text, any_, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import Presence, Queue, Task
from db.queries.paging import plain_rows
from db.queries.presence import visible_areas
from db.registry import acting, action
from db.roles import Permission

_TASK, _ME = bindparam("task", type_=BigInteger), bindparam("me", type_=BigInteger)
# Tables instead of classes and built once: every open page says this twice a minute.
_OPEN = insert(Presence.__table__).from_select(  # type: ignore[arg-type]  # a Table, typed as FromClause
    ["task_id", "staff_id", "seen_at", "writing"],
    select(Task.id, _ME, func.transaction_timestamp(), bindparam("writing", type_=Boolean))
    .join(Queue, Queue.id == Task.queue_id)
    .where(Task.id == _TASK, Queue.area == any_(bindparam("areas", type_=ARRAY(Text)))),
)
_HERE = _OPEN.on_conflict_do_update(
    index_elements=["task_id", "staff_id"],
    set_={"seen_at": _OPEN.excluded.seen_at, "writing": _OPEN.excluded.writing},
).returning(Presence.task_id)
_GONE = delete(Presence.__table__).where(Presence.task_id == _TASK, Presence.staff_id == _ME)  # type: ignore[arg-type]  # as above


@action("presence.here", needs=Permission.TASK_VIEW, touches=False)
def here(session: Session, *, by: Credential, task_id: int, writing: bool = False) -> None:
    """Say that one has the task open, and whether one is writing; fresh for `db.queries.presence.FRESH`.

    `NotFound` when the task doesn't exist or isn't theirs to see. One statement looks and writes.
    """
    actor = acting(session)
    asked = {"task": task_id, "me": actor.person_id, "writing": writing, "areas": visible_areas(actor)}
    if plain_rows(session, _HERE, asked).one_or_none() is None:
        raise NotFound("task")


@action("presence.leave", needs=Permission.TASK_VIEW, touches=False)
def leave(session: Session, *, by: Credential, task_id: int) -> None:
    """Say that one no longer has the task open."""
    plain_rows(session, _GONE, {"task": task_id, "me": acting(session).person_id})
