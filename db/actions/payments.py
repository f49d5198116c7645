"""Patients' payments at the desk and by post: taken with a receipt, voided, moved to whom they belong.

A payment that was moved stays in the matches it was in: it is the same money, whoever paid it. The payment that takes
its place stands there from then on, and the first one's side stays on record. One that is voided never was money, so
its match is undone first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.actions.ledger_parts import (
    hold_day,
    hold_patient,
    hold_payment,
    lowered,
    make_good,
    money,
    paid_back,
    reason_of,
    waiting_back,
)
from db.actions.ledger_posting import Entry, Posting, post, reverse
from db.actions.payment_exceptions import settle_all
from db.actions.tasks import short
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid
from db.models import LedgerEntry, MatchDismissal, MatchSide, Payment
from db.queries.ledger_owed import owed
from db.queries.refund_limit import refund_limit
from db.registry import acting, action
from db.roles import Permission
from rules.ledger import HELD_IN
from rules.ledger_owed import applied

FOCUS = Payment.__tablename__
AT_DESK = ("cash", "card", "cheque")
BY_HAND = ("front_desk", "post")
AWAITED = ("uncleared_payment", "undeposited_payment")  # the exceptions that end with a payment
ONCE = "uq_payment_charge_ref"  # what tells a processor's charge that was recorded, also in this very moment


@dataclass(frozen=True, slots=True)
class PaymentTaken:
    """A payment that was entered, and its receipt's number."""

    payment_id: int
    receipt: str


@action("payment.take", needs=Permission.PAYMENT_TAKE, once=True)
def take(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_id: int,
    amount: Decimal,
    tender: str,
    source: str = "front_desk",
    cheque_number: str = "",
    tail: str = "",
    processor: str = "",
    charge_ref: str = "",
    slip: str = "",
    on_day: date | None = None,
) -> PaymentTaken:
    """Take a payment in `cash`, by `card` or `cheque`, at the `front_desk` or by `post`, today or on an earlier day.

    It pays what the patient owes, the oldest service first; the rest is their credit. `charge_ref` is the card
    processor's, `slip` joins what goes to the bank in one deposit. Raises `Invalid` for what can't be entered and for a
    closed day, `Conflict` where the processor's charge was recorded already.
    """
    paid = money(amount)
    if tender not in AT_DESK:
        raise Invalid("tender", "Choose cash, card or cheque.")
    if source not in BY_HAND:
        raise Invalid("source", "Choose whether it was paid at the front desk or by post.")
    number, last_four = short(cheque_number, "cheque_number", 40), tail.strip()
    if tender == "cheque" and not number:
        raise Invalid("cheque_number", "Enter the cheque's number.")
    if last_four and not (last_four.isascii() and last_four.isdigit() and len(last_four) <= 4):
        raise Invalid("tail", "Of a card, enter its last four digits at most.")
    actor = acting(session)
    hold_patient(session, patient_id)
    payment = Payment(
        patient_id=patient_id,
        source=source,
        tender=tender,
        amount=paid,
        processor=short(processor, "processor", 40).lower(),
        charge_ref=short(charge_ref, "charge_ref", 200),
        tail=last_four if tender == "card" else "",
        cheque_number=number if tender == "cheque" else "",
        slip=short(slip, "slip", 40),
        paid_at=actor.now,
        on_day=hold_day(session, on_day),
        entered_by=actor.name,
    )
    _enter(session, payment)
    audit(session, "payment.taken", patient_id=patient_id, subject=(FOCUS, payment.id), amount=str(paid), tender=tender)
    return PaymentTaken(payment.id, payment.receipt)


@action("payment.void", needs=Permission.PAYMENT_VOID)
def void(session: Session, *, by: Credential, payment_id: int, reason: str) -> None:
    """Take back a payment that was entered in error: its entries are reversed today, and it stays on record.

    Above the limit of refunds a manager does, who takes none: as money that goes back, it takes two people. Raises
    `Forbidden` for others, `Conflict` where it was taken back already, is matched, or some went back to the patient.
    """
    why = reason_of(reason)
    payment, limit = _held(session, payment_id), refund_limit(session)
    if payment.amount > limit and not acting(session).may(Permission.PAYMENT_VOID_LARGE):
        raise Forbidden(f"A payment of more than {limit:,.2f} is voided by a manager. Nothing was changed.")
    if _sides(session, payment):
        raise Conflict("This payment is matched with what was paid out or deposited. Undo the match first.")
    _take_back(session, payment, why)
    audit(session, "payment.voided", patient_id=payment.patient_id, subject=(FOCUS, payment_id), reason=why)


