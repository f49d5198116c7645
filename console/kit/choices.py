"""What a deed offers to choose from, for one task or for many at once: to whom, how pressing, until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.kit.acting import credential, reading
from console.kit.times import local
from db.models import Priority
from db.queries import staff

MORNING = 8  # o'clock
PRIORITIES = {
    Priority.STAT: "Stat: now",
    Priority.ASAP: "ASAP: today",
    Priority.URGENT: "Urgent",
    Priority.ROUTINE: "Routine",
}


def assignees(area: str) -> dict[tuple[str, int], str]:
    """Who can be given a task of an area of work: people (`owner_id`), then teams (`team_id`), in words."""
    with reading() as session:
        people = staff.colleagues(session, viewer=credential(), area=area)
        teams = staff.teams(session, viewer=credential())
    found: dict[tuple[str, int], str] = {("owner_id", one.id): _colleague(one) for one in people}
    return found | {("team_id", team.id): f"Team {team.name}: whoever takes it" for team in teams}


def _colleague(one: staff.Colleague) -> str:
    away = f", away until {local(one.absent_until):%a %d %b}" if one.absent_until else ""
    covered = f", goes to {one.cover}" if one.absent_until and one.cover else ""
    return f"{one.name}, {', '.join(one.teams) or one.role}{away}{covered}"


def morning(now: datetime) -> datetime:
    """The clinic's morning of the day."""
    return local(now).replace(hour=MORNING, minute=0, second=0, microsecond=0)


def snooze_times(now: datetime) -> dict[str, datetime]:
    """Until when a task may be put off, by words; mornings are the clinic's."""
    today = morning(now)
    return {
        "1 hour": now + timedelta(hours=1),
        "3 hours": now + timedelta(hours=3),
        "Tomorrow, 8:00": today + timedelta(days=1),
        "In 2 days, 8:00": today + timedelta(days=2),
        "Next week, Monday 8:00": today + timedelta(days=7 - today.weekday()),
        "In a week, 8:00": today + timedelta(days=7),
    }
