"""What a refill is judged by (a protocol), on (the facts), and what comes of it (criteria and a proposal)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from rules.drugs import Drug

Verdict = Literal["met", "unmet", "unknown"]
Pregnancy = Literal["any", "not"]
ProposalKind = Literal["approve", "bridge", "visit", "labs", "prescriber", "new-prescription"]
Tie = Literal["", "visit", "labs"]

PROPOSALS: dict[ProposalKind, str] = {
    "approve": "Approve",
    "bridge": "Bridge supply",
    "visit": "Needs a visit",
    "labs": "Needs labs",
    "prescriber": "To the prescriber",
    "new-prescription": "New prescription needed",
}
CRITERIA: dict[str, str] = {
    "class": "A class refilled by protocol",
    "active": "Still taken",
    "dose": "Dose unchanged",
    "duplicate": "No duplicate",
    "age": "Age",
    "pregnancy": "Not pregnant",
    "start": "Taken long enough",
    "refills": "Not refilled already",
    "early": "Not too early",
    "covered": "Taken regularly",
    "visit": "Visit",
    "lab": "Laboratory",
}


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory value that a protocol asks for: one of these LOINC codes, within so many months, in range.

    `low` and `high` belong to the range; both empty: only that it was measured.
    """

    loincs: tuple[str, ...]
    words: str
    within_months: int
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """By which facts a class of drugs may be refilled, and how much of it then.

    Not more than `early_days` before the supply ends; `min_covered` is the least proportion of days covered in the
    last 180 days; ages in years, both included. `days` and `refills` are what is given if everything is met;
    `bridge` the days of one bridge supply after the other while a visit or a laboratory value is missing.
    """

    drug_class: str
    visit_within_months: int | None = None
    labs: tuple[Lab, ...] = ()
    early_days: int = 7
    min_covered: Decimal | None = None
    min_age: int | None = None
    max_age: int | None = None
    pregnancy: Pregnancy = "any"
    not_within_months_of_start: int | None = None
    days: int = 90
    refills: int = 3
    bridge: tuple[int, ...] = (30, 15, 7)


@dataclass(frozen=True, slots=True)
class Dispensed:
    """A pharmacy gave out a supply for so many days."""

    on: date
    days: int


@dataclass(frozen=True, slots=True)
class Bridged:
    """A bridge supply that was given."""

    on: date
    days: int


@dataclass(frozen=True, slots=True)
class LabFact:
    """The latest value of a test. `value` is empty where it is no plain number; `unit` is UCUM."""

    value: Decimal | None
    text: str
    unit: str
    on: date


@dataclass(frozen=True, slots=True)
class Other:
    """Another medication that the patient takes."""

    display: str
    drug: Drug


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known for one request, on the day `today`. What isn't known is empty, never a guess.

    `asked_dose` is empty where it was asked for as before. `pregnant` is None where nobody knows. `labs` is the
    latest value by LOINC code, `others` the other active medications, `bridges` those since the last visit,
    `open_duplicates` the number of other open requests for the same, `open_other_strengths` of those for the same
    ingredients in another strength or form, `renewed_on` when it was last approved.
    """

    today: date
    birth_date: date | None
    sex: str
    pregnant: bool | None
    drug: Drug
    active: bool
    as_needed: bool = False
    started_on: date | None = None
    dose: str = ""
    asked_dose: str = ""
    dose_changed_on: date | None = None
    days_supply: int | None = None
    refills_left: int | None = None
    last_dispenses: tuple[Dispensed, ...] = ()
    last_visit: date | None = None
    next_visit: date | None = None
    labs: Mapping[str, LabFact] = field(default_factory=dict)
    others: tuple[Other, ...] = ()
    bridges: tuple[Bridged, ...] = ()
    open_duplicates: int = 0
    open_other_strengths: int = 0
    renewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing asked (`kind` is a key of `CRITERIA`), whether it is met, and the fact with its date."""

    kind: str
    words: str
    verdict: Verdict
    fact: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do with a request. `days` and `refills` where something is given; a bridge is tied to what is missing."""

    kind: ProposalKind
    days: int | None
    refills: int | None
    why: str
    tie: Tie = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a request stands against its protocol. `passes`: every criterion is met, so it may go by protocol."""

    criteria: tuple[Criterion, ...]
    proposal: Proposal
    passes: bool = False
