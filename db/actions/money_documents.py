"""Receipts, statements and day sheets to print: asked for by one person, made by the worker, opened by nobody else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.documents import Requested
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.jobs import defer
from db.models import Document, Payment, Statement
from db.queries.money_documents import DAY_SHEET, RECEIPT, STATEMENT
from db.registry import acting, action
from db.roles import Permission


@action("payment.print", needs=Permission.PAYMENT_TAKE, once=True)
def request_receipt(session: Session, *, by: Credential, token: UUID, payment_id: int) -> Requested:
    """Ask for a payment's receipt as a PDF. Raises `NotFound` for no payment."""
    found = select(Payment.receipt, Payment.patient_id).where(Payment.id == payment_id)
    payment = session.execute(found).one_or_none()
    if payment is None:
        raise NotFound("payment")
    return _ask(session, RECEIPT, payment.receipt, about=str(payment_id), patient_id=payment.patient_id)


@action("statement.print", needs=Permission.STATEMENT_MAKE, once=True)
def request_statement(session: Session, *, by: Credential, token: UUID, statement_id: int) -> Requested:
    """Ask for a statement as a PDF, as it was made. Raises `NotFound` for no statement."""
    found = select(Statement.number, Statement.patient_id).where(Statement.id == statement_id)
    statement = session.execute(found).one_or_none()
    if statement is None:
        raise NotFound("statement")
    return _ask(session, STATEMENT, statement.number, about=str(statement_id), patient_id=statement.patient_id)


@action("day.print", needs=Permission.DAY_CLOSE, once=True)
def request_day_sheet(session: Session, *, by: Credential, token: UUID, day: date) -> Requested:
    """Ask for a day's sheet as a PDF, as the day stands when it is made. Raises `Invalid` for a day to come."""
    if not isinstance(day, date) or day > acting(session).now.astimezone(config().zone).date():
        raise Invalid("day", "Choose today or an earlier day.")
    return _ask(session, DAY_SHEET, day.isoformat(), about=day.isoformat())


def _ask(session: Session, kind: str, number: str, *, about: str, patient_id: int | None = None) -> Requested:
    actor = acting(session)
    document = Document(
        kind=kind,
        name=f"{kind}-{number}.pdf",  # it ends up in folders of downloads: no patient's name
        about=about,
        patient_id=patient_id,
        requested_by_id=actor.person_id,
        requested_at=actor.now,
    )
    session.add(document)
    session.flush()
    audit(session, "document.requested", patient_id=patient_id, subject=("document", document.id), about=kind)
    defer(session, "make_documents")
    return Requested(document.id)
