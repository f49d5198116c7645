"""Beside what is owed: credit that nothing has used, by its age, and what insurers denied, by their reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.config import config
from db.credentials import Credential
from db.models import LedgerEntry, LedgerLine, PaymentException
from db.queries.ledger import require_billing
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission
from rules.ledger_owed import Owed, aging, open_items


@dataclass(frozen=True, slots=True)
class Denied:
    """What insurers deny for one reason, in their words, and nobody has answered: how many claims, and how much."""

    reason: str
    claims: int
    amount: Decimal


@query("ledger.credit-aging", needs=Permission.LEDGER_VIEW)
def credit_aging(session: Session, *, viewer: Credential) -> Mapping[str, Decimal]:
    """Patients' credit by the days since it came; what was used, was used of the oldest. `Forbidden` for sums only."""
    require_billing(session)
    line = LedgerLine
    of_patients = line.account == "unapplied", line.patient_id.is_not(None)
    some = select(line.patient_id).where(*of_patients).group_by(line.patient_id).having(func.sum(line.amount) < 0)
    rows = plain_rows(
        session,
        select(line.patient_id, LedgerEntry.on_day, func.sum(line.amount).label("amount"))
        .join(LedgerEntry, LedgerEntry.id == line.entry_id)
        .where(*of_patients, line.patient_id.in_(some))
        .group_by(line.patient_id, LedgerEntry.on_day)
        .order_by(line.patient_id),
        {},
    )
    found: list[Owed] = []
    for _, days in groupby(rows, lambda row: row.patient_id):
        found += open_items(Owed(row.on_day, -row.amount) for row in days)
    return aging(found, acting(session).now.astimezone(config().zone).date())


@query("payment-exception.denied", needs=Permission.PAYMENTS_READ)
def denied(session: Session, *, viewer: Credential) -> tuple[Denied, ...]:
    """Denials that wait for somebody, by reason, the most money first."""
    one = PaymentException
    rows = plain_rows(
        session,
        select(one.reason, func.count().label("claims"), func.sum(one.amount).label("amount"))
        .where(one.kind == "denial", one.resolved_at.is_(None))
        .group_by(one.reason)
        .order_by(func.sum(one.amount).desc(), one.reason),
        {},
    )
    return tuple(Denied(row.reason, row.claims, row.amount) for row in rows)
