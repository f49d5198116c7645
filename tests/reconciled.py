"""A clinic with money to reconcile: bank lines, payouts, remittances and exceptions, put in as imports leave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select

from db.actions.payment_exceptions import arise
from db.models import BankAccount, BankTransaction, BillingFile, Patient, Payout, ProcessorLine, RemitClaim, Remittance
from db.models.base import Base
from tests.conftest import Clinic
from tests.results import as_worker

M = TypeVar("M", bound=Base)
numbers = count(1)
ON = date(2026, 3, 2)


def put(clinic: Clinic, row: M) -> M:
    """Keep a row."""
    with clinic.db.transaction() as session:
        session.add(row)
    return row


def file_id(clinic: Clinic, kind: str) -> int:
    """A file that was posted, for lines to have come in."""
    number = next(numbers)
    content = f"{kind} {number}".encode()
    made = BillingFile(
        kind=kind, name=f"{number}.txt", source="upload", content_hash=sha256(content).digest(), content=content,
        received_by="Ben",
    )  # fmt: skip
    return put(clinic, made).id


def account(clinic: Clinic, name: str = "Operating", tail: str = "4411") -> int:
    """An account of the clinic; its id."""
    with clinic.db.transaction() as session:
        found = session.scalar(select(BankAccount.id).where(BankAccount.number_hash == name))
        if found is not None:
            return found
    return put(clinic, BankAccount(number_hash=name, name=name, tail=tail)).id


def deposit(clinic: Clinic, amount: str, *, on: date = ON, payee: str = "NORTH HEALTH", **more: Any) -> BankTransaction:
    """A line of the bank's statement."""
    account_id = more.pop("account_id", None) or account(clinic)
    return put(
        clinic,
        BankTransaction(
            account_id=account_id, file_id=file_id(clinic, "bank"), row=1, key=str(next(numbers)), on_day=on,
            amount=Decimal(amount), payee=payee, **more,
        ),
    )  # fmt: skip


def payout(clinic: Clinic, *charges: tuple[str, str], on: date = ON, reference: str = "") -> Payout:
    """A payout of card charges, each as (gross, fee)."""
    net = sum((Decimal(gross) - Decimal(fee) for gross, fee in charges), Decimal("0.00"))
    number = next(numbers)
    made = put(clinic, Payout(processor="stripe", reference=reference or f"po_{number}", amount=net, arrives_on=on))
    lines_in = file_id(clinic, "processor")
    for row, (gross, fee) in enumerate(charges, 1):
        put(
            clinic,
            ProcessorLine(
                file_id=lines_in, row=row, processor="stripe", key=f"txn_{number}_{row}", kind="charge",
                charge_ref=f"ch_{number}_{row}", payout_id=made.id, gross=Decimal(gross), fee=Decimal(fee),
                net=Decimal(gross) - Decimal(fee), at=f"{on.isoformat()}T15:00:00Z", on_day=on,
            ),
        )  # fmt: skip
    return made


def remittance(clinic: Clinic, amount: str, *, trace: str = "", on: date = ON, **more: Any) -> Remittance:
    """An insurer's payment without claims."""
    return put(
        clinic,
        Remittance(
            **(
                {
                    "file_id": file_id(clinic, "remittance"), "position": 1, "payer_name": "NORTH HEALTH",
                    "payer_ref": "1512345678", "trace": trace, "method": "ACH", "amount": Decimal(amount),
                    "paid_on": on, "state": "posted",
                }
                | more
            )
        ),
    )  # fmt: skip


def claim(
    clinic: Clinic, remit: Remittance, *, adjustments: Sequence[tuple[str, str, str]] = (), **more: Any
) -> RemitClaim:
    """A claim of a remittance: adjustments as (group, reason, amount)."""
    kept = [{"group": group, "reason": reason, "amount": amount} for group, reason, amount in adjustments]
    return put(
        clinic,
        RemitClaim(
            **(
                {
                    "remittance_id": remit.id, "position": 1, "control_number": "C-1001", "status": "1",
                    "charged": Decimal("120.00"), "paid": Decimal("80.00"), "adjustments": kept,
                }
                | more
            )
        ),
    )  # fmt: skip


def exception(clinic: Clinic, kind: str, record: Base, amount: str = "120.00", patient: Patient | None = None) -> int:
    """Something that doesn't agree about a record; its task's id."""
    with clinic.db.transaction() as session, as_worker(session):
        return arise(
            session,
            kind=kind,
            record_type=record.__tablename__,
            record_id=record.id,  # type: ignore[attr-defined]  # every table has one
            amount=Decimal(amount),
            headline="Something of 2 March",
            reason="Nothing names it.",
            patient_id=patient.id if patient is not None else None,
        )
