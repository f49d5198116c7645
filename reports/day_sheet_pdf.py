"""A business day's close as a sheet to print and sign, set by Typst from a template that a clinic can change."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from db.queries.ledger_days import DayTotals
from reports.money_pages import TEMPLATES, day, dollars, moment, page
from rules.ledger import TENDERS
from rules.ledger_day_totals import ZERO
from rules.ledger_words import SOURCE_WORDS, TENDER_WORDS

NAME = "day_sheet.typ"
STANDARD = TEMPLATES / NAME


def render(totals: DayTotals, template: Path = STANDARD) -> bytes:
    """The PDF, as `reports.money_pages.page` makes it. It names no patient."""

    def at(moment_: datetime | None) -> str:
        return moment(moment_, totals.zone) if moment_ else ""

    return page(
        {
            "clinic": totals.clinic,
            "day": day(totals.day),
            "state": {"open": "Open", "counted": "Counted, not closed", "closed": "Closed"}[totals.state],
            "taken": [
                {
                    "source": SOURCE_WORDS[one.source],
                    "tender": _tender(one.tender),
                    "count": one.count,
                    "amount": dollars(one.amount),
                }
                for one in totals.taken
            ],
            "tenders": [
                {
                    "tender": _tender(tender),
                    "posted": dollars(totals.posted[tender]),
                    "counted": _counted(totals.counted.get(tender)),
                    "difference": _signed(totals.differences.get(tender, ZERO)),
                }
                for tender in TENDERS
            ],
            "total": dollars(sum(totals.posted.values(), ZERO)),
            "explanation": totals.explanation,
            "carried": totals.carried,
            "counted_by": totals.counted_by,
            "first": totals.first_by,
            "first_at": at(totals.first_at),
            "second": totals.second_by,
            "second_at": at(totals.second_at),
            "two": totals.difference != 0,
            "closed_at": at(totals.closed_at),
            "reopen_reason": totals.reopen_reason,
        },
        template,
    )


def _tender(tender: str) -> str:
    return TENDER_WORDS[tender].capitalize()


def _counted(amount: Decimal | None) -> str:
    return "" if amount is None else dollars(amount)


def _signed(amount: Decimal) -> str:
    return "" if amount == 0 else f"{'+' if amount > 0 else ''}{dollars(amount)}"
