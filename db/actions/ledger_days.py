"""Closing a business day: counted, signed, closed; reopened by a manager with a reason.

What was counted by tender stands beside what was posted. A difference is explained, and then posted with the close so
that the drawer agrees with its count, or carried on as it is; either way a second person signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.ledger_parts import LONGEST, reason_of
from db.actions.ledger_posting import DAY_LOCK, DAY_ZERO, Entry, Posting, business_day, post, reverse, standing
from db.actions.tasks import short
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid
from db.models import LedgerDay, LedgerEntry
from db.queries.day_takings import takings
from db.registry import acting, action
from db.roles import Permission
from rules.ledger import HELD_IN, TENDERS
from rules.ledger_day_totals import by_tender, difference, differences
from rules.ledger_money import in_cents, not_negative

CLOSED = ("difference", "system")  # kind and source of what a close posts: nothing else has both
NOT_COUNTED = "online"  # no hand counts it: what the portal's processor pays out is matched with the bank's line


@action("day.count", needs=Permission.DAY_CLOSE)
def count(
    session: Session,
    *,
    by: Credential,
    day: date,
    counted: Mapping[str, Decimal],
    explanation: str = "",
    carried: bool = False,
    seen_version: int = 0,
) -> int:
    """Keep what was counted by tender (`cash`, `cheque`, `card`), beside what was posted; the day's new version.

    A count takes the place of the one before, with its signatures. `online` is as posted unless given. Where something
    differs, `explanation` says why; `carried` leaves the difference standing, else it is posted with the close. Raises
    `Invalid` for a tender that was posted and isn't counted, `Conflict` for a closed day and a count by somebody else.
    """
    row = _held(session, day, seen_version)
    posted = by_tender(takings(session, day))
    sums = _counted(counted, posted)
    found, why = differences(posted, sums), short(explanation, "explanation", LONGEST)
    if found and not why:
        told = ", ".join(f"{tender} {amount:+,.2f}" for tender, amount in found.items())
        raise Invalid("explanation", f"Counted and posted differ ({told}): say why, or that it is carried.")
    row.state, row.explanation, row.difference = "counted", why if found else "", difference(found)
    row.totals = {
        "posted": _as_text(posted),
        "counted": _as_text(sums),
        "differences": _as_text(found),
        "carried": bool(found) and carried,
        "counted_by": acting(session).name,
    }
    row.first_by_id = row.first_at = row.second_by_id = row.second_at = None
    return _changed(session, row, "day.counted", difference=str(row.difference))


@action("day.sign", needs=Permission.DAY_CLOSE)
def sign(session: Session, *, by: Credential, day: date, seen_version: int) -> int:
    """Sign the count; where it differs, a second person signs too. The day's new version.

    Raises `Forbidden` for a second signature of the same person, `Conflict` where nothing was counted.
    """
    row = _counted_day(session, day, seen_version)
    _sign(session, row)
    return _changed(session, row, "day.signed")


@action("day.close", needs=Permission.DAY_CLOSE)
def close(session: Session, *, by: Credential, day: date, seen_version: int) -> int:
    """Close the day: nothing is posted into it from now on. Who closes signs, where a signature is missing.

    Waits for what is being posted. Raises `Conflict` where something was posted since the count, `Forbidden` where
    somebody else must sign first. The day's new version.
    """
    _alone(session, day)
    row = _counted_day(session, day, seen_version)
    if _as_text(by_tender(takings(session, day))) != row.totals["posted"]:
        raise Conflict("Something was posted since this day was counted. Count it again; nothing was changed.")
    if row.first_by_id is None or (row.difference != 0 and row.second_by_id is None):
        _sign(session, row)
    if row.difference != 0 and row.second_by_id is None:
        raise Forbidden("Counted and posted differ, so a second person signs before it is closed.")
    if row.difference != 0 and not row.totals["carried"]:
        post(session, Entry(*CLOSED, day, tuple(_differences(row)), row.explanation))
    row.state, row.closed_at = "closed", acting(session).now
    return _changed(session, row, "day.closed", difference=str(row.difference))


@action("day.reopen", needs=Permission.DAY_REOPEN)
def reopen(session: Session, *, by: Credential, day: date, reason: str) -> int:
    """Open a closed day again, which is then counted and signed anew. The day's new version.

    What was posted for its difference is taken back. Raises `Conflict` for a day that isn't closed.
    """
    why = reason_of(reason)
    _alone(session, day)
    row = _row(session, day)
    if row is None or row.state != "closed":
        raise Conflict("This day isn't closed. Nothing was changed.")
    actor = acting(session)
    row.state, row.closed_at, row.reopened_at, row.reopened_by_id = "open", None, actor.now, actor.person_id
    row.reopen_reason, row.totals, row.difference, row.explanation = why, {}, Decimal("0.00"), ""
    row.first_by_id = row.first_at = row.second_by_id = row.second_at = None
    version = _changed(session, row, "day.reopened", reason=why)
    for entry_id in session.scalars(_posted_by_close(day)).all():
        reverse(session, entry_id, reason=why, on_day=day)
    return version


def _posted_by_close(day: date) -> Select[Any]:
    """The entries by which a day was closed. Differences of claims and of matches have a source of their own."""
    entry = LedgerEntry
    own = (entry.kind == CLOSED[0], entry.source == CLOSED[1], entry.claim_id.is_(None), entry.match_id.is_(None))
    return select(entry.id).where(entry.on_day == day, *own, standing())


def _alone(session: Session, day: date) -> None:
    """Wait until nobody posts into the day, and hold it: as the ledger's trigger, which shares this lock."""
    if not isinstance(day, date):
        raise Invalid("day", "Choose a day.")
    session.execute(select(func.pg_advisory_xact_lock(DAY_LOCK, literal((day - DAY_ZERO).days))))


