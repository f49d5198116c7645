"""What of a patient's money a billing clerk may change: what is owed, by whom and for what; credit; insurers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.copying import among
from db.credentials import Credential
from db.errors import NotFound
from db.models import Charge, LedgerLine, Patient, Payer
from db.queries.ledger_owed import by_charge, item, owed, unapplied
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission
from rules.ledger_owed import ZERO, Owed, open_items


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What is still owed by the patient (`payer_id` None) or by an insurer: for one charge, or all of it (None).

    `since` is the day of the service, of all of it the oldest one.
    """

    payer_id: int | None
    payer: str
    charge_id: int | None
    what: str
    since: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Adjustable:
    """What may be changed. `parts`: of each who owes all of it, then charge by charge, the oldest first.

    `credit` as it is posted; `payers` are the clinic's insurers by name.
    """

    parts: tuple[OpenPart, ...]
    credit: Decimal
    payers: Mapping[int, str]


@query("ledger.adjustable", needs=Permission.LEDGER_ADJUST)
def adjustable(session: Session, *, viewer: Credential, patient_id: int) -> Adjustable:
    """What a clerk may write off, hand on, or use credit for. `NotFound` for nobody."""
    if session.scalar(select(Patient.id).where(Patient.id == patient_id)) is None:
        raise NotFound("patient")
    payers = {row.id: row.name for row in plain_rows(session, select(Payer.id, Payer.name).order_by(Payer.name), {})}
    by_payer: dict[int, list[Owed]] = {}
    of_payers = by_charge("payer").where(LedgerLine.patient_id == patient_id, LedgerLine.payer_id.is_not(None))
    for row in plain_rows(session, of_payers, {}):
        by_payer.setdefault(row.payer_id, []).append(item(row))
    owing: dict[int | None, tuple[Owed, ...]] = {None: owed(session, patient_id)}
    owing |= {payer_id: open_items(by_payer[payer_id]) for payer_id in payers if payer_id in by_payer}
    words = _displays(session, {one.charge_id for some in owing.values() for one in some if one.charge_id is not None})
    parts = (
        part
        for payer_id, some in owing.items()
        for part in _parts(payer_id, payers.get(payer_id or 0, ""), some, words)
    )
    return Adjustable(tuple(parts), unapplied(session, patient_id), payers)


def _parts(payer_id: int | None, payer: str, some: tuple[Owed, ...], words: Mapping[int, str]) -> Iterator[OpenPart]:
    """All that one owes, then each charge once, in the order of the services."""
    if some:
        yield OpenPart(payer_id, payer, None, "", some[0].since, sum((one.amount for one in some), ZERO))
    of_charge: dict[int, list[Owed]] = {}
    for one in some:
        if one.charge_id is not None:
            of_charge.setdefault(one.charge_id, []).append(one)
    for charge_id, of_it in of_charge.items():
        amount = sum((one.amount for one in of_it), ZERO)
        yield OpenPart(payer_id, payer, charge_id, words.get(charge_id, ""), of_it[0].since, amount)


def _displays(session: Session, ids: Iterable[int]) -> dict[int, str]:
    statement = select(Charge.id, Charge.display, Charge.procedure).where(among(Charge.id, sorted(ids)))
    return {row.id: row.display or row.procedure for row in plain_rows(session, statement, {})}
