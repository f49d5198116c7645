"""A payment's receipt as a PDF."""

from __future__ import annotations

from console.documents import declare
from db.config import config
from db.queries.money_documents import RECEIPT, receipt
from db.queries.payments import ReceiptPrint
from reports import receipt_pdf
from reports.money_pages import template_in


def _render(found: ReceiptPrint) -> bytes:
    """By the clinic's own template, where it has one."""
    return receipt_pdf.render(found, template_in(config().root / "templates", receipt_pdf.NAME))


declare(RECEIPT, read=receipt, render=_render)
