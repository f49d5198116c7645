"""What one asked of another team: the words of a to-do, who asks, where it came from, and the notes on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from db.credentials import Credential
from db.errors import NotFound
from db.models import Errand, Note, Queue, Staff, Task, Team
from db.queries.paging import plain_rows
from db.queries.threads import NoteLine
from db.registry import acting, query
from db.roles import Permission, on_area

PORTSIDE = "Portside"


@dataclass(frozen=True, slots=True)
class ErrandDetail:
    """A to-do. `from_task_id` is None where it came from no task, or from one that the viewer may not see.

    `asked_by` is Portside where the clock asks.
    """

    body: str
    asked_by: str
    team: str
    at: datetime
    from_task_id: int | None
    from_queue: str
    from_title: str
    notes: tuple[NoteLine, ...]


_SOURCE, _FROM = aliased(Task), aliased(Queue)
_ERRAND = (
    select(
        Errand.body,
        Errand.created_at,
        Staff.name,
        Team.name.label("team"),
        _SOURCE.id.label("from_task_id"),
        _SOURCE.title.label("from_title"),
        _FROM.slug.label("from_queue"),
        _FROM.area.label("from_area"),
    )
    .select_from(Task)
    .join(Errand, (Errand.id == Task.focus_id) & (Task.focus_type == "errand"))
    .outerjoin(Staff, Staff.id == Errand.created_by_id)
    .outerjoin(Team, Team.id == Task.team_id)
    .outerjoin(_SOURCE, _SOURCE.id == Errand.from_task_id)
    .outerjoin(_FROM, _FROM.id == _SOURCE.queue_id)
    .where(Task.id == bindparam("task_id"))
)
_NOTES = (
    select(Note.id, Staff.name, Note.body, Note.created_at)
    .join(Staff, Staff.id == Note.staff_id)
    .where(Note.task_id == bindparam("task_id"))
    .order_by(Note.id)
)


@query("errand.detail", needs=Permission.TODO_VIEW)
def errand(session: Session, *, viewer: Credential, task_id: int) -> ErrandDetail:
    """The to-do that a task is about. Two statements."""
    row = plain_rows(session, _ERRAND, {"task_id": task_id}).one_or_none()
    if row is None:
        raise NotFound("to-do")
    seen = row.from_task_id is not None and acting(session).may(on_area(row.from_area, "view"))
    return ErrandDetail(
        body=row.body,
        asked_by=row.name or PORTSIDE,
        team=row.team or "",
        at=row.created_at,
        from_task_id=row.from_task_id if seen else None,
        from_queue=row.from_queue if seen else "",
        from_title=row.from_title if seen else "",
        notes=tuple(
            NoteLine(note.id, note.name, note.body, note.created_at)
            for note in plain_rows(session, _NOTES, {"task_id": task_id})
        ),
    )
