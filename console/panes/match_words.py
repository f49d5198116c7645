"""Words for what is matched: kinds of records, and where a difference goes."""

from __future__ import annotations

from console.panes.payment_words import ENTRIES
from db.queries.match_shapes import OpenLine

KINDS = {
    "bank_transaction": "Deposit",
    "payout": "Payout",
    "processor_line": "Card line",
    "remittance": "Remittance",
    "payment": "Payment",
    "refund": "Refund",
    "slip": "Deposit slip",
}
DIFFERENCES = {
    "fees": "A fee of the bank or the processor",
    "difference": "A difference that is kept as one",
    "write_off": "Given up",
}


def kind_words(one: OpenLine) -> str:
    """`Deposit`, or `Withdrawal` where money went out; a card line by what it is."""
    if one.kind == "bank_transaction" and one.amount < 0:
        return "Withdrawal"
    return ENTRIES.get(one.entry, KINDS[one.kind]) if one.kind == "processor_line" else KINDS.get(one.kind, one.kind)
