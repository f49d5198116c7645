"""Taking down a refill request for a pharmacy that phones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import RefillRequest
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.refills import asked, medication, pharmacy, somebody


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def choose(app: AppTest, label: str, value: int) -> None:
    """Choose in one of the lists."""
    next(one for one in app.selectbox if one.label.startswith(label)).set_value(value).run()


def requests(clinic: Clinic) -> list[RefillRequest]:
    """Every request there is."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(RefillRequest)))


def test_what_a_pharmacy_asks_for_is_taken_down(clinic: Clinic) -> None:
    patient, where = somebody(clinic), pharmacy(clinic)
    drug = medication(clinic, patient)
    app = visit(clinic.alice, "ask-refill", patient=str(patient.id))
    choose(app, "Medication", drug)
    choose(app, "Pharmacy", where)
    press(app, f"do:ask:{patient.id}")
    assert not app.exception
    (made,) = requests(clinic)
    assert (made.medication_id, made.source, made.pharmacy_id) == (drug, "pharmacy", where)


def test_a_pharmacy_that_asks_is_the_one_on_the_medication_list_unless_another_is_chosen(clinic: Clinic) -> None:
    patient, where = somebody(clinic), pharmacy(clinic)
    drug = medication(clinic, patient, pharmacy_id=where)
    app = visit(clinic.alice, "ask-refill", patient=str(patient.id))
    choose(app, "Medication", drug)
    press(app, f"do:ask:{patient.id}")
    assert [one.pharmacy_id for one in requests(clinic)] == [where]


def test_one_that_waits_already_is_said(clinic: Clinic) -> None:
    patient = somebody(clinic)
    drug = medication(clinic, patient)
    asked(clinic, patient, drug)
    app = visit(clinic.alice, "ask-refill", patient=str(patient.id))
    choose(app, "Medication", drug)
    assert "waits already" in app.warning[0].value


def test_without_a_pharmacy_nothing_is_written_and_the_sentence_says_what_is_missing(clinic: Clinic) -> None:
    patient = somebody(clinic)
    drug = medication(clinic, patient)
    app = visit(clinic.alice, "ask-refill", patient=str(patient.id))
    choose(app, "Medication", drug)
    press(app, f"do:ask:{patient.id}")
    assert "Say which pharmacy asks" in app.warning[0].value
    assert not requests(clinic)


def test_the_front_desk_takes_none_down(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication(clinic, patient)
    assert "Lisinopril" not in texts(visit(clinic.erin, "ask-refill", patient=str(patient.id)))
