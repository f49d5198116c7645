"""When work is due, in the clinic's own hours.

A *business day* is a day with an open window that is no holiday. *Business time* runs only while a
window is open, in real elapsed time, so a window across a clock change is as long as the wall says.
Work that comes in while the clinic is closed counts as come in at the next opening.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

import holidays as public_holidays

Urgency = Literal["routine", "urgent", "asap", "stat"]
Windows = Mapping[int, tuple[tuple[time, time], ...]]

MIDNIGHT = time(0)
# A calendar that stays shut longer than this is taken for one that never opens.
LONGEST_CLOSURE = timedelta(days=366)
ZERO = timedelta(0)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# From when on a deadline ahead is shown as close: about a quarter of the time that was allowed.
SOON: Mapping[Urgency, timedelta] = {
    "routine": timedelta(hours=4),
    "urgent": timedelta(hours=1),
    "asap": timedelta(minutes=15),
    "stat": timedelta(minutes=10),
}


class NoOpenTime(ValueError):
    """The calendar has no open window, so no deadline can be computed."""


@dataclass(frozen=True)
class BusinessHours:
    """The clinic's opening hours: windows by weekday (Monday is 0) in local time, and closed dates.

    A window that ends at 00:00 ends with the day. Raises `NoOpenTime` without any window and
    `ValueError` for windows that are empty, out of order or overlapping.
    """

    zone: ZoneInfo
    windows: Windows
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not any(self.windows.values()):
            raise NoOpenTime("The business hours have no open window.")
        for weekday, windows in self.windows.items():
            if weekday not in range(7):
                raise ValueError(f"{weekday} is no weekday; Monday is 0, Sunday 6.")
            edges = [second for start, end in windows for second in (_seconds(start), _seconds(end) or 86_400)]
            if any(later <= earlier for earlier, later in zip(edges[::2], edges[1::2], strict=True)) or any(
                later < earlier for earlier, later in zip(edges[1::2], edges[2::2], strict=False)
            ):
                raise ValueError(f"The windows of {WEEKDAYS[weekday]} must be in order and must not overlap.")

    def on(self, day: date) -> list[tuple[datetime, datetime]]:
        """The open windows of a local day, as UTC instants in order; none on a holiday."""
        if day in self.holidays:
            return []
        found: list[tuple[datetime, datetime]] = []
        for start, end in self.windows.get(day.weekday(), ()):
            opens = self._instant(day, start)
            closes = self._instant(day + timedelta(days=1) if end == MIDNIGHT else day, end)
            if found:  # a clock change may push one window's end over the next one's start
                opens = max(opens, found[-1][1])
            if opens < closes:
                found.append((opens, closes))
        return found

    def from_day(self, day: date) -> Iterator[tuple[date, list[tuple[datetime, datetime]]]]:
        """Business days from `day` on; raise `NoOpenTime` when none comes for a year."""
        last = day
        while True:
            if windows := self.on(day):
                yield day, windows
                last = day
            elif day - last > LONGEST_CLOSURE:
                raise NoOpenTime("The business hours have no open day for a year.")
            day += timedelta(days=1)

    def local_day(self, moment: datetime) -> date:
        """The clinic's date at `moment`."""
        return moment.astimezone(self.zone).date()

    def _instant(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)


def add_business_time(start: datetime, amount: timedelta, hours: BusinessHours) -> datetime:
    """The earliest open instant by which `amount` of business time has passed since `start`, in UTC.

    A window includes its closing instant. With no amount: `start` itself if open, else the next opening.
    """
    if amount < ZERO:
        raise ValueError("Business time is added, never subtracted.")
    start = _aware(start)
    left = amount
    # From the day before: its last window may close at this day's midnight, which still counts as open.
    for _, windows in hours.from_day(hours.local_day(start) - timedelta(days=1)):
        for opens, closes in windows:
            begin = max(opens, start)
            if begin > closes:
                continue
            if begin + left <= closes:
                return begin + left
            left -= closes - begin
    raise AssertionError("from_day never ends")  # pragma: no cover


