"""Staff as they are shown: oneself, one's colleagues, teams and sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, aliased

from db.credentials import Credential
from db.errors import NotFound
from db.models import Site, Staff, StaffAbsence, Team, TeamMember
from db.queries.absences import CURRENT
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import ROLES, Permission, on_area


@dataclass(frozen=True, slots=True)
class Account:
    """One's own account."""

    username: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom work can be given; `cover` takes it while they are absent (until `absent_until`)."""

    id: int
    name: str
    username: str
    role: str
    teams: tuple[str, ...]
    absent_until: datetime | None
    cover: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team; `mine`: one belongs to it."""

    id: int
    name: str
    mine: bool


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site."""

    id: int
    name: str


@query("staff.my_account", needs=Permission.OWN_SESSION)
def my_account(session: Session, *, viewer: Credential) -> Account:
    """The account of whoever asks."""
    row = session.execute(
        select(Staff.username, Staff.name, Staff.email).where(Staff.id == acting(session).person_id)
    ).one()
    return Account(row.username, row.name, row.email)


_COVER = aliased(Staff)
_ABSENT = (
    select(StaffAbsence.ends_at, _COVER.name.label("cover"))
    .outerjoin(_COVER, _COVER.id == StaffAbsence.cover_id)
    .where(StaffAbsence.staff_id == Staff.id, CURRENT)
    .order_by(StaffAbsence.ends_at.desc())
    .limit(1)
    .lateral()
)
_COLLEAGUES = (
    select(
        Staff.id,
        Staff.name,
        Staff.username,
        Staff.role,
        select(func.array_agg(aggregate_order_by(Team.name, Team.name)))
        .join(TeamMember, TeamMember.team_id == Team.id)
        .where(TeamMember.staff_id == Staff.id)
        .scalar_subquery()
        .label("teams"),
        _ABSENT.c.ends_at,
        _ABSENT.c.cover,
    )
    .outerjoin(_ABSENT, true())
    .where(Staff.deactivated_at.is_(None), Staff.role.in_(bindparam("roles", expanding=True)))
    .order_by(Staff.name, Staff.id)
)


@query("staff.colleagues", needs=Permission.TASK_VIEW)
def colleagues(session: Session, *, viewer: Credential, area: str) -> tuple[Colleague, ...]:
    """Everybody, oneself too, who works in an area of queues; `NotFound` when it isn't one's own."""
    actor = acting(session)
    try:
        view, work = on_area(area, "view"), on_area(area, "work")
    except ValueError:
        raise NotFound("queue") from None
    if not actor.may(view):
        raise NotFound("queue")
    roles = [slug for slug, role in ROLES.items() if {view, work} <= role.permissions]
    return tuple(
        Colleague(
            row.id,
            row.name,
            row.username,
            ROLES[row.role].name,
            tuple(row.teams or ()),
            row.ends_at,
            row.cover or "",
        )
        for row in plain_rows(session, _COLLEAGUES, {"roles": roles})
    )


@query("staff.teams", needs=Permission.TASK_VIEW)
def teams(session: Session, *, viewer: Credential) -> tuple[TeamLine, ...]:
    """Every team by its name."""
    mine = acting(session).team_ids
    rows = plain_rows(session, select(Team.id, Team.name).order_by(Team.name), {})
    return tuple(TeamLine(row.id, row.name, row.id in mine) for row in rows)


@query("staff.sites", needs=Permission.TASK_VIEW)
def sites(session: Session, *, viewer: Credential) -> tuple[SiteLine, ...]:
    """Every site by its name."""
    rows = plain_rows(session, select(Site.id, Site.name).order_by(Site.name), {})
    return tuple(SiteLine(row.id, row.name) for row in rows)
