"""Deadlines in business hours: never early, always while the clinic is open, right across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import (
    SOON,
    BusinessHours,
    NoOpenTime,
    Policy,
    Urgency,
    add_business_days,
    add_business_time,
    breach_soon,
    business_time_between,
    default_hours,
    first_response_due,
    is_open,
    parse_hours,
    parse_policy,
    raised_due,
    response_due,
    resumed_due,
    us_federal_holidays,
)

NEW_YORK = ZoneInfo("America/New_York")
HOURS = default_hours(NEW_YORK, 2026)
ZERO = timedelta(0)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@st.composite
def calendars(draw: st.DrawFn) -> BusinessHours:
    """Up to three windows on some weekdays, with some holidays, in zones with and without clock changes."""
    windows = {}
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        edges = sorted(draw(st.sets(st.integers(0, 47), min_size=2, max_size=6)))
        walls = [time(edge // 2, edge % 2 * 30) for edge in edges[: len(edges) // 2 * 2]]
        windows[weekday] = tuple(zip(walls[::2], walls[1::2], strict=True))
    closed = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=10))
    zone = draw(st.sampled_from(["America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata"]))
    return BusinessHours(ZoneInfo(zone), windows, closed)


def between(first: str, last: str) -> st.SearchStrategy[datetime]:
    return st.datetimes(datetime.fromisoformat(first), datetime.fromisoformat(last), timezones=st.just(UTC))


# The nights on which New York's clocks change are tried as often as the rest of the year.
nights = st.one_of(
    between("2026-01-01", "2026-12-31"), between("2026-03-07", "2026-03-10"), between("2026-10-31", "2026-11-03")
)
amounts = st.integers(0, 40 * 3600).map(lambda seconds: timedelta(seconds=seconds))


def is_open_or_closing(moment: datetime, hours: BusinessHours) -> bool:
    day = hours.local_day(moment)
    return any(opens <= moment <= closes for near in (day - timedelta(days=1), day) for opens, closes in hours.on(near))


@given(nights, amounts, calendars())
def test_a_deadline_is_never_before_its_start_and_always_while_the_clinic_is_open(
    start: datetime, amount: timedelta, hours: BusinessHours
) -> None:
    due = add_business_time(start, amount, hours)
    assert due >= start
    assert is_open_or_closing(due, hours)


@given(nights, amounts, calendars())
def test_between_start_and_deadline_passes_exactly_the_amount(
    start: datetime, amount: timedelta, hours: BusinessHours
) -> None:
    assert business_time_between(start, add_business_time(start, amount, hours), hours) == amount


@given(nights, amounts, amounts, calendars())
def test_adding_twice_is_adding_the_sum(
    start: datetime, first: timedelta, second: timedelta, hours: BusinessHours
) -> None:
    twice = add_business_time(add_business_time(start, first, hours), second, hours)
    assert twice == add_business_time(start, first + second, hours)


@given(nights, nights, amounts, calendars())
def test_what_came_first_is_due_first(one: datetime, other: datetime, amount: timedelta, hours: BusinessHours) -> None:
    earlier, later = sorted((one, other))
    assert add_business_time(earlier, amount, hours) <= add_business_time(later, amount, hours)


@given(nights, nights, st.integers(0, 5))
def test_business_days_keep_the_order_too(one: datetime, other: datetime, days: int) -> None:
    earlier, later = sorted((one, other))
    due = add_business_days(earlier, days, HOURS)
    assert earlier <= due <= add_business_days(later, days, HOURS)
    assert is_open_or_closing(due, HOURS)


@given(nights, st.sampled_from(["routine", "urgent", "asap"]))
def test_no_deadline_falls_on_a_holiday_or_weekend(start: datetime, priority: str) -> None:
    due = HOURS.local_day(first_response_due(start, priority, HOURS))  # type: ignore[arg-type]
    assert due.weekday() < 5
    assert due not in us_federal_holidays(2026)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ("2026-11-16T10:00", "2026-11-18T10:00"),  # Monday: the same time on Wednesday
        ("2026-11-13T16:30", "2026-11-17T16:30"),  # Friday: over the weekend
        ("2026-11-14T12:00", "2026-11-18T08:00"),  # Saturday counts as Monday's opening
        ("2026-11-16T18:00", "2026-11-19T08:00"),  # after closing: as the next day's opening
        ("2026-11-25T09:00", "2026-11-30T09:00"),  # Thanksgiving is skipped
        ("2026-07-01T09:00", "2026-07-06T09:00"),  # the 4th is a Saturday, observed on Friday the 3rd
        ("2026-03-06T10:00", "2026-03-10T10:00"),  # the same time by the clock, although an hour is missing
        ("2026-12-31T10:00", "2027-01-05T10:00"),  # New Year's Day of the next year
    ],
)
def test_routine_is_due_at_the_same_time_two_business_days_later(came: str, due: str) -> None:
    assert first_response_due(local(came), "routine", HOURS) == local(due)


@pytest.mark.parametrize(
    ("came", "due"),
    [("2026-11-16T10:00", "2026-11-16T14:00"), ("2026-11-13T15:00", "2026-11-16T10:00")],
)
def test_urgent_is_due_after_four_business_hours(came: str, due: str) -> None:
    assert first_response_due(local(came), "urgent", HOURS) == local(due)


def test_stat_is_due_in_thirty_minutes_in_the_middle_of_the_night() -> None:
    assert first_response_due(local("2026-11-15T03:00"), "stat", HOURS) == local("2026-11-15T03:30")


def test_the_night_of_a_clock_change_has_an_hour_less_or_more() -> None:
    always = BusinessHours(NEW_YORK, {weekday: ((time(0), time(0)),) for weekday in range(7)})
    spring = business_time_between(local("2026-03-08T00:00"), local("2026-03-09T00:00"), always)
    autumn = business_time_between(local("2026-11-01T00:00"), local("2026-11-02T00:00"), always)
    assert (spring, autumn) == (timedelta(hours=23), timedelta(hours=25))


def test_a_lunch_break_is_no_business_time() -> None:
    hours = BusinessHours(NEW_YORK, {0: ((time(8), time(12)), (time(13), time(17)))})
    assert add_business_time(local("2026-11-16T11:30"), timedelta(hours=1), hours) == local("2026-11-16T13:30")


def test_on_a_short_day_the_deadline_is_its_closing() -> None:
    hours = BusinessHours(NEW_YORK, {0: ((time(8), time(17)),), 1: ((time(8), time(12)),)})
    assert add_business_days(local("2026-11-16T15:00"), 1, hours) == local("2026-11-17T12:00")


def test_a_calendar_that_never_opens_is_refused() -> None:
    with pytest.raises(NoOpenTime):
        BusinessHours(NEW_YORK, {})
    shut = frozenset(date(2026, 1, 1) + timedelta(days=day) for day in range(1500))
    with pytest.raises(NoOpenTime):
        add_business_time(local("2026-11-16T10:00"), ZERO, BusinessHours(NEW_YORK, HOURS.windows, shut))


@pytest.mark.parametrize(
    "windows",
    [((time(9), time(9)),), ((time(9), time(8)),), ((time(8), time(12)), (time(11), time(13)))],
)
def test_windows_out_of_order_are_refused(windows: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="mon"):
        BusinessHours(NEW_YORK, {0: windows})


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        add_business_time(datetime(2026, 11, 16), ZERO, HOURS)  # noqa: DTZ001


def test_hours_are_read_as_a_clinic_writes_them() -> None:
    value = {"windows": {"mon": [["08:00", "12:00"], ["13:00", "17:00"]]}, "closed": ["2026-11-23"]}
    hours = parse_hours(value, NEW_YORK, 2026)
    assert hours.windows == {0: ((time(8), time(12)), (time(13), time(17)))}
    assert {date(2026, 11, 23), date(2026, 12, 25)} <= hours.holidays
    assert date(2026, 12, 25) not in parse_hours({**value, "federal_holidays": False}, NEW_YORK, 2026).holidays


@pytest.mark.parametrize(
    "value", [{}, {"windows": {"mon": ["08:00"]}}, {"windows": {"someday": []}}, {"windows": {"mon": [["8", "x"]]}}]
)
def test_hours_that_cannot_be_read_are_refused_with_a_reason(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_hours(value, NEW_YORK, 2026)


urgencies: st.SearchStrategy[Urgency] = st.sampled_from(["routine", "urgent", "asap", "stat"])


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    asap, urgent = sorted(draw(st.tuples(st.integers(1, 600), st.integers(1, 600))))
    return Policy(
        draw(st.integers(1, 5)),
        timedelta(minutes=urgent),
        timedelta(minutes=asap),
        timedelta(minutes=draw(st.integers(1, 120))),
    )


@given(nights, urgencies, calendars(), policies())
def test_every_urgency_is_due_after_it_began_by_any_calendar_and_policy(
    since: datetime, urgency: Urgency, hours: BusinessHours, policy: Policy
) -> None:
    due = response_due(since, urgency, hours, policy)
    assert due >= since
    if urgency == "stat":
        assert due - since == policy.stat_within
    else:
        assert is_open_or_closing(due, hours)


@given(nights, nights, st.sampled_from(["urgent", "asap", "stat"]), calendars(), policies())
def test_who_waits_longer_is_due_first_in_every_urgency(
    one: datetime, other: datetime, urgency: Urgency, hours: BusinessHours, policy: Policy
) -> None:
    earlier, later = sorted((one, other))
    assert response_due(earlier, urgency, hours, policy) <= response_due(later, urgency, hours, policy)


@given(nights, calendars(), policies())
def test_asap_never_comes_after_urgent(since: datetime, hours: BusinessHours, policy: Policy) -> None:
    assert response_due(since, "asap", hours, policy) <= response_due(since, "urgent", hours, policy)


@given(nights, nights, urgencies, calendars(), policies())
def test_what_was_put_off_is_never_overdue_as_it_comes_back_and_never_earlier_than_before(
    due: datetime, now: datetime, urgency: Urgency, hours: BusinessHours, policy: Policy
) -> None:
    """Pitfall 16."""
    resumed = resumed_due(due, now, urgency, hours, policy)
    assert resumed >= max(due, now)


@given(nights, amounts, amounts, urgencies, calendars(), policies())
def test_a_change_of_urgency_alone_breaches_nothing(
    since: datetime, waited: timedelta, left: timedelta, urgency: Urgency, hours: BusinessHours, policy: Policy
) -> None:
    now = since + waited
    due = now + left
    changed = raised_due(due, since, now, urgency, hours, policy)
    assert changed >= min(now, due)
    assert changed in {due, response_due(since, urgency, hours, policy), response_due(now, urgency, hours, policy)}


@given(nights, amounts, amounts, urgencies, calendars())
def test_what_was_missed_already_gets_no_second_chance_by_becoming_more_urgent(
    since: datetime, waited: timedelta, late: timedelta, urgency: Urgency, hours: BusinessHours
) -> None:
    now, missed = since + waited, since + waited - late - timedelta(seconds=1)
    fresh = response_due(since, urgency, hours)
    assert raised_due(missed, since, now, urgency, hours) == (fresh if fresh >= now else max(fresh, missed))


@given(nights, calendars())
def test_open_time_passes_exactly_while_the_clinic_is_open(moment: datetime, hours: BusinessHours) -> None:
    passed = business_time_between(moment, moment + timedelta(microseconds=1), hours)
    assert (passed > ZERO) == is_open(moment, hours)


@given(nights, nights, urgencies, calendars())
def test_a_breach_shows_before_it_happens_and_not_after(
    due: datetime, now: datetime, urgency: Urgency, hours: BusinessHours
) -> None:
    soon = breach_soon(due, now, urgency, hours)
    assert not (soon and due <= now)
    if now < due <= now + SOON[urgency]:
        assert soon
        assert breach_soon(due, now, urgency)


def test_what_is_due_at_the_next_opening_shows_the_evening_before() -> None:
    due, evening = local("2026-11-17T09:00"), local("2026-11-16T17:30")
    assert breach_soon(due, evening, "routine", HOURS)
    assert not breach_soon(due, evening, "routine")


def test_a_policy_is_read_as_a_clinic_writes_it() -> None:
    policy = parse_policy({"routine_days": 3, "urgent_hours": 6, "stat_minutes": 15})
    assert policy == Policy(3, timedelta(hours=6), timedelta(hours=1), timedelta(minutes=15))
    assert parse_policy({}) == Policy()
    assert parse_policy({"asap_hours": 0.5}).asap_within == timedelta(minutes=30)


@pytest.mark.parametrize(
    "value",
    [
        {"routine_days": 0},
        {"routine_days": 1.5},
        {"routine_days": True},
        {"urgent_hours": "4"},
        {"urgent_hours": 0.5},
        {"asap_hours": -1},
        {"asap_hours": float("inf")},
        {"stat_minutes": 0},
        {"urgent": 4},
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused_with_a_reason(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_policy(value)
