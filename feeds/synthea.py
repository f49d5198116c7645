"""A Synthea CSV export: a folder of files that refer to each other by the patients' ids.

Read are patients.csv, which must be there, and, where they are there, payers, encounters,
conditions, medications, allergies, observations, immunizations and payer_transitions. Columns are
those that Synthea 3 writes; more are welcome, a missing one refuses the export.

Synthea numbers its names ("Maynard46 Mosciski958") so that nobody takes them for real people. The
digits at the end of a name's words are taken off unless asked otherwise: nurses read names aloud.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from db.imports import (
    AllergyLine,
    ConditionLine,
    CoverageLine,
    EncounterLine,
    FactLine,
    ImmunizationLine,
    Lines,
    MedicationLine,
    ObservationLine,
    PatientExport,
    PatientLine,
    PayerLine,
    Reject,
)
from feeds.tables import (
    NOTHING_DONE,
    FileRefused,
    LineRefused,
    Record,
    Repeats,
    Source,
    Watch,
    csv_columns,
    csv_records,
    require_columns,
    source,
    unwatched,
)

FACTS = ("encounters", "conditions", "medications", "allergies", "observations", "immunizations")
OPTIONAL = ("payers", *FACTS, "payer_transitions")
COLUMNS: dict[str, tuple[str, ...]] = {
    "patients": (
        "Id",
        "BIRTHDATE",
        "DEATHDATE",
        "FIRST",
        "LAST",
        "RACE",
        "ETHNICITY",
        "GENDER",
        "ADDRESS",
        "CITY",
        "STATE",
        "ZIP",
    ),
    "payers": ("Id", "NAME"),
    "encounters": ("Id", "START", "STOP", "PATIENT", "PAYER", "ENCOUNTERCLASS", "DESCRIPTION", "REASONDESCRIPTION"),
    "conditions": ("START", "STOP", "PATIENT", "ENCOUNTER", "CODE", "DESCRIPTION"),
    "medications": ("START", "STOP", "PATIENT", "ENCOUNTER", "CODE", "DESCRIPTION", "REASONDESCRIPTION"),
    "allergies": (
        "START",
        "STOP",
        "PATIENT",
        "CODE",
        "DESCRIPTION",
        "DESCRIPTION1",
        "SEVERITY1",
        "DESCRIPTION2",
        "SEVERITY2",
    ),
    "observations": ("DATE", "PATIENT", "ENCOUNTER", "CATEGORY", "CODE", "DESCRIPTION", "VALUE", "UNITS", "TYPE"),
    "immunizations": ("DATE", "PATIENT", "CODE", "DESCRIPTION"),
    "payer_transitions": ("PATIENT", "START_YEAR", "PAYER"),
}
SEXES = {"F": "female", "M": "male", "O": "other", "U": "unknown", "": "unknown"}
SEVERITIES = ("", "MILD", "MODERATE", "SEVERE")
LONGEST_TEXT = 2_000
EARLIEST = 1850
Parsed = TypeVar("Parsed", PatientLine, PayerLine, FactLine, CoverageLine)


def read_export(folder: Path, *, zone: ZoneInfo, keep_digits: bool = False, watch: Watch = unwatched) -> PatientExport:
    """The export in `folder`; its lines are read when they are asked for.

    `zone` is the clinic's: a date there is midnight there, and an instant falls on the day it had there.
    Raises `FileRefused` for a missing patients.csv and for columns that are missing in any file.
    """
    called = folder.name or str(folder)
    if not folder.is_dir():
        raise FileRefused(f"{called} isn't a folder. Name the one that holds patients.csv. {NOTHING_DONE}")
    if not (folder / "patients.csv").is_file():
        raise FileRefused(f"{called} holds no patients.csv. {NOTHING_DONE}")
    names = [name for name in ("patients", *OPTIONAL) if (folder / f"{name}.csv").is_file()]
    files = {name: source(folder / f"{name}.csv") for name in names}
    whole = hashlib.sha256(f"synthea 1, {zone.key}, {keep_digits}".encode())
    for name, file in files.items():
        require_columns(file, csv_columns(file), COLUMNS[name])
        whole.update(name.encode() + file.digest)
    reader = _Reader(zone, keep_digits, watch)
    return PatientExport(
        name=folder.resolve().name,
        content_hash=whole.digest(),
        patients=reader.lines(files["patients"], reader.patient),
        payers=reader.lines(files["payers"], reader.payer) if "payers" in files else None,
        facts=tuple(reader.lines(files[name], getattr(reader, name)) for name in FACTS if name in files),
        coverage=(reader.lines(files["payer_transitions"], reader.coverage) if "payer_transitions" in files else None),
        absent=tuple(f"{name}.csv" for name in OPTIONAL if name not in files),
    )


class _Row:
    """A record's cells, each asked for in the form it must have."""

    def __init__(self, record: Record, zone: ZoneInfo) -> None:
        self.line = record.line
        self._values: dict[str, str] = record.values
        self._zone = zone

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(self._values.values())

    def raw(self, column: str) -> str:
        return self._values[column].strip()

    def text(self, column: str) -> str:
        value = self._values[column].strip()
        if len(value) > LONGEST_TEXT:
            raise LineRefused(f"{column} has {len(value):,} characters; at most {LONGEST_TEXT:,} are taken.")
        return value

    def needed(self, column: str) -> str:
        value = self.text(column)
        if not value:
            raise LineRefused(f"{column} is empty.")
        return value

    def instant(self, column: str) -> datetime:
        """The cell's instant; what names no time is midnight in the clinic's zone."""
        return self._instant(column, self.needed(column))

    def year_or_instant(self, column: str) -> datetime:
        """An instant, or the beginning of the year that the cell names (as older exports do)."""
        value = self.needed(column)
        return self._instant(column, f"{value}-01-01" if len(value) == 4 else value)

    def _instant(self, column: str, value: str) -> datetime:
        try:
            found = datetime.fromisoformat(value)
            found = found if found.tzinfo else found.replace(tzinfo=self._zone)
            if EARLIEST < found.year < 9000:
                return found
        except ValueError:
            pass
        raise LineRefused(f"{column} is no date that can be used.")

    def instant_or_none(self, column: str) -> datetime | None:
        return self.instant(column) if self.text(column) else None

    def day(self, column: str) -> date:
        """The cell's day in the clinic's zone."""
        return self.instant(column).astimezone(self._zone).date()

    def day_or_none(self, column: str) -> date | None:
        return self.day(column) if self.text(column) else None

    def in_order(self, first: str, last: str) -> None:
        """Raise `LineRefused` when `last` is before `first`; by the day where either names no time."""
        if not self.text(last):
            return
        begun, ended = self.instant(first), self.instant(last)
        if ":" not in self.text(first) or ":" not in self.text(last):
            wrong = ended.astimezone(self._zone).date() < begun.astimezone(self._zone).date()
        else:
            wrong = ended < begun
        if wrong:
            raise LineRefused(f"{last} is before {first}.")

    def ended(self) -> str:
        day = self.day_or_none("STOP")
        return f"ended {day}" if day else ""


