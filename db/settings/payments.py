"""The setting of payments: up to which amount one person alone gives money back."""

from __future__ import annotations

from db.queries.refund_limit import REFUNDS, limit_from_json
from db.settings import Value, declare, only


def _check(value: Value, _year: int) -> None:
    only(value, "alone_up_to")
    limit_from_json(value)


declare(REFUNDS, _check)
