"""The newest value of each test: what a typed one is held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from db.models import Patient
from db.queries.newest_values import NewestValue, newest_values
from tests.conftest import Clinic
from tests.db.result_stories import HIGH_POTASSIUM, POTASSIUM, SODIUM, Value, file_report, withdraw

CODES = ("2823-3", "2951-2", "")


def newest(clinic: Clinic, patient: Patient, *, days_ago: float = 0) -> Mapping[str, NewestValue]:
    before = datetime.now(UTC) - timedelta(days=days_ago)
    with clinic.db.reading() as session:
        return newest_values(session, viewer=clinic.alice, patient_id=patient.id, codes=CODES, before=before)


def test_each_tests_newest_value_is_found(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, POTASSIUM, SODIUM, days_ago=20)
    file_report(clinic, rosa, HIGH_POTASSIUM, days_ago=5)
    found = newest(clinic, rosa)
    assert {code: one.value for code, one in found.items()} == {"2823-3": "6.9", "2951-2": "131"}
    assert (found["2823-3"].number, found["2823-3"].flag, found["2823-3"].unit) == (Decimal("6.9"), "HH", "mmol/L")


def test_what_came_later_is_not_before(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, POTASSIUM, days_ago=20)
    file_report(clinic, rosa, HIGH_POTASSIUM, days_ago=5)
    assert newest(clinic, rosa, days_ago=10)["2823-3"].value == "4.1"


def test_what_was_taken_back_or_is_preliminary_or_somebody_elses_does_not_count(clinic: Clinic) -> None:
    rosa = clinic.patient()
    withdraw(clinic, file_report(clinic, rosa, HIGH_POTASSIUM, days_ago=2), 0, "entered-in-error")
    file_report(clinic, rosa, HIGH_POTASSIUM, days_ago=3, status="preliminary")
    file_report(clinic, clinic.patient("Tom", "Berg"), HIGH_POTASSIUM, days_ago=1)
    assert newest(clinic, rosa) == {}


def test_a_value_with_a_comparator_has_no_number_to_compare(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, Value("2823-3", "Potassium", "<2.0", "mmol/L", "LL"), days_ago=2)
    assert (newest(clinic, rosa)["2823-3"].value, newest(clinic, rosa)["2823-3"].number) == ("<2.0", None)
