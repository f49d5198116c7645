"""The setting of messages that may be billed: whether they are, and the price of each code."""

from __future__ import annotations

from db.queries.evisit_prices import EVISITS, prices_from_json
from db.settings import Value, declare, only


def _check(value: Value, _year: int) -> None:
    only(value, "on", "prices")
    prices_from_json(value)


def _cautions(value: Value) -> tuple[str, ...]:
    if not prices_from_json(value).on:
        return ()
    return ("Tell patients in the portal, before they write, that a message may be billed, and that they may book a "
            "visit instead.",)  # fmt: skip


declare(EVISITS, _check, cautions=_cautions)
