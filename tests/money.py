"""A clinic with money in it: charges, payments, and what the ledger says of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions import ledger_adjusting, payments, refunds
from db.actions.ledger_posting import Entry, Posting, business_day, post
from db.actions.payments import PaymentTaken
from db.actions.refunds import RefundAsked
from db.credentials import Actor, Credential
from db.models import Charge, Encounter, LedgerEntry, LedgerLine, Patient, Payer, Payment, Refund
from db.roles import ROLES
from tests.conftest import Clinic


@contextmanager
def as_billing(session: Session) -> Iterator[None]:
    """Act as the billing clerk outside any action, to arrange what other parts of the house post."""
    now = session.scalars(select(func.transaction_timestamp())).one()
    acting: list[Actor] = session.info.setdefault("acting", [])
    acting.append(Actor("Ben Okafor", ROLES["billing"], now))
    yield
    acting.pop()


def today(clinic: Clinic) -> date:
    """The clinic's business day."""
    with clinic.db.transaction() as session, as_billing(session):
        return business_day(session)


def payer(clinic: Clinic, name: str = "Harbor Health Plan") -> int:
    """An insurer; its id."""
    with clinic.db.transaction() as session:
        row = session.scalar(select(Payer).where(Payer.name == name)) or Payer(name=name)
        session.add(row)
        session.flush()
        return row.id


def charge(
    clinic: Clinic,
    patient: Patient,
    amount: str = "80.00",
    *,
    days_ago: int = 10,
    payer_id: int | None = None,
    display: str = "Office visit",
    encounter_id: int | None = None,
) -> int:
    """A charge that the patient owes, or an insurer; its id."""
    with clinic.db.transaction() as session, as_billing(session):
        day = business_day(session)
        row = Charge(
            patient_id=patient.id,
            payer_id=payer_id,
            procedure="99213",
            display=display,
            amount=Decimal(amount),
            service_on=day - timedelta(days=days_ago),
            encounter_id=encounter_id,
        )
        session.add(row)
        session.flush()
        account = "patient" if payer_id is None else "payer"
        lines = (
            Posting(account, row.amount, patient.id, encounter_id, payer_id, row.id),
            Posting("income", -row.amount, None, None, None, row.id),
        )
        post(session, Entry("charge", "system", day, lines))
        return row.id


def visit(clinic: Clinic, patient: Patient) -> int:
    """A visit; its id."""
    with clinic.db.transaction() as session:
        now = session.scalars(select(func.transaction_timestamp())).one()
        row = Encounter(patient_id=patient.id, display="Visit", started_at=now)
        session.add(row)
        session.flush()
        return row.id


def take(clinic: Clinic, patient: Patient, amount: str = "50.00", tender: str = "cash", **values: Any) -> PaymentTaken:
    """A payment at the desk, taken by the front desk."""
    given: dict[str, Any] = {"token": uuid4(), "cheque_number": "1001" if tender == "cheque" else ""} | values
    by: Credential = given.pop("by", None) or clinic.erin
    with clinic.db.transaction() as session:
        return payments.take(session, by=by, patient_id=patient.id, amount=Decimal(amount), tender=tender, **given)


def payment(clinic: Clinic, payment_id: int) -> Payment:
    """The payment as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(Payment, payment_id)


def refund(clinic: Clinic, refund_id: int) -> Refund:
    """The refund as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(Refund, refund_id)


def held(clinic: Clinic, account: str, patient: Patient | None = None) -> str:
    """What an account holds, of one patient or of all."""
    with clinic.db.transaction() as session:
        statement = select(func.coalesce(func.sum(LedgerLine.amount), 0)).where(LedgerLine.account == account)
        if patient is not None:
            statement = statement.where(LedgerLine.patient_id == patient.id)
        return f"{session.scalars(statement).one():.2f}"


def entries(clinic: Clinic) -> list[tuple[str, dict[str, str]]]:
    """Every entry, the oldest first: its kind, and its sum by account."""
    with clinic.db.transaction() as session:
        found: dict[int, tuple[str, dict[str, Decimal]]] = {}
        rows = session.execute(
            select(LedgerEntry.id, LedgerEntry.kind, LedgerLine.account, LedgerLine.amount)
            .join(LedgerLine, LedgerLine.entry_id == LedgerEntry.id)
            .order_by(LedgerEntry.id, LedgerLine.id)
        )
        for entry_id, kind, account, amount in rows:
            sums = found.setdefault(entry_id, (kind, {}))[1]
            sums[account] = sums.get(account, Decimal(0)) + amount
        return [(kind, {name: f"{amount:.2f}" for name, amount in sums.items()}) for kind, sums in found.values()]


def count(clinic: Clinic, model: type) -> int:
    """How many rows there are."""
    with clinic.db.transaction() as session:
        return session.scalars(select(func.count()).select_from(model)).one()


def apply_credit(clinic: Clinic, patient: Patient, amount: str | None = None) -> int:
    """Use the patient's credit; the entry's id."""
    asked = None if amount is None else Decimal(amount)
    with clinic.db.transaction() as session:
        return ledger_adjusting.apply_credit(session, by=clinic.ben, patient_id=patient.id, amount=asked)


def ask(clinic: Clinic, payment_id: int, amount: str, reason: str = "Paid twice", **values: Any) -> RefundAsked:
    """The billing clerk asks for money back."""
    by, token = values.get("by") or clinic.ben, values.get("token") or uuid4()
    with clinic.db.transaction() as session:
        return refunds.ask(session, by=by, token=token, payment_id=payment_id, amount=Decimal(amount), reason=reason)
