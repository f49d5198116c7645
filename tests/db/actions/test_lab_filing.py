"""From a laboratory's file to reports and tasks: nothing lost, nothing twice, nothing to somebody else."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text

from console.lab_files import Stored
from console.lab_reader import came
from db.actions.lab_filing import read_file
from db.actions.result_linking import link
from db.credentials import WORKER_IDENTITY
from db.models import (
    Attachment,
    LabCode,
    Patient,
    ServiceRequest,
    Staff,
)
from tests.conftest import Clinic
from tests.labs import (
    BORN,
    SODIUM,
    file,
    message,
    obr,
    observations,
    obx,
    ours,
    pid,
    receive,
    released,
    reports,
    standing,
    states,
    tasks,
    versions,
)
from tests.results import audited

LATER = "20260302120000"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient whose number laboratories send as ours."""
    ours(clinic)
    return clinic.patient("Rosa", "Diaz")


# A result, from the file to the queue


def test_a_result_reaches_its_patient_and_the_queue(clinic: Clinic, rosa: Patient) -> None:
    done = file(clinic, message(pid(rosa), obr(), obx("6.9", flag="HH"), SODIUM))
    assert (done.state.value, done.reason, done.messages, done.observations) == ("read", "", 1, 2)
    [report] = reports(clinic, rosa)
    assert (report.status, report.severity, report.headline) == ("final", 2, "Potassium 6.9 mmol/L (HH)")
    assert [(one.display, one.value_text, one.patient_id) for one in observations(clinic)] == [
        ("Potassium", "6.9", rosa.id),
        ("Sodium", "139", rosa.id),
    ]
    [task] = tasks(clinic)
    assert (task.patient_id, task.focus_id, task.flag, task.priority) == (rosa.id, report.id, "red", 0)
    assert states(clinic) == ["filed"]
    assert [event.patient_id for event in audited(clinic, "result.filed")] == [rosa.id]
    assert released(clinic) == 1


def test_what_the_laboratory_said_is_kept_beside_the_values(clinic: Clinic, rosa: Patient) -> None:
    with clinic.db.transaction() as session:
        session.add(ServiceRequest(placer_number="ord77", patient_id=rosa.id, display="Metabolic panel"))
    file(
        clinic,
        message(
            pid(rosa), obr(placer="ORD77"), "NTE|1||Slight hemolysis.", obx("5.4", flag="H", at="202603010815"),
            "NTE|1||Checked twice.",
        ),
    )  # fmt: skip
    [report] = reports(clinic, rosa)
    [value] = observations(clinic)
    assert report.notes == "Slight hemolysis."
    assert (report.orderer, report.orderer_id) == ("Dev Patel", clinic.staff_id("dev"))
    assert report.collected_at == datetime(2026, 3, 1, 13, 0, tzinfo=UTC)
    assert value.effective_at == datetime(2026, 3, 1, 13, 15, tzinfo=UTC)
    assert (value.notes, value.range_text, str(value.low), str(value.high)) == (
        "Checked twice.",
        "3.5-5.1",
        "3.5",
        "5.1",
    )
    with clinic.db.transaction() as session:
        order = session.scalars(select(ServiceRequest)).one()
        assert (order.status, report.service_request_id) == ("completed", order.id)


def test_many_messages_of_many_patients_go_each_to_their_own(clinic: Clinic) -> None:
    ours(clinic)
    everybody = [clinic.patient("Ana" if n % 2 else "Tom", f"Quill{n}", birth_date=BORN) for n in range(450)]
    done = file(clinic, *(message(pid(one), obr(f"F{one.id}"), obx("4.2"), control=str(one.id)) for one in everybody))
    assert (done.messages, done.read_messages, done.observations) == (450, 450, 450)
    assert {one.patient_id: one.filler_number for one in reports(clinic)} == {one.id: f"F{one.id}" for one in everybody}
    assert {one.patient_id for one in tasks(clinic)} == {one.id for one in everybody}


