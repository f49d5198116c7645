"""What is ticked beside a record: how it goes together as one match, and what is left over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from db.queries.match_shapes import OpenLine

Key = tuple[str, int]  # a record's kind, as its table is called, and its id
ZERO = Decimal("0.00")
ONES = ("bank_transaction", "processor_line")  # what stands on one side; everything else is on the other
DISPUTES = ("dispute", "dispute_reversal")


@dataclass(frozen=True, slots=True)
class Joined:
    """A match to be: one record and all those on the other side. `left_over` is the one's amount less theirs."""

    left: Key
    rights: tuple[Key, ...]
    amount: Decimal
    left_over: Decimal


def join(asked: OpenLine, chosen: Iterable[OpenLine]) -> Joined | None:
    """The record that was asked about and those chosen, as one match; None where both sides would be several.

    A dispute goes with the payment it is about, whose amount it needn't have: nothing is left over.
    """
    sides = {one.key: one for one in (asked, *chosen)}.values()
    mine = [one for one in sides if (one.kind in ONES) == (asked.kind in ONES)]
    others = [one for one in sides if (one.kind in ONES) != (asked.kind in ONES)]
    if len(mine) == 1:
        [left], rights = mine, others
    elif len(others) == 1:
        [left], rights = others, mine
    else:
        return None
    left_over = left.amount - sum((one.amount for one in rights), ZERO)
    disputed = left.entry in DISPUTES and len(rights) == 1
    return Joined(left.key, tuple(one.key for one in rights), left.amount, ZERO if disputed else left_over)
