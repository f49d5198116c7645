"""A patient's statement as a document: for who makes statements."""

from __future__ import annotations

from db.documents import declare
from db.queries.money_documents import STATEMENT
from db.roles import Permission

declare(STATEMENT, needs=Permission.STATEMENT_MAKE)