class _Reader:
    """From the cells of each file to the clinic's words."""

    def __init__(self, zone: ZoneInfo, keep_digits: bool, watch: Watch) -> None:
        self._zone = zone
        self._keep_digits = keep_digits
        self._watch = watch

    def lines(self, file: Source, parse: Callable[[_Row, Repeats], Parsed]) -> Lines[Parsed]:
        return Lines(file.name, self._read(file, parse))

    def _read(self, file: Source, parse: Callable[[_Row, Repeats], Parsed]) -> Iterator[Parsed | Reject]:
        repeats = Repeats()
        for record in csv_records(file, self._watch):
            if isinstance(record, Reject):
                yield record
                continue
            try:
                yield parse(_Row(record, self._zone), repeats)
            except LineRefused as refused:
                yield Reject(file.name, record.line, str(refused))

    def patient(self, row: _Row, repeats: Repeats) -> PatientLine:
        source_id = row.needed("Id")
        repeats.key(row.line, (), (source_id,))
        sex = SEXES.get(row.text("GENDER"))
        if sex is None:
            raise LineRefused("GENDER is none of F, M, O, U.")
        row.in_order("BIRTHDATE", "DEATHDATE")
        return PatientLine(
            row.line,
            source_id,
            self._name(row.needed("FIRST")),
            self._name(row.needed("LAST")),
            row.day("BIRTHDATE"),
            sex,
            row.instant_or_none("DEATHDATE"),
            row.text("ADDRESS"),
            row.text("CITY"),
            row.text("STATE"),
            row.text("ZIP"),
            row.text("RACE"),
            row.text("ETHNICITY"),
        )

    def _name(self, name: str) -> str:
        """The name without the digits that Synthea ends its words with; a name of digits alone stays."""
        return name if self._keep_digits else re.sub(r"\d+(?=[\s-]|$)", "", name).strip() or name

    def payer(self, row: _Row, repeats: Repeats) -> PayerLine:
        source_id = row.needed("Id")
        repeats.key(row.line, (), (source_id,))
        name = row.needed("NAME")
        return PayerLine(row.line, source_id, "No insurance" if name == "NO_INSURANCE" else name)

    def encounters(self, row: _Row, repeats: Repeats) -> EncounterLine:
        encounter = row.needed("Id")
        repeats.key(row.line, (), (encounter,))
        row.in_order("START", "STOP")
        return EncounterLine(
            row.line,
            row.needed("PATIENT"),
            encounter,
            row.text("ENCOUNTERCLASS") or "ambulatory",
            row.needed("DESCRIPTION"),
            row.text("REASONDESCRIPTION"),
            row.instant("START"),
            row.instant_or_none("STOP"),
            row.text("PAYER"),
        )

    def conditions(self, row: _Row, repeats: Repeats) -> ConditionLine:
        key = self._key(row, repeats, "ENCOUNTER", "CODE", "START")
        row.in_order("START", "STOP")
        return ConditionLine(
            row.line,
            row.needed("PATIENT"),
            key,
            row.needed("CODE"),
            row.needed("DESCRIPTION"),
            row.day("START"),
            row.day_or_none("STOP"),
        )

    def medications(self, row: _Row, repeats: Repeats) -> MedicationLine:
        """A medication order. For how many days a supply is and when it was given out, the export doesn't say.

        Its DISPENSES counts how often, over all the years, with neither a day nor a length: both stay unknown.
        """
        key = self._key(row, repeats, "ENCOUNTER", "CODE", "START")
        row.in_order("START", "STOP")
        return MedicationLine(
            row.line,
            row.needed("PATIENT"),
            key,
            row.needed("CODE"),
            row.needed("DESCRIPTION"),
            row.day("START"),
            row.day_or_none("STOP"),
            row.text("REASONDESCRIPTION"),
        )

    def allergies(self, row: _Row, repeats: Repeats) -> AllergyLine:
        """An allergy. One that ended says so beside its reactions: hiding it could harm more than showing it."""
        key = self._key(row, repeats, "CODE", "START")
        row.in_order("START", "STOP")
        reactions = (row.text("DESCRIPTION1"), row.text("DESCRIPTION2"), row.ended())
        severities = [row.text(column).upper() for column in ("SEVERITY1", "SEVERITY2")]
        if not set(severities) <= set(SEVERITIES):
            raise LineRefused("A severity is none of MILD, MODERATE, SEVERE.")
        return AllergyLine(
            row.line,
            row.needed("PATIENT"),
            key,
            row.needed("CODE"),
            row.needed("DESCRIPTION"),
            "; ".join(filter(None, reactions)),
            max(severities, key=SEVERITIES.index).lower(),
            row.day("START"),
        )

    def observations(self, row: _Row, repeats: Repeats) -> ObservationLine:
        key = self._key(row, repeats, "ENCOUNTER", "CODE", "DATE")
        kind, value = row.needed("TYPE"), row.text("VALUE")
        if kind not in ("numeric", "text"):
            raise LineRefused("TYPE is neither numeric nor text.")
        number = _number(value) if kind == "numeric" else None
        unit = row.text("UNITS")
        return ObservationLine(
            row.line,
            row.needed("PATIENT"),
            key,
            row.text("CATEGORY") or "other",
            row.needed("CODE"),
            row.needed("DESCRIPTION"),
            number,
            "" if number is not None else value,
            "" if unit == "null" else unit,
            row.instant("DATE"),
        )

    def immunizations(self, row: _Row, repeats: Repeats) -> ImmunizationLine:
        key = self._key(row, repeats, "CODE", "DATE")
        return ImmunizationLine(
            row.line,
            row.needed("PATIENT"),
            key,
            row.needed("CODE"),
            row.needed("DESCRIPTION"),
            row.instant("DATE"),
        )

    def coverage(self, row: _Row, _repeats: Repeats) -> CoverageLine:
        return CoverageLine(row.line, row.needed("PATIENT"), row.needed("PAYER"), row.year_or_instant("START_YEAR"))

    def _key(self, row: _Row, repeats: Repeats, *identity: str) -> str:
        """The fact's key. Asked for first, so that a line keeps its key when another one is mended."""
        return repeats.key(row.line, tuple(row.raw(column) for column in ("PATIENT", *identity)), row.cells)


def _number(value: str) -> Decimal | None:
    """The number, or None for what is none (empty, "<5", NaN) and stays text."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 40 else None
