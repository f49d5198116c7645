"""The views with filters that one keeps, and those that one's teams keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, or_, select
from sqlalchemy.orm import Session

from db.credentials import Actor, Credential
from db.errors import NotFound
from db.models import Queue, SavedView, Team
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission, on_area


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved view: where it leads, whose it is (`team`: None for one's own), and whether one may drop it (`mine`)."""

    id: int
    name: str
    view: str
    sort: str
    filters: Mapping[str, str]
    team: str | None
    mine: bool


_SAVED = (
    select(
        SavedView.id,
        SavedView.name,
        SavedView.view,
        SavedView.sort,
        SavedView.filters,
        SavedView.created_by_id,
        Team.name.label("team"),
    )
    .join(Queue, Queue.id == SavedView.queue_id)
    .outerjoin(Team, Team.id == SavedView.team_id)
    .where(
        Queue.slug == bindparam("queue"),
        Queue.area == bindparam("area"),
        or_(
            SavedView.staff_id == bindparam("me", type_=BigInteger),
            SavedView.team_id == any_(bindparam("teams", type_=ARRAY(BigInteger))),
        ),
    )
    .order_by(SavedView.team_id.is_not(None), SavedView.name, SavedView.id)
)


@query("view.saved", needs=Permission.TASK_VIEW)
def saved_views(session: Session, *, viewer: Credential, area: str, queue: str) -> tuple[SavedLine, ...]:
    """The saved views of a queue: one's own by name, then one's teams'."""
    actor = acting(session)
    try:
        actor.require(on_area(area, "view"))
    except ValueError:
        raise NotFound("queue") from None
    whose = {"me": actor.staff_id, "teams": sorted(actor.team_ids), "area": area, "queue": queue}
    return tuple(
        SavedLine(
            row.id,
            row.name,
            row.view,
            row.sort,
            row.filters,
            row.team,
            may_drop(actor, row.created_by_id),
        )
        for row in plain_rows(session, _SAVED, whose)
    )


def may_drop(actor: Actor, created_by_id: int) -> bool:
    """Whether somebody may change or drop a view: who made it, and who manages work."""
    return created_by_id == actor.staff_id or actor.may(Permission.TASK_MANAGE)
