"""How long what a pharmacy gave out lasts. A dispense before the supply is over adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from rules.refill_shapes import Dispensed


def add_days(day: date, days: int) -> date:
    """So many days later (or earlier), at the ends of the calendar its first or last day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def supply_ends(dispenses: Sequence[Dispensed]) -> date | None:
    """The first day without supply; None where nothing was given out."""
    return max((end for _, end in _spans(dispenses)), default=None)


def days_covered(dispenses: Sequence[Dispensed], start: date, end: date) -> Decimal | None:
    """The proportion, from 0 to 1, of the days from `start` to before `end` with a supply.

    Counted from the first dispense where that is later, as the Pharmacy Quality Alliance counts its proportion of
    days covered. None where nothing was given out before `end`.
    """
    spans = [span for span in _spans(dispenses) if span[0] < end]
    if not spans:
        return None
    first = max(start, spans[0][0])
    if first >= end:
        return None
    covered = sum(max(0, (min(upto, end) - max(since, first)).days) for since, upto in spans)
    return Decimal(covered) / Decimal((end - first).days)


def _spans(dispenses: Sequence[Dispensed]) -> list[tuple[date, date]]:
    """From which day to before which each dispense is used, one after the other."""
    spans: list[tuple[date, date]] = []
    for each in sorted((each for each in dispenses if each.days > 0), key=lambda each: each.on):
        since = max(each.on, spans[-1][1]) if spans else each.on
        spans.append((since, add_days(since, each.days)))
    return spans