SCANNED = text("SELECT relname FROM pg_stat_xact_user_tables WHERE seq_scan > 0 AND relname = ANY(:tables)")
WRITTEN = [
    "lab_message",
    "diagnostic_report",
    "observation",
    "report_message",
    "task",
    "result_release",
    "urgency_flag",
]


def test_a_file_never_looks_through_all_that_it_has_written(clinic: Clinic, rosa: Patient) -> None:
    sent = (message(pid(rosa), obr(f"F{at}"), obx("6.9", flag="HH"), control=f"{at}") for at in range(10))
    file_id, scanned = receive(clinic, *sent).file_id, list[str]()
    with clinic.db.transaction() as session:
        read_file(
            session,
            by=WORKER_IDENTITY,
            file_id=file_id,
            messages=came(Stored(clinic.db, file_id), "UTC"),
            counted=lambda: 10,
            progress=lambda _: scanned.extend(session.scalars(SCANNED, {"tables": WRITTEN})),
        )
    assert scanned == []
    assert len(tasks(clinic)) == 10


def test_a_message_with_two_orders_is_two_results(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr("F1"), obx("4.2"), obr("F2", code="CBC^Blood count^L"), obx("7.1")))
    assert [(one.filler_number, one.display) for one in reports(clinic, rosa)] == [
        ("F1", "Metabolic panel"),
        ("F2", "Blood count"),
    ]
    assert len(tasks(clinic)) == 2


def test_an_order_split_over_two_parts_of_a_message_is_one_result(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr("F1"), obx("4.2"), obr("F1"), SODIUM))
    [report] = reports(clinic, rosa)
    assert standing(clinic, report.id) == {"Potassium": "4.2", "Sodium": "139"}
    assert versions(clinic, report.id) == ["filed"]


def test_a_test_that_is_only_registered_is_nobodys_work_yet(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(status="O")))
    assert [one.status for one in reports(clinic)] == ["registered"]
    assert tasks(clinic) == []
    file(clinic, message(pid(rosa), obr(reported=LATER), obx("4.2"), control="2"))
    assert [(one.status, one.severity) for one in reports(clinic)] == [("final", 0)]
    assert len(tasks(clinic)) == 1


def test_a_rejected_specimen_is_put_before_staff_with_its_reason(clinic: Clinic, rosa: Patient) -> None:
    reject = "SPM|1|||119297000^Blood^SCT|||||||||||||||||QS^Quantity not sufficient^HL70490"
    file(clinic, message(pid(rosa), obr(status="X"), reject))
    [report] = reports(clinic, rosa)
    assert (report.status, report.notes) == ("cancelled", "Specimen rejected: Quantity not sufficient")
    assert len(tasks(clinic)) == 1
    assert released(clinic) == 0


# Documents


def ed(content: str, kind: str = "PDF") -> str:
    return f"OBX|2|ED|PDF^Report^L||LAB^AP^{kind}^Base64^{content}||||||F"


def test_an_embedded_pdf_is_filed_with_the_result_once(clinic: Clinic, rosa: Patient) -> None:
    packed = base64.b64encode(PDF).decode()
    file(clinic, message(pid(rosa), obr(), obx("4.2"), ed(packed)))
    file(clinic, message(pid(rosa), obr(reported=LATER), obx("4.3", status="C"), ed(packed), control="2"))
    [report] = reports(clinic, rosa)
    with clinic.db.transaction() as session:
        [attachment] = session.scalars(select(Attachment))
        assert (attachment.report_id, attachment.media_type, attachment.content) == (report.id, "application/pdf", PDF)


def test_a_pdf_that_is_none_leaves_a_note_that_it_is_missing(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(), obx("4.2"), ed(base64.b64encode(b"MZ no pdf at all").decode())))
    [report] = reports(clinic, rosa)
    assert report.notes.startswith("The attachment is missing: the attached document was sent as a PDF, but isn't one.")
    assert standing(clinic, report.id)["Potassium"] == "4.2"
    with clinic.db.transaction() as session:
        assert session.query(Attachment).count() == 0


