"""Up to which amount one person alone gives money back, as set; what can't be used gives way to the default."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy.orm import Session

from db.queries.clinic_settings import clinic_setting
from rules.ledger_money import not_negative

log = logging.getLogger(__name__)

REFUNDS = "refunds"
STANDARD = Decimal("100.00")  # ours: most copayments are below, most refunds of a whole visit above


def limit_from_json(value: Mapping[str, Any]) -> Decimal:
    """`{"alone_up_to": "100.00"}`; `ValueError` for anything else but nothing. 0 asks for two people each time."""
    given = value.get("alone_up_to", str(STANDARD))
    if not isinstance(given, str):
        raise ValueError('alone_up_to is an amount as text, such as "100.00".')
    try:
        return not_negative(Decimal(given))
    except InvalidOperation:
        raise ValueError('alone_up_to is an amount as text, such as "100.00".') from None


def refund_limit(session: Session) -> Decimal:
    """The setting `refunds`, else `STANDARD`."""
    try:
        return limit_from_json(clinic_setting(session, REFUNDS))
    except ValueError as error:
        log.error("The setting %s can't be used, so the default applies: %s", REFUNDS, error)
        return STANDARD
