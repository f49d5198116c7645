"""A day's close as a PDF to print and sign."""

from __future__ import annotations

from console.documents import declare
from db.config import config
from db.queries.ledger_days import DayTotals
from db.queries.money_documents import DAY_SHEET, day_sheet
from reports import day_sheet_pdf
from reports.money_pages import template_in


def _render(found: DayTotals) -> bytes:
    """By the clinic's own template, where it has one."""
    return day_sheet_pdf.render(found, template_in(config().root / "templates", day_sheet_pdf.NAME))


declare(DAY_SHEET, read=day_sheet, render=_render)
