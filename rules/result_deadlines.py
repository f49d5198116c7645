"""By when somebody must have looked at a result.

All three are defaults that a clinic changes. Critical: within 30 minutes by the clock, open or not; 30 minutes
is what published policies give for telling the clinician (Mayo Clinic Laboratories; PeaceHealth St. John under
the Joint Commission's NPSG.02.03.01, which asks for a time and leaves it to the organisation). Abnormal within
one business day and normal within three are ours: no rule names a time, and the patient may see the result at
once (45 CFR part 171).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rules.deadlines import BusinessHours, Urgency, add_business_days
from rules.result_flags import severity


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """By when results are reviewed. Raises `ValueError` for promises that are no order of urgency."""

    critical_within: timedelta = timedelta(minutes=30)
    abnormal_days: int = 1
    normal_days: int = 3

    def __post_init__(self) -> None:
        if not timedelta(minutes=1) <= self.critical_within <= timedelta(hours=24):
            raise ValueError("A critical result is reviewed within 1 minute to 24 hours.")
        if not 1 <= self.abnormal_days <= self.normal_days <= 20:
            raise ValueError("Abnormal results come before normal ones, and both within 20 business days.")


STANDARD = ReviewPolicy()


def review_due(received_at: datetime, flag: str, hours: BusinessHours, policy: ReviewPolicy = STANDARD) -> datetime:
    """By when a result must be reviewed whose worst flag this is, in UTC; raises `ValueError` for a naive instant."""
    weight = severity(flag)
    if weight == 2:
        return _aware(received_at) + policy.critical_within
    days = policy.abnormal_days if weight else policy.normal_days
    return add_business_days(_aware(received_at), days, hours)


def review_urgency(flag: str) -> Urgency:
    """The urgency of a result's task by its worst flag: critical stat, abnormal urgent, the rest routine."""
    steps: tuple[Urgency, ...] = ("routine", "urgent", "stat")
    return steps[severity(flag)]


def parse_review_policy(value: Mapping[str, Any]) -> ReviewPolicy:
    """What a clinic set: `{"critical_minutes": 30, "abnormal_days": 1, "normal_days": 3}`.

    What isn't named keeps its default. Raises `ValueError` with a sentence that says what can't be used.
    """
    given: dict[str, Any] = {}
    for name, number in value.items():
        if name not in ("critical_minutes", "abnormal_days", "normal_days"):
            raise ValueError(f"{name} is no deadline; there are critical_minutes, abnormal_days and normal_days.")
        if isinstance(number, bool) or not isinstance(number, int):
            raise ValueError(f"{name} is a whole number.")
        if name == "critical_minutes":
            given["critical_within"] = timedelta(minutes=min(number, 10_000))
        else:
            given[name] = number
    return ReviewPolicy(**given)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return moment.astimezone(UTC)
