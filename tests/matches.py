"""A clinic with money that is to be matched: deposits, payouts, card lines, remittances, what was taken at the desk."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from db.actions.ledger_posting import Entry, Posting, business_day, post
from db.actions.match_finding import find
from db.actions.matching import confirm
from db.credentials import WORKER_IDENTITY, Credential
from db.models import (
    BankAccount,
    BankTransaction,
    BillingFile,
    LedgerEntry,
    LedgerLine,
    Patient,
    Payment,
    PaymentException,
    PaymentMatch,
    Payout,
    ProcessorLine,
    Remittance,
)
from db.registry import acting
from rules.ledger import HELD_IN
from tests.conftest import Clinic
from tests.results import as_worker

numbers = count(1)
STRIPE = "stripe"
BANK, PAYOUT, LINE, REMITTANCE, PAYMENT, SLIP = (
    "bank_transaction", "payout", "processor_line", "remittance", "payment", "slip",
)  # fmt: skip


def money(amount: str) -> Decimal:
    """An amount with two places."""
    return Decimal(amount).quantize(Decimal("0.01"))


def today(clinic: Clinic) -> date:
    """The clinic's business day."""
    with clinic.db.transaction() as session, as_worker(session):
        return business_day(session)


def deposit(clinic: Clinic, amount: str, *, days: int = 0, **values: Any) -> int:
    """A line of the bank, so many days ago; its id."""
    with clinic.db.transaction() as session, as_worker(session):
        account = session.scalar(select(BankAccount.id))
        if account is None:
            row = BankAccount(number_hash="checking", tail="4321", name="Checking")
            session.add(row)
            session.flush()
            account = row.id
        line = BankTransaction(
            account_id=account, file_id=_file(session, "bank"), row=1, key=f"k{next(numbers)}", amount=money(amount),
            on_day=business_day(session) - timedelta(days), **values,
        )  # fmt: skip
        session.add(line)
        session.flush()
        return line.id


def payout(clinic: Clinic, amount: str, reference: str, *, days: int = 0) -> int:
    """A payout that arrives so many days ago."""
    with clinic.db.transaction() as session, as_worker(session):
        arrives = business_day(session) - timedelta(days)
        row = Payout(processor=STRIPE, reference=reference, amount=money(amount), arrives_on=arrives)
        session.add(row)
        session.flush()
        return row.id


def line(
    clinic: Clinic,
    gross: str,
    charge_ref: str = "",
    *,
    fee: str = "0",
    kind: str = "charge",
    days: int = 0,
    **values: Any,
) -> int:
    """A row of a processor's export."""
    with clinic.db.transaction() as session, as_worker(session):
        row = ProcessorLine(
            file_id=_file(session, "processor"), row=1, processor=STRIPE, key=f"k{next(numbers)}", kind=kind,
            charge_ref=charge_ref, gross=money(gross), fee=money(fee), net=money(gross) - money(fee),
            at=acting(session).now, on_day=business_day(session) - timedelta(days), **values,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def remittance(clinic: Clinic, amount: str, trace: str, *, days: int = 0, **values: Any) -> int:
    """What an insurer says that it paid, posted."""
    with clinic.db.transaction() as session, as_worker(session):
        about = {"payer_name": "Harbor Health", "payer_ref": "1512345678", "method": "ACH", "state": "posted"} | values
        row = Remittance(
            file_id=_file(session, "remittance"), position=next(numbers), trace=trace, amount=money(amount),
            **({"paid_on": business_day(session) - timedelta(days)} | about),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def paid(clinic: Clinic, amount: str, tender: str = "online", *, patient: Patient | None = None, days: int = 0,
         **values: Any) -> int:  # fmt: skip
    """A patient's payment with its entry in the ledger: all of it credit."""
    patient = patient or clinic.patient()
    with clinic.db.transaction() as session, as_worker(session):
        day, sum_ = business_day(session) - timedelta(days), money(amount)
        source = "portal" if tender == "online" else "front_desk"
        row = Payment(
            patient_id=patient.id, source=source, tender=tender, amount=sum_, receipt=f"R{next(numbers)}",
            paid_at=acting(session).now - timedelta(days), on_day=day, entered_by="Erin Walsh",
            cheque_number=values.pop("cheque_number", f"{next(numbers):05d}" if tender == "cheque" else ""), **values,
        )  # fmt: skip
        session.add(row)
        session.flush()
        lines = (Posting(HELD_IN[tender], sum_), Posting("unapplied", -sum_, patient.id))
        post(session, Entry("payment", source, day, lines, payment_id=row.id))
        return row.id


def found(clinic: Clinic) -> int:
    """What the worker matches by itself."""
    with clinic.db.transaction() as session:
        return find(session, by=WORKER_IDENTITY)


def confirmed(clinic: Clinic, left: tuple[str, int], *rights: tuple[str, int], by: Credential | None = None,
              **more: Any) -> int:  # fmt: skip
    """The clerk matches by hand; the match's id."""
    with clinic.db.transaction() as session:
        return confirm(session, by=by or clinic.ben, token=uuid4(), left=left, rights=rights, **more).match_id


def balance(clinic: Clinic, account: str) -> Decimal:
    """What stands on an account of the ledger."""
    with clinic.db.transaction() as session:
        return session.scalars(
            select(func.coalesce(func.sum(LedgerLine.amount), 0)).where(LedgerLine.account == account)
        ).one()


def the_match(clinic: Clinic) -> PaymentMatch:
    """The only match there is."""
    with clinic.db.transaction() as session:
        return session.scalars(select(PaymentMatch)).one()


def kinds_posted(clinic: Clinic, match_id: int) -> list[str]:
    """The kinds of the entries of a match, in their order."""
    with clinic.db.transaction() as session:
        return list(
            session.scalars(select(LedgerEntry.kind).where(LedgerEntry.match_id == match_id).order_by(LedgerEntry.id))
        )


def exceptions(clinic: Clinic) -> list[tuple[str, str, int]]:
    """The open exceptions: kind, and the record each is about."""
    with clinic.db.transaction() as session:
        one = PaymentException
        rows = session.execute(select(one.kind, one.record_type, one.record_id).where(one.resolved_at.is_(None)))
        return sorted((row.kind, row.record_type, row.record_id) for row in rows)


def _file(session: Any, kind: str) -> int:
    row = session.scalar(select(BillingFile.id).where(BillingFile.kind == kind))
    if row is not None:
        return int(row)
    made = BillingFile(
        kind=kind,
        name=f"{kind}.txt",
        source="upload",
        content_hash=kind.encode(),
        content=b"",
        received_by="Ben Okafor",
    )
    session.add(made)
    session.flush()
    return made.id
