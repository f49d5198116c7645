"""Statements of patients: their list, and one as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.config import config
from db.credentials import Credential
from db.errors import NotFound
from db.models import Patient, Site, Statement
from db.registry import query
from db.roles import Permission
from rules.ledger_owed import ZERO


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line as it was printed; below nothing, what was paid."""

    on: date
    what: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class StatementHead:
    """A statement in the list."""

    id: int
    number: str
    on_day: date
    balance: Decimal
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StatementPrint:
    """A statement as it is printed. `credit`: what the patient has paid and doesn't owe, contained in `balance`."""

    number: str
    on_day: date
    clinic: str
    site: str
    site_phone: str
    patient: str = field(repr=False)
    address: str = field(repr=False)
    record_number: str = field(repr=False)
    balance: Decimal
    credit: Decimal
    lines: tuple[StatementLine, ...]
    aging: Mapping[str, Decimal]


@query("statement.list", needs=Permission.STATEMENT_MAKE)
def statements(session: Session, *, viewer: Credential, patient_id: int) -> tuple[StatementHead, ...]:
    """A patient's statements, the newest first, at most 100."""
    statement = (
        select(
            Statement.id,
            Statement.number,
            Statement.on_day,
            Statement.balance,
            Statement.made_by,
            Statement.created_at,
        )
        .where(Statement.patient_id == patient_id)
        .order_by(Statement.id.desc())
        .limit(100)
    )
    return tuple(StatementHead(*row) for row in session.execute(statement).all())


@query("statement.one", needs=Permission.STATEMENT_MAKE)
def printed(session: Session, *, viewer: Credential, statement_id: int) -> StatementPrint:
    """One statement as it was made, to the address as it is today. `NotFound` for none."""
    return statement_print(session, statement_id)


def statement_print(session: Session, statement_id: int) -> StatementPrint:
    """As `printed`, for queries that asked who may."""
    row = session.execute(
        select(Statement, Patient, Site.name, Site.phone)
        .join(Patient, Patient.id == Statement.patient_id)
        .outerjoin(Site, Site.id == Patient.site_id)
        .where(Statement.id == statement_id)
    ).one_or_none()
    if row is None:
        raise NotFound("statement")
    statement, patient, site, site_phone = row
    aging = {name: Decimal(amount) for name, amount in statement.aging.items()}
    return StatementPrint(
        number=statement.number,
        on_day=statement.on_day,
        clinic=config().clinic_name,
        site=site or "",
        site_phone=site_phone or "",
        patient=f"{patient.given} {patient.family}",
        address=address_of(patient),
        record_number=patient.mrn,
        balance=statement.balance,
        credit=sum(aging.values(), ZERO) - statement.balance,
        lines=tuple(
            StatementLine(date.fromisoformat(line["on"]), line["what"], Decimal(line["amount"]))
            for line in statement.lines
        ),
        aging=aging,
    )


def address_of(patient: Patient) -> str:
    """The patient's address in one line."""
    place = " ".join(part for part in (patient.state, patient.postal_code) if part)
    return ", ".join(part for part in (patient.address, patient.city, place) if part)
