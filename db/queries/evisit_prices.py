"""Whether the clinic bills messages, and for how much: off unless it was turned on, with a price for each code."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy.orm import Session

from db.queries.clinic_settings import clinic_setting
from rules.evisits import CODES
from rules.ledger_money import positive

log = logging.getLogger(__name__)

EVISITS = "evisits"


@dataclass(frozen=True, slots=True)
class EvisitPrices:
    """Whether messages are billed, and the price of each code in dollars."""

    on: bool = False
    prices: Mapping[str, Decimal] = field(default_factory=dict)


def prices_from_json(value: Mapping[str, Any]) -> EvisitPrices:
    """`{"on": true, "prices": {"99421": "15.00", "99422": "30.00", "99423": "48.00"}}`.

    Nothing is off. Raises `ValueError` for anything else, and where it is on without a price for each code.
    """
    on, given = value.get("on", False), value.get("prices", {})
    codes = [code for code, _ in CODES]
    if not isinstance(on, bool):
        raise ValueError("on is true or false.")
    if not isinstance(given, Mapping) or any(code not in codes for code in given):
        raise ValueError(f"prices has a price for each of {', '.join(codes)}.")
    missing = [code for code in codes if code not in given]
    if on and missing:
        raise ValueError(f"Without a price for {', '.join(missing)} it can't be turned on.")
    return EvisitPrices(on, {code: _price(code, given[code]) for code in given})


def evisit_prices(session: Session) -> EvisitPrices:
    """The setting `evisits`; off where nothing was set, or what can't be used."""
    try:
        return prices_from_json(clinic_setting(session, EVISITS))
    except ValueError as error:
        log.error("The setting %s can't be used, so messages aren't billed: %s", EVISITS, error)
        return EvisitPrices()


def _price(code: str, price: object) -> Decimal:
    try:
        return positive(Decimal(price) if isinstance(price, str) else price)
    except (InvalidOperation, ValueError):
        raise ValueError(f'The price of {code} is an amount above nothing as text, such as "15.00".') from None
