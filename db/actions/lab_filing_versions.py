"""A report and its next version: what is new, what replaces what, what is taken back, what comes too late.

Nothing here reads or writes the database. A laboratory sends a report again as a whole or in part, and not always in
order, so each incoming value looks for the one it is a version of: the same code and sub-id, best of the same content,
else of the same time. Of the shared samples half of the orders were sent again, most with other values: results in
parts, which must be added, not taken for duplicates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

Change = Literal["filed", "appended", "corrected", "withdrawn", "unchanged"]
Age = Literal["older", "same", "newer"]  # by when the sender reported it; "same" too where that isn't known

WITHDRAWN = ("cancelled", "entered-in-error")
PENDING = ("registered", "preliminary")
SETTLED = ("final", "corrected")
RANKS = {"registered": 0, "preliminary": 1, "final": 2, "corrected": 3, "cancelled": 4, "entered-in-error": 4}
CAME_LATE = "An older version came after a newer one; it is kept among the versions and changed nothing."


@dataclass(slots=True, eq=False)
class Entry:
    """A value of a report: a row of `observation` that stands, or is to be written (`fresh`)."""

    id: int
    lab_code_id: int | None
    position: int
    code: str
    display: str
    value_number: Decimal | None
    value_text: str
    unit: str
    flag: str
    effective_at: datetime
    status: str
    local_code: str
    sub_id: str
    comparator: str
    low: Decimal | None
    high: Decimal | None
    range_text: str
    notes: str
    performer: str
    superseded_at: datetime | None = None
    superseded_by_id: int | None = None
    fresh: bool = False
    changed: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What an observation is of."""
        return (self.local_code or self.code or self.display).casefold(), self.sub_id

    @property
    def withdrawn(self) -> bool:
        """Whether it says that there is no such value."""
        return self.status in WITHDRAWN

    @property
    def content(self) -> tuple[str, ...]:
        """What a person reads of it, its status left out."""
        return self.value_text, self.unit, self.flag, self.range_text, self.notes

    def supersede(self, at: datetime, by: Entry | None = None) -> None:
        """This value no longer stands."""
        self.superseded_at, self.changed = at, True
        self.superseded_by_id = by.id if by is not None else None


@dataclass(slots=True)
class Version:
    """What a message did to a report."""

    change: Change = "unchanged"
    late: bool = False
    fresh: list[Entry] = field(default_factory=list)

    def was(self, change: Change) -> None:
        """The weightiest of what happened names the version."""
        order: tuple[Change, ...] = ("unchanged", "appended", "corrected", "withdrawn")
        self.change = max(self.change, change, key=order.index)


def next_status(standing: str, incoming: str, version: Version, age: Age) -> str:
    """The report's status after a version. It never falls back; a final one that changed is corrected."""
    if incoming in WITHDRAWN:
        return standing if age == "older" and standing not in WITHDRAWN else incoming
    if standing in WITHDRAWN:
        return incoming if version.change != "unchanged" else standing
    if standing in SETTLED and version.change in ("corrected", "withdrawn"):
        return "corrected"
    return max(standing, incoming, key=lambda status: RANKS[status])


def all_withdrawn(entries: Sequence[Entry]) -> str:
    """The status of a report of which every value was taken back one by one; '' for any other."""
    if not entries or any(entry.superseded_at is None for entry in entries):
        return ""
    last = {entry.status for entry in entries if entry.superseded_by_id is None}
    if not last <= set(WITHDRAWN):
        return ""
    return "entered-in-error" if "entered-in-error" in last else "cancelled"


def merge(entries: Sequence[Entry], incoming: Iterable[Entry], *, status: str, age: Age, now: datetime) -> Version:
    """Hold a version's values against those that stand; `entries` are the report's, withdrawn ones among them.

    `status` is the incoming report's. Every incoming value is either there already or in the version's `fresh`:
    nothing is lost. Entries that it replaces are marked.
    """
    version, taken = Version(), set[int]()
    whole = status in WITHDRAWN
    for value in incoming:
        if whole and not value.withdrawn:
            value.status = status
        found = _counterpart(value, entries, taken)
        if found is not None:
            taken.add(found.id)
        _settle(value, found, version, age, now)
    if whole and age != "older":
        for entry in entries:
            if entry.superseded_at is None:
                entry.supersede(now)
                version.was("withdrawn")
    return version


def _settle(value: Entry, found: Entry | None, version: Version, age: Age, now: datetime) -> None:
    if found is None:
        if value.withdrawn:
            value.superseded_at = now
        version.fresh.append(value)
        version.was("withdrawn" if value.withdrawn else "appended")
    elif found.content == value.content and _same_state(found.status, value.status):
        return
    elif _comes_late(value, found, age):
        value.superseded_at, value.superseded_by_id = now, found.id
        version.fresh.append(value)
        version.late = True
    elif found.content == value.content and not value.withdrawn and found.superseded_at is None:
        found.status, found.changed = value.status, True
        version.was("corrected" if value.status == "corrected" else "appended")
    else:
        value.position = found.position
        if value.withdrawn:
            value.superseded_at = now
        if found.superseded_at is None or found.superseded_by_id is None:
            found.supersede(found.superseded_at or now, value)
        version.fresh.append(value)
        version.was(_change(value, found))


def _change(value: Entry, found: Entry) -> Change:
    if value.withdrawn:
        return "withdrawn"
    return "corrected" if found.status in SETTLED or found.withdrawn or value.status == "corrected" else "appended"


def _same_state(standing: str, incoming: str) -> bool:
    """Whether nothing new is said by the status: a corrected value that is sent again as final still is corrected."""
    return standing == incoming or (standing == "corrected" and incoming == "final")


def _comes_late(value: Entry, found: Entry, age: Age) -> bool:
    """Whether what stands is newer than what came: messages overtake each other.

    Where times don't say, a correction outlives a final value and both outlive a preliminary one; a cancelled test
    that was done after all counts, one reported in error must be reported anew.
    """
    if found.withdrawn and not value.withdrawn:
        return age == "older" or (age == "same" and found.status == "entered-in-error")
    if value.withdrawn or RANKS[value.status] == RANKS[found.status]:
        return age == "older"
    return RANKS[value.status] < RANKS[found.status] and found.status in SETTLED and age != "newer"


def _counterpart(value: Entry, entries: Sequence[Entry], taken: set[int]) -> Entry | None:
    """The entry that this is a version of, None for a value that is new."""
    if not entries:
        return None
    alike = [entry for entry in entries if entry.id not in taken and entry.key == value.key]
    same_time = [entry for entry in alike if entry.effective_at == value.effective_at]
    # A correction's time is often its own. A final value of another time is another value.
    any_time = [
        entry
        for entry in alike
        if value.status == "corrected" or value.withdrawn or entry.status in PENDING or entry.withdrawn
    ]
    for fitting in ([entry for entry in same_time if entry.content == value.content], same_time, any_time):
        if fitting:
            return min(fitting, key=lambda entry: (entry.superseded_at is not None, entry.position, entry.id))
    return None
