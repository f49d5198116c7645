"""The clinic's clocks: opening hours and promised times, as set on screen, by team and by site.

The settings `business_hours` and `deadlines` hold for the clinic; `business_hours:team:<id>` and
`deadlines:team:<id>` for one team. Local time is the site's, else the clinic's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.config import config
from db.models import Priority, Setting, Site, Task
from rules.deadlines import (
    STANDARD,
    BusinessHours,
    Policy,
    Urgency,
    add_business_time,
    default_hours,
    parse_hours,
    parse_policy,
)

log = logging.getLogger(__name__)

HOURS = "business_hours"
DEADLINES = "deadlines"
URGENCIES: Mapping[int, Urgency] = {
    Priority.STAT: "stat",
    Priority.ASAP: "asap",
    Priority.URGENT: "urgent",
    Priority.ROUTINE: "routine",
}

Read = TypeVar("Read")


def urgency_of(task: Task) -> Urgency:
    """The task's priority in the words of the rules."""
    return URGENCIES[task.priority]


class Clocks:
    """Hours and policies, read once: good for one transaction."""

    def __init__(self, session: Session) -> None:
        names = (HOURS, DEADLINES)
        rows = session.execute(
            select(Setting.key, Setting.value).where(
                or_(Setting.key.in_(names), *(Setting.key.like(f"{name}:team:%") for name in names))
            )
        )
        self._settings: dict[str, dict[str, Any]] = {row.key: row.value for row in rows}
        self._zones = {row.id: row.time_zone for row in session.execute(select(Site.id, Site.time_zone))}
        self._hours: dict[tuple[int | None, int | None, int], BusinessHours] = {}
        self._policies: dict[int | None, Policy] = {}

    def hours(self, task: Task, year: int) -> BusinessHours:
        """The opening hours of the task's team at its site; good for deadlines that start in `year`."""
        return self.hours_at(task.team_id, task.site_id, year)

    def hours_at(self, team_id: int | None, site_id: int | None, year: int) -> BusinessHours:
        """The opening hours of a team at a site."""
        key = (team_id, site_id, year)
        if key not in self._hours:
            zone = self._zone(site_id)
            chosen = self._chosen(HOURS, team_id, lambda value: _usable(parse_hours(value, zone, year), year))
            self._hours[key] = chosen or default_hours(zone, year)
        return self._hours[key]

    def policy(self, task: Task) -> Policy:
        """What the task's team promises."""
        if task.team_id not in self._policies:
            self._policies[task.team_id] = self._chosen(DEADLINES, task.team_id, parse_policy) or STANDARD
        return self._policies[task.team_id]

    def _chosen(self, name: str, team_id: int | None, read: Callable[[Mapping[str, Any]], Read]) -> Read | None:
        """The team's setting, else the clinic's. A wrong one must not stop deadlines: the next one holds."""
        for key in ([f"{name}:team:{team_id}"] if team_id is not None else []) + [name]:
            if key in self._settings:
                try:
                    return read(self._settings[key])
                except (ValueError, AttributeError) as error:
                    log.error("The setting %s can't be used, so the default applies: %s", key, error)
        return None

    def _zone(self, site_id: int | None) -> ZoneInfo:
        name = self._zones.get(site_id) if site_id is not None else None
        if name is None:
            return config().zone
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):  # not found, not a name, a folder
            log.error("Site %d has an unknown time zone, so the clinic's applies", site_id)
            return config().zone


def _usable(hours: BusinessHours, year: int) -> BusinessHours:
    """The hours, if some day of the year is open: a list of closed days may leave none."""
    add_business_time(datetime(year, 1, 1, tzinfo=UTC), timedelta(0), hours)
    add_business_time(datetime(year + 1, 1, 1, tzinfo=UTC), timedelta(0), hours)
    return hours
