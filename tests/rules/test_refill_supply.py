"""How long a supply lasts, and which part of the days it covered; an early dispense adds to what is left."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.refill_protocol import Dispensed, days_covered, supply_ends
from rules.refill_supply import add_days

DAY = timedelta(days=1)
START = date(2026, 1, 1)
END = START + 100 * DAY


def dispensed(*pairs: tuple[int, int]) -> list[Dispensed]:
    """Dispenses by the day counted from the start, and their days."""
    return [Dispensed(START + day * DAY, days) for day, days in pairs]


dispenses = st.lists(st.builds(Dispensed, st.dates(START - 200 * DAY, END + 50 * DAY), st.integers(1, 120)), max_size=6)


@pytest.mark.parametrize(
    ("given_out", "day"),
    [
        ([(0, 30)], 30),
        ([(0, 30), (20, 30)], 60),  # ten days early: kept
        ([(20, 30), (0, 30)], 60),
        ([(0, 30), (50, 30)], 80),
        ([(0, 30), (40, 0), (45, -3)], 30),
    ],
)
def test_the_supply_ends(given_out: list[tuple[int, int]], day: int) -> None:
    assert supply_ends(dispensed(*given_out)) == START + day * DAY


def test_without_a_dispense_nothing_is_known() -> None:
    assert supply_ends([]) is None
    assert days_covered([], START, END) is None
    assert days_covered(dispensed((100, 30)), START, END) is None
    assert days_covered(dispensed((0, 30)), END, START) is None


@pytest.mark.parametrize(
    ("given_out", "share"),
    [
        ([(0, 30), (30, 30), (60, 30), (90, 30)], "1"),
        ([(0, 50)], "0.5"),
        ([(0, 30), (60, 30)], "0.6"),
        ([(50, 25)], "0.5"),  # counted from the first dispense
        ([(-10, 30)], "0.2"),  # and what is left over from before
        ([(-90, 30)], "0"),
        ([(0, 60), (10, 40)], "1"),
        ([(0, 200)], "1"),
    ],
)
def test_the_proportion_of_days_covered(given_out: list[tuple[int, int]], share: str) -> None:
    assert days_covered(dispensed(*given_out), START, END) == Decimal(share)


@given(dispenses)
def test_the_order_does_not_matter_and_the_share_lies_between_none_and_all(given_out: list[Dispensed]) -> None:
    share = days_covered(given_out, START, END)
    assert share == days_covered(given_out[::-1], START, END)
    assert supply_ends(given_out) == supply_ends(given_out[::-1])
    assert share is None or 0 <= share <= 1


@given(dispenses, st.integers(1, 90))
def test_more_given_out_never_ends_sooner_nor_covers_less(given_out: list[Dispensed], days: int) -> None:
    more = [*given_out, Dispensed(START - 200 * DAY, days)]
    ends = supply_ends(given_out)
    assert ends is None or ends <= (supply_ends(more) or date.min)
    # A dispense before all others would count the days from earlier on: only from a fixed day can it be compared.
    fixed = [Dispensed(START - 300 * DAY, 1), *given_out]
    assert (days_covered([*fixed, Dispensed(START, days)], START, END) or 0) >= (days_covered(fixed, START, END) or 0)


@given(dispenses)
def test_a_supply_that_never_ran_out_covers_everything(given_out: list[Dispensed]) -> None:
    covered = [Dispensed(START - DAY, 400), *given_out]
    assert days_covered(covered, START, END) == 1


def test_the_ends_of_the_calendar_are_days_too() -> None:
    assert supply_ends([Dispensed(date.max, 30), Dispensed(date.min, 400)]) == date.max
    assert add_days(date.min, -1) == date.min
