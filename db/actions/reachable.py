"""Who can be told of something now: the absent are replaced by their cover, the deactivated left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Queue, Staff, StaffAbsence, Task, TeamMember
from db.models.foci import FOCI
from db.roles import MANAGER, ROLES, on_area


def absent_now(session: Session, now: datetime) -> Mapping[int, int | None]:
    """Everybody who is out of office now, each with their cover, if there is one."""
    rows = session.execute(
        select(StaffAbsence.staff_id, StaffAbsence.cover_id)
        .where(StaffAbsence.starts_at <= now, StaffAbsence.ends_at > now)
        .order_by(StaffAbsence.id)
    )
    return {row.staff_id: row.cover_id for row in rows}


def reachable(session: Session, staff_ids: Iterable[int], task: Task, now: datetime) -> list[Staff]:
    """Those of `staff_ids`, or their cover, who are here and may see the task's queue."""
    absent = absent_now(session, now)
    wanted = {absent.get(staff_id, staff_id) for staff_id in staff_ids} - absent.keys()
    area = session.scalars(select(Queue.area).where(Queue.id == task.queue_id)).one()
    people = session.scalars(
        select(Staff).where(Staff.id.in_([one for one in wanted if one is not None]), Staff.deactivated_at.is_(None))
    )
    return sorted(
        (one for one in people if one.role in ROLES and on_area(area, "view") in ROLES[one.role].permissions),
        key=lambda one: one.id,
    )


def owner_of(session: Session, task: Task, now: datetime) -> list[Staff]:
    """The task's owner, or the owner's cover. What is nobody's belongs to who ordered it, if it was ordered."""
    owner_id, about = task.owner_id, FOCI[task.focus_type]
    if owner_id is None and about.orderer is not None:
        owner_id = session.scalar(select(about.orderer).where(about.key == task.focus_id))
    return reachable(session, [owner_id], task, now) if owner_id is not None else []


def team_of(session: Session, task: Task, now: datetime) -> list[Staff]:
    """The members of the task's team."""
    members = session.scalars(select(TeamMember.staff_id).where(TeamMember.team_id == task.team_id))
    return reachable(session, members, task, now)


def managers(session: Session, task: Task, now: datetime) -> list[Staff]:
    """All managers, of whatever team."""
    return reachable(session, session.scalars(select(Staff.id).where(Staff.role == MANAGER.slug)), task, now)
