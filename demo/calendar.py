"""When patients write and how fast staff answer, drawn so that the whole follows published figures.

Sources, by their names in the clinical defaults: c10's volumes and first responses (Mass General Brigham 2021; Mayo
2013: worst Friday to Sunday, slower over 50; unread at 21 days 3 %) and concentration (VHA). No source gives volumes
by hour; the curve is a usual clinic's: weekday mornings, a smaller evening peak, a third of a weekday at weekends.
"""

from __future__ import annotations

import math
from bisect import bisect
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from demo.texts.model import Risk
from rules.deadlines import BusinessHours, add_business_time

THREADS_PER_PATIENT_MONTH = 0.133  # 133 threads, and with the texts' turns about 360 messages, per 1,000 a month
MONTH = 30.44  # days
WEEKDAY = (1.24, 1.10, 1.04, 1.0, 0.92, 0.38, 0.34)
HOUR = (3, 2, 1, 1, 2, 5, 14, 32, 62, 80, 82, 72, 56, 55, 58, 54, 46, 36, 28, 27, 28, 24, 15, 7)
HOUR_FREE = (4, 2, 1, 1, 1, 3, 8, 18, 32, 44, 48, 46, 42, 38, 36, 36, 36, 34, 32, 34, 35, 28, 16, 8)
GROWTH = 0.16  # from first to last day, around the mean

# Business hours until a person answers: lognormal, so that about two thirds are answered within a business day.
MEDIAN_HOURS, SPREAD = 4.9, 1.0
BY_TOPIC = {"scheduling": 0.8, "refill": 0.95, "referral": 1.3, "admin": 1.25, "results": 1.1}
BY_WEEKDAY = (1.0, 0.95, 0.95, 0.95, 1.3, 1.45, 1.45)
# Published first-response shares differ by race and ethnicity; a demo without the gap could not show it.
BY_GROUP = {"Hispanic or Latino": 1.17, "Black or African American": 1.09, "Asian": 0.95}
UNREAD_SHARE = 0.055  # of the answers that ended a conversation: 3 % of all


class Arrivals:
    """Instants at which patients write, between two instants, by day and hour."""

    def __init__(self, start: datetime, end: datetime, zone: ZoneInfo, holidays: frozenset[date]) -> None:
        self.start, self.end, self.zone = start, end, zone
        first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
        self.days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        span = max(1, len(self.days) - 1)
        self.holidays = holidays
        self.weights = list(
            accumulate(
                (WEEKDAY[6] if day in holidays else WEEKDAY[day.weekday()]) * (1 + GROWTH * (n / span - 0.5))
                for n, day in enumerate(self.days)
            )
        )

    def draw(self, rng: Random) -> datetime:
        """One instant, in UTC."""
        while True:
            day = self.days[bisect(self.weights, rng.random() * self.weights[-1], hi=len(self.days) - 1)]
            free = day in self.holidays or day.weekday() >= 5
            hour = rng.choices(range(24), HOUR_FREE if free else HOUR)[0]
            wall = time(hour, rng.randrange(60), rng.randrange(60))
            moment = datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)
            if self.start <= moment < self.end:
                return moment


def first_response(
    rng: Random, created: datetime, hours: BusinessHours, *, topic: str, risk: Risk, age: int, race: str, ethnicity: str
) -> datetime:
    """When a person first answers a message that came at `created`."""
    if risk != "none":
        # Found and called on sight, when somebody is there to see it.
        return add_business_time(created, _lognormal(rng, 0.3 if risk == "emergency" else 1.2, 0.6), hours)
    median = MEDIAN_HOURS * BY_TOPIC.get(topic, 1.0) * BY_WEEKDAY[created.astimezone(hours.zone).weekday()]
    median *= BY_GROUP.get(ethnicity, BY_GROUP.get(race, 1.0)) * (1.15 if age > 50 else 0.95)
    return add_business_time(created, _lognormal(rng, median, SPREAD), hours)


def next_answer(rng: Random, after: datetime, hours: BusinessHours, gap: str) -> datetime:
    """When staff answer a patient's later message: the thread is known, so sooner than at first."""
    median = {"immediate": 0.3, "hours": 2.2, "days": 7.0}[gap]
    return add_business_time(after, _lognormal(rng, median, 0.7), hours)


def patient_returns(rng: Random, after: datetime, gap: str, zone: ZoneInfo) -> datetime:
    """When a patient writes again: people sleep, and do not keep office hours."""
    median = {"immediate": 0.5, "hours": 3.5, "days": 34.0}[gap]
    moment = after + _lognormal(rng, median, 0.6)
    local = moment.astimezone(zone)
    if 1 <= local.hour < 6:
        moment += timedelta(hours=rng.uniform(5.5, 8))
    return moment


def read_at(rng: Random, sent: datetime, now: datetime, before: datetime | None) -> datetime | None:
    """When the patient read an answer: before they wrote again, some never."""
    if before is None and rng.random() < UNREAD_SHARE:
        return None
    moment = sent + _lognormal(rng, 3.0, 1.4)
    if before is not None:
        moment = min(moment, sent + (before - sent) * rng.uniform(0.2, 0.95))
    return moment if moment < now else None


def _lognormal(rng: Random, median_hours: float, spread: float) -> timedelta:
    return timedelta(hours=rng.lognormvariate(math.log(median_hours), spread))
