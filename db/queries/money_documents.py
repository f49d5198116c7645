"""Receipts, statements and day sheets as documents: what the worker makes each from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import Document
from db.queries.ledger_days import DayTotals, day_totals
from db.queries.payments import ReceiptPrint, receipt_print
from db.queries.statements import StatementPrint, statement_print
from db.registry import query
from db.roles import Permission

RECEIPT, STATEMENT, DAY_SHEET = "receipt", "statement", "day-sheet"


@query("document.receipt", needs=Permission.SYSTEM_RUN)
def receipt(session: Session, *, viewer: Credential, document_id: int) -> ReceiptPrint:
    """What the document of a payment's receipt is made from; `NotFound` for another kind of document."""
    return receipt_print(session, int(_about(session, document_id, RECEIPT)))


@query("document.statement", needs=Permission.SYSTEM_RUN)
def statement(session: Session, *, viewer: Credential, document_id: int) -> StatementPrint:
    """What the document of a statement is made from; `NotFound` for another kind of document."""
    return statement_print(session, int(_about(session, document_id, STATEMENT)))


@query("document.day-sheet", needs=Permission.SYSTEM_RUN)
def day_sheet(session: Session, *, viewer: Credential, document_id: int) -> DayTotals:
    """What the document of a day's close is made from; `NotFound` for another kind of document."""
    return day_totals(session, date.fromisoformat(_about(session, document_id, DAY_SHEET)))


def _about(session: Session, document_id: int, kind: str) -> str:
    """What the document is of, as `db.actions.money_documents` kept it."""
    about = session.scalar(select(Document.about).where(Document.id == document_id, Document.kind == kind))
    if about is None:
        raise NotFound(kind)
    return about
