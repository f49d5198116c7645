"""Version upon version of a laboratory's report: what came before stays, and the newest stands."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db.models import Patient, Task, UrgencyFlag
from tests.conftest import Clinic
from tests.labs import (
    SODIUM,
    counts,
    file,
    message,
    messages_of,
    obr,
    observations,
    obx,
    ours,
    pid,
    released,
    reports,
    standing,
    states,
    tasks,
    versions,
)

LATER = "20260302120000"
LATEST = "20260303120000"


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient whose number laboratories send as ours."""
    ours(clinic)
    return clinic.patient("Rosa", "Diaz")


def test_the_same_bytes_add_nothing_and_the_same_message_is_counted_as_a_duplicate(
    clinic: Clinic, rosa: Patient
) -> None:
    text = message(pid(rosa), obr(), obx("4.2"))
    first = file(clinic, text)
    before = counts(clinic)
    assert file(clinic, text).id == first.id
    assert counts(clinic) == before
    again = file(clinic, message(pid(rosa), obr(), obx("4.2"), control="2"), text)
    assert states(clinic) == ["filed", "duplicate", "duplicate"]
    assert (again.messages, again.observations) == (2, 0)
    assert counts(clinic)[1:] == before[1:]


def test_split_results_append(clinic: Clinic, rosa: Patient) -> None:
    """Sent again for the same order, with the same time and final: not duplicates, but the rest."""
    file(clinic, message(pid(rosa), obr(), obx("4.2")))
    file(clinic, message(pid(rosa), obr(), SODIUM, control="2"))
    [report] = reports(clinic, rosa)
    assert standing(clinic, report.id) == {"Potassium": "4.2", "Sodium": "139"}
    assert (versions(clinic, report.id), report.status) == (["filed", "appended"], "final")
    assert len(tasks(clinic)) == 1


