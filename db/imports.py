"""What a reader of files hands to an import: frozen lines in the clinic's words, and refused lines.

Readers (`feeds/`) know formats and no database; actions know the database and no formats. Both
speak through these. A line's fields are named after the columns they fill.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

Line = TypeVar("Line", covariant=True)


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was refused. `reason` names the column and what is wrong, never the value: it may be clinical."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class PayerLine:
    """An insurer, known by the source's id."""

    line: int
    source_id: str
    name: str


@dataclass(frozen=True, slots=True)
class PatientLine:
    """A patient, known by the source's id."""

    line: int
    source_id: str
    given: str
    family: str
    birth_date: date
    sex: str
    deceased_at: datetime | None
    address: str
    city: str
    state: str
    postal_code: str
    race: str
    ethnicity: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact about `patient` (the source's id). `source_key` stays the same when the fact is exported again."""

    line: int
    patient: str
    source_key: str


@dataclass(frozen=True, slots=True)
class ConditionLine(FactLine):
    """A problem."""

    code: str
    display: str
    onset_date: date
    abatement_date: date | None


@dataclass(frozen=True, slots=True)
class MedicationLine(FactLine):
    """A medication order."""

    code: str
    display: str
    started_on: date
    stopped_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class AllergyLine(FactLine):
    """An allergy or intolerance."""

    code: str
    display: str
    reaction: str
    severity: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class ObservationLine(FactLine):
    """A result or vital sign: a number in a UCUM unit, or text."""

    category: str
    code: str
    display: str
    value_number: Decimal | None
    value_text: str
    unit: str
    effective_at: datetime


@dataclass(frozen=True, slots=True)
class ImmunizationLine(FactLine):
    """A vaccine given."""

    code: str
    display: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class EncounterLine(FactLine):
    """A visit. `payer` (the source's id) paid for it; that of the latest visit is the patient's."""

    encounter_class: str
    display: str
    reason: str
    started_at: datetime
    ended_at: datetime | None
    payer: str


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """`payer` covers `patient` from `started_at` on (both the source's ids)."""

    line: int
    patient: str
    payer: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Lines(Generic[Line]):
    """The lines of one file, in its order. They are read while they are asked for, and only once."""

    file: str
    lines: Iterable[Line | Reject]


@dataclass(frozen=True, slots=True)
class PatientExport:
    """A whole export: its files refer to each other, so it is imported whole or not at all.

    `content_hash` covers every file and the options it is read with; `absent` names the optional
    files that it lacks.
    """

    name: str
    content_hash: bytes
    patients: Lines[PatientLine]
    payers: Lines[PayerLine] | None
    facts: tuple[Lines[FactLine], ...]
    coverage: Lines[CoverageLine] | None
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A patient's message. `patient` is an MRN or the source's id; None where the file names none."""

    line: int
    source_key: str
    patient: str | None
    topic: str
    subject: str
    body: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageFile:
    """A file of messages. `content_hash` covers the file and `mapping`, the columns by field it is read with."""

    name: str
    content_hash: bytes
    messages: Lines[MessageLine]
    names_patients: bool
    mapping: dict[str, str]


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What became of the lines of one file."""

    file: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `before` is when the very same content was imported already; then nothing was read."""

    batch_id: int
    files: tuple[FileCounts, ...]
    rejects: tuple[Reject, ...] = ()
    notices: tuple[str, ...] = ()
    before: datetime | None = None

    @property
    def total(self) -> FileCounts:
        """The sums over all files."""
        return FileCounts(
            "",
            sum(file.added for file in self.files),
            sum(file.updated for file in self.files),
            sum(file.unchanged for file in self.files),
            sum(file.rejected for file in self.files),
        )
