"""Reading the records that money is reconciled by, one whole or several in short."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.credentials import Credential
from db.errors import NotFound
from db.models import (
    BankAccount,
    BankTransaction,
    Patient,
    Payment,
    Payout,
    ProcessorLine,
    ProviderAdjustment,
    Refund,
    RemitClaim,
    Remittance,
)
from db.payment_records import (
    AdjustmentLine,
    BankRecord,
    BesideClaims,
    ClaimRecord,
    Imbalance,
    PatientRecord,
    PaymentRecord,
    PayoutRecord,
    ProcessorRecord,
    Record,
    RefundRecord,
    RemittanceRecord,
    ServiceLine,
    SlipRecord,
)
from db.queries.match_sides import SLIP_DAYS
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission

SLIP = "slip"
Key = tuple[str, int]  # a record's table, or `slip`, and its id
MOST = 40  # claims of a remittance, lines of a payout: the rest is counted


@query("payment-record.one", needs=Permission.PAYMENTS_READ)
def record(session: Session, *, viewer: Credential, record_type: str, record_id: int) -> Record:
    """A record of money by its table (or `slip`, by its first payment) and id. `NotFound` for none."""
    found = record_of(session, record_type, record_id)
    if found is None:
        raise NotFound("record")
    return found


@query("payment-record.several", needs=Permission.PAYMENTS_READ)
def several(session: Session, *, viewer: Credential, keys: Sequence[Key]) -> Mapping[Key, Record]:
    """Several records in short, by their keys; what isn't there is left out. A statement for each kind."""
    of_kind: dict[str, list[int]] = {}
    for kind, record_id in keys:
        of_kind.setdefault(kind, []).append(record_id)
    return {(kind, one.id): one for kind, ids in of_kind.items() for one in records_of(session, kind, ids)}


def record_of(session: Session, record_type: str, record_id: int) -> Record | None:
    """The record of that table and id, whole: None where there is none, or no such kind."""
    if record_type == SLIP:
        return _slip(session, record_id)
    found = next(iter(records_of(session, record_type, [record_id])), None)
    match found:
        case RemittanceRecord():
            return _with_claims(session, found)
        case PayoutRecord():
            return _with_lines(session, found)
        case ClaimRecord() | BesideClaims():
            [of] = records_of(session, "remittance", [found.remittance_id])
            return replace(found, remittance=of) if isinstance(of, RemittanceRecord) else found
    return found


def records_of(session: Session, record_type: str, ids: Sequence[int]) -> tuple[Record, ...]:
    """Several records of one table, in the order of their ids, without what belongs to them. One statement."""
    reader = _READERS.get(record_type)
    if reader is None or not ids:
        return ()
    statement, key, make = reader
    return tuple(make(row) for row in plain_rows(session, statement.where(key.in_(ids)).order_by(key), {}))


def _slip(session: Session, first_id: int) -> SlipRecord | None:
    named = aliased(Payment)
    near = Payment.on_day.between(named.on_day - SLIP_DAYS, named.on_day + SLIP_DAYS)
    of = (named.id == first_id) & (named.slip != "") & (named.slip == Payment.slip) & near
    live = _PAYMENTS.join(named, of).where(Payment.voided_at.is_(None)).order_by(Payment.id)
    sums = (func.count().over().label("many"), func.sum(Payment.amount).over().label("whole"))
    rows = plain_rows(session, live.add_columns(*sums).limit(MOST), {}).all()
    if not rows:
        return None
    first = rows[0]
    return SlipRecord(first_id, first.slip, first.on_day, first.whole, tuple(_payment(row) for row in rows), first.many)


def _with_claims(session: Session, found: RemittanceRecord) -> RemittanceRecord:
    of = _CLAIMS.where(RemitClaim.remittance_id == found.id).order_by(RemitClaim.denied.desc(), RemitClaim.position)
    rows = plain_rows(session, of.add_columns(func.count().over().label("many")).limit(MOST), {}).all()
    beside = _BESIDE.where(ProviderAdjustment.remittance_id == found.id).order_by(ProviderAdjustment.position)
    return replace(
        found,
        claims=tuple(_claim(row) for row in rows),
        many=rows[0].many if rows else 0,
        beside=tuple(_beside(row) for row in plain_rows(session, beside.limit(MOST), {})),
    )


