"""Out of office, with a colleague who covers: what one owns shows in their work meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import Staff, StaffAbsence
from db.registry import acting, action
from db.roles import ROLES, Permission


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence that was entered."""

    id: int
    staff_id: int
    cover_id: int | None
    starts_at: datetime
    ends_at: datetime


@action("absence.begin", needs=Permission.TASK_WORK)
def begin_absence(
    session: Session,
    *,
    by: Credential,
    starts_at: datetime,
    ends_at: datetime,
    cover_id: int | None,
    staff_id: int | None = None,
) -> Absence:
    """Enter an absence of one's own, or with `task.manage` of somebody else.

    The cover must work the same queues and be here all that time. Without one, what the person is working on
    goes back to its teams. Raises `Invalid` naming the field, `Conflict` when the person is away then already
    or covers for somebody else.
    """
    actor = acting(session)
    person_id = staff_id if staff_id is not None else actor.person_id
    if person_id != actor.staff_id:
        actor.require(Permission.TASK_MANAGE)
    _require_period(starts_at, ends_at, actor.now)
    people = _people(session, person_id, cover_id)
    if person_id not in people:
        raise NotFound("person")
    person = people[person_id]
    _require_here(session, person, starts_at, ends_at)
    if cover_id is not None:
        _require_cover(session, person, people.get(cover_id), starts_at, ends_at)
    absence = StaffAbsence(
        staff_id=person_id, cover_id=cover_id, starts_at=starts_at, ends_at=ends_at, created_at=actor.now
    )
    session.add(absence)
    session.flush()
    audit(
        session,
        "absence.begun",
        subject=("staff_absence", absence.id),
        person_id=person_id,
        cover_id=cover_id,
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
    )
    return Absence(absence.id, person_id, cover_id, starts_at, ends_at)


@action("absence.end", needs=Permission.TASK_WORK)
def end_absence(session: Session, *, by: Credential, absence_id: int) -> int:
    """End an absence now; one that has not begun is taken back. One that is over stays as it was. Return its id."""
    actor = acting(session)
    absence = session.scalar(select(StaffAbsence).where(StaffAbsence.id == absence_id).with_for_update())
    if absence is None:
        raise NotFound("absence")
    if absence.staff_id != actor.staff_id:
        actor.require(Permission.TASK_MANAGE)
    if absence.ends_at <= actor.now:
        return absence_id
    if absence.starts_at >= actor.now:
        session.delete(absence)
    else:
        absence.ends_at = actor.now
    session.flush()
    audit(session, "absence.ended", subject=("staff_absence", absence_id), person_id=absence.staff_id)
    return absence_id


def away(session: Session, staff_id: int, now: datetime) -> StaffAbsence | None:
    """Somebody's absence that goes on at `now`, if there is one."""
    return session.scalar(
        select(StaffAbsence)
        .where(StaffAbsence.staff_id == staff_id, StaffAbsence.starts_at <= now, StaffAbsence.ends_at > now)
        .order_by(StaffAbsence.ends_at.desc())
        .limit(1)
    )


def day(moment: datetime) -> str:
    """A day and time on the clinic's clock, for a sentence."""
    local = moment.astimezone(config().zone)
    return f"{local:%B} {local.day}, {local:%H:%M}"


def _require_period(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    for field, value in (("starts_at", starts_at), ("ends_at", ends_at)):
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise Invalid(field, "Choose a day and a time.")
    if ends_at <= starts_at:
        raise Invalid("ends_at", "The absence must end after it starts.")
    if ends_at <= now:
        raise Invalid("ends_at", "This absence is over already.")


def _people(session: Session, *staff_ids: int | None) -> dict[int, Staff]:
    """The live staff among these, locked in the order of their ids: two who name each other as cover take turns."""
    wanted = [one for one in staff_ids if one is not None]
    rows = session.scalars(
        select(Staff)
        .where(Staff.id.in_(wanted), Staff.deactivated_at.is_(None))
        .order_by(Staff.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {one.id: one for one in rows}


def _require_here(session: Session, person: Staff, starts_at: datetime, ends_at: datetime) -> None:
    for absence in _overlapping(session, starts_at, ends_at):
        if absence.staff_id == person.id:
            raise Conflict(
                f"{person.name} is away already until {day(absence.ends_at)}. End that absence first; nothing changed."
            )
        if absence.cover_id == person.id:
            other = session.get_one(Staff, absence.staff_id).name
            raise Conflict(
                f"{person.name} covers for {other} until {day(absence.ends_at)}. Choose another cover there first; "
                "nothing was changed."
            )


def _require_cover(
    session: Session, person: Staff, cover: Staff | None, starts_at: datetime, ends_at: datetime
) -> None:
    if cover is None:
        raise Invalid("cover_id", "Choose a colleague who works here.")
    if cover.id == person.id:
        raise Invalid("cover_id", "Nobody covers for themselves. Choose a colleague.")
    missing = _works(person.role) - _works(cover.role)
    if missing or Permission.TASK_WORK not in _works(cover.role):
        raise Invalid("cover_id", f"{cover.name} can't work everything that {person.name} works. Choose somebody else.")
    for absence in _overlapping(session, starts_at, ends_at):
        if absence.staff_id == cover.id:
            raise Invalid("cover_id", f"{cover.name} is away until {day(absence.ends_at)}. Choose somebody else.")


def _overlapping(session: Session, starts_at: datetime, ends_at: datetime) -> list[StaffAbsence]:
    return list(
        session.scalars(
            select(StaffAbsence)
            .where(StaffAbsence.starts_at < ends_at, StaffAbsence.ends_at > starts_at)
            .order_by(StaffAbsence.id)
        )
    )


def _works(role: str) -> frozenset[Permission]:
    known = ROLES.get(role)
    return frozenset(one for one in known.permissions if one.endswith(".work")) if known else frozenset()
