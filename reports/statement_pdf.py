"""A patient's statement as a PDF, set by Typst from a template that a clinic can change."""

from __future__ import annotations

from pathlib import Path

from db.queries.statements import StatementPrint
from reports.money_pages import TEMPLATES, day, dollars, page

NAME = "statement.typ"
STANDARD = TEMPLATES / NAME


def render(statement: StatementPrint, template: Path = STANDARD) -> bytes:
    """The PDF, as `reports.money_pages.page` makes it."""
    return page(
        {
            "number": statement.number,
            "on": day(statement.on_day),
            "clinic": statement.clinic,
            "site": statement.site,
            "site_phone": statement.site_phone,
            "patient": statement.patient,
            "address": statement.address,
            "record_number": statement.record_number,
            "owes": statement.balance > 0,
            "balance": dollars(statement.balance),
            "credit": dollars(statement.credit) if statement.credit else "",
            "lines": [
                {"on": day(line.on), "what": line.what, "amount": dollars(line.amount)} for line in statement.lines
            ],
            "aging": [{"age": age, "amount": dollars(amount)} for age, amount in statement.aging.items()],
        },
        template,
    )
