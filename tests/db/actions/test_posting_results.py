"""Results posted by hand: typed values flagged for this patient, critical ones only with who was told, and files."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from db.actions import results
from db.actions.attachments import judge, unchecked
from db.actions.escalation import escalate
from db.actions.files import open_attachment
from db.actions.flags import acknowledge
from db.actions.results import CriticalTold
from db.credentials import WORKER_IDENTITY
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Attachment, DiagnosticReport, LabPanel, Observation, Priority, Queue
from tests.alarms import opened, steps
from tests.conftest import Clinic
from tests.results import (
    CRITICAL,
    YESTERDAY,
    audited,
    filed,
    flags,
    opens,
    own_account,
    panel_id,
    patient_mails,
    posted,
    releases,
    report,
    sees,
    task_of,
)

SODIUM, POTASSIUM, GLUCOSE = "2951-2", "2823-3", "2345-7"
PDF = b"%PDF-1.4\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
TOLD = CriticalTold("Dr. Patel", datetime.now(UTC) - timedelta(minutes=5), read_back=True)


def values_of(clinic: Clinic, report_id: int) -> dict[str, Observation]:
    with clinic.db.transaction() as session:
        found = session.scalars(select(Observation).where(Observation.report_id == report_id))
        return {one.code: one for one in found}


def document(clinic: Clinic, patient_id: int, **more: Any) -> results.Posted:
    arguments: dict[str, Any] = {
        "token": uuid4(),
        "title": "Chest X-ray",
        "category": "imaging",
        "performed_at": YESTERDAY,
        "files": (("x-ray.pdf", PDF),),
    }
    with clinic.db.transaction() as session:
        return results.post_document(session, by=clinic.alice, patient_id=patient_id, **(arguments | more))


def test_a_clinic_begins_with_panels_to_type_from(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        slugs = set(session.scalars(select(LabPanel.slug)))
    assert {"cbc", "bmp", "cmp", "lipids", "hba1c", "tsh", "inr", "urinalysis"} <= slugs


def test_typed_values_become_a_final_report_with_flags_by_the_rules(clinic: Clinic) -> None:
    patient = clinic.patient()
    done = posted(clinic, clinic.alice, patient, {SODIUM: "140", POTASSIUM: "5.40", GLUCOSE: "<10"}, critical=TOLD)
    found = values_of(clinic, done.report_id)
    assert (found[SODIUM].flag, found[POTASSIUM].flag, found[GLUCOSE].flag) == ("", "H", "LL")
    assert (found[POTASSIUM].value_text, str(found[POTASSIUM].value_number)) == ("5.40", "5.40")
    assert (found[GLUCOSE].comparator, found[GLUCOSE].value_text) == ("<", "<10")
    assert found[POTASSIUM].unit == "mmol/L" and found[POTASSIUM].low is not None
    kept = report(clinic, done.report_id)
    assert (kept.source, kept.status, kept.severity) == ("manual", "final", 2)
    assert kept.headline.startswith("Glucose <10") and kept.entered_by_id == clinic.staff_id("alice")


def test_the_range_is_that_of_the_patients_sex_and_age_when_it_was_collected(clinic: Clinic) -> None:
    child = clinic.patient("Tim", birth_date=YESTERDAY.date() - timedelta(days=200), sex="male")
    adult = clinic.patient("Tom", birth_date=date(1970, 1, 1), sex="male")
    code, value = "718-7", "11.5"
    flagged = [
        values_of(
            clinic, posted(clinic, clinic.alice, one, {code: value}, panel_id=panel_id(clinic, "hemoglobin")).report_id
        )[code].flag
        for one in (child, adult)
    ]
    assert flagged == ["", "L"]


def test_ratios_coded_values_and_words_are_kept_as_typed(clinic: Clinic) -> None:
    panel = panel_id(clinic, "covid")
    with clinic.db.transaction() as session:
        code = session.get_one(LabPanel, panel).components[0]["loinc"]
    done = posted(clinic, clinic.alice, clinic.patient(), {code: "positive"}, panel_id=panel)
    kept = values_of(clinic, done.report_id)[code]
    assert (kept.value_text.lower(), kept.value_number, kept.flag) == ("positive", None, "A")


def test_what_looks_like_a_number_but_cannot_be_read_is_refused_naming_the_field(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="Potassium") as refused:
        posted(clinic, clinic.alice, clinic.patient(), {POTASSIUM: "5,4"})
    assert refused.value.field == f"values.{POTASSIUM}"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"collected_at": datetime.now(UTC) + timedelta(hours=2)}, "collected_at"),
        ({"collected_at": datetime(1940, 1, 1, tzinfo=UTC)}, "collected_at"),
        ({"notes": "a\x00b"}, "notes"),
        ({"notes": "x" * 5_001}, "notes"),
        ({"files": (("note.txt", b"hello"),)}, "files"),
        ({"orderer_id": 999_999}, "orderer_id"),
    ],
)
def test_what_cannot_be_names_its_field_and_saves_nothing(clinic: Clinic, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        posted(clinic, clinic.alice, clinic.patient(), {SODIUM: "140"}, **change)
    assert refused.value.field == field
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count(DiagnosticReport.id))) == 0


def test_an_empty_form_and_a_test_of_another_panel_are_refused(clinic: Clinic) -> None:
    patient = clinic.patient()
    for values in ({}, {SODIUM: "  "}, {"718-7": "14"}):
        with pytest.raises(Invalid) as refused:
            posted(clinic, clinic.alice, patient, values)
        assert refused.value.field == "values"


def test_a_critical_value_is_not_saved_without_who_was_told_when_and_read_back(clinic: Clinic) -> None:
    patient, value = clinic.patient(), {POTASSIUM: "6.9"}
    with pytest.raises(Invalid, match="Potassium") as refused:
        posted(clinic, clinic.alice, patient, value)
    assert refused.value.field == "critical"
    for told, field in (
        (CriticalTold("  ", TOLD.at, read_back=True), "critical.to"),
        (CriticalTold("Dr. Patel", TOLD.at, read_back=False), "critical.read_back"),
        (CriticalTold("Dr. Patel", datetime.now(UTC) + timedelta(hours=1), read_back=True), "critical.at"),
    ):
        with pytest.raises(Invalid) as refused:
            posted(clinic, clinic.alice, patient, value, critical=told)
        assert refused.value.field == field
    kept = report(clinic, posted(clinic, clinic.alice, patient, value, critical=TOLD).report_id)
    assert (kept.critical_told_to, kept.critical_told_at, kept.critical_read_back) == ("Dr. Patel", TOLD.at, True)


def test_a_critical_value_that_was_told_is_flagged_and_acknowledged_but_calls_nobody(clinic: Clinic) -> None:
    opened(clinic, now=False)
    done = posted(clinic, clinic.alice, clinic.patient(), {POTASSIUM: "6.9"}, critical=TOLD)
    task = clinic.task(done.task_id)
    assert (task.flag, task.flag_acknowledged_by, task.escalate_at) == ("red", "Alice Moreno", None)
    assert (task.priority, task.priority_reason, task.topic) == (Priority.STAT, "Critical value", "critical")
    assert [flag.phrase for flag in flags(clinic, done.report_id)] == ["Potassium 6.9 mmol/L (HH)"]
    with clinic.db.transaction() as session:
        assert escalate(session, by=WORKER_IDENTITY) == 0


def test_its_task_waits_in_the_queue_of_results_without_a_clinical_word(clinic: Clinic) -> None:
    done = posted(clinic, clinic.alice, clinic.patient(), {POTASSIUM: "5.4"})
    task = clinic.task(done.task_id)
    with clinic.db.transaction() as session:
        assert session.get_one(Queue, task.queue_id).slug == "results"
    assert (task.title, task.topic, task.owner_id, task.last_inbound_id) == ("Lab result", "abnormal", None, None)
    assert task.due_at > task.created_at and steps(clinic, task.id)[0] == "received"
    assert not flags(clinic, done.report_id)


def test_a_posted_result_is_the_patients_at_once(clinic: Clinic) -> None:
    patient = clinic.patient()
    done = posted(clinic, clinic.alice, patient, {SODIUM: "140"})
    assert sees(clinic, own_account(clinic, patient), done.report_id)
    assert [mail.subject for mail in patient_mails(clinic)] == ["You have a new test result"]
    assert len(audited(clinic, "result.posted")) == 1 == len(audited(clinic, "result.released"))


def test_a_second_submit_of_the_same_form_posts_nothing_more(clinic: Clinic) -> None:
    patient, token, alice = clinic.patient(), uuid4(), clinic.alice
    first = posted(clinic, alice, patient, {SODIUM: "140"}, token=token)
    assert posted(clinic, alice, patient, {SODIUM: "140"}, token=token) == first


def test_the_same_panel_of_the_same_moment_by_a_colleague_is_refused_and_names_them(clinic: Clinic) -> None:
    patient = clinic.patient()
    posted(clinic, clinic.alice, patient, {SODIUM: "140"})
    with pytest.raises(Conflict, match="Alice Moreno posted this result"):
        posted(clinic, clinic.dev, patient, {SODIUM: "141"})
    posted(clinic, clinic.dev, patient, {SODIUM: "141"}, again=True)


def test_who_may_not_post_results_posts_none(clinic: Clinic) -> None:
    patient = clinic.patient()
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            posted(clinic, token, patient, {SODIUM: "140"})


def test_an_imaging_report_is_a_file_with_a_title(clinic: Clinic) -> None:
    patient = clinic.patient()
    done = document(clinic, patient.id)
    kept = report(clinic, done.report_id)
    assert (kept.category, kept.display, kept.severity) == ("imaging", "Chest X-ray", 0)
    # Nobody can say that it is normal, so it is never released among the normal ones.
    assert (clinic.task(done.task_id).topic, clinic.task(done.task_id).title) == ("", "Imaging report")
    with clinic.db.transaction() as session:
        file = session.scalars(select(Attachment).where(Attachment.report_id == done.report_id)).one()
        opened_file = open_attachment(session, by=clinic.alice, attachment_id=file.id)
    assert (opened_file.name, opened_file.content) == ("x-ray.pdf", PDF)
    assert audited(clinic, "file.opened")[0].patient_id == patient.id


def test_a_critical_imaging_report_needs_who_was_told_as_well(clinic: Clinic) -> None:
    patient = clinic.patient()
    with pytest.raises(Invalid) as refused:
        document(clinic, patient.id, finding="AA")
    assert refused.value.field == "critical"
    done = document(clinic, patient.id, finding="AA", critical=TOLD)
    assert clinic.task(done.task_id).flag == "red"
    assert [flag.phrase for flag in flags(clinic, done.report_id)] == ["Chest X-ray (AA)"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"category": "x"}, "category"),
        ({"files": ()}, "files"),
        ({"finding": "HH"}, "finding"),
    ],
)
def test_a_document_that_cannot_be_names_its_field(clinic: Clinic, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        document(clinic, clinic.patient().id, **change)
    assert refused.value.field == field


def test_the_worker_looks_into_a_results_files_and_notes_one_that_cannot_be_opened(clinic: Clinic) -> None:
    done = document(clinic, clinic.patient().id, files=(("scan.png", PNG), ("report.pdf", PDF)))
    with clinic.db.transaction() as session:
        files = unchecked(session, by=WORKER_IDENTITY, after_id=0)
        assert [(file.name, file.outbound) for file in files] == [("scan.png", True), ("report.pdf", True)]
        assert judge(session, by=WORKER_IDENTITY, attachment_id=files[0].id, refusal="It is broken.")
    assert "attachment is missing" in report(clinic, done.report_id).notes
    assert "file-refused" in steps(clinic, done.task_id)


def test_who_may_not_read_results_opens_none_of_their_files(clinic: Clinic) -> None:
    document(clinic, clinic.patient().id)
    with clinic.db.transaction() as session:
        file_id = session.scalars(select(Attachment.id)).one()
    for token in (clinic.ben, clinic.erin, clinic.farid):
        with clinic.db.transaction() as session, pytest.raises((Forbidden, NotFound)):
            open_attachment(session, by=token, attachment_id=file_id)


def test_a_result_typed_wrongly_is_taken_back_and_counts_for_nothing(clinic: Clinic) -> None:
    patient = clinic.patient()
    done = posted(clinic, clinic.alice, patient, {POTASSIUM: "6.9"}, critical=TOLD)
    with clinic.db.transaction() as session:
        state = results.retract(session, by=clinic.alice, task_id=done.task_id, seen_version=1, reason="Wrong tube")
    assert (report(clinic, done.report_id).status, state.status) == ("entered-in-error", "completed")
    assert values_of(clinic, done.report_id)[POTASSIUM].superseded_at is not None
    assert not sees(clinic, own_account(clinic, patient), done.report_id)
    assert releases(clinic, done.report_id)[0].withdrawn_by == "Alice Moreno"
    assert [flag.overridden_at is None for flag in flags(clinic, done.report_id)] == [False]
    posted(clinic, clinic.alice, patient, {POTASSIUM: "4.9"})  # the right one, of the same moment


def test_a_wrong_result_that_was_opened_keeps_its_task_until_somebody_told_the_patient(clinic: Clinic) -> None:
    patient = clinic.patient()
    done = posted(clinic, clinic.alice, patient, {SODIUM: "140"})
    opens(clinic, own_account(clinic, patient), done.report_id)
    with clinic.db.transaction() as session:
        results.retract(session, by=clinic.alice, task_id=done.task_id, seen_version=1, reason="Wrong tube")
    task = task_of(clinic, done.report_id)
    assert (task.closed_at, task.priority_reason) == (None, "Withdrawn")


def test_two_people_at_once_take_it_back_once(clinic: Clinic) -> None:
    done = posted(clinic, clinic.alice, clinic.patient(), {SODIUM: "140"})
    with clinic.db.transaction() as session:
        results.retract(session, by=clinic.alice, task_id=done.task_id, seen_version=1, reason="Wrong tube")
    with clinic.db.transaction() as session, pytest.raises(Conflict, match="Alice Moreno"):
        results.retract(session, by=clinic.dev, task_id=done.task_id, seen_version=1, reason="Wrong tube")


def test_a_managers_acknowledgement_of_a_critical_result_counts_and_a_clerks_does_not(clinic: Clinic) -> None:
    task_id = task_of(clinic, filed(clinic, clinic.patient(), CRITICAL)).id
    for token in (clinic.erin, clinic.ben):
        with clinic.db.transaction() as session, pytest.raises((Forbidden, NotFound)):
            acknowledge(session, by=token, task_id=task_id)
    with clinic.db.transaction() as session:
        acknowledge(session, by=clinic.carla, task_id=task_id)
    assert clinic.task(task_id).flag_acknowledged_by == "Carla Jensen"
