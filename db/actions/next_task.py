"""The next task: the most pressing that nobody has, one's own teams' first, and never the same to two people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Select, bindparam, literal_column, select
from sqlalchemy.orm import Session

from db.actions.tasks import won
from db.credentials import Credential
from db.errors import Forbidden, NotFound
from db.models import Queue, Task
from db.models.tasks import WORKABLE_SQL
from db.registry import acting, action
from db.roles import Permission, on_area


@dataclass(frozen=True, slots=True)
class Next:
    """The task that is now one's own; None when nobody's is left."""

    id: int | None
    version: int


PATIENCE = 100  # times; every one of them somebody got a task
# The very words of the partial index, so that it serves them.
_FREE = (
    select(Task.id)
    .where(
        Task.queue_id == bindparam("queue_id", type_=BigInteger),
        Task.owner_id.is_(None),
        literal_column(f"task.{WORKABLE_SQL}", Boolean),
    )
    .order_by(Task.priority, Task.due_at, Task.id)
    .limit(1)
)
_TEAMS = _FREE.where(Task.team_id == bindparam("team_id", type_=BigInteger))


@action("task.next", needs=Permission.TASK_WORK, once=True)
def next_task(session: Session, *, by: Credential, token: UUID, area: str, queue: str) -> Next:
    """Take the next task of a queue that nobody has: priority, then deadline; one's own teams' before others'.

    What a colleague takes in this instant is passed over. Only when nothing else is left does it wait for them,
    so that "nothing left" is true.
    """
    queue_id = require_queue(session, area, queue)
    attempt = session.begin_nested()
    for statement, parameters in _choices(session, queue_id):
        task_id = session.scalar(statement, {"queue_id": queue_id} | parameters)
        task = won(session, task_id) if task_id is not None else None
        if task is not None:
            attempt.commit()
            return Next(task.id, task.version)
    attempt.rollback()
    return _after_others(session, queue_id)


def _after_others(session: Session, queue_id: int) -> Next:
    """What colleagues hold at this instant and then don't take; each is waited for while holding nothing."""
    for _ in range(PATIENCE):
        task_id = session.scalar(_FREE, {"queue_id": queue_id})
        if task_id is None:
            break
        attempt = session.begin_nested()
        task = won(session, task_id)
        if task is not None:
            attempt.commit()
            return Next(task.id, task.version)
        attempt.rollback()  # a row that was waited for in vain stays locked otherwise: two who wait would deadlock
    return Next(None, 0)


def require_queue(session: Session, area: str, queue: str) -> int:
    """The id of a queue in which the acting person may work; `NotFound` when it isn't theirs to see."""
    actor = acting(session)
    try:
        view, work = on_area(area, "view"), on_area(area, "work")
    except ValueError:
        raise NotFound("queue") from None
    queue_id = session.scalar(select(Queue.id).where(Queue.slug == queue, Queue.area == area))
    if queue_id is None or not actor.may(view):
        raise NotFound("queue")
    if not actor.may(work):
        raise Forbidden
    return queue_id


def _choices(session: Session, queue_id: int) -> Iterator[tuple[Select[int], dict[str, int]]]:
    """Where to look, in turn; each is asked for only when what came before held nothing."""
    for team_id in _teams(session, queue_id):
        yield _TEAMS.with_for_update(skip_locked=True, key_share=True), {"team_id": team_id}
    yield _FREE.with_for_update(skip_locked=True, key_share=True), {}


def _teams(session: Session, queue_id: int) -> list[int]:
    """One's own teams, the one with the most pressing task first; a glance without locks."""
    team_ids = sorted(acting(session).team_ids)
    if len(team_ids) < 2:
        return team_ids
    glance = _TEAMS.add_columns(Task.priority, Task.due_at)
    heads = [
        (row.priority, row.due_at, row.id, team_id)
        for team_id in team_ids
        for row in session.execute(glance, {"queue_id": queue_id, "team_id": team_id})
    ]
    return [team_id for *_, team_id in sorted(heads)]
