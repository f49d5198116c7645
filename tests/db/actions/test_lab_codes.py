"""Laboratories' codes and what they mean: a map fills in what was filed before, and what comes later."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from console.lab_files import read_one
from db.actions.lab_codes import Mapped, map_code, unmap_code
from db.errors import Conflict, Forbidden, Invalid
from db.models import LabCode, Patient
from db.queries.lab_codes import codes
from tests.conftest import Clinic
from tests.labs import file, message, obr, observations, obx, ours, pid, receive, reports

LOCAL = "K^Potassium, serum^L"


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient whose number laboratories send as ours."""
    ours(clinic)
    return clinic.patient("Rosa", "Diaz")


def code(clinic: Clinic, kind: str = "observation", lab: int = 0) -> LabCode:
    with clinic.db.transaction() as session:
        return session.scalars(select(LabCode).where(LabCode.kind == kind).order_by(LabCode.id)).all()[lab]


def mapped(clinic: Clinic, row: LabCode, loinc: str) -> Mapped:
    with clinic.db.transaction() as session:
        return map_code(session, by=clinic.alice, code_id=row.id, seen_version=row.version, loinc=loinc)


def test_mapping_fills_in_what_was_filed_and_what_comes(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code=LOCAL), obx("139", code="NA^Sodium^L", number=2)))
    done = mapped(clinic, code(clinic), "2823-3")
    assert (done.filled, done.loinc, done.version) == (1, "2823-3", 2)
    assert [one.code for one in observations(clinic)] == ["2823-3", ""]
    file(clinic, message(pid(rosa), obr("F2"), obx("4.4", code=LOCAL), control="2"))
    assert [one.code for one in observations(clinic)] == ["2823-3", "", "2823-3"]


def test_a_map_is_one_laboratorys(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr("F1"), obx("4.2", code=LOCAL)))
    file(clinic, message(pid(rosa), obr("F2"), obx("4.2", code=LOCAL), lab="LABSYS|COVE"))
    mapped(clinic, code(clinic), "2823-3")
    assert [one.code for one in observations(clinic)] == ["2823-3", ""]


def test_mapping_anew_and_unmapping_reach_every_value(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code=LOCAL)))
    mapped(clinic, code(clinic), "2823-3")
    mapped(clinic, code(clinic), "6298-4")
    assert [one.code for one in observations(clinic)] == ["6298-4"]
    row = code(clinic)
    with clinic.db.transaction() as session:
        unmap_code(session, by=clinic.alice, code_id=row.id, seen_version=row.version)
    assert [one.code for one in observations(clinic)] == [""]
    assert (code(clinic).loinc, code(clinic).mapped_at) == ("", None)


def test_the_code_of_an_ordered_test_is_mapped_too(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(code="BMP7^Chem 7^L"), obx("4.2")))
    assert mapped(clinic, code(clinic, "report"), "51990-0").filled == 1
    assert [one.loinc for one in reports(clinic)] == ["51990-0"]


@pytest.mark.parametrize("wrong", ["2832-3", "2823", "potassium", "", "2823-4"])
def test_what_is_no_loinc_code_is_refused(clinic: Clinic, rosa: Patient, wrong: str) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code=LOCAL)))
    with pytest.raises(Invalid):
        mapped(clinic, code(clinic), wrong)
    assert code(clinic).loinc == ""


def test_a_stale_screen_is_refused_and_so_is_who_may_not(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code=LOCAL)))
    seen = code(clinic)
    mapped(clinic, seen, "2823-3")
    with pytest.raises(Conflict, match="Alice Moreno"):
        mapped(clinic, seen, "6298-4")
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        map_code(session, by=clinic.ben, code_id=seen.id, seen_version=2, loinc="2823-3")


def test_a_value_sent_with_loinc_needs_no_map(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code="K^Potassium^L^2823-3^Potassium^LN")))
    [value] = observations(clinic)
    assert (value.code, value.local_code, value.lab_code_id) == ("2823-3", "K", None)


def test_a_code_whose_loinc_is_wrong_waits_to_be_mapped(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code="2823-4^Potassium^LN")))
    assert [one.code for one in observations(clinic)] == [""]
    assert code(clinic).code == "2823-4"


def test_a_code_mapped_while_its_file_is_read_is_filled_in_at_the_end(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code=LOCAL)))
    received = receive(
        clinic, *(message(pid(rosa), obr(f"G{n}"), obx("4.2", code=LOCAL), control=str(n)) for n in range(250))
    )
    steps: list[int] = []

    def between(done: int) -> None:
        if not steps:
            mapped(clinic, code(clinic), "2823-3")
        steps.append(done)

    read_one(clinic.db, received.file_id, between)
    assert steps == [200, 250]
    assert {one.code for one in observations(clinic)} == {"2823-3"}


def test_the_list_of_codes_to_map_says_how_often_and_in_which_units(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2", code=LOCAL), obx("139", code="NA^Sodium^L", number=2)))
    file(clinic, message(pid(rosa), obr("F2"), obx("4.4", code=LOCAL), control="2"))
    alice = clinic.alice
    with clinic.db.reading() as session:
        page = codes(session, viewer=alice)
        assert [(one.code, one.display, one.lab, one.uses, one.units) for one in page.codes] == [
            ("K", "Potassium, serum", "QUARRY", 2, ("mmol/L",)),
            ("NA", "Sodium", "QUARRY", 1, ("mmol/L",)),
        ]
        assert str(page.count) == "2"
        assert [one.code for one in codes(session, viewer=alice, search="sodi").codes] == ["NA"]
    mapped(clinic, code(clinic), "2823-3")
    with clinic.db.reading() as session:
        assert [one.code for one in codes(session, viewer=alice).codes] == ["NA"]
        assert [one.loinc for one in codes(session, viewer=alice, mapped=True).codes] == ["2823-3"]
