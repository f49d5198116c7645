"""What a day took in: sums by source and tender, and how what was counted differs from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rules.ledger import TENDERS

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Taken:
    """Money of one source (`portal`, `front_desk`, `post`) and tender: paid in, less paid back. `count` of entries."""

    source: str
    tender: str
    amount: Decimal
    count: int


def by_tender(taken: Iterable[Taken]) -> dict[str, Decimal]:
    """The sums by tender, every one of `rules.ledger.TENDERS`."""
    sums = dict.fromkeys(TENDERS, ZERO)
    for one in taken:
        sums[one.tender] += one.amount
    return sums


def differences(posted: Mapping[str, Decimal], counted: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Counted less posted, of the tenders that differ: below nothing, something is missing."""
    found = {tender: counted.get(tender, ZERO) - posted.get(tender, ZERO) for tender in TENDERS}
    return {tender: amount for tender, amount in found.items() if amount != 0}


def difference(found: Mapping[str, Decimal]) -> Decimal:
    """How much differs in all. Too much of one tender doesn't make up for what is missing of another."""
    return sum((abs(amount) for amount in found.values()), ZERO)
