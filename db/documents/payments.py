"""A payment's receipt as a document: for who takes payments."""

from __future__ import annotations

from db.documents import declare
from db.queries.money_documents import RECEIPT
from db.roles import Permission

declare(RECEIPT, needs=Permission.PAYMENT_TAKE)