def test_text_of_a_laboratory_stays_text(clinic: Clinic, rosa: Patient) -> None:
    nasty = "<script>alert(1)</script>"
    file(clinic, message(pid(rosa), obr(), f"NTE|1||{nasty}", obx(nasty, type="ST"), "NTE|1||=cmd()"))
    [report] = reports(clinic, rosa)
    assert (report.notes, standing(clinic)["Potassium"]) == (nasty, nasty)


# Whose is it


def test_our_number_with_another_birth_date_waits(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa, born="19550302"), obr(), obx("4.2")))
    [report] = reports(clinic)
    assert report.patient_id is None
    assert report.match_reason == "The number is a patient's, but the birth date differs."
    [task] = tasks(clinic, "unmatched")
    assert (task.patient_id, task.focus_id, tasks(clinic)) == (None, report.id, [])
    assert [one.patient_id for one in observations(clinic)] == [None]
    assert states(clinic) == ["unmatched"]
    assert released(clinic) == 0


def test_one_wrong_digit_that_names_the_twin_waits(clinic: Clinic, rosa: Patient) -> None:
    twin = clinic.patient("Ana", "Diaz", mrn="T990001")
    file(clinic, message(pid(rosa, mrn=twin.mrn), obr(), obx("4.2")))
    assert [one.patient_id for one in reports(clinic)] == [None]


def test_our_own_order_number_with_birth_date_and_given_name_files(clinic: Clinic, rosa: Patient) -> None:
    with clinic.db.transaction() as session:
        session.add(ServiceRequest(placer_number="a100", patient_id=rosa.id, display="Metabolic panel"))
    file(clinic, message(pid(rosa, mrn=""), obr(placer="A100"), obx("4.2")))
    assert [one.patient_id for one in reports(clinic)] == [rosa.id]


def test_name_birth_date_and_sex_alone_are_only_suggested(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa, mrn=""), obr(), obx("4.2")))
    [report] = reports(clinic)
    assert report.patient_id is None
    assert report.match_reason == "Name, birth date and sex agree, but there is no number of ours."


@pytest.mark.parametrize("number", ["", "0", "000000", "999999999", "NONE", "UNKNOWN", "TEST"])
def test_nothing_is_filed_on_a_placeholder(clinic: Clinic, number: str) -> None:
    ours(clinic)
    clinic.patient("Rosa", "Diaz", mrn=number or "blank")
    file(clinic, message(pid(None, mrn=number, given="Rosa", family="Diaz"), obr(), obx("4.2")))
    assert [one.patient_id for one in reports(clinic)] == [None]


def test_a_number_of_another_issuer_isnt_ours(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa, authority="OTHERLAB"), obr(), obx("4.2")))
    assert [one.patient_id for one in reports(clinic)] == [None]


