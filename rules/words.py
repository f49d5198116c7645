"""Numbers and days in words, as criteria say them."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache


def count(number: int, noun: str) -> str:
    """ "1 day", "30 days"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def day_words(day: date) -> str:
    """ "3 May 2026"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


@lru_cache(maxsize=1024)
def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
