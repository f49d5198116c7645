"""When the demo's files of money came: once a week, the last ones this morning, each about the days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEEKS = 5
SETTLED_AFTER = 7  # days from the visit until its insurer's file
CUT = 4  # days before: the last whose card payments are in a week's payout


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks are counted back: 0 is this morning's."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """Today by the clinic's clock."""
        return self.now.astimezone(self.zone).date()

    def came(self, week: int) -> datetime:
        """When a week's files came."""
        return self.now - week * 7 * DAY - 2 * HOUR

    def day(self, week: int, before: int) -> date:
        """So many days before a week's files came, on a day when banks work."""
        found = self._date(week, before)
        while found.weekday() >= 5:
            found -= DAY
        return found

    def payout_of(self, at: datetime) -> int | None:
        """The week in whose payout a card payment is; None where that is to come."""
        on = at.astimezone(self.zone).date()
        return next((week for week in reversed(range(WEEKS)) if on <= self._date(week, CUT)), None)

    def settled_in(self, on: date) -> int | None:
        """The week in which an insurer settled a visit; None where it hasn't yet."""
        age = (self.today - on).days
        return min((age - SETTLED_AFTER) // 7, WEEKS - 2) if age >= SETTLED_AFTER else None

    def banked_in(self, on: date) -> int | None:
        """The week whose file of the bank has this day: those before it came, and after the one before."""
        return next((week for week in reversed(range(WEEKS)) if on < self._date(week, 0)), None)

    def _date(self, week: int, before: int) -> date:
        return (self.came(week) - before * DAY).astimezone(self.zone).date()
