"""A business day's money: what was posted by source and tender, what was counted, who signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.config import config
from db.credentials import Credential
from db.models import LedgerDay, LedgerEntry, LedgerLine, Staff
from db.queries.day_takings import COUNTS, HELD, takings
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission
from rules.ledger_day_totals import ZERO, Taken, by_tender


@dataclass(frozen=True, slots=True)
class DayTotals:
    """A day as it stands. `state` as in `rules.ledger.DAY_STATES`; `version` 0 while nobody counted it.

    `posted` is the sum by tender now; `counted` and `differences` (counted less posted, as counted) are empty before a
    count. `stale`: something was posted since the count. `mine`: the viewer signed first, so somebody else
    signs second.
    """

    day: date
    clinic: str
    state: str
    version: int
    taken: tuple[Taken, ...]
    posted: Mapping[str, Decimal]
    counted: Mapping[str, Decimal]
    differences: Mapping[str, Decimal]
    difference: Decimal
    explanation: str
    carried: bool
    stale: bool
    counted_by: str
    first_by: str
    second_by: str
    first_at: datetime | None
    second_at: datetime | None
    closed_at: datetime | None
    reopen_reason: str
    zone: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day in the list of days: what patients paid less what went back, and how much differed at the close."""

    day: date
    state: str
    posted: Decimal
    difference: Decimal


@query("day.totals", needs=Permission.DAY_CLOSE)
def totals(session: Session, *, viewer: Credential, day: date) -> DayTotals:
    """One day's totals, and how far its close is."""
    found, row = day_totals(session, day), session.get(LedgerDay, day)
    first = row.first_by_id if row else None
    return replace(found, mine=first is not None and first == acting(session).staff_id)


def day_totals(session: Session, day: date) -> DayTotals:
    """As `totals`, for queries that asked who may."""
    row = session.get(LedgerDay, day)
    taken = takings(session, day)
    posted, kept = by_tender(taken), (row.totals if row else {})
    names = _names(session, row)
    return DayTotals(
        day=day,
        clinic=config().clinic_name,
        state=row.state if row else "open",
        version=row.version if row else 0,
        taken=taken,
        posted=posted,
        counted=_amounts(kept.get("counted", {})),
        differences=_amounts(kept.get("differences", {})),
        difference=row.difference if row else ZERO,
        explanation=row.explanation if row else "",
        carried=bool(kept.get("carried")),
        stale=bool(kept) and _amounts(kept["posted"]) != posted,
        counted_by=kept.get("counted_by", ""),
        first_by=names.get(row.first_by_id if row else None, ""),
        second_by=names.get(row.second_by_id if row else None, ""),
        first_at=row.first_at if row else None,
        second_at=row.second_at if row else None,
        closed_at=row.closed_at if row else None,
        reopen_reason=row.reopen_reason if row else "",
        zone=config().time_zone,
    )


@query("day.list", needs=Permission.DAY_CLOSE)
def days(session: Session, *, viewer: Credential, size: int = 31) -> tuple[DayLine, ...]:
    """Of so many days back, and of what was paid after today's close, those with payments or a count; newest first."""
    since = acting(session).now.astimezone(config().zone).date() - timedelta(days=size)
    original = aliased(LedgerEntry)
    paid = (
        select(LedgerEntry.on_day, func.sum(LedgerLine.amount).label("amount"))
        .join(LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
        .outerjoin(original, original.id == LedgerEntry.reverses_id)
        .where(
            LedgerEntry.on_day > since,
            LedgerLine.account.in_(HELD),
            func.coalesce(original.kind, LedgerEntry.kind).in_(COUNTS),
            LedgerEntry.payment_id.is_not(None),
        )
        .group_by(LedgerEntry.on_day)
    )
    posted = {row.on_day: row.amount for row in plain_rows(session, paid, {})}
    rows = {row.day: row for row in session.scalars(select(LedgerDay).where(LedgerDay.day > since))}
    return tuple(
        DayLine(
            day,
            rows[day].state if day in rows else "open",
            posted.get(day, ZERO),
            rows[day].difference if day in rows else ZERO,
        )
        for day in sorted({*posted, *rows}, reverse=True)
    )


def _names(session: Session, row: LedgerDay | None) -> dict[int | None, str]:
    """The names of who signed."""
    if row is None:
        return {}
    signed = select(Staff.id, Staff.name).where(
        Staff.id.in_([one for one in (row.first_by_id, row.second_by_id) if one])
    )
    return {one.id: one.name for one in session.execute(signed)}


def _amounts(sums: Mapping[str, str]) -> dict[str, Decimal]:
    return {tender: Decimal(amount) for tender, amount in sums.items()}