def _row(session: Session, day: date) -> LedgerDay | None:
    statement = select(LedgerDay).where(LedgerDay.day == day).with_for_update()
    return session.scalar(statement.execution_options(populate_existing=True))


def _held(session: Session, day: date, seen_version: int) -> LedgerDay:
    """The day, locked, as it was seen and not closed; made where nobody touched it yet."""
    if not isinstance(day, date) or day > business_day(session):
        raise Invalid("day", "Choose today or an earlier day.")
    session.execute(insert(LedgerDay).values(day=day, version=0).on_conflict_do_nothing())
    row = _row(session, day)
    if row is None:
        raise AssertionError("the day was just written")
    if row.state == "closed":
        raise Conflict(f"{day.isoformat()} is closed. A manager can reopen it.")
    if row.version != seen_version:
        raise Conflict("Somebody counted or signed this day in the meantime. Look again; nothing was changed.")
    return row


def _counted_day(session: Session, day: date, seen_version: int) -> LedgerDay:
    row = _held(session, day, seen_version)
    if row.state != "counted":
        raise Conflict("This day wasn't counted yet. Count it first.")
    return row


def _sign(session: Session, row: LedgerDay) -> None:
    actor = acting(session)
    if row.first_by_id is None:
        row.first_by_id, row.first_at = actor.person_id, actor.now
    elif row.difference == 0 or row.second_by_id is not None:
        raise Conflict("This day is signed. It can be closed.")
    elif row.first_by_id == actor.person_id:
        raise Forbidden("You signed this count already. A second person signs before it is closed.")
    else:
        row.second_by_id, row.second_at = actor.person_id, actor.now


def _changed(session: Session, row: LedgerDay, kind: str, **detail: str) -> int:
    row.version += 1
    # With the count: a reopened day's row forgets it.
    about: dict[str, Any] = {"day": row.day.isoformat(), "totals": row.totals} | detail
    audit(session, kind, subject=(LedgerDay.__tablename__, None), **about)
    session.flush()
    return row.version


def _counted(counted: Mapping[str, Decimal], posted: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What was counted of each tender; `Invalid` for what is no amount, and for a tender that was left out."""
    unknown = [tender for tender in counted if tender not in TENDERS]
    if unknown:
        raise Invalid("counted", "Count cash, cheques, cards and what was paid online.")
    sums = {}
    for tender in TENDERS:
        given = counted.get(tender, posted[tender] if tender == NOT_COUNTED or posted[tender] == 0 else None)
        if given is None:
            raise Invalid("counted", f"Count {tender} as well: {posted[tender]:,.2f} was posted.")
        try:
            # More may go back on a day than comes in.
            sums[tender] = in_cents(given) if posted[tender] < 0 else not_negative(given)
        except (ValueError, TypeError, ArithmeticError) as error:
            why = str(error) if isinstance(error, ValueError) else "Enter an amount, such as 12.50."
            raise Invalid("counted", f"{tender.capitalize()}: {why}") from None
    return sums


def _differences(row: LedgerDay) -> list[Posting]:
    """The lines that make what is held agree with what was counted."""
    lines = []
    for tender, text in row.totals["differences"].items():
        lines += [Posting(HELD_IN[tender], Decimal(text)), Posting("difference", -Decimal(text))]
    return lines


def _as_text(sums: Mapping[str, Decimal]) -> dict[str, str]:
    return {tender: f"{amount:.2f}" for tender, amount in sums.items()}
