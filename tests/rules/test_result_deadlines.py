"""A critical result is looked at by the clock; the others in the clinic's own days, abnormal before normal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import default_hours
from rules.result_deadlines import ReviewPolicy, parse_review_policy, review_due, review_urgency

NEW_YORK = ZoneInfo("America/New_York")
HOURS = default_hours(NEW_YORK, 2026)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30), timezones=st.just(UTC))  # noqa: DTZ001


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("flag", "due"),
    [
        ("HH", "2026-03-06T18:30"),  # a Friday evening: by the clock
        ("AA", "2026-03-06T18:30"),
        ("H", "2026-03-10T08:00"),  # come in on Monday at eight, a business day later
        ("A", "2026-03-10T08:00"),
        ("", "2026-03-12T08:00"),
    ],
)
def test_a_result_of_friday_evening_is_due_by_what_it_says(flag: str, due: str) -> None:
    assert review_due(local("2026-03-06T18:00"), flag, HOURS) == local(due)


@given(moments)
def test_worse_is_never_due_later(moment: datetime) -> None:
    critical, abnormal, normal = (review_due(moment, flag, HOURS) for flag in ("LL", "L", ""))
    assert moment < critical < abnormal < normal


def test_the_urgency_of_the_task_follows_the_flag() -> None:
    assert [review_urgency(flag) for flag in ("", "A", "H", "LL", "AA")] == [
        "routine", "urgent", "urgent", "stat", "stat",
    ]  # fmt: skip


def test_a_clinic_sets_its_own_promises() -> None:
    mine = parse_review_policy({"critical_minutes": 60, "normal_days": 5})
    assert mine == ReviewPolicy(timedelta(hours=1), 1, 5)
    assert parse_review_policy({}) == ReviewPolicy()


@pytest.mark.parametrize(
    "value",
    [
        {"critical_minutes": 0},
        {"critical_minutes": 10**9},
        {"critical_minutes": "30"},
        {"abnormal_days": True},
        {"abnormal_days": 4},
        {"normal_days": 21},
        {"days": 3},
    ],
)
def test_promises_that_cant_be_kept_in_order_are_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_review_policy(value)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        review_due(datetime(2026, 3, 6, 18), "HH", HOURS)  # noqa: DTZ001
