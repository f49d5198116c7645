"""One thing that doesn't agree in money, as its pane shows it: why, and the record it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.credentials import Credential
from db.errors import NotFound
from db.models import BankTransaction, Payment, PaymentException, ProcessorLine, Queue, Remittance, Task
from db.payment_records import Record
from db.queries.paging import plain_rows
from db.queries.payment_records import record_of, records_of
from db.registry import acting, query
from db.roles import Permission, on_area

APART = timedelta(days=30)  # numbers of cheques and slips come again after that
MOST_TWINS = 5


@dataclass(frozen=True, slots=True)
class ExceptionDetail:
    """What doesn't agree: `kind` of `rules.payment_exceptions`, why, and the record as it stands now (None: gone).

    `twins` are the records that look the same, of one that was seen twice. `how` says why it was resolved.
    """

    id: int
    kind: str
    amount: Decimal
    headline: str
    reason: str
    record_type: str
    record_id: int
    patient_id: int | None
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: str
    resolution: str
    how: str
    record: Record | None = field(repr=False)
    twins: tuple[Record, ...] = field(default=(), repr=False)


@query("payment-exception.detail", needs=Permission.PAYMENTS_READ)
def detail(session: Session, *, viewer: Credential, task_id: int) -> ExceptionDetail:
    """What a task of the payments queue is about, with its record. A handful of statements.

    Raises `NotFound` for a task that isn't there, is about something else, or isn't the viewer's to read.
    """
    row = plain_rows(session, _EXCEPTION, {"task": task_id}).one_or_none()
    if row is None or not acting(session).may(on_area(row.area, "read")):
        raise NotFound("payment exception")
    return ExceptionDetail(
        id=row.id,
        kind=row.kind,
        amount=row.amount,
        headline=row.headline,
        reason=row.reason,
        record_type=row.record_type,
        record_id=row.record_id,
        patient_id=row.patient_id,
        created_at=row.created_at,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by or "",
        resolution=row.resolution,
        how=str(row.detail.get("how", "")),
        record=record_of(session, row.record_type, row.record_id),
        twins=_twins(session, row.record_type, row.record_id) if row.kind == "duplicate" else (),
    )


_EXCEPTION = (
    select(
        PaymentException.id, PaymentException.kind, PaymentException.amount, PaymentException.headline,
        PaymentException.reason, PaymentException.record_type, PaymentException.record_id,
        PaymentException.patient_id, PaymentException.detail, PaymentException.created_at,
        PaymentException.resolved_at, PaymentException.resolved_by, PaymentException.resolution, Queue.area,
    )
    .join(Task, Task.focus_id == PaymentException.id)
    .join(Queue, Queue.id == Task.queue_id)
    .where(Task.id == bindparam("task"), Task.focus_type == PaymentException.__tablename__)
)  # fmt: skip


def _twins(session: Session, record_type: str, record_id: int) -> tuple[Record, ...]:
    """The newest records that a person would take for the same: one amount, and a number in common."""
    alike = _ALIKE.get(record_type)
    if alike is None:
        return ()
    ids = plain_rows(session, alike, {"id": record_id}).scalars().all()
    return records_of(session, record_type, ids)


ThisLine, OtherLine = aliased(BankTransaction), aliased(BankTransaction)
ThisRow, OtherRow = aliased(ProcessorLine), aliased(ProcessorLine)
ThisRemit, OtherRemit = aliased(Remittance), aliased(Remittance)
ThisPaid, OtherPaid = aliased(Payment), aliased(Payment)


def _same(*pairs: tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]]) -> ColumnElement[bool]:
    return or_(*((one == other) & (one != "") for one, other in pairs))


_ALIKE = {
    "bank_transaction": select(OtherLine.id)
    .join(ThisLine, OtherLine.amount == ThisLine.amount)
    .where(ThisLine.id == bindparam("id"), OtherLine.id != ThisLine.id)
    .where(OtherLine.on_day.between(ThisLine.on_day - APART, ThisLine.on_day + APART))
    .where(
        _same(
            (OtherLine.trace, ThisLine.trace),
            (OtherLine.cheque_number, ThisLine.cheque_number),
            (OtherLine.reference, ThisLine.reference),
        )
    )
    .order_by(OtherLine.id.desc())
    .limit(MOST_TWINS),
    "processor_line": select(OtherRow.id)
    .join(ThisRow, (OtherRow.gross == ThisRow.gross) & (OtherRow.kind == ThisRow.kind))
    .where(ThisRow.id == bindparam("id"), OtherRow.id != ThisRow.id)
    .where(_same((OtherRow.charge_ref, ThisRow.charge_ref)))
    .order_by(OtherRow.id.desc())
    .limit(MOST_TWINS),
    "remittance": select(OtherRemit.id)
    .join(ThisRemit, OtherRemit.amount == ThisRemit.amount)
    .where(ThisRemit.id == bindparam("id"), OtherRemit.id != ThisRemit.id)
    .where(_same((OtherRemit.trace, ThisRemit.trace)))
    .order_by(OtherRemit.id.desc())
    .limit(MOST_TWINS),
    "payment": select(OtherPaid.id)
    .join(ThisPaid, (OtherPaid.amount == ThisPaid.amount) & (OtherPaid.tender == ThisPaid.tender))
    .where(ThisPaid.id == bindparam("id"), OtherPaid.id != ThisPaid.id)
    .where(OtherPaid.on_day.between(ThisPaid.on_day - APART, ThisPaid.on_day + APART))
    .where(
        _same(
            (OtherPaid.charge_ref, ThisPaid.charge_ref),
            (OtherPaid.intent_ref, ThisPaid.intent_ref),
            (OtherPaid.cheque_number, ThisPaid.cheque_number),
        )
    )
    .order_by(OtherPaid.id.desc())
    .limit(MOST_TWINS),
}
