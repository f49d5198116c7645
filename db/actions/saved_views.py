"""Keeping a view with its filters under a name, for oneself or for a team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.tasks import clean
from db.audit import audit
from db.credentials import Actor, Credential
from db.errors import Forbidden, Invalid, NotFound
from db.models import Queue, SavedView
from db.queries.saved_views import may_drop
from db.queries.task_filters import Filters
from db.queries.task_views import SORTS, VIEWS
from db.registry import acting, action
from db.roles import Permission, on_area

LONGEST, MOST = 60, 30


@dataclass(frozen=True, slots=True)
class Saved:
    """A view that was kept."""

    id: int


@action("view.save", needs=Permission.TASK_VIEW)
def save_view(
    session: Session,
    *,
    by: Credential,
    area: str,
    queue: str,
    name: str,
    view: str,
    sort: str,
    filters: Mapping[str, str],
    team_id: int | None,
) -> Saved:
    """Keep a view for oneself, or for a team (its members and managers). The same name again replaces it.

    Raises `Invalid` for a name that is empty, too long or a colleague's, and for unknown views, orders and filters.
    """
    actor = acting(session)
    queue_id = _queue(session, actor, area, queue)
    if team_id is not None and not (team_id in actor.team_ids or actor.may(Permission.TASK_MANAGE)):
        raise Forbidden("Only a team's members keep views for it. Nothing was changed.")
    name = " ".join(clean(name, "name").split())
    if not 1 <= len(name) <= LONGEST:
        raise Invalid("name", f"Give the view a name of at most {LONGEST} characters.")
    if view not in VIEWS:
        raise Invalid("view", "There is no such view.")
    if sort not in SORTS:
        raise Invalid("sort", "There is no such order.")
    whose = {"queue_id": queue_id, "team_id": team_id, "staff_id": None if team_id else actor.person_id}
    same = (getattr(SavedView, key).is_not_distinct_from(value) for key, value in whose.items())
    found = select(SavedView).where(*same)
    known = session.scalars(found.where(SavedView.name == name).with_for_update()).one_or_none()
    if known is None:
        known = _add(session, actor, found, whose | {"name": name, "view": view})
    elif not may_drop(actor, known.created_by_id):
        raise Invalid("name", "A colleague keeps a view of this name for the team. Choose another name.")
    known.view, known.sort, known.filters = view, sort, Filters.of(filters).address()
    session.flush()
    audit(session, "view.saved", subject=("saved_view", known.id), team_id=team_id)
    return Saved(known.id)


@action("view.drop", needs=Permission.TASK_VIEW)
def drop_view(session: Session, *, by: Credential, view_id: int) -> int:
    """Drop a view: one's own; a team's by who made it or a manager. Return its id."""
    actor = acting(session)
    known = session.get(SavedView, view_id)
    if known is None or not (
        known.staff_id == actor.staff_id or known.team_id in actor.team_ids or _manages(actor, known)
    ):
        raise NotFound("view")
    if not may_drop(actor, known.created_by_id):
        raise Forbidden("A colleague keeps this view for the team. Ask them or a manager. Nothing was changed.")
    session.execute(delete(SavedView).where(SavedView.id == view_id))
    audit(session, "view.dropped", subject=("saved_view", view_id), team_id=known.team_id)
    return view_id


def _add(session: Session, actor: Actor, found: Select[SavedView], whose: dict[str, object]) -> SavedView:
    """A new row; somebody who makes one of the same name at the same time is told."""
    if len(session.scalars(found).all()) >= MOST:
        raise Invalid("name", f"There are {MOST} saved views already. Drop one you no longer need.")
    key = session.scalar(
        insert(SavedView)
        .values(**whose, created_by_id=actor.person_id, created_at=func.transaction_timestamp())
        .on_conflict_do_nothing()
        .returning(SavedView.id)
    )
    if key is None:
        raise Invalid("name", "A view of this name was made just now. Choose another name.")
    return session.get_one(SavedView, key)


def _manages(actor: Actor, known: SavedView) -> bool:
    return known.team_id is not None and actor.may(Permission.TASK_MANAGE)


def _queue(session: Session, actor: Actor, area: str, slug: str) -> int:
    try:
        allowed = actor.may(on_area(area, "view"))
    except ValueError:
        allowed = False
    key = session.scalar(select(Queue.id).where(Queue.slug == slug, Queue.area == area)) if allowed else None
    if key is None:
        raise NotFound("queue")
    return key
