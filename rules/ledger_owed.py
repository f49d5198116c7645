"""What is owed and since when: what money applies to, and its age in the steps of billing offices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.ledger import AGING

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Owed:
    """What is still owed for one charge, or without one; `since` is the day of the service."""

    since: date
    amount: Decimal
    charge_id: int | None = None
    encounter_id: int | None = None
    payer_id: int | None = None


def label(first: int, last: int | None) -> str:
    """An age in words of `rules.ledger.AGING`: `0-30`, `over 120`."""
    return f"{first}-{last}" if last is not None else f"over {first - 1}"


AGES = tuple(label(first, last) for first, last in AGING)


def age(since: date, on: date) -> str:
    """How long something is owed, as one of `AGES`. A service that is yet to come is as young as today's."""
    days = max((on - since).days, 0)
    return next(label(first, last) for first, last in AGING if last is None or days <= last)


def aging(owed: Iterable[Owed], on: date) -> dict[str, Decimal]:
    """What is owed by its age, every age of `AGES` in its order."""
    sums = dict.fromkeys(AGES, ZERO)
    for one in owed:
        sums[age(one.since, on)] += one.amount
    return sums


def open_items(balances: Iterable[Owed]) -> tuple[Owed, ...]:
    """What is still owed, the oldest first: of the balances below nothing, the oldest that is owed is paid.

    The database's function `ledger_owed` says the same.
    """
    ordered = sorted(balances, key=_oldest_first)
    left = -sum((one.amount for one in ordered if one.amount < 0), ZERO)
    found = []
    for one in ordered:
        if one.amount > 0:
            paid = min(one.amount, left)
            left -= paid
            if one.amount > paid:
                found.append(_of(one, one.amount - paid))
    return tuple(found)


def applied(owed: Sequence[Owed], amount: Decimal) -> tuple[tuple[Owed, ...], Decimal]:
    """What an amount pays of what is owed, in its order, and what is left of it: a patient's credit."""
    found, left = [], amount
    for one in owed:
        part = min(one.amount, left)
        if part > 0:
            found.append(_of(one, part))
            left -= part
    return tuple(found), left


def _of(one: Owed, amount: Decimal) -> Owed:
    return Owed(one.since, amount, one.charge_id, one.encounter_id, one.payer_id)


def _oldest_first(one: Owed) -> tuple[date, int, int]:
    return one.since, one.charge_id or 0, one.encounter_id or 0
