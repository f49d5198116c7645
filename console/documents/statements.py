"""A patient's statement as a PDF."""

from __future__ import annotations

from console.documents import declare
from db.config import config
from db.queries.money_documents import STATEMENT, statement
from db.queries.statements import StatementPrint
from reports import statement_pdf
from reports.money_pages import template_in


def _render(found: StatementPrint) -> bytes:
    """By the clinic's own template, where it has one."""
    return statement_pdf.render(found, template_in(config().root / "templates", statement_pdf.NAME))


declare(STATEMENT, read=statement, render=_render)
