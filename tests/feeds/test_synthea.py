"""A Synthea export read, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.imports import (
    AllergyLine,
    ConditionLine,
    CoverageLine,
    FactLine,
    MedicationLine,
    ObservationLine,
    PatientExport,
    PatientLine,
    Reject,
)
from feeds.synthea import COLUMNS, read_export
from feeds.tables import FileRefused

ZONE = ZoneInfo("America/New_York")
SAMPLE = Path(__file__).parents[2].parent / "shared/data/synthea_csv"
needs_sample = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample export is not beside the project")
ONE = {
    "Id": "aaaa1111-0000",
    "BIRTHDATE": "1980-02-03",
    "FIRST": "Ana María12",
    "LAST": "O'Neil-Díaz345",
    "GENDER": "F",
    "ZIP": "02155",
}


def put(folder: Path, name: str, *rows: dict[str, str]) -> None:
    """Write a file of the export; a column that a row doesn't name is empty."""
    columns = COLUMNS[name]
    lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def export(folder: Path, *, keep_digits: bool = False) -> PatientExport:
    return read_export(folder, zone=ZONE, keep_digits=keep_digits)


def facts(folder: Path) -> list[FactLine | Reject]:
    return [line for file in export(folder).facts for line in file.lines]


def reasons(folder: Path) -> dict[int, str]:
    return {line.line: line.reason for line in facts(folder) if isinstance(line, Reject)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "patients", ONE)
    return tmp_path


@needs_sample
def test_every_line_of_the_sample_can_be_used() -> None:
    found = export(SAMPLE)
    assert found.payers
    assert found.coverage
    counts: Counter[str] = Counter()
    for file in (found.payers, found.patients, *found.facts, found.coverage):
        for line in file.lines:
            assert not isinstance(line, Reject), line
            counts[file.file] += 1
    assert counts == {
        "payers.csv": 10,
        "patients.csv": 27,
        "encounters.csv": 604,
        "conditions.csv": 438,
        "medications.csv": 663,
        "allergies.csv": 40,
        "observations.csv": 990,
        "immunizations.csv": 29,
        "payer_transitions.csv": 1051,
    }


def test_names_lose_their_digits_unless_they_are_to_be_kept(folder: Path) -> None:
    (patient,) = export(folder).patients.lines
    assert isinstance(patient, PatientLine)
    assert (patient.given, patient.family, patient.sex, patient.birth_date) == (
        "Ana María",
        "O'Neil-Díaz",
        "female",
        date(1980, 2, 3),
    )
    (kept,) = export(folder, keep_digits=True).patients.lines
    assert isinstance(kept, PatientLine)
    assert kept.given == "Ana María12"


def test_dates_with_and_without_a_time_are_read_in_the_clinics_zone(folder: Path) -> None:
    row = {"PATIENT": "p", "ENCOUNTER": "e", "CODE": "1", "DESCRIPTION": "d"}
    put(
        folder,
        "conditions",
        row | {"START": "2020-01-02", "STOP": "2020-01-05"},
        row | {"START": "2020-01-02T03:00:00Z"},
        row | {"START": "2020-01-02T14:00:00Z", "STOP": "2020-01-02"},
    )
    dates = [(line.onset_date, line.abatement_date) for line in facts(folder) if isinstance(line, ConditionLine)]
    assert dates == [
        (date(2020, 1, 2), date(2020, 1, 5)),
        (date(2020, 1, 1), None),
        (date(2020, 1, 2), date(2020, 1, 2)),
    ]
    put(folder, "patients", ONE | {"DEATHDATE": "2021-06-01"})
    (patient,) = export(folder).patients.lines
    assert isinstance(patient, PatientLine)
    assert patient.deceased_at == datetime(2021, 6, 1, 4, tzinfo=UTC)


def test_observations_keep_numbers_units_and_texts(folder: Path) -> None:
    row = {
        "DATE": "2020-01-02T03:00:00Z",
        "PATIENT": "p",
        "CODE": "2345-7",
        "DESCRIPTION": "Glucose",
        "CATEGORY": "laboratory",
        "UNITS": "mg/dL",
        "TYPE": "numeric",
    }
    put(
        folder,
        "observations",
        row | {"VALUE": "5.10"},
        row | {"VALUE": "", "CODE": "2"},
        row | {"VALUE": "<5", "CODE": "3"},
        row | {"VALUE": "Never", "TYPE": "text", "UNITS": "null", "CODE": "4"},
        row | {"VALUE": "NaN", "CODE": "5"},
        row | {"VALUE": "1", "TYPE": "code", "CODE": "6"},
    )
    read = [
        (line.value_number, line.value_text, line.unit) for line in facts(folder) if isinstance(line, ObservationLine)
    ]
    assert read == [
        (Decimal("5.10"), "", "mg/dL"),
        (None, "", "mg/dL"),
        (None, "<5", "mg/dL"),
        (None, "Never", ""),
        (None, "NaN", "mg/dL"),
    ]
    assert reasons(folder) == {7: "TYPE is neither numeric nor text."}


