"""What of payments went back, as posted, and what is asked back: for actions and queries that asked who may."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.models import LedgerEntry, LedgerLine, Refund
from rules.ledger import HELD_IN

BACK = ("refund", "chargeback")
OUT_OF = (*dict.fromkeys(HELD_IN.values()), "bank")


def paid_back(session: Session, payment_ids: Sequence[int]) -> dict[int, Decimal]:
    """By payment: refunds and charge-backs, less what was reversed of them; nothing where there is none."""
    original = aliased(LedgerEntry)
    statement = (
        select(LedgerEntry.payment_id, -func.sum(LedgerLine.amount))
        .join(LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
        .outerjoin(original, original.id == LedgerEntry.reverses_id)
        .where(
            LedgerEntry.payment_id.in_(payment_ids),
            func.coalesce(original.kind, LedgerEntry.kind).in_(BACK),
            LedgerLine.account.in_(OUT_OF),
        )
        .group_by(LedgerEntry.payment_id)
    )
    return {row[0]: row[1] for row in session.execute(statement) if row[0] is not None}


def waiting_back(session: Session, payment_ids: Sequence[int]) -> dict[int, Decimal]:
    """By payment: what waits for a second person."""
    statement = (
        select(Refund.payment_id, func.sum(Refund.amount))
        .where(Refund.payment_id.in_(payment_ids), Refund.approved_at.is_(None), Refund.refused_at.is_(None))
        .group_by(Refund.payment_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
