"""Patients' payments: one patient's, a receipt as it is printed, and refunds that wait for a second person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from db.config import config
from db.credentials import Credential
from db.errors import NotFound
from db.models import LedgerEntry, LedgerLine, MatchSide, Patient, Payment, Refund, Site, Staff
from db.queries.ledger import require_billing
from db.queries.paging import PAGE_SIZE
from db.queries.refund_sums import paid_back, waiting_back
from db.registry import acting, query
from db.roles import Permission
from rules.ledger_owed import ZERO


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment of a patient. `refundable`: what may still be paid back; nothing of one that was voided.

    `moved_to`: the patient for whom it was posted anew, where it was moved.
    """

    id: int
    receipt: str
    on_day: date
    paid_at: datetime
    source: str
    tender: str
    amount: Decimal
    refunded: Decimal
    waiting: Decimal
    refundable: Decimal
    matched: bool
    entered_by: str
    voided_by: str
    void_reason: str
    moved_to: int | None


@dataclass(frozen=True, slots=True)
class ReceiptPrint:
    """A payment's receipt as it is printed. `applied` to what was owed, `credit` the rest, as it was posted."""

    receipt: str
    clinic: str
    site: str
    site_phone: str
    patient: str = field(repr=False)
    record_number: str = field(repr=False)
    amount: Decimal
    tender: str
    source: str
    tail: str
    cheque_number: str
    applied: Decimal
    credit: Decimal
    paid_at: datetime
    zone: str
    entered_by: str
    voided: bool


@dataclass(frozen=True, slots=True)
class WaitingRefund:
    """A refund that a second person decides. `mine`: the viewer asked for it, so somebody else approves it."""

    id: int
    payment_id: int
    receipt: str
    patient_id: int
    patient: str
    tender: str
    payment_amount: Decimal
    amount: Decimal
    reason: str
    asked_by: str
    asked_at: datetime
    mine: bool


@query("payment.list", needs=Permission.LEDGER_VIEW)
def patient_payments(
    session: Session, *, viewer: Credential, patient_id: int, before: int | None = None, size: int = PAGE_SIZE
) -> tuple[PaymentLine, ...]:
    """A patient's payments, the newest first, before a payment's id. `Forbidden` for who sees sums only."""
    require_billing(session)
    instead = aliased(Payment)
    matched = exists().where(MatchSide.kind == "payment", MatchSide.record_id == Payment.id, MatchSide.live)
    statement = (
        select(Payment, instead.patient_id.label("moved_to"), matched.label("matched"))
        .outerjoin(instead, instead.instead_of_id == Payment.id)
        .where(Payment.patient_id == patient_id)
        .order_by(Payment.id.desc())
        .limit(size)
    )
    if before is not None:
        statement = statement.where(Payment.id < before)
    rows = session.execute(statement).all()
    ids = [row.Payment.id for row in rows]
    back, waiting = paid_back(session, ids), waiting_back(session, ids)
    return tuple(
        _payment_line(
            row.Payment, row.moved_to, row.matched, back.get(row.Payment.id, ZERO), waiting.get(row.Payment.id, ZERO)
        )
        for row in rows
    )


@query("payment.receipt", needs=Permission.PAYMENT_TAKE)
def receipt(session: Session, *, viewer: Credential, payment_id: int) -> ReceiptPrint:
    """A payment's receipt. `NotFound` for none."""
    return receipt_print(session, payment_id)


def receipt_print(session: Session, payment_id: int) -> ReceiptPrint:
    """As `receipt`, for queries that asked who may."""
    row = session.execute(
        select(Payment, Patient.given, Patient.family, Patient.mrn, Site.name, Site.phone)
        .join(Patient, Patient.id == Payment.patient_id)
        .outerjoin(Site, Site.id == Patient.site_id)
        .where(Payment.id == payment_id)
    ).one_or_none()
    if row is None:
        raise NotFound("payment")
    payment = row.Payment
    credit = session.scalars(
        select(func.coalesce(-func.sum(LedgerLine.amount), ZERO))
        .join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)
        .where(LedgerEntry.payment_id == payment_id, LedgerEntry.kind == "payment", LedgerLine.account == "unapplied")
    ).one()
    return ReceiptPrint(
        receipt=payment.receipt,
        clinic=config().clinic_name,
        site=row.name or "",
        site_phone=row.phone or "",
        patient=f"{row.given} {row.family}",
        record_number=row.mrn,
        amount=payment.amount,
        tender=payment.tender,
        source=payment.source,
        tail=payment.tail,
        cheque_number=payment.cheque_number,
        applied=payment.amount - credit,
        credit=credit,
        paid_at=payment.paid_at,
        zone=config().time_zone,
        entered_by=payment.entered_by,
        voided=payment.voided_at is not None,
    )


@query("refund.waiting", needs=Permission.REFUND_APPROVE)
def waiting_refunds(session: Session, *, viewer: Credential, size: int = 100) -> tuple[WaitingRefund, ...]:
    """The refunds that wait for a second person, the oldest first."""
    me = acting(session).staff_id
    statement = (
        select(Refund, Payment.receipt, Payment.patient_id, Payment.tender, Payment.amount, Staff.name)
        .add_columns(Patient.given, Patient.family)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Patient, Patient.id == Payment.patient_id)
        .join(Staff, Staff.id == Refund.asked_by_id)
        .where(Refund.approved_at.is_(None), Refund.refused_at.is_(None))
        .order_by(Refund.id)
        .limit(size)
    )
    return tuple(
        WaitingRefund(
            id=row.Refund.id,
            payment_id=row.Refund.payment_id,
            receipt=row.receipt,
            patient_id=row.patient_id,
            patient=f"{row.given} {row.family}",
            tender=row.tender,
            payment_amount=row.amount,
            amount=row.Refund.amount,
            reason=row.Refund.reason,
            asked_by=row.name,
            asked_at=row.Refund.asked_at,
            mine=row.Refund.asked_by_id == me,
        )
        for row in session.execute(statement)
    )


def _payment_line(
    payment: Payment, moved_to: int | None, matched: bool, refunded: Decimal, waiting: Decimal
) -> PaymentLine:
    voided = payment.voided_at is not None
    return PaymentLine(
        id=payment.id,
        receipt=payment.receipt,
        on_day=payment.on_day,
        paid_at=payment.paid_at,
        source=payment.source,
        tender=payment.tender,
        amount=payment.amount,
        refunded=refunded,
        waiting=waiting,
        refundable=ZERO if voided else payment.amount - refunded - waiting,
        matched=matched,
        entered_by=payment.entered_by,
        voided_by=payment.voided_by or "",
        void_reason=payment.void_reason,
        moved_to=moved_to,
    )