def _with_lines(session: Session, found: PayoutRecord) -> PayoutRecord:
    of = _LINES.where(ProcessorLine.payout_id == found.id).order_by(ProcessorLine.on_day, ProcessorLine.id)
    rows = plain_rows(session, of.add_columns(func.count().over().label("many")).limit(MOST), {}).all()
    return replace(found, lines=tuple(_line(row) for row in rows), many=rows[0].many if rows else 0)


def _bank(row: Any) -> BankRecord:
    return BankRecord(
        row.id, account_words(row.account, row.tail), row.on_day, row.amount, row.payee, row.memo, row.reference,
        row.cheque_number, row.trace, row.matched_at is not None,
    )  # fmt: skip


def account_words(name: str, tail: str) -> str:
    """An account as a clerk knows it: `Operating …4411`."""
    return " ".join(part for part in (name, f"…{tail}" if tail else "") if part)


def _line(row: Any) -> ProcessorRecord:
    return ProcessorRecord(
        row.id, row.processor, row.kind, row.on_day, row.gross, row.fee, row.net, row.charge_ref, row.intent_ref,
        row.payout or "", row.description, row.cash, row.matched_at is not None,
    )  # fmt: skip


def _payout(row: Any) -> PayoutRecord:
    return PayoutRecord(row.id, row.processor, row.reference, row.amount, row.arrives_on, row.matched_at is not None)


def _remittance(row: Any) -> RemittanceRecord:
    return RemittanceRecord(
        row.id, row.payer_name, row.payer_ref, row.trace, row.method, row.amount, row.paid_on, row.state,
        row.matched_at is not None,
        tuple(Imbalance(str(one["where"]), Decimal(one["expected"]), Decimal(one["found"])) for one in row.differences),
    )  # fmt: skip


def _claim(row: Any) -> ClaimRecord:
    return ClaimRecord(
        row.id, row.remittance_id, row.control_number, row.payer_claim_number, row.status, row.charged, row.paid,
        row.patient_responsibility, row.interest, row.service_from, row.patient_id, row.denied,
        _adjustments(row.adjustments), tuple(_service(one) for one in row.services), tuple(map(str, row.remarks)),
        row.patient_name,
    )  # fmt: skip


def _service(kept: Mapping[str, Any]) -> ServiceLine:
    day = kept.get("service_on")
    return ServiceLine(
        " ".join([str(kept["procedure"]), *map(str, kept.get("modifiers", ()))]),
        Decimal(kept["charged"]),
        Decimal(kept["paid"]),
        date.fromisoformat(day) if day else None,
        _adjustments(kept.get("adjustments", ())),
        tuple(map(str, kept.get("remarks", ()))),
    )


def _adjustments(kept: Sequence[Mapping[str, Any]]) -> tuple[AdjustmentLine, ...]:
    return tuple(AdjustmentLine(str(one["group"]), str(one["reason"]), Decimal(one["amount"])) for one in kept)


def _beside(row: Any) -> BesideClaims:
    return BesideClaims(row.id, row.remittance_id, row.code, row.reference, row.amount)


def _payment(row: Any) -> PaymentRecord:
    return PaymentRecord(
        row.id, row.receipt, row.patient_id, row.on_day, row.amount, row.tender, row.source, row.processor,
        row.charge_ref, row.tail, row.cheque_number, row.slip, row.voided_at is not None, f"{row.given} {row.family}",
    )  # fmt: skip


def _refund(row: Any) -> RefundRecord:
    return RefundRecord(
        row.id, row.receipt, row.patient_id, row.on_day, -row.amount, row.reason, row.refund_ref,
        f"{row.given} {row.family}",
    )  # fmt: skip