def business_time_between(earlier: datetime, later: datetime, hours: BusinessHours) -> timedelta:
    """How much business time passed from `earlier` to `later`; raise `ValueError` if they are reversed."""
    earlier, later = _aware(earlier), _aware(later)
    if later < earlier:
        raise ValueError("The later instant comes first.")
    total, day, last = ZERO, hours.local_day(earlier), hours.local_day(later)
    while day <= last:
        for opens, closes in hours.on(day):
            total += max(ZERO, min(closes, later) - max(opens, earlier))
        day += timedelta(days=1)
    return total


def add_business_days(start: datetime, days: int, hours: BusinessHours) -> datetime:
    """The same local time `days` business days later, in UTC.

    Where that day is shut at that time: the latest open instant before it, else the day's opening.
    (In the hour that a clock change repeats, "the same time" may swap the order of two deadlines.)
    """
    if days < 0:
        raise ValueError("Business days are added, never subtracted.")
    begin = add_business_time(start, ZERO, hours)
    wall = begin.astimezone(hours.zone).time()
    for passed, (day, windows) in enumerate(hours.from_day(hours.local_day(begin))):
        if passed == days:
            return _latest_open(datetime.combine(day, wall, tzinfo=hours.zone).astimezone(UTC), windows)
    raise AssertionError("from_day never ends")  # pragma: no cover


def _latest_open(moment: datetime, windows: list[tuple[datetime, datetime]]) -> datetime:
    best = windows[0][0]
    for opens, closes in windows:
        if opens <= moment:
            best = min(moment, closes)
    return best


@dataclass(frozen=True)
class Policy:
    """By when a patient must have an answer. Raises `ValueError` for promises that are no order of urgency.

    Two business days for a routine message stands between what is published (the same day to two business
    days; Cleveland Clinic promises three, the VA escalates after three, Accurx suggests two). An emergency
    must be dealt with on the same day; that it is seen within half an hour, and the two steps between, are ours.
    """

    routine_days: int = 2
    urgent_within: timedelta = timedelta(hours=4)
    asap_within: timedelta = timedelta(hours=1)
    stat_within: timedelta = timedelta(minutes=30)

    def __post_init__(self) -> None:
        if not 1 <= self.routine_days <= 20:
            raise ValueError("A routine answer takes 1 to 20 business days.")
        if not ZERO < self.asap_within <= self.urgent_within <= timedelta(hours=40):
            raise ValueError("Asap comes before urgent, and both within 40 business hours.")
        if not timedelta(minutes=1) <= self.stat_within <= timedelta(hours=24):
            raise ValueError("Stat is answered within 1 minute to 24 hours.")


STANDARD = Policy()


def response_due(since: datetime, urgency: Urgency, hours: BusinessHours, policy: Policy = STANDARD) -> datetime:
    """By when a patient who waits since `since` must have an answer from a person, in UTC.

    Routine: the same time so many business days later. Urgent and asap: after so much business time.
    Stat: by the clock, open or not.
    """
    if urgency == "stat":
        return _aware(since) + policy.stat_within
    if urgency == "asap":
        return add_business_time(since, policy.asap_within, hours)
    if urgency == "urgent":
        return add_business_time(since, policy.urgent_within, hours)
    return add_business_days(since, policy.routine_days, hours)


def first_response_due(created_at: datetime, priority: Urgency, hours: BusinessHours) -> datetime:
    """`response_due` by the standard policy."""
    return response_due(created_at, priority, hours)


def resumed_due(
    due: datetime, now: datetime, urgency: Urgency, hours: BusinessHours, policy: Policy = STANDARD
) -> datetime:
    """The deadline of work that was put off and comes back `now`: never one that is missed already.

    What is left of the old deadline counts, but whoever picks it up has as long as for an urgent message
    (for asap and stat: as long as for those).
    """
    return max(_aware(due), response_due(now, "urgent" if urgency == "routine" else urgency, hours, policy))


