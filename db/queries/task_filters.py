"""Filters of a queue's lists: their addresses in a URL, their conditions, their values.

A condition is the same whatever its value, so statements are cached by a filter's shape (which are set), never
by what a person asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, Integer, Interval, bindparam, cast, func, or_, select

from db.errors import Invalid
from db.models import Patient, Priority
from db.models.foci import FOCI
from rules.topics import SEVERITIES, TOPICS

Shape = tuple[str, ...]

PRIORITIES = {priority.name.lower(): int(priority) for priority in Priority}
WAITING = {"1d": timedelta(days=1), "3d": timedelta(days=3), "7d": timedelta(days=7)}
AGES = {"child": (0, 18), "adult": (18, 65), "senior": (65, 200)}  # years: from, and below
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing. `waiting`: arrived at least so long ago."""

    topic: str = ""
    priority: int | None = None
    site_id: int | None = None
    team_id: int | None = None
    owner_id: int | None = None
    waiting: str = ""
    age: str = ""
    language: str = ""
    orderer_id: int | None = None

    @classmethod
    def of(cls, address: Mapping[str, str]) -> Filters:
        """The filters that a URL or a saved view names; keys that are no filter's are passed over.

        Raises `Invalid` with the key for a value that no filter knows, so that nothing is dropped in silence.
        """
        found = {key: read(key, str(address[key])) for key, read in READERS.items() if address.get(key)}
        return cls(**{FIELDS.get(key, key): value for key, value in found.items()})

    def address(self) -> dict[str, str]:
        """What is set, as `of` reads it: keys topic, priority, site, team, owner, waiting, age, language, orderer."""
        names = {field: key for key, field in FIELDS.items()}
        values = {names.get(name, name): getattr(self, name) for name in self.shape}
        return {key: _priority_name(value) if key == "priority" else str(value) for key, value in values.items()}

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.shape)

    @property
    def shape(self) -> Shape:
        """Which filters are set, without their values."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) not in ("", None))

    @property
    def of_patient(self) -> bool:
        """Whether patients must be looked at, not the tasks alone."""
        return bool(self.age or self.language)

    @property
    def looks_further(self) -> bool:
        """Whether another record than the task decides: counting a rare value then reads all of a view."""
        return self.of_patient or self.orderer_id is not None

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of the conditions of `conditions(…, self.shape)`; `Invalid` where one is unknown."""
        found: dict[str, Any] = {f"f_{name}": getattr(self, name) for name in self.shape}
        if self.waiting:
            found["f_waiting"] = _known("waiting", self.waiting, WAITING)
        if self.age:
            del found["f_age"]
            found["f_age_from"], found["f_age_below"] = _known("age", self.age, AGES)
        return found


def conditions(task: Any, shape: Shape) -> list[ColumnElement[bool]]:
    """The conditions of the filters that are set, over the columns of `task`."""
    return [CONDITIONS[name](task) for name in shape]


def _known(key: str, value: str, known: Mapping[str, Any]) -> Any:
    if value not in known:
        raise Invalid(key, f"The filter {key} doesn't know this value. Choose one from its list.")
    return known[value]


def _priority_name(value: int) -> str:
    return Priority(value).name.lower()


def _number(key: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= 19 and 0 < int(value) <= LARGEST_ID):
        raise Invalid(key, f"The filter {key} doesn't know this value. Choose one from its list.")
    return int(value)


def _topic(key: str, value: str) -> str:
    _known(key, value, TOPICS | SEVERITIES)
    return value


def _language(key: str, value: str) -> str:
    if not (value.isascii() and value.replace("-", "").isalnum() and len(value) <= 16):
        raise Invalid(key, "The filter language doesn't know this value. Choose one from its list.")
    return value


def _choice(known: Mapping[str, Any]) -> Callable[[str, str], str]:
    def read(key: str, value: str) -> str:
        _known(key, value, known)
        return value

    return read


READERS: dict[str, Callable[[str, str], Any]] = {
    "topic": _topic,
    "priority": lambda key, value: _known(key, value, PRIORITIES),
    "site": _number,
    "team": _number,
    "owner": _number,
    "waiting": _choice(WAITING),
    "age": _choice(AGES),
    "language": _language,
    "orderer": _number,
}
FIELDS = {"site": "site_id", "team": "team_id", "owner": "owner_id", "orderer": "orderer_id"}


def _of_patient(task: Any, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(Patient.id).where(Patient.id == task.patient_id, *where).correlate(task).exists()


def _aged(task: Any) -> ColumnElement[bool]:
    def birthday(name: str) -> ColumnElement[Any]:
        years = func.make_interval(bindparam(name, type_=Integer))
        return cast(cast(func.transaction_timestamp(), Date) - years, Date)

    return _of_patient(task, Patient.birth_date <= birthday("f_age_from"), Patient.birth_date > birthday("f_age_below"))


def _ordered(task: Any) -> ColumnElement[bool]:
    """Ordered by somebody, where the record is one of those that have an orderer."""
    who = bindparam("f_orderer_id", type_=BigInteger)
    return or_(
        *(
            # As a value of the row and not EXISTS: else counts read the records whole.
            (task.focus_type == name)
            & (select(one.orderer).where(one.key == task.focus_id).correlate(task).scalar_subquery() == who)
            for name, one in FOCI.items()
            if one.orderer is not None
        )
    )


CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "topic": lambda task: task.topic == bindparam("f_topic"),
    "priority": lambda task: task.priority == bindparam("f_priority", type_=Integer),
    "site_id": lambda task: task.site_id == bindparam("f_site_id", type_=BigInteger),
    "team_id": lambda task: task.team_id == bindparam("f_team_id", type_=BigInteger),
    "owner_id": lambda task: task.owner_id == bindparam("f_owner_id", type_=BigInteger),
    "waiting": lambda task: task.arrived_at <= func.transaction_timestamp() - bindparam("f_waiting", type_=Interval),
    "age": _aged,
    "language": lambda task: _of_patient(task, Patient.language == bindparam("f_language")),
    "orderer_id": _ordered,
}
