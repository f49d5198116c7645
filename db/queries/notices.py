"""What one should see: mentions, assignments, returned claims, escalations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Queue, StaffNotice, Task
from db.queries.paging import plain_rows
from db.queries.presence import visible_areas
from db.registry import acting, query
from db.roles import Permission

MOST = 20


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice that wasn't seen yet: its kind (`mention`, `assigned`, …), by whom, on which task of which queue."""

    id: int
    kind: str
    actor: str
    task_id: int
    queue: str
    at: datetime


_UNSEEN = (
    select(StaffNotice.id, StaffNotice.kind, StaffNotice.actor, StaffNotice.task_id, Queue.slug, StaffNotice.created_at)
    .join(Task, Task.id == StaffNotice.task_id)
    .join(Queue, Queue.id == Task.queue_id)
    .where(
        StaffNotice.staff_id == bindparam("me", type_=BigInteger),
        StaffNotice.seen_at.is_(None),
        Queue.area.in_(bindparam("areas", expanding=True)),
    )
    .order_by(StaffNotice.id.desc())
    .limit(MOST)
)


@query("notice.unseen", needs=Permission.TASK_VIEW)
def unseen(session: Session, *, viewer: Credential) -> tuple[NoticeLine, ...]:
    """One's own unseen notices, the newest 20."""
    actor = acting(session)
    rows = plain_rows(session, _UNSEEN, {"me": actor.person_id, "areas": visible_areas(actor)})
    return tuple(NoticeLine(row.id, row.kind, row.actor, row.task_id, row.slug, row.created_at) for row in rows)