def raised_due(
    due: datetime, since: datetime, now: datetime, urgency: Urgency, hours: BusinessHours, policy: Policy = STANDARD
) -> datetime:
    """The deadline after a change of urgency, counted from when the patient began to wait.

    Where that instant has passed already, a deadline that wasn't missed is not missed by the change alone:
    the new urgency's time then runs from `now`, unless the old deadline comes first.
    """
    fresh = response_due(since, urgency, hours, policy)
    return fresh if fresh >= _aware(now) else max(fresh, min(_aware(due), response_due(now, urgency, hours, policy)))


def breach_soon(due: datetime, now: datetime, urgency: Urgency, hours: BusinessHours | None = None) -> bool:
    """Whether a deadline is close but not missed; with `hours`, closed time between doesn't count.

    So what is due at the next opening shows in the evening before.
    """
    due, now = _aware(due), _aware(now)
    if due <= now:
        return False
    left = due - now if hours is None or urgency == "stat" else business_time_between(now, due, hours)
    return left <= SOON[urgency]


def is_open(moment: datetime, hours: BusinessHours) -> bool:
    """Whether the clinic is open at `moment`; its closing instant is not."""
    day = hours.local_day(moment)
    near = (day - timedelta(days=1), day)
    return any(opens <= _aware(moment) < closes for this in near for opens, closes in hours.on(this))


DEFAULT_WINDOWS: Windows = {weekday: ((time(8), time(17)),) for weekday in range(5)}


def default_hours(zone: ZoneInfo, year: int) -> BusinessHours:
    """Monday to Friday, 8 to 17, but not on US federal holidays; good for deadlines that start in `year`."""
    return BusinessHours(zone, DEFAULT_WINDOWS, us_federal_holidays(year))


@lru_cache(maxsize=16)
def us_federal_holidays(year: int) -> frozenset[date]:
    """The federal holidays, as observed, of `year` and the years beside it."""
    return frozenset(public_holidays.country_holidays("US", years=range(year - 1, year + 3)))


def parse_hours(value: Mapping[str, Any], zone: ZoneInfo, year: int) -> BusinessHours:
    """The business hours that a clinic set: `{"windows": {"mon": [["08:00", "17:00"]]}, "closed": ["2026-12-24"]}`.

    `federal_holidays: false` keeps the clinic open on federal holidays. Raises `ValueError` with a
    sentence that says what can't be used.
    """
    try:
        windows = {
            WEEKDAYS.index(name): tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in given)
            for name, given in value["windows"].items()
        }
        closed = frozenset(date.fromisoformat(day) for day in value.get("closed", ()))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("Business hours are given by weekday, as pairs of times.") from error
    if value.get("federal_holidays", True):
        closed |= us_federal_holidays(year)
    return BusinessHours(zone, windows, closed)


def parse_policy(value: Mapping[str, Any]) -> Policy:
    """The promises that a clinic set: `{"routine_days": 2, "urgent_hours": 4, "asap_hours": 1, "stat_minutes": 30}`.

    What isn't named keeps its default. Raises `ValueError` with a sentence that says what can't be used.
    """
    units = {"urgent_hours": ("urgent_within", 3600), "asap_hours": ("asap_within", 3600)}
    units |= {"stat_minutes": ("stat_within", 60)}
    given: dict[str, Any] = {}
    for name, number in value.items():
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise ValueError(f"{name} must be a number.")
        if name == "routine_days" and number == int(number):
            given[name] = int(number)
        elif name in units:
            field, seconds = units[name]
            given[field] = timedelta(seconds=min(number, 1e6) * seconds)
        else:
            raise ValueError(f"{name} is no deadline; known are routine_days (whole) and {', '.join(units)}.")
    return Policy(**given)


def _seconds(wall: time) -> int:
    return wall.hour * 3600 + wall.minute * 60 + wall.second


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return moment.astimezone(UTC)
