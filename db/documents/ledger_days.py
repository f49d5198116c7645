"""A day's close as a document: for who closes days."""

from __future__ import annotations

from db.documents import declare
from db.queries.money_documents import DAY_SHEET
from db.roles import Permission

declare(DAY_SHEET, needs=Permission.DAY_CLOSE)
