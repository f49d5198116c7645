"""What one patient owes, charge by charge, and their credit: for actions and queries that asked who may."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, null, select
from sqlalchemy.orm import Session

from db.models import Charge, LedgerEntry, LedgerLine
from db.queries.paging import plain_rows
from rules.ledger_owed import ZERO, Owed, open_items

SINCE = func.coalesce(Charge.service_on, func.min(LedgerEntry.on_day))


def by_charge(account: str) -> Select[Any]:
    """What `patient` or `payer` owes for each patient and charge, as rows of `item`; insurers each by themselves."""
    payer = LedgerLine.payer_id if account == "payer" else cast(null(), BigInteger).label("payer_id")
    groups: list[Any] = [LedgerLine.patient_id, LedgerLine.charge_id, LedgerLine.encounter_id]
    groups += [payer] if account == "payer" else []
    return (
        select(*groups[:3], payer, SINCE.label("since"), func.sum(LedgerLine.amount).label("amount"))
        .join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)
        .outerjoin(Charge, Charge.id == LedgerLine.charge_id)
        .where(LedgerLine.account == account)
        .group_by(*groups, Charge.service_on)
        .having(func.sum(LedgerLine.amount) != 0)
    )


def item(row: Any) -> Owed:
    """A row of `by_charge`."""
    return Owed(row.since, row.amount, row.charge_id, row.encounter_id, row.payer_id)


def owed(
    session: Session, patient_id: int, *, payer_id: int | None = None, charge_id: int | None = None
) -> tuple[Owed, ...]:
    """What the patient owes, or what the payer owes for them, the oldest service first; of one charge where named."""
    statement = by_charge("patient" if payer_id is None else "payer").where(LedgerLine.patient_id == patient_id)
    if payer_id is not None:
        statement = statement.where(LedgerLine.payer_id == payer_id)
    found = open_items(item(row) for row in plain_rows(session, statement, {}))
    return tuple(one for one in found if charge_id is None or one.charge_id == charge_id)


def unapplied(session: Session, patient_id: int) -> Decimal:
    """The patient's credit as it is posted; below nothing, more of it was used than there is."""
    held = select(func.coalesce(func.sum(LedgerLine.amount), 0)).where(
        LedgerLine.patient_id == patient_id, LedgerLine.account == "unapplied"
    )
    return -(session.scalars(held).one() or ZERO)