def _patient(row: Any) -> PatientRecord:
    return PatientRecord(row.id, row.mrn, f"{row.given} {row.family}")


_DEPOSITS = select(
    BankTransaction.id, BankTransaction.on_day, BankTransaction.amount, BankTransaction.payee, BankTransaction.memo,
    BankTransaction.reference, BankTransaction.cheque_number, BankTransaction.trace, BankTransaction.matched_at,
    BankAccount.name.label("account"), BankAccount.tail,
).join(BankAccount, BankAccount.id == BankTransaction.account_id)  # fmt: skip
_LINES = select(
    ProcessorLine.id, ProcessorLine.processor, ProcessorLine.kind, ProcessorLine.on_day, ProcessorLine.gross,
    ProcessorLine.fee, ProcessorLine.net, ProcessorLine.charge_ref, ProcessorLine.intent_ref,
    ProcessorLine.description, ProcessorLine.cash, ProcessorLine.matched_at, Payout.reference.label("payout"),
).outerjoin(Payout, Payout.id == ProcessorLine.payout_id)  # fmt: skip
_PAYOUTS = select(
    Payout.id, Payout.processor, Payout.reference, Payout.amount, Payout.arrives_on, Payout.matched_at
)  # fmt: skip
_REMITTANCES = select(
    Remittance.id, Remittance.payer_name, Remittance.payer_ref, Remittance.trace, Remittance.method, Remittance.amount,
    Remittance.paid_on, Remittance.state, Remittance.differences, Remittance.matched_at,
)  # fmt: skip
_CLAIMS = select(
    RemitClaim.id, RemitClaim.remittance_id, RemitClaim.control_number, RemitClaim.payer_claim_number,
    RemitClaim.status, RemitClaim.charged, RemitClaim.paid, RemitClaim.patient_responsibility, RemitClaim.interest,
    RemitClaim.service_from, RemitClaim.patient_id, RemitClaim.denied, RemitClaim.adjustments, RemitClaim.services,
    RemitClaim.remarks, RemitClaim.patient_name,
)  # fmt: skip
_BESIDE = select(
    ProviderAdjustment.id, ProviderAdjustment.remittance_id, ProviderAdjustment.code, ProviderAdjustment.reference,
    ProviderAdjustment.amount,
)  # fmt: skip
_PAYMENTS = select(
    Payment.id, Payment.receipt, Payment.patient_id, Payment.on_day, Payment.amount, Payment.tender, Payment.source,
    Payment.processor, Payment.charge_ref, Payment.tail, Payment.cheque_number, Payment.slip, Payment.voided_at,
    Patient.given, Patient.family,
).join(Patient, Patient.id == Payment.patient_id)  # fmt: skip
_REFUNDS = (
    select(
        Refund.id, Payment.receipt, Payment.patient_id, func.date(Refund.asked_at).label("on_day"), Refund.amount,
        Refund.reason, Refund.refund_ref, Patient.given, Patient.family,
    )
    .join(Payment, Payment.id == Refund.payment_id)
    .join(Patient, Patient.id == Payment.patient_id)
)  # fmt: skip
_PATIENTS = select(Patient.id, Patient.mrn, Patient.given, Patient.family)

_READERS: Mapping[str, tuple[Any, InstrumentedAttribute[int], Callable[[Any], Record]]] = {
    "bank_transaction": (_DEPOSITS, BankTransaction.id, _bank),
    "processor_line": (_LINES, ProcessorLine.id, _line),
    "payout": (_PAYOUTS, Payout.id, _payout),
    "remittance": (_REMITTANCES, Remittance.id, _remittance),
    "remit_claim": (_CLAIMS, RemitClaim.id, _claim),
    "provider_adjustment": (_BESIDE, ProviderAdjustment.id, _beside),
    "payment": (_PAYMENTS, Payment.id, _payment),
    "refund": (_REFUNDS, Refund.id, _refund),
    "patient": (_PATIENTS, Patient.id, _patient),
}
