"""Who else has a task open on screen, and whether they are writing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ARRAY, BigInteger, Interval, any_, bindparam, func, select
from sqlalchemy.orm import Session

from db.credentials import Actor, Credential
from db.models import Presence, Queue, Staff, Task
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission, on_area

FRESH = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else who has a task open."""

    staff_id: int
    name: str
    writing: bool


is_fresh = Presence.seen_at > func.transaction_timestamp() - bindparam("fresh", FRESH, type_=Interval)
is_other = Presence.staff_id != func.coalesce(bindparam("me", type_=BigInteger), 0)

_HERE = (
    select(Presence.task_id, Presence.staff_id, Staff.name, Presence.writing)
    .join(Staff, Staff.id == Presence.staff_id)
    .join(Task, Task.id == Presence.task_id)
    .join(Queue, Queue.id == Task.queue_id)
    .where(
        Presence.task_id == any_(bindparam("ids", type_=ARRAY(BigInteger))),
        Queue.area.in_(bindparam("areas", expanding=True)),
        is_fresh,
        is_other,
    )
    .order_by(Presence.task_id, Staff.name)
)


@query("presence.here_now", needs=Permission.TASK_VIEW)
def here_now(session: Session, *, viewer: Credential, task_ids: Collection[int]) -> Mapping[int, tuple[Present, ...]]:
    """Who else is on these tasks, by task; tasks where nobody is don't stand in it."""
    actor = acting(session)
    found: dict[int, tuple[Present, ...]] = {}
    parameters = {"ids": list(task_ids), "me": actor.staff_id, "areas": visible_areas(actor)}
    for row in plain_rows(session, _HERE, parameters):
        found[row.task_id] = (*found.get(row.task_id, ()), Present(row.staff_id, row.name, row.writing))
    return found


def visible_areas(actor: Actor, verb: str = "view") -> list[str]:
    """The areas of work in which somebody may do `verb`."""
    areas = (str(permission).partition(".") for permission in actor.permissions)
    return sorted(area for area, _, found in areas if found == verb and on_area(area, verb) in actor.permissions)


def short_name(name: str) -> str:
    """`Ben Okafor` as `B. Okafor`, for a narrow line."""
    given, _, family = name.partition(" ")
    return f"{given[:1]}. {family}" if family else name
