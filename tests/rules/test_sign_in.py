"""How long signing in is paused."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.sign_in import LIMITS, LONGEST_LOCK


def test_three_mistakes_cost_nothing() -> None:
    assert [LIMITS["name"].pause_after(failures) for failures in range(4)] == [timedelta()] * 4


def test_from_the_fourth_mistake_the_wait_doubles() -> None:
    waits = [LIMITS["name"].pause_after(failures).total_seconds() for failures in range(4, 10)]
    assert waits == [1, 2, 4, 8, 16, 32]


def test_the_tenth_mistake_locks_the_name_for_a_quarter_of_an_hour_and_each_further_one_twice_as_long() -> None:
    assert LIMITS["name"].pause_after(9) < timedelta(minutes=1)
    assert LIMITS["name"].pause_after(10) == timedelta(minutes=15)
    assert LIMITS["name"].pause_after(11) == timedelta(minutes=30)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_pause_never_shrinks_with_more_failures_and_ends_some_day(failures: int) -> None:
    for limit in LIMITS.values():
        assert limit.pause_after(failures) <= limit.pause_after(failures + 1) <= LONGEST_LOCK
