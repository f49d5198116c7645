"""A payment's receipt as a PDF, set by Typst from a template that a clinic can change."""

from __future__ import annotations

from pathlib import Path

from db.queries.payments import ReceiptPrint
from reports.money_pages import TEMPLATES, dollars, moment, page
from rules.ledger_words import SOURCE_WORDS, TENDER_WORDS

NAME = "receipt.typ"
STANDARD = TEMPLATES / NAME


def render(receipt: ReceiptPrint, template: Path = STANDARD) -> bytes:
    """The PDF, as `reports.money_pages.page` makes it."""
    return page(
        {
            "receipt": receipt.receipt,
            "clinic": receipt.clinic,
            "site": receipt.site,
            "site_phone": receipt.site_phone,
            "patient": receipt.patient,
            "record_number": receipt.record_number,
            "amount": dollars(receipt.amount),
            "tender": _tender(receipt),
            "source": SOURCE_WORDS[receipt.source],
            "applied": dollars(receipt.applied) if receipt.applied else "",
            "credit": dollars(receipt.credit) if receipt.credit else "",
            "paid_at": moment(receipt.paid_at, receipt.zone),
            "entered_by": receipt.entered_by,
            "voided": receipt.voided,
        },
        template,
    )


def _tender(receipt: ReceiptPrint) -> str:
    words = TENDER_WORDS[receipt.tender].capitalize()
    if receipt.tail:
        return f"{words} ending in {receipt.tail}"
    return f"{words} {receipt.cheque_number}".strip()
