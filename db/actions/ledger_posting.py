"""Writing the ledger: entries whose lines sum to nothing, posted to an open day; reversals. For actions, not one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Integer, func, insert, literal, select
from sqlalchemy.orm import Session, aliased

from db.config import config
from db.copying import insert_rows
from db.errors import Conflict, Invalid, NotFound
from db.models import LedgerDay, LedgerEntry, LedgerLine
from db.registry import acting

ZERO = Decimal("0.00")
AT_ONCE = 5_000  # rows of one statement
DAY_LOCK = func.hashtext("ledger_day")
DAY_ZERO = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Posting:
    """One line: positive is a debit, negative a credit. Accounts of `rules.ledger.ACCOUNTS`."""

    account: str
    amount: Decimal
    patient_id: int | None = None
    encounter_id: int | None = None
    payer_id: int | None = None
    charge_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is posted: its kind and source of `rules.ledger`, its day, its lines, and the records it comes from."""

    kind: str
    source: str
    on_day: date
    postings: tuple[Posting, ...]
    reason: str = ""
    payment_id: int | None = None
    refund_id: int | None = None
    claim_id: int | None = None
    remittance_id: int | None = None
    match_id: int | None = None
    reverses_id: int | None = None


def business_day(session: Session) -> date:
    """Today by the clinic's clock: the database's now, in the clinic's zone."""
    return acting(session).now.astimezone(config().zone).date()


def post(session: Session, entry: Entry) -> int:
    """Post one entry; returns its id. Raises `Invalid` as `post_all` does."""
    return post_all(session, [entry])[0]


def post_all(session: Session, entries: Sequence[Entry]) -> list[int]:
    """Post entries in as many statements as their rows need; returns their ids, in their order.

    Lines of nothing are left out. Raises `Invalid` for an entry that doesn't balance or has fewer than two lines, and
    for a closed day: nothing is posted then. The database refuses the same by itself.
    """
    if not entries:
        return []
    require_open(session, {entry.on_day for entry in entries})
    actor = acting(session)
    for entry in entries:
        if sum((line.amount for line in entry.postings), ZERO) != 0 or len(_lines(entry)) < 2:
            raise Invalid("amount", "This entry doesn't balance. Nothing was posted.")
    rows = [_row(entry) | {"actor": actor.name, "staff_id": actor.staff_id} for entry in entries]
    ids: list[int] = []
    for some in _pieces(rows):
        ids += session.scalars(insert(LedgerEntry).returning(LedgerEntry.id, sort_by_parameter_order=True), some)
    lines = [
        {
            "entry_id": entry_id,
            "account": line.account,
            "amount": line.amount,
            "patient_id": line.patient_id,
            "encounter_id": line.encounter_id,
            "payer_id": line.payer_id,
            "charge_id": line.charge_id,
        }
        for entry_id, entry in zip(ids, entries, strict=True)
        for line in _lines(entry)
    ]
    for some in _pieces(lines):
        insert_rows(session, LedgerLine, some)
    return ids


def reverse(session: Session, entry_id: int, *, reason: str, on_day: date | None = None) -> int:
    """Post the opposite of an entry, today unless told otherwise; returns the reversal's id.

    Raises `NotFound`, `Invalid` without a reason or for a reversal, `Conflict` where it was reversed before.
    """
    if not reason.strip():
        raise Invalid("reason", "Say why it is taken back. Nothing was changed.")
    entry = session.scalar(select(LedgerEntry).where(LedgerEntry.id == entry_id).with_for_update(key_share=True))
    if entry is None:
        raise NotFound("ledger entry")
    if entry.reverses_id is not None:
        raise Invalid("entry_id", "A reversal isn't reversed: post what is right instead. Nothing was changed.")
    # Two at once: the second waits, and finds the first one's.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("ledger_entry"), literal(entry_id % 2**31))))
    if session.scalar(select(LedgerEntry.id).where(LedgerEntry.reverses_id == entry_id)) is not None:
        raise Conflict("This entry was taken back already. Nothing was changed.")
    lines = session.scalars(select(LedgerLine).where(LedgerLine.entry_id == entry_id).order_by(LedgerLine.id)).all()
    opposite = tuple(
        Posting(line.account, -line.amount, line.patient_id, line.encounter_id, line.payer_id, line.charge_id)
        for line in lines
    )
    return post(
        session,
        Entry(
            "reversal",
            "correction",
            on_day or business_day(session),
            opposite,
            reason.strip(),
            payment_id=entry.payment_id,
            refund_id=entry.refund_id,
            claim_id=entry.claim_id,
            remittance_id=entry.remittance_id,
            match_id=entry.match_id,
            reverses_id=entry_id,
        ),
    )


def standing() -> ColumnElement[bool]:
    """Of ledger entries: those that are no reversal, and that none took back."""
    back = aliased(LedgerEntry)
    taken_back = select(back.id).where(back.reverses_id == LedgerEntry.id).exists()
    return LedgerEntry.reverses_id.is_(None) & ~taken_back


def require_open(session: Session, days: Iterable[date]) -> None:
    """Hold the days open until this transaction ends; raise `Invalid` where one of them is closed."""
    held = _days_held(session)
    wanted = sorted(set(days) - held)
    if not wanted:
        return
    # As the ledger's trigger: whoever closes the day waits for us, or we for them, and then it is closed.
    day = func.unnest(literal([(one - DAY_ZERO).days for one in wanted], ARRAY(Integer))).column_valued("day")
    session.execute(select(func.pg_advisory_xact_lock_shared(DAY_LOCK, day)))
    asked = LedgerDay.day.in_(wanted)
    closed = session.scalars(
        select(LedgerDay.day).where(asked, LedgerDay.state == "closed").order_by(LedgerDay.day)
    ).first()
    if closed is not None:
        raise Invalid("on_day", _closed_words(session, closed))
    if session.get_nested_transaction() is None:  # a lock of a savepoint goes with it
        held.update(wanted)


def _days_held(session: Session) -> set[date]:
    """The days that this transaction holds open already."""
    known: tuple[object, set[date]] | None = session.info.get("days_held")
    if known is None or known[0] is not session.get_transaction():
        known = session.info["days_held"] = (session.get_transaction(), set())
    return known[1]


def _closed_words(session: Session, closed: date) -> str:
    """Why nothing was posted, and what can be done: today is only named where it is open."""
    today = business_day(session)
    if closed == today:
        return "Today is closed: nothing was posted. A manager can open it again."
    if session.scalar(select(LedgerDay.state).where(LedgerDay.day == today)) == "closed":
        return f"{closed.isoformat()} is closed, and so is today: nothing was posted. A manager can open a day again."
    return f"{closed.isoformat()} is closed: nothing was posted. Post it to today, or have a manager reopen that day."


def _lines(entry: Entry) -> tuple[Posting, ...]:
    return tuple(line for line in entry.postings if line.amount != 0)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "source": entry.source,
        "on_day": entry.on_day,
        "reason": entry.reason,
        "payment_id": entry.payment_id,
        "refund_id": entry.refund_id,
        "claim_id": entry.claim_id,
        "remittance_id": entry.remittance_id,
        "match_id": entry.match_id,
        "reverses_id": entry.reverses_id,
    }


def _pieces(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))
