"""What the acts on patients' money share: amounts and reasons checked, patient and day held, credit made good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.ledger_posting import Entry, Posting, business_day, post, require_open
from db.actions.tasks import short
from db.errors import Invalid, NotFound
from db.models import Patient, Payment
from db.queries import refund_sums
from db.queries.ledger_owed import unapplied
from rules.ledger_money import positive
from rules.ledger_owed import ZERO, Owed

LONGEST = 500


def money(amount: object, field: str = "amount") -> Decimal:
    """An amount above nothing in whole cents; `Invalid` else."""
    try:
        return positive(amount)
    except ValueError as error:
        raise Invalid(field, f"{error} Nothing was changed.") from None


def reason_of(reason: str) -> str:
    """Why something is done, which must be said."""
    words = short(reason, "reason", LONGEST)
    if not words:
        raise Invalid("reason", "Say why. Nothing was changed.")
    return words


def hold_patient(session: Session, patient_id: int) -> Patient:
    """The patient, locked against others' acts on the same money; `NotFound` for nobody. Also one who has died.

    Always before payments and days: whoever needs two patients holds the one with the lower id first.
    """
    held = session.scalar(select(Patient).where(Patient.id == patient_id).with_for_update(key_share=True))
    if held is None:
        raise NotFound("patient")
    return held


def hold_payment(session: Session, payment_id: int, *others: int) -> Payment:
    """The payment as it stands, its patient held, and with them `others`; `NotFound` for none."""
    patient_id = session.scalar(select(Payment.patient_id).where(Payment.id == payment_id))
    if patient_id is None:
        raise NotFound("payment")
    for one in sorted({patient_id, *others}):
        hold_patient(session, one)
    statement = select(Payment).where(Payment.id == payment_id).with_for_update(key_share=True)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def hold_day(session: Session, day: date | None = None) -> date:
    """Today, or an earlier day, held open until this transaction ends. `Invalid` where it is closed, or yet to come."""
    today = business_day(session)
    on = today if day is None else day
    if not isinstance(on, date) or on > today:
        raise Invalid("on_day", "Choose today or an earlier day. Nothing was posted.")
    require_open(session, [on])
    return on


def lowered(parts: Iterable[Owed], account: str, patient_id: int) -> list[Posting]:
    """The lines that lower what is owed, for each of its charges."""
    return [Posting(account, -one.amount, patient_id, one.encounter_id, one.payer_id, one.charge_id) for one in parts]


def make_good(session: Session, patient_id: int, on_day: date) -> None:
    """Where credit is gone that was used already, let the patient owe what it had paid."""
    short_of = -unapplied(session, patient_id)
    if short_of > 0:
        lines = (Posting("patient", short_of, patient_id), Posting("unapplied", -short_of, patient_id))
        post(session, Entry("apply", "correction", on_day, lines, "The credit that had paid this was taken back."))


def paid_back(session: Session, payment_id: int) -> Decimal:
    """What of a payment went back, as posted."""
    return refund_sums.paid_back(session, [payment_id]).get(payment_id, ZERO)


def waiting_back(session: Session, payment_id: int) -> Decimal:
    """What of a payment is asked back and waits for a second person."""
    return refund_sums.waiting_back(session, [payment_id]).get(payment_id, ZERO)
