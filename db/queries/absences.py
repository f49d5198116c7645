"""Who is out of office, and whose work one covers meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, CompoundSelect, bindparam, func, select, union
from sqlalchemy.orm import Session, aliased

from db.credentials import Credential
from db.models import Staff, StaffAbsence
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """Somebody's absence; `cover` is empty where nobody covers. `current`: it has begun."""

    id: int
    staff_id: int
    staff: str
    cover_id: int | None
    cover: str
    starts_at: datetime
    ends_at: datetime
    current: bool


_NOW = func.transaction_timestamp()
CURRENT = (StaffAbsence.starts_at <= _NOW) & (StaffAbsence.ends_at > _NOW)


def mine_ids(name: str = "me") -> CompoundSelect[tuple[int]]:
    """The people whose work is one's own now: oneself, and whom one covers. `:me` (or `name`) is bound."""
    me = bindparam(name, type_=BigInteger)
    return union(
        select(me.label("id")),
        select(StaffAbsence.staff_id.label("id")).where(StaffAbsence.cover_id == me, CURRENT),
    )


def covered_ids(session: Session, staff_id: int) -> tuple[int, ...]:
    """The people whose work this person covers now; for actions and queries, not a query itself."""
    found = select(StaffAbsence.staff_id).where(StaffAbsence.cover_id == staff_id, CURRENT)
    return tuple(sorted(set(session.scalars(found))))


_COVER = aliased(Staff)
_ABSENCES = (
    select(
        StaffAbsence.id,
        StaffAbsence.staff_id,
        Staff.name.label("staff"),
        StaffAbsence.cover_id,
        func.coalesce(_COVER.name, "").label("cover"),
        StaffAbsence.starts_at,
        StaffAbsence.ends_at,
        CURRENT.label("current"),
    )
    .join(Staff, Staff.id == StaffAbsence.staff_id)
    .outerjoin(_COVER, _COVER.id == StaffAbsence.cover_id)
    .where(StaffAbsence.ends_at > _NOW)
    .order_by(StaffAbsence.starts_at, StaffAbsence.id)
)
_MY_NEXT = _ABSENCES.where(StaffAbsence.staff_id == bindparam("me", type_=BigInteger)).limit(1)
_EVERYBODYS = _ABSENCES.limit(200)


@query("absence.mine", needs=Permission.TASK_WORK)
def my_absence(session: Session, *, viewer: Credential) -> AbsenceLine | None:
    """One's own absence that goes on now or comes next; None without one."""
    row = plain_rows(session, _MY_NEXT, {"me": acting(session).person_id}).mappings().one_or_none()
    return AbsenceLine(**row) if row is not None else None


@query("absence.list", needs=Permission.TASK_VIEW)
def absences(session: Session, *, viewer: Credential) -> tuple[AbsenceLine, ...]:
    """Everybody's absences that haven't ended, the earliest first; 200 at most."""
    return tuple(AbsenceLine(**row) for row in plain_rows(session, _EVERYBODYS, {}).mappings())
