"""What patients and insurers owe, and the ledger's lines of one patient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.config import config
from db.credentials import Credential
from db.errors import Forbidden, NotFound
from db.models import Charge, Encounter, LedgerEntry, LedgerLine, Patient, Payer, Payment
from db.queries.ledger_owed import by_charge, item
from db.queries.paging import PAGE_SIZE, plain_rows
from db.registry import acting, query
from db.roles import Permission, Sensitivity
from rules.ledger_owed import ZERO, Owed, aging, open_items
from rules.ledger_words import line_words

OF_PATIENT = ("patient", "payer", "unapplied")


@dataclass(frozen=True, slots=True)
class PayerOwes:
    """What an insurer owes."""

    payer_id: int | None
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PatientBalances:
    """A patient's money: `owed` by the patient, `credit` that they paid beyond it, what `insurers` owe for them.

    `aging` of what the patient owes. `payers` is empty for who sees sums only.
    """

    patient_id: int
    owed: Decimal
    credit: Decimal
    insurers: Decimal
    payers: tuple[PayerOwes, ...]
    aging: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class LedgerEntryLine:
    """One line of a patient's accounts (`patient`, `payer`, `unapplied`). Above nothing, more is owed.

    `kind` of `rules.ledger.KINDS`, `what` in words. `reversed_on`: the day on which a later entry took it back.
    """

    line_id: int
    entry_id: int
    on_day: date
    kind: str
    account: str
    what: str
    amount: Decimal
    payer: str
    reason: str
    actor: str
    charge_id: int | None
    encounter_id: int | None
    payment_id: int | None
    reversed_on: date | None
    reverses_id: int | None


@dataclass(frozen=True, slots=True)
class LedgerLinePage:
    """Some lines, the newest first, and where the next page starts (None at the end)."""

    lines: tuple[LedgerEntryLine, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class EncounterBalance:
    """What is still owed for a visit; below nothing, more was paid."""

    encounter_id: int
    owed: Decimal
    insurers: Decimal


@dataclass(frozen=True, slots=True)
class PayerBalance:
    """What an insurer owes, by the age of the service; without a number and a name, what nobody is named for."""

    payer_id: int | None
    name: str
    owed: Decimal
    aging: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ClinicAging:
    """What all patients and all insurers owe, by age, and patients' credit. `payers`: each insurer, the most first."""

    patients: Mapping[str, Decimal]
    insurers: Mapping[str, Decimal]
    credit: Decimal
    payers: tuple[PayerBalance, ...]


@query("ledger.balances", needs=Permission.LEDGER_VIEW)
def balances(session: Session, *, viewer: Credential, patient_id: int) -> PatientBalances:
    """A patient's balances as they stand. `NotFound` for nobody."""
    if session.scalar(select(Patient.id).where(Patient.id == patient_id)) is None:
        raise NotFound("patient")
    mine = _owed(session, "patient", LedgerLine.patient_id == patient_id)
    owed = _sum(mine)
    net = _net(session, LedgerLine.patient_id == patient_id, LedgerLine.account.in_(("patient", "unapplied")))
    statement = (
        select(LedgerLine.payer_id, Payer.name, func.sum(LedgerLine.amount).label("amount"))
        .outerjoin(Payer, Payer.id == LedgerLine.payer_id)
        .where(LedgerLine.patient_id == patient_id, LedgerLine.account == "payer")
        .group_by(LedgerLine.payer_id, Payer.name)
        .having(func.sum(LedgerLine.amount) != 0)
        .order_by(Payer.name)
    )
    payers = [PayerOwes(row.payer_id, row.name or "", row.amount) for row in plain_rows(session, statement, {})]
    return PatientBalances(
        patient_id,
        owed,
        owed - net,
        sum((one.amount for one in payers), ZERO),
        tuple(payers) if acting(session).reads(Sensitivity.BILLING) else (),
        aging(mine, _today(session)),
    )


@query("ledger.lines", needs=Permission.LEDGER_VIEW)
def lines(
    session: Session, *, viewer: Credential, patient_id: int, before: int | None = None, size: int = PAGE_SIZE
) -> LedgerLinePage:
    """A patient's lines of the ledger, the newest first, before a line's id. `Forbidden` for who sees sums only."""
    require_billing(session)
    original, reversal = aliased(LedgerEntry), aliased(LedgerEntry)
    statement = (
        select(
            LedgerLine.id,
            LedgerLine.entry_id,
            LedgerEntry.on_day,
            LedgerEntry.kind,
            LedgerLine.account,
            LedgerLine.amount,
            LedgerEntry.reason,
            LedgerEntry.actor,
            LedgerLine.charge_id,
            LedgerLine.encounter_id,
            LedgerEntry.payment_id,
            LedgerEntry.reverses_id,
            original.kind.label("original"),
            reversal.on_day.label("reversed_on"),
            Payer.name.label("payer"),
            Payment.receipt,
            Payment.tender,
            Charge.display,
        )
        .join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)
        .outerjoin(original, original.id == LedgerEntry.reverses_id)
        .outerjoin(reversal, reversal.reverses_id == LedgerEntry.id)
        .outerjoin(Payer, Payer.id == LedgerLine.payer_id)
        .outerjoin(Payment, Payment.id == LedgerEntry.payment_id)
        .outerjoin(Charge, Charge.id == LedgerLine.charge_id)
        .where(LedgerLine.patient_id == patient_id, LedgerLine.account.in_(OF_PATIENT))
        .order_by(LedgerLine.id.desc())
        .limit(size + 1)
    )
    if before is not None:
        statement = statement.where(LedgerLine.id < before)
    rows = plain_rows(session, statement, {}).all()
    following = rows[size - 1].id if len(rows) > size else None
    return LedgerLinePage(tuple(_line(row) for row in rows[:size]), following)


