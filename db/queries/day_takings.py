"""What patients paid and got back on a day, by source and tender, as posted: for the close and its sheet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import LedgerEntry, LedgerLine, Payment
from db.queries.paging import plain_rows
from rules.ledger import HELD_IN
from rules.ledger_day_totals import Taken

# Of a refund only what left the drawer, the box of cheques or the card terminal: the bank's own isn't counted here.
HELD = tuple(dict.fromkeys(HELD_IN.values()))
COUNTS = ("payment", "refund")


def takings(session: Session, day: date) -> tuple[Taken, ...]:
    """Payments less refunds of a business day, each reversal where what it takes back stands; largest source first."""
    original = select(LedgerEntry.id, LedgerEntry.kind).subquery()
    amount = func.sum(LedgerLine.amount)
    statement = (
        select(
            Payment.source,
            Payment.tender,
            amount.label("amount"),
            func.count(LedgerEntry.id.distinct()).label("entries"),
        )
        .join(LedgerEntry, LedgerEntry.payment_id == Payment.id)
        .join(LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
        .outerjoin(original, original.c.id == LedgerEntry.reverses_id)
        .where(
            LedgerEntry.on_day == day,
            LedgerLine.account.in_(HELD),
            func.coalesce(original.c.kind, LedgerEntry.kind).in_(COUNTS),
        )
        .group_by(Payment.source, Payment.tender)
        .order_by(Payment.source, Payment.tender)
    )
    return tuple(Taken(row.source, row.tender, row.amount, row.entries) for row in plain_rows(session, statement, {}))