@action("payment.move", needs=Permission.PAYMENT_MOVE, once=True)
def move(
    session: Session, *, by: Credential, token: UUID, payment_id: int, to_patient_id: int, reason: str
) -> PaymentTaken:
    """Move a payment to the patient whom it belongs to: reversed there, posted anew here; both stay on record.

    Matches that it is in stay, with the payment that takes its place. Raises `Invalid` for the same patient,
    `Conflict` where it was taken back already or some of it went back to the patient.
    """
    why = reason_of(reason)
    payment = _held(session, payment_id, to_patient_id)
    if payment.patient_id == to_patient_id:
        raise Invalid("to_patient_id", "The payment is this patient's already. Choose whom it belongs to.")
    sides, today = _sides(session, payment), _take_back(session, payment, why)
    kept = {
        name: getattr(payment, name)
        for name in ("account_id", "source", "tender", "amount", "processor", "charge_ref", "intent_ref", "tail",
                     "cheque_number", "slip", "paid_at")
    }  # fmt: skip
    actor = acting(session)
    moved = Payment(**kept, patient_id=to_patient_id, on_day=today, entered_by=actor.name, instead_of_id=payment.id)
    _enter(session, moved)
    _not_these(session, payment.id, moved.id)
    for side in sides:
        side.live = False
    session.flush()
    session.add_all(
        MatchSide(match_id=side.match_id, stage=side.stage, kind=side.kind, record_id=moved.id, amount=side.amount)
        for side in sides
    )
    session.flush()
    for patient_id, subject, other in (
        (payment.patient_id, payment.id, moved.id),
        (to_patient_id, moved.id, payment.id),
    ):
        audit(session, "payment.moved", patient_id=patient_id, subject=(FOCUS, subject), reason=why, other=other)
    return PaymentTaken(moved.id, moved.receipt)


def _not_these(session: Session, payment_id: int, moved_id: int) -> None:
    """What somebody said isn't the same money as a payment, isn't that of the one in its place either."""
    row = MatchDismissal
    for kind, record_id, other_kind, other_id in (
        (row.left_kind, row.left_id, row.right_kind, row.right_id),
        (row.right_kind, row.right_id, row.left_kind, row.left_id),
    ):
        said = select(literal(FOCUS), literal(moved_id), other_kind, other_id, row.dismissed_by, row.dismissed_at)
        columns = [kind, record_id, other_kind, other_id, row.dismissed_by, row.dismissed_at]
        session.execute(insert(row).from_select(columns, said.where(kind == FOCUS, record_id == payment_id)))


def _enter(session: Session, payment: Payment) -> None:
    """Write a payment and post it: to what is owed, the rest as credit."""
    try:
        with session.begin_nested():
            session.add(payment)
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) != ONCE:
            raise
        raise Conflict("This charge of the card processor was recorded already. Nothing was changed.") from None
    session.refresh(payment, ["receipt"])
    parts, rest = applied(owed(session, payment.patient_id), payment.amount)
    lines = (
        Posting(HELD_IN[payment.tender], payment.amount),
        *lowered(parts, "patient", payment.patient_id),
        Posting("unapplied", -rest, payment.patient_id),
    )
    post(session, Entry("payment", payment.source, payment.on_day, lines, payment_id=payment.id))


def _held(session: Session, payment_id: int, *others: int) -> Payment:
    """The payment, locked, where nothing of it was taken back or went back yet."""
    payment = hold_payment(session, payment_id, *others)
    if payment.voided_at is not None:
        raise Conflict(f"{payment.voided_by} took this payment back already. Nothing was changed.")
    if paid_back(session, payment_id) != 0 or waiting_back(session, payment_id) != 0:
        raise Conflict("Some of this payment went back to the patient, or is asked back. Nothing was changed.")
    return payment


def _take_back(session: Session, payment: Payment, why: str) -> date:
    """Reverse what was posted of the payment, and mark it; the day it is posted to."""
    actor, today = acting(session), hold_day(session)
    posted = select(LedgerEntry.id).where(LedgerEntry.payment_id == payment.id, LedgerEntry.kind == "payment")
    for entry_id in session.scalars(posted.order_by(LedgerEntry.id)).all():
        reverse(session, entry_id, reason=why, on_day=today)
    payment.voided_at, payment.voided_by, payment.void_reason = actor.now, actor.name, why
    session.flush()
    settle_all(session, [(kind, FOCUS, payment.id) for kind in AWAITED], resolution="The payment was taken back.")
    make_good(session, payment.patient_id, today)
    return today


def _sides(session: Session, payment: Payment) -> list[MatchSide]:
    """The payment's sides in matches that stand."""
    found = select(MatchSide).where(MatchSide.kind == FOCUS, MatchSide.record_id == payment.id, MatchSide.live)
    return list(session.scalars(found.order_by(MatchSide.id).with_for_update()))