def test_an_allergy_tells_its_worst_reaction_and_that_it_ended(folder: Path) -> None:
    put(
        folder,
        "allergies",
        {
            "START": "2001-01-01",
            "STOP": "2015-03-02",
            "PATIENT": "p",
            "CODE": "1",
            "DESCRIPTION": "Peanut",
            "DESCRIPTION1": "Wheal",
            "SEVERITY1": "MILD",
            "DESCRIPTION2": "Wheezing",
            "SEVERITY2": "SEVERE",
        },
    )
    (allergy,) = facts(folder)
    assert isinstance(allergy, AllergyLine)
    assert (allergy.reaction, allergy.severity) == ("Wheal; Wheezing; ended 2015-03-02", "severe")


def test_lines_are_refused_with_their_reason(folder: Path) -> None:
    row = {"START": "2020-01-02", "PATIENT": "p", "ENCOUNTER": "e", "CODE": "1", "DESCRIPTION": "d"}
    put(
        folder,
        "medications",
        row,
        row,
        row | {"STOP": "2020-01-01"},
        row | {"START": ""},
        row | {"START": "soon"},
        row | {"PATIENT": ""},
        row | {"DESCRIPTION": "d" * 2001},
        row | {"STOP": "2020-02-01"},
        row | {"DESCRIPTION": "a\0b"},
    )
    assert reasons(folder) == {
        3: "The line repeats line 2.",
        4: "STOP is before START.",
        5: "START is empty.",
        6: "START is no date that can be used.",
        7: "PATIENT is empty.",
        8: "DESCRIPTION has 2,001 characters; at most 2,000 are taken.",
        10: "The line holds a NUL character, which is no text.",
    }
    first, second = (line for line in facts(folder) if isinstance(line, MedicationLine))
    # A fact keeps its key when a line before it is mended: each of its identity (lines 2, 4, 8, 9) has its number.
    assert second.source_key == f"{first.source_key}#4"


def test_how_often_a_medication_was_given_out_says_nothing_of_its_supply(folder: Path) -> None:
    row = {"START": "2020-01-02", "PATIENT": "p", "ENCOUNTER": "e", "CODE": "1", "DESCRIPTION": "d"}
    put(folder, "medications", row)
    plain = facts(folder)
    rows = (folder / "medications.csv").read_text(encoding="utf-8").splitlines()
    more = [f"{rows[0]},DISPENSES", f"{rows[1]},174"]
    (folder / "medications.csv").write_text("\n".join(more) + "\n", encoding="utf-8")
    assert facts(folder) == plain


def test_patients_are_refused_with_their_reason(folder: Path) -> None:
    put(
        folder,
        "patients",
        ONE,
        ONE,
        ONE | {"Id": "b", "GENDER": "X"},
        ONE | {"Id": "c", "BIRTHDATE": "1849-01-01"},
        ONE | {"Id": "d", "DEATHDATE": "1970-01-01"},
        ONE | {"Id": ""},
    )
    lines = list(export(folder).patients.lines)
    assert [line.reason for line in lines if isinstance(line, Reject)] == [
        "The line repeats line 2.",
        "GENDER is none of F, M, O, U.",
        "BIRTHDATE is no date that can be used.",
        "DEATHDATE is before BIRTHDATE.",
        "Id is empty.",
    ]


def test_a_year_alone_begins_a_coverage(folder: Path) -> None:
    put(folder, "payer_transitions", {"PATIENT": "p", "START_YEAR": "2014", "PAYER": "x"})
    coverage = export(folder).coverage
    assert coverage
    (line,) = coverage.lines
    assert isinstance(line, CoverageLine)
    assert line.started_at.astimezone(ZONE).date() == date(2014, 1, 1)


def test_absent_files_are_named_and_patients_must_be_there(folder: Path) -> None:
    put(folder, "conditions")
    assert export(folder).absent == (
        "payers.csv",
        "encounters.csv",
        "medications.csv",
        "allergies.csv",
        "observations.csv",
        "immunizations.csv",
        "payer_transitions.csv",
    )
    (folder / "patients.csv").unlink()
    with pytest.raises(FileRefused, match=r"holds no patients\.csv"):
        export(folder)
    with pytest.raises(FileRefused, match="isn't a folder"):
        export(folder / "nowhere")


def test_a_renamed_column_refuses_the_export_and_is_named(folder: Path) -> None:
    text = (folder / "patients.csv").read_text().replace("BIRTHDATE", "BIRTH_DATE")
    (folder / "patients.csv").write_text(text)
    with pytest.raises(FileRefused, match=r"patients.csv has no column BIRTHDATE \(is it BIRTH_DATE\?\)\. Nothing was"):
        export(folder)


def test_the_hash_covers_every_file_and_the_options(folder: Path) -> None:
    first = export(folder).content_hash
    assert export(folder).content_hash == first
    assert export(folder, keep_digits=True).content_hash != first
    put(folder, "conditions")
    assert export(folder).content_hash != first