def test_before_the_clinic_says_which_numbers_are_ours_none_is(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file(clinic, message(pid(rosa), obr(), obx("4.2")))
    assert [one.patient_id for one in reports(clinic)] == [None]


def test_a_laboratory_that_names_no_issuer_is_believed_where_the_clinic_says_so(clinic: Clinic) -> None:
    ours(clinic, unnamed=["quarry"])
    rosa = clinic.patient()
    file(clinic, message(pid(rosa, authority=""), obr("F1"), obx("4.2")))
    file(clinic, message(pid(rosa, authority=""), obr("F2"), obx("4.2"), lab="LABSYS|COVE", control="2"))
    assert [(one.filler_number, one.patient_id) for one in reports(clinic)] == [("F1", rosa.id), ("F2", None)]


# A laboratory's number and two people


def test_a_laboratorys_number_that_comes_for_somebody_else_is_another_result(clinic: Clinic, rosa: Patient) -> None:
    tom = clinic.patient("Tom", "Berg", birth_date=date(1980, 5, 5), sex="male")
    file(clinic, message(pid(rosa), obr(), obx("4.2")))
    file(clinic, message(pid(tom), obr(status="C", reported=LATER), obx("6.6", status="C"), control="2"))
    assert [(one.patient_id, one.status) for one in reports(clinic)] == [(rosa.id, "final"), (tom.id, "corrected")]
    assert [(one.patient_id, one.value_text) for one in observations(clinic) if one.superseded_at is None] == [
        (rosa.id, "4.2"),
        (tom.id, "6.6"),
    ]


def test_a_correction_follows_a_result_that_a_person_linked(clinic: Clinic, rosa: Patient) -> None:
    stranger = pid(None, mrn="", given="Ro", family="Diaz")
    file(clinic, message(stranger, obr(), obx("4.2")))
    [task] = tasks(clinic, "unmatched")
    with clinic.db.transaction() as session:
        link(session, by=clinic.alice, task_id=task.id, seen_version=1, patient_id=rosa.id, reason="By phone")
    file(clinic, message(stranger, obr(status="C", reported=LATER), obx("6.6", status="C"), control="2"))
    [report] = reports(clinic)
    assert (report.patient_id, standing(clinic)) == (rosa.id, {"Potassium": "6.6"})
    assert {one.patient_id for one in observations(clinic)} == {rosa.id}


def test_messages_without_anybody_named_are_never_filed_by_a_laboratorys_number(clinic: Clinic, rosa: Patient) -> None:
    nobody = "PID|1||||||"
    file(clinic, message(nobody, obr(), obx("4.2")))
    [task] = tasks(clinic, "unmatched")
    with clinic.db.transaction() as session:
        link(session, by=clinic.alice, task_id=task.id, seen_version=1, patient_id=rosa.id, reason="By phone")
    file(clinic, message(nobody, obr(reported=LATER), obx("6.6"), control="2"))
    assert [one.patient_id for one in reports(clinic)] == [rosa.id, None]


def test_an_unmatched_result_whose_next_version_names_its_patient_goes_there(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa, authority="OTHER"), obr(), obx("4.2")))
    assert len(tasks(clinic, "unmatched")) == 1
    ours(clinic, "PORTSIDE", "OTHER")
    file(clinic, message(pid(rosa, authority="OTHER"), obr(reported=LATER), SODIUM, control="2"))
    [report] = reports(clinic)
    assert report.patient_id == rosa.id
    assert {one.patient_id for one in observations(clinic)} == {rosa.id}
    assert (tasks(clinic, "unmatched"), [one.focus_id for one in tasks(clinic)]) == ([], [report.id])


def test_an_unmapped_code_is_filed_under_the_laboratorys_own_name(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa), obr(code="BMP7^Chem 7^L"), obx("4.2", code="K^Potassium, serum^L")))
    [value] = observations(clinic)
    assert (value.code, value.local_code, value.display) == ("", "K", "Potassium, serum")
    with clinic.db.transaction() as session:
        found = session.execute(select(LabCode.kind, LabCode.code, LabCode.display, LabCode.loinc)).all()
    assert sorted(tuple(row) for row in found) == [
        ("observation", "K", "Potassium, serum", ""),
        ("report", "BMP7", "Chem 7", ""),
    ]


def test_an_orderer_whose_name_two_people_have_is_nobody(clinic: Clinic, rosa: Patient) -> None:
    with clinic.db.transaction() as session:
        session.add(
            Staff(username="dev2", name="Dev Patel", role="nurse", email="d@x.invalid", password_hash="!",
                  must_change_password=False)
        )  # fmt: skip
    file(clinic, message(pid(rosa), obr(), obx("4.2")))
    assert [(one.orderer, one.orderer_id) for one in reports(clinic)] == [("Dev Patel", None)]
