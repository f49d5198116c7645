"""Amounts of money as people type them: `1,234.50`, `$80`."""

from __future__ import annotations

import re
from decimal import Decimal

# A comma only where thousands end: `12,50` may mean either, so it is none.
_AMOUNT = re.compile(r"([-\N{MINUS SIGN}]?)\$?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]*)?", re.ASCII)


def typed_amount(text: str) -> Decimal | None:
    """The amount, with as many places as were typed; None for what isn't one."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, cents = found.groups()
    amount = Decimal(f"{whole.replace(',', '')}{cents or ''}")
    return -amount if sign else amount
