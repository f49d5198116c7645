"""What the reconcile page is told: open records, what may be one with them, and matches as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Key = tuple[str, int]  # a kind of `match_side`, or `slip` and its first payment's id: as `match.confirm` takes it
Source = int | str  # the id of a bank's account, or a processor's name; '' for all
EMPTY = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A record on the page. `name` is whose it is, `numbers` what it is known by, `entry` the kind of a card line.

    `patient_id` and the patient's name are only there of payments and refunds.
    """

    kind: str
    id: int
    on: date
    amount: Decimal
    name: str = ""
    source: str = ""
    numbers: str = ""
    memo: str = ""
    entry: str = ""
    fee: Decimal = EMPTY
    patient_id: int | None = None

    @property
    def key(self) -> Key:
        """What `match.confirm` calls it."""
        return (self.kind, self.id)


Cursor = tuple[date, int, int]


@dataclass(frozen=True, slots=True)
class LinePage:
    """Some of what is open, the oldest first, and where the next page starts (None at the end)."""

    lines: tuple[OpenLine, ...]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be one with the record asked for, as `match.confirm` takes it: `left` and `rights`.

    `others` are the records beside the one asked for. `left_over` is left less rights: it must be explained unless it
    is 0.00. `reference` is the number in common, '' for none; `doubts` as in `rules.payment_shapes`. `certain`: it will
    be matched by itself.
    """

    left: Key
    rights: tuple[Key, ...]
    others: tuple[OpenLine, ...]
    rule: str
    why: str
    left_over: Decimal
    score: int
    reference: str
    days: int
    names: str
    doubts: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """A record and what may be one with it, the likeliest first. `double`: why it seems to be there twice, else ''."""

    record: OpenLine
    found: tuple[Candidate, ...]
    double: str


@dataclass(frozen=True, slots=True)
class MatchedSide:
    """One record of a match. Not `live`: the match was undone, or a payment took this one's place."""

    kind: str
    id: int
    amount: Decimal
    live: bool


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A match as it stands on record: why it was made, by whom, what it explains, and whether it was undone."""

    id: int
    rule: str
    why: str
    automatic: bool
    difference: Decimal
    made_at: datetime
    made_by: str
    undone_at: datetime | None
    undone_by: str | None
    undo_reason: str
    sides: tuple[MatchedSide, ...]
