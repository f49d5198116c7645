"""The parts of a report as they are read: its values, who may see them, what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from db.queries.observations import STANDING
from rules.result_flags import Change

LONGEST_WORD = 60  # characters


@dataclass(frozen=True, slots=True)
class OldValue:
    """What a correction replaced, and when."""

    value: str
    unit: str
    flag: str
    status: str
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class Previous:
    """The newest earlier value of the same LOINC, of another report; no change between different units."""

    value: str
    unit: str
    flag: str
    at: datetime
    change: Change | None


@dataclass(frozen=True, slots=True)
class ObservationLine:
    """One value. `code` is its LOINC, empty while the laboratory's own `local_code` isn't mapped.

    `unit` and `reference` are as people read them; `low` and `high` are the ends of the reference range.
    `old`: what it replaced, the newest first. `withdrawn_at`: it was taken back and nothing came in its place.
    """

    id: int
    name: str
    code: str
    local_code: str
    sub_id: str
    value: str
    unit: str
    number: Decimal | None
    comparator: str
    flag: str
    low: Decimal | None
    high: Decimal | None
    reference: str
    status: str
    notes: str
    performer: str
    at: datetime
    previous: Previous | None = None
    old: tuple[OldValue, ...] = ()
    withdrawn_at: datetime | None = None

    @property
    def narrative(self) -> bool:
        """Whether the value is a text to read, not a figure or a word."""
        return self.number is None and ("\n" in self.value or len(self.value) > LONGEST_WORD)

    @property
    def stands(self) -> bool:
        """Whether it holds a value that counts."""
        return self.withdrawn_at is None and self.status in STANDING


@dataclass(frozen=True, slots=True)
class Group:
    """Values that belong together: all of a report, or those of one isolate of a culture (`title`)."""

    title: str
    lines: tuple[ObservationLine, ...]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A portal account that may act for the patient today: their own, or a proxy's."""

    id: int
    name: str
    own: bool
    relation: str
    state: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """An account that opened the report in the portal."""

    account_id: int
    name: str
    own: bool
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """Since when an audience sees the report; `account` names the one of the audience `account`.

    `readers`: those of the audience who opened it.
    """

    id: int
    audience: str
    account_id: int | None
    account: str
    released_at: datetime
    released_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str
    readers: tuple[ReadLine, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A report kept from an audience; in force until `ended_at`. `second` is the second clinician, if any."""

    id: int
    reason: str
    rationale: str
    audience: str
    account_id: int | None
    account: str
    decided_by: str
    decided_by_id: int
    second: str
    starts_at: datetime
    expires_at: datetime
    escalated_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    version: int


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A word to the patient, shown to them with the report unless it was withdrawn."""

    id: int
    author: str
    staff_id: int
    body: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str | None


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What follows from the report; open until `finished_at`. `task_id` is the to-do made for it."""

    id: int
    kind: str
    detail: str
    due_on: date | None
    task_id: int | None
    decided_by: str
    decided_at: datetime
    finished_at: datetime | None
    finished_by: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A message that made or changed the report; `remarks` are what was odd in it."""

    message_id: int
    change: str
    status: str
    at: datetime
    control_id: str
    file: str
    remarks: tuple[str, ...] = field(default=())
