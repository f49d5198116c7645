"""Refill requests that are taken down and taken back: each has its task, the same from staff and from the portal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from db.actions import refill_merging, refills
from db.actions.closing import close, reopen
from db.actions.refill_judging import judge_again, judge_new
from db.credentials import WORKER_IDENTITY
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import MedicationDispense, Patient, Priority, RefillRequest, Task
from tests.alarms import CHEST, notices, now, on_call, opened, put, steps
from tests.conftest import Clinic
from tests.refills import (
    ACE,
    AMOXICILLIN,
    LISINOPRIL,
    OXYCODONE,
    approve,
    asked,
    from_portal,
    mails,
    medication,
    pharmacy,
    protocol,
    ready,
    request,
    seen,
    somebody,
    steps_of,
)
from tests.results import audited, own_account


def withdraw(clinic: Clinic, task_id: int, reason: str = "Has some left.") -> Any:
    with clinic.db.transaction() as session:
        return refills.withdraw(session, by=clinic.alice, reason=reason, **seen(clinic, task_id))


def judge(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return judge_new(session, by=WORKER_IDENTITY)


def test_what_a_pharmacy_asks_for_becomes_a_task_without_clinical_words(clinic: Clinic) -> None:
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient), note="Third call.")
    task, kept = clinic.task(made.task_id), request(clinic, made.request_id)
    assert (task.focus_type, task.focus_id, task.patient_id) == ("refill_request", made.request_id, patient.id)
    assert (task.title, task.site_id, task.queue_id) == ("Refill request", patient.site_id, clinic.queue_id("refills"))
    assert (kept.source, kept.requested_by, kept.note) == ("pharmacy", "Main Street Pharmacy", "Third call.")
    assert kept.headline == f"{LISINOPRIL}, 1 tablet daily"
    assert (kept.ingredient, kept.drug_class, kept.schedule) == ("lisinopril", "ace-inhibitor", "")
    assert steps(clinic, made.task_id) == ["received"]
    assert audited(clinic, "refill.asked")[0].patient_id == patient.id


def test_asked_for_twice_with_one_token_it_is_one_request(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id, token, by = medication(clinic, patient), uuid4(), clinic.alice
    made = []
    for _ in range(2):
        with clinic.db.transaction() as session:
            made.append(
                refills.ask(
                    session, by=by, token=token, patient_id=patient.id, medication_id=medication_id, source="staff"
                )
            )
    assert made[0] == made[1]
    assert request(clinic, made[0].request_id).requested_by == "Alice Moreno"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"source": "patient"}, "source"),
        ({"source": "nobody"}, "source"),
        ({"requested_by": ""}, "requested_by"),
        ({"requested_by": "x" * 201}, "requested_by"),
        ({"note": "x" * 2_001}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"asked_dose": "x" * 201}, "asked_dose"),
        ({"pharmacy_id": 999_999}, "pharmacy_id"),
    ],
)
def test_what_cannot_be_taken_down_names_its_field(clinic: Clinic, change: dict[str, Any], field: str) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient)
    with pytest.raises(Invalid) as refused:
        asked(clinic, patient, medication_id, **change)
    assert refused.value.field == field


def test_nobody_asks_for_another_patients_medication_or_for_the_dead(clinic: Clinic) -> None:
    rosa, tom = somebody(clinic), somebody(clinic, "Tom")
    medication_id = medication(clinic, rosa)
    with pytest.raises(NotFound):
        asked(clinic, tom, medication_id)
    with clinic.db.transaction() as session:
        session.execute(update(Patient).where(Patient.id == rosa.id).values(deceased_at=now(clinic)))
    with pytest.raises(Invalid, match="has died"):
        asked(clinic, rosa, medication_id)


def test_a_pharmacy_that_is_not_in_use_is_not_chosen(clinic: Clinic) -> None:
    patient = somebody(clinic)
    with pytest.raises(Invalid, match="isn't in use"):
        asked(clinic, patient, medication(clinic, patient), pharmacy_id=pharmacy(clinic, active=False))


def test_who_only_looks_on_takes_nothing_down(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient)
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden), clinic.db.transaction() as session:
            refills.ask(
                session, by=token, token=uuid4(), patient_id=patient.id, medication_id=medication_id, source="staff"
            )


@pytest.mark.parametrize(
    ("display", "topic"),
    [(LISINOPRIL, "approve"), (OXYCODONE, "new-prescription"), (AMOXICILLIN, "prescriber")],
)
def test_the_topic_is_the_proposal(clinic: Clinic, display: str, topic: str) -> None:
    protocol(clinic, ACE)
    assert clinic.task(ready(clinic, display).task_id).topic == topic


def test_a_second_request_for_a_drug_changes_what_is_proposed_for_the_first(clinic: Clinic) -> None:
    patient = somebody(clinic)
    protocol(clinic, ACE)
    taken = medication(clinic, patient)
    first = asked(clinic, patient, taken)
    assert clinic.task(first.task_id).topic == "approve"
    asked(clinic, patient, taken)
    assert clinic.task(first.task_id).topic == "prescriber"


def test_what_comes_from_the_portal_is_judged_by_the_worker(clinic: Clinic) -> None:
    patient = somebody(clinic)
    protocol(clinic)
    task_id = from_portal(clinic, patient, medication(clinic, patient, left=20), own_account(clinic, patient))
    assert (clinic.task(task_id).topic, clinic.task(task_id).first_response_due_at) == ("", None)
    assert judge(clinic) == 1
    task = clinic.task(task_id)
    assert (task.topic, task.version) == ("prescriber", 1)  # twenty days left is too early
    assert task.first_response_due_at == task.due_at
    assert request(clinic, task.focus_id).ingredient == "lisinopril"
    assert judge(clinic) == 0


def test_the_same_request_is_put_before_staff_once(clinic: Clinic) -> None:
    patient = somebody(clinic)
    task_id = from_portal(clinic, patient, medication(clinic, patient), own_account(clinic, patient))
    with clinic.db.transaction() as session:
        again = session.execute(
            text("SELECT refill_received(:id, 'Patient')"), {"id": clinic.task(task_id).focus_id}
        ).scalar_one()
    assert again == task_id and steps(clinic, task_id) == ["received"]


def test_who_runs_out_within_two_days_is_urgent_and_due_sooner(clinic: Clinic) -> None:
    patient = somebody(clinic)
    soon = asked(clinic, patient, medication(clinic, patient, left=2))
    later = asked(clinic, patient, medication(clinic, patient, "Metformin 500 MG Oral Tablet", left=30))
    pressing, calm = clinic.task(soon.task_id), clinic.task(later.task_id)
    assert (pressing.priority, pressing.priority_reason) == (Priority.URGENT, "The supply runs out")
    assert calm.priority == Priority.ROUTINE
    assert pressing.due_at < calm.due_at


def test_as_the_supply_runs_out_a_request_that_waits_becomes_urgent(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient, left=30)
    task_id = asked(clinic, patient, medication_id).task_id
    due = clinic.task(task_id).due_at
    with clinic.db.transaction() as session:
        session.execute(update(MedicationDispense).values(days_supply=60))
        last = judge_again(session, by=WORKER_IDENTITY)
        assert judge_again(session, by=WORKER_IDENTITY, after_id=last) == 0
    task = clinic.task(task_id)
    assert task.priority == Priority.URGENT and task.due_at < due and task.version == 1


def test_a_priority_that_a_person_chose_stays(clinic: Clinic) -> None:
    patient = somebody(clinic)
    task_id = asked(clinic, patient, medication(clinic, patient, left=30)).task_id
    put(clinic, task_id, priority_reason="She has a second bottle.")
    with clinic.db.transaction() as session:
        session.execute(update(MedicationDispense).values(days_supply=60))
        judge_again(session, by=WORKER_IDENTITY)
    assert clinic.task(task_id).priority == Priority.ROUTINE


def test_a_protocol_switched_on_changes_what_is_proposed(clinic: Clinic) -> None:
    task_id = ready(clinic).task_id
    assert clinic.task(task_id).topic == "prescriber"
    protocol(clinic)
    with clinic.db.transaction() as session:
        judge_again(session, by=WORKER_IDENTITY)
    assert clinic.task(task_id).topic == "approve"


def test_the_patient_takes_a_request_back_and_its_task_closes(clinic: Clinic) -> None:
    made = ready(clinic)
    with clinic.db.transaction() as session:
        session.execute(text("SELECT refill_withdrawn(:id, 'Patient')"), {"id": made.request_id})
    kept, task = request(clinic, made.request_id), clinic.task(made.task_id)
    assert (kept.decision, kept.decided_by) == ("withdrawn", "Patient")
    assert (task.status.value, task.outcome, task.closed_by, task.version) == ("completed", "withdrawn", "Patient", 1)
    assert [step.step for step in steps_of(clinic, made.request_id)] == ["withdrawn"]
    with pytest.raises(Conflict, match="Patient took it back already"):
        approve(clinic, clinic.dev, made.task_id)


def test_what_was_decided_cannot_be_taken_back(clinic: Clinic) -> None:
    made = ready(clinic)
    approve(clinic, clinic.dev, made.task_id)
    with pytest.raises(DBAPIError, match="answered already"), clinic.db.transaction() as session:
        session.execute(text("SELECT refill_withdrawn(:id, 'Patient')"), {"id": made.request_id})
    with pytest.raises(Conflict, match="Dev Patel approved it already"):
        withdraw(clinic, made.task_id)


def test_staff_take_one_back_for_who_phoned_with_a_reason(clinic: Clinic) -> None:
    made = ready(clinic)
    with pytest.raises(Invalid, match="Say who took it back"):
        withdraw(clinic, made.task_id, " ")
    withdraw(clinic, made.task_id)
    assert request(clinic, made.request_id).decision == "withdrawn"
    assert steps_of(clinic, made.request_id)[0].reason == "Has some left."
    assert clinic.task(made.task_id).outcome == "withdrawn"


def test_the_task_of_an_open_request_is_not_closed_by_hand_nor_that_of_a_decided_one_opened(clinic: Clinic) -> None:
    task_id = ready(clinic).task_id
    with pytest.raises(Conflict, match="Nobody has decided"), clinic.db.transaction() as session:
        close(session, by=clinic.alice, token=uuid4(), outcome="duplicate", **seen(clinic, task_id))
    withdraw(clinic, task_id)
    with pytest.raises(Conflict, match="was decided"), clinic.db.transaction() as session:
        reopen(session, by=clinic.alice, task_id=task_id, seen_version=clinic.task(task_id).version)


def test_no_open_request_is_without_an_open_task(clinic: Clinic) -> None:
    for _ in range(3):
        withdraw(clinic, ready(clinic).task_id)
        ready(clinic)
    with clinic.db.transaction() as session:
        lost = session.scalars(
            select(RefillRequest.id)
            .outerjoin(
                Task,
                (Task.focus_type == "refill_request") & (Task.focus_id == RefillRequest.id) & Task.closed_at.is_(None),
            )
            .where((RefillRequest.decision == "") == Task.id.is_(None))
        ).all()
    assert lost == []


def test_its_deadline_counts_from_when_it_came(clinic: Clinic) -> None:
    task = clinic.task(ready(clinic).task_id)
    assert now(clinic) < task.due_at < now(clinic) + timedelta(days=6)


@pytest.mark.parametrize(
    ("note", "priority", "reason"),
    [
        (CHEST, Priority.STAT, "Emergency signs"),
        ("I have had a fever of 103 for three days.", Priority.URGENT, "Same day"),
        ("The blue ones, please. Thank you!", Priority.ROUTINE, ""),
    ],
)
def test_what_a_patient_writes_beside_a_request_is_read_for_alarming_words(
    clinic: Clinic, note: str, priority: Priority, reason: str
) -> None:
    opened(clinic, now=True)
    patient = somebody(clinic)
    task_id = from_portal(
        clinic, patient, medication(clinic, patient, left=30), own_account(clinic, patient), note=note
    )
    judge(clinic)
    task = clinic.task(task_id)
    assert task.priority == priority and task.priority_reason.startswith(reason)
    called = notices(clinic)
    assert (clinic.staff_id("alice") in called) is (priority == Priority.STAT)
    if called:
        assert task.due_at < now(clinic) + timedelta(minutes=31)
        assert all("Rosa" not in mail.subject + mail.body for mail in mails(clinic))


def test_out_of_hours_the_on_call_contact_hears_of_it(clinic: Clinic) -> None:
    opened(clinic, now=False)
    on_call(clinic)
    patient = somebody(clinic)
    from_portal(clinic, patient, medication(clinic, patient), own_account(clinic, patient), note=CHEST)
    judge(clinic)
    assert "oncall@example.invalid" in [mail.recipient for mail in mails(clinic)]


def test_the_words_of_staff_call_nobody(clinic: Clinic) -> None:
    patient = somebody(clinic)
    asked(clinic, patient, medication(clinic, patient, left=30), note="No " + CHEST)
    assert notices(clinic) == []


def test_one_that_others_were_merged_into_is_denied_not_taken_back(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient)
    first, second = (asked(clinic, patient, medication_id) for _ in range(2))
    with clinic.db.transaction() as session:
        refill_merging.merge(session, by=clinic.alice, into_task_id=first.task_id, **seen(clinic, second.task_id))
    with pytest.raises(Invalid, match="deny it instead, so that everybody is told"):
        withdraw(clinic, first.task_id)
    assert request(clinic, first.request_id).decision == ""