def test_a_correction_supersedes_and_the_old_value_stays(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2"), SODIUM))
    file(clinic, message(pid(rosa), obr(status="C", reported=LATER), obx("6.6", status="C", flag="HH"), control="2"))
    [report] = reports(clinic, rosa)
    assert standing(clinic, report.id) == {"Potassium": "6.6", "Sodium": "139"}
    old = next(one for one in observations(clinic) if one.superseded_at)
    new = next(one for one in observations(clinic) if one.value_text == "6.6")
    assert (old.value_text, old.superseded_by_id, new.position) == ("4.2", new.id, old.position)
    assert (report.status, report.severity, versions(clinic, report.id)) == ("corrected", 2, ["filed", "corrected"])


def test_a_correction_reopens_the_task_and_a_critical_one_flags_anew(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2")))
    [task] = tasks(clinic)
    with clinic.db.transaction() as session:
        row = session.get_one(Task, task.id)
        row.status, row.closed_at, row.closed_by = row.status.COMPLETED, row.created_at, "Alice"
    file(clinic, message(pid(rosa), obr(status="C", reported=LATER), obx("6.6", status="C", flag="HH"), control="2"))
    [again] = tasks(clinic)
    assert (again.id, again.flag, again.priority) == (task.id, "red", 0)
    assert again.last_inbound_id is not None
    assert task.last_inbound_id is not None
    assert again.last_inbound_id > task.last_inbound_id
    with clinic.db.transaction() as session:
        assert [flag.phrase for flag in session.scalars(select(UrgencyFlag))] == ["Potassium 6.6 mmol/L (HH)"]


def test_a_preliminary_result_is_filed_and_not_released(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(status="P"), obx("4.2", status="P")))
    [report] = reports(clinic, rosa)
    assert (report.status, released(clinic), len(tasks(clinic))) == ("preliminary", 0, 1)
    file(clinic, message(pid(rosa), obr(reported=LATER), obx("4.2"), control="2"))
    [report] = reports(clinic, rosa)
    assert (report.status, released(clinic)) == ("final", 1)
    assert [(one.value_text, one.status, one.superseded_at) for one in observations(clinic)] == [("4.2", "final", None)]


def test_a_withdrawn_value_is_taken_back_and_the_others_stand(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2"), SODIUM))
    file(
        clinic,
        message(pid(rosa), obr(status="C", reported=LATER), obx("Hemolyzed", type="ST", status="X"), control="2"),
    )
    [report] = reports(clinic, rosa)
    assert standing(clinic, report.id) == {"Sodium": "139"}
    said = next(one for one in observations(clinic) if one.value_text == "Hemolyzed")
    assert said.status == "cancelled"
    assert said.superseded_at is not None
    assert (report.status, versions(clinic, report.id), released(clinic)) == ("corrected", ["filed", "withdrawn"], 1)


@pytest.mark.parametrize(("status", "said"), [("X", "cancelled"), ("W", "entered-in-error")])
def test_a_withdrawn_report_is_taken_from_the_patient(clinic: Clinic, rosa: Patient, status: str, said: str) -> None:
    file(clinic, message(pid(rosa), obr(), obx("6.9", flag="HH"), SODIUM))
    assert released(clinic) == 1
    file(clinic, message(pid(rosa), obr(status="C", reported=LATER), obx("", status=status), obx(
        "", code="2951-2^Sodium^LN", status=status), control="2"))  # fmt: skip
    [report] = reports(clinic, rosa)
    assert (report.status, report.severity, standing(clinic)) == (said, 0, {})
    assert released(clinic) == 0
    assert len(tasks(clinic)) == 1


def test_a_cancelled_order_withdraws_what_stood(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2")))
    file(clinic, message(pid(rosa), obr(status="X", reported=LATER), control="2"))
    [report] = reports(clinic, rosa)
    assert (report.status, standing(clinic), released(clinic)) == ("cancelled", {}, 0)
    assert versions(clinic, report.id) == ["filed", "withdrawn"]


def test_versions_that_overtake_each_other_dont_undo_the_newer_one(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(status="C", reported=LATEST), obx("6.0", status="C"), control="3"))
    file(clinic, message(pid(rosa), obr(status="P"), obx("4.2", status="P"), control="1"))
    file(clinic, message(pid(rosa), obr(reported=LATER), obx("4.9"), control="2"))
    [report] = reports(clinic, rosa)
    assert (report.status, standing(clinic, report.id)) == ("corrected", {"Potassium": "6.0"})
    assert sorted(one.value_text for one in observations(clinic)) == ["4.2", "4.9", "6.0"]
    assert versions(clinic, report.id) == ["filed", "unchanged", "unchanged"]
    assert messages_of(clinic)[1].remarks == [
        "An older version came after a newer one; it is kept among the versions and changed nothing."
    ]


def test_a_culture_grows_from_preliminary_to_corrected(clinic: Clinic, rosa: Patient) -> None:
    def culture(text: str, status: str, day: int) -> str:
        value = f"OBX|1|TX|630-4^Urine culture^LN|1|{text}||||||{status}"
        return message(pid(rosa), obr(status=status, reported=f"2026030{day}120000"), value, control=str(day))

    steps = (("No growth", "P"), ("Mixed flora", "F"), ("Mixed flora", "F"), ("E. coli", "C"), ("E. coli 10^5", "C"))
    for day, (text, status) in enumerate(steps, 1):
        file(clinic, culture(text.replace("^", "\\S\\"), status, day))
    [report] = reports(clinic, rosa)
    assert (report.status, standing(clinic)) == ("corrected", {"Urine culture": "E. coli 10^5"})
    assert versions(clinic, report.id) == ["filed", "appended", "unchanged", "corrected", "corrected"]
    assert states(clinic) == ["filed", "filed", "duplicate", "filed", "filed"]


def test_values_of_two_times_are_two_values(clinic: Clinic, rosa: Patient) -> None:
    """A glucose tolerance sent in parts: the same code, another hour."""
    glucose = "14749-6^Glucose^LN"
    file(clinic, message(pid(rosa), obr(), obx("92", code=glucose, at="202603010800")))
    file(clinic, message(pid(rosa), obr(), obx("92", code=glucose, at="202603010900"), control="2"))
    file(clinic, message(pid(rosa), obr(), obx("148", code=glucose, at="202603011000"), control="3"))
    assert sorted(one.value_text for one in observations(clinic) if one.superseded_at is None) == ["148", "92", "92"]


def test_sub_ids_keep_isolates_apart(clinic: Clinic, rosa: Patient) -> None:
    isolates = (obx("S", code="18864-9^Ampicillin^LN", sub=sub, type="ST") for sub in ("1", "2"))
    file(clinic, message(pid(rosa), obr(), *isolates))
    resistant = obx("R", code="18864-9^Ampicillin^LN", sub="2", type="ST", status="C")
    file(clinic, message(pid(rosa), obr(status="C", reported=LATER), resistant, control="2"))
    now = {one.sub_id: one.value_text for one in observations(clinic) if one.superseded_at is None}
    assert now == {"1": "S", "2": "R"}


def test_versions_within_one_file_are_held_against_each_other(clinic: Clinic, rosa: Patient) -> None:
    done = file(
        clinic,
        message(pid(rosa), obr(status="P"), obx("4.2", status="P"), control="1"),
        message(pid(rosa), obr(reported=LATER), obx("4.3"), control="2"),
        message(pid(rosa), obr(status="C", reported=LATEST), obx("4.4", status="C"), control="3"),
    )
    [report] = reports(clinic, rosa)
    assert (done.messages, report.status, standing(clinic)) == (3, "corrected", {"Potassium": "4.4"})
    assert versions(clinic, report.id) == ["filed", "appended", "corrected"]
    assert len(tasks(clinic)) == 1