@query("ledger.encounter", needs=Permission.LEDGER_VIEW)
def encounter_balance(session: Session, *, viewer: Credential, encounter_id: int) -> EncounterBalance:
    """What is still owed for a visit. `NotFound` for none."""
    patient_id = session.scalar(select(Encounter.patient_id).where(Encounter.id == encounter_id))
    if patient_id is None:
        raise NotFound("visit")
    # By the patient's index: there is none of visits.
    of = (LedgerLine.patient_id == patient_id, LedgerLine.encounter_id == encounter_id)
    return EncounterBalance(
        encounter_id,
        _net(session, *of, LedgerLine.account == "patient"),
        _net(session, *of, LedgerLine.account == "payer"),
    )


@query("ledger.payer", needs=Permission.LEDGER_VIEW)
def payer_balance(session: Session, *, viewer: Credential, payer_id: int) -> PayerBalance:
    """What an insurer owes for all patients. `Forbidden` for who sees sums only, `NotFound` for none."""
    require_billing(session)
    name = session.scalar(select(Payer.name).where(Payer.id == payer_id))
    if name is None:
        raise NotFound("insurer")
    owes = _owed(session, "payer", LedgerLine.payer_id == payer_id)
    return PayerBalance(payer_id, name, _sum(owes), aging(owes, _today(session)))


@query("ledger.aging", needs=Permission.LEDGER_VIEW)
def clinic_aging(session: Session, *, viewer: Credential) -> ClinicAging:
    """What everybody owes, by age. `Forbidden` for who sees a patient's sums only."""
    require_billing(session)
    today = _today(session)
    patients, insurers = _owed(session, "patient"), _owed(session, "payer")
    net = _net(session, LedgerLine.account.in_(("patient", "unapplied")))
    payers = _by_payer(session, insurers, today)
    return ClinicAging(aging(patients, today), aging(insurers, today), _sum(patients) - net, payers)


def _by_payer(session: Session, insurers: Iterable[Owed], today: date) -> tuple[PayerBalance, ...]:
    owes: dict[int | None, list[Owed]] = {}
    for one in insurers:
        owes.setdefault(one.payer_id, []).append(one)
    names = {row.id: row.name for row in plain_rows(session, select(Payer.id, Payer.name), {})}
    found = [
        PayerBalance(payer_id, names.get(payer_id, ""), _sum(some), aging(some, today))
        for payer_id, some in owes.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.owed, one.name)))


def require_billing(session: Session) -> None:
    """Raise `Forbidden` for a role that sees sums alone, as the front desk does."""
    if not acting(session).reads(Sensitivity.BILLING):
        raise Forbidden("Your role sees what is owed, not what it is for.")


def _owed(session: Session, account: str, *of: Any) -> list[Owed]:
    """What is still owed on an account, each patient's (and insurer's) credits set against their own."""
    statement = by_charge(account).where(*of).order_by(LedgerLine.patient_id)
    found: list[Owed] = []
    for _, rows in groupby(plain_rows(session, statement, {}), lambda row: row.patient_id):
        by_payer: dict[int | None, list[Owed]] = {}
        for one in map(item, rows):
            by_payer.setdefault(one.payer_id, []).append(one)
        for some in by_payer.values():
            found += open_items(some)
    return found


def _net(session: Session, *of: Any) -> Decimal:
    return session.scalars(select(func.coalesce(func.sum(LedgerLine.amount), ZERO)).where(*of)).one() or ZERO


def _sum(owed: Iterable[Owed]) -> Decimal:
    return sum((one.amount for one in owed), ZERO)


def _today(session: Session) -> date:
    return acting(session).now.astimezone(config().zone).date()


def _line(row: Any) -> LedgerEntryLine:
    what = line_words(
        row.kind,
        reverses=row.original or "",
        display=row.display or "",
        receipt=row.receipt or "",
        tender=row.tender or "",
        account=row.account,
    )
    return LedgerEntryLine(
        line_id=row.id,
        entry_id=row.entry_id,
        on_day=row.on_day,
        kind=row.kind,
        account=row.account,
        what=what,
        amount=row.amount,
        payer=row.payer or "",
        reason=row.reason,
        actor=row.actor,
        charge_id=row.charge_id,
        encounter_id=row.encounter_id,
        payment_id=row.payment_id,
        reversed_on=row.reversed_on,
        reverses_id=row.reverses_id,
    )
