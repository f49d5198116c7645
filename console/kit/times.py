"""Times for people: relative on screen, absolute on hover, in the clinic's zone."""

from __future__ import annotations

from datetime import date, datetime

from db.config import config


def local(at: datetime) -> datetime:
    """The instant in the clinic's zone."""
    return at.astimezone(config().zone)


def clock(at: datetime) -> str:
    """`10:42`."""
    return f"{local(at):%H:%M}"


def absolute(at: datetime) -> str:
    """`Mon 23 Nov 2026, 10:42`."""
    return f"{local(at):%a %d %b %Y, %H:%M}"


def span(seconds: float) -> str:
    """A length of time in one unit: `45 s`, `12 min`, `3 h`, `5 days`."""
    if seconds < 60:
        return f"{int(seconds)} s"
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    if seconds < 36 * 3600:
        return f"{int(seconds // 3600)} h"
    return f"{int(seconds // 86400)} days"


def ago(at: datetime, now: datetime) -> str:
    """How long ago: `just now`, `12 min ago`, `5 days ago`; after a while the day: `22 Jul 2026`."""
    seconds = (now - at).total_seconds()
    if seconds > 45 * 86400:
        return f"{local(at):%d %b %Y}"
    return "just now" if seconds < 60 else f"{span(seconds)} ago"


def due(at: datetime, now: datetime) -> tuple[str, bool]:
    """A deadline in words, and whether it has passed: `due in 12 min`, `due Tue 14:30`, `overdue 2 h`."""
    seconds = (at - now).total_seconds()
    if seconds < 0:
        return f"overdue {span(-seconds)}", True
    if seconds < 3600:
        return f"due in {span(seconds)}", False
    if local(at).date() == local(now).date():
        return f"due {clock(at)}", False
    return f"due {local(at):%a %H:%M}", False


def age_text(birth_date: date, now: datetime) -> str:
    """Age as clinicians say it: days under a month, months under two years, else years."""
    days = (local(now).date() - birth_date).days
    if days < 31:
        return _some(days, "day")
    if days < 730:
        return _some(int(days / 30.44), "month")
    return str(age(birth_date, now))


def _some(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def age(birth_date: date, now: datetime) -> int:
    """Age in whole years on the clinic's today."""
    today = local(now).date()
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


def day(on: date) -> str:
    """`3 Mar 2026`."""
    return f"{on.day} {on:%b %Y}"
