"""Saying whose a result is, and that it isn't: everything goes along, and the portal shows no stranger's values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions import lab_files
from db.actions.result_linking import create_patient_and_link, link, unlink
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import (
    AuditEvent,
    DiagnosticReport,
    FollowUp,
    LabMessage,
    Observation,
    OutboxMessage,
    Patient,
    ResultComment,
    ResultHold,
    ResultRelease,
    Task,
    UrgencyFlag,
)
from db.queries.unmatched import candidates
from tests.conftest import Clinic
from tests.labs import (
    SODIUM,
    file,
    lab_file,
    message,
    messages_of,
    obr,
    observations,
    obx,
    ours,
    pid,
    read_again,
    reports,
    tasks,
)

LATER = "20260302120000"


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient whose number laboratories send as ours."""
    ours(clinic)
    return clinic.patient("Rosa", "Diaz")


def unmatched(clinic: Clinic, rosa: Patient, *segments: str) -> Task:
    """A result of Rosa's whose sender names nobody's number; its task."""
    file(clinic, message(pid(rosa, mrn=""), *(segments or (obr(), obx("6.9", flag="HH"), SODIUM))))
    return tasks(clinic, "unmatched")[0]


def linked(clinic: Clinic, task: Task, patient: Patient) -> Task:
    with clinic.db.transaction() as session:
        done = link(
            session,
            by=clinic.alice,
            task_id=task.id,
            seen_version=task.version,
            patient_id=patient.id,
            reason="The laboratory confirmed it by phone.",
        )
    return clinic.task(done.task_id)


def unlinked(clinic: Clinic, task: Task) -> Task:
    with clinic.db.transaction() as session:
        done = unlink(
            session, by=clinic.alice, task_id=task.id, seen_version=task.version, reason="It is her sister's."
        )
    return clinic.task(done.task_id)


def open_releases(clinic: Clinic) -> list[int]:
    with clinic.db.transaction() as session:
        found = select(ResultRelease.patient_id).where(ResultRelease.withdrawn_at.is_(None)).order_by(ResultRelease.id)
        return list(session.scalars(found))


def audited(clinic: Clinic, kind: str) -> list[int | None]:
    with clinic.db.transaction() as session:
        found = select(AuditEvent.patient_id).where(AuditEvent.kind == kind).order_by(AuditEvent.id)
        return list(session.scalars(found))


def test_linking_files_releases_and_moves_the_task(clinic: Clinic, rosa: Patient) -> None:
    waiting = unmatched(clinic, rosa)
    task = linked(clinic, waiting, rosa)
    [report] = reports(clinic, rosa)
    assert (report.matched_by, report.match_reason) == ("Alice Moreno", "The laboratory confirmed it by phone.")
    assert {one.patient_id for one in observations(clinic)} == {rosa.id}
    assert (task.patient_id, task.focus_id, task.priority, task.flag) == (rosa.id, report.id, waiting.priority, "red")
    former = clinic.task(waiting.id)
    assert (former.outcome, former.closed_at is not None) == ("linked", True)
    assert [one.id for one in tasks(clinic)] == [task.id]
    assert open_releases(clinic) == [rosa.id]
    assert audited(clinic, "result.linked") == [rosa.id]
    assert [one.state.value for one in messages_of(clinic)] == ["filed"]
    with clinic.db.transaction() as session:
        assert session.scalars(select(UrgencyFlag.task_id)).all() == [task.id]


def test_all_results_of_a_message_are_linked_together(clinic: Clinic, rosa: Patient) -> None:
    task = unmatched(clinic, rosa, obr("F1"), obx("4.2"), obr("F2", code="CBC^Blood count^L"), obx("7"))
    linked(clinic, task, rosa)
    assert len(reports(clinic, rosa)) == 2
    assert (len(tasks(clinic)), tasks(clinic, "unmatched")) == (2, [])


def test_a_stale_screen_and_a_second_person_are_refused(clinic: Clinic, rosa: Patient) -> None:
    task = unmatched(clinic, rosa)
    tom = clinic.patient("Tom", "Berg")
    linked(clinic, task, rosa)
    with pytest.raises(Conflict, match="Alice Moreno"):
        linked(clinic, task, tom)
    with pytest.raises(Conflict, match="linked to a patient already"):
        linked(clinic, clinic.task(task.id), tom)
    assert [one.patient_id for one in reports(clinic)] == [rosa.id]


def test_linking_needs_a_reason_a_patient_and_the_permission(clinic: Clinic, rosa: Patient) -> None:
    task = unmatched(clinic, rosa)
    about = {"task_id": task.id, "seen_version": task.version}
    with pytest.raises(Invalid), clinic.db.transaction() as session:
        link(session, by=clinic.alice, **about, patient_id=rosa.id, reason="  ")
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        link(session, by=clinic.alice, **about, patient_id=987654, reason="Sure")
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        link(session, by=clinic.erin, **about, patient_id=rosa.id, reason="Sure")


def test_unlinking_takes_everything_from_the_wrong_patient(clinic: Clinic, rosa: Patient) -> None:
    task = linked(clinic, unmatched(clinic, rosa), rosa)
    with clinic.db.transaction() as session:
        about = {"report_id": task.focus_id, "patient_id": rosa.id}
        alice = clinic.staff_id("alice")
        session.add(ResultComment(report_id=task.focus_id, staff_id=alice, author="Alice", body="Please drink more."))
        session.add(FollowUp(**about, kind="call", decided_by="Alice"))
        session.add(
            ResultHold(
                **about,
                reason="patient-request",
                rationale="She asked",
                decided_by_id=alice,
                audience="proxies",
                expires_at=func.transaction_timestamp() + timedelta(days=1),
            )
        )
        session.execute(update(DiagnosticReport).values(reviewed_at=func.transaction_timestamp(), reviewed_by="Alice"))
    waiting = unlinked(clinic, task)
    assert (waiting.patient_id, waiting.closed_at) == (None, None)
    assert [one.id for one in tasks(clinic, "unmatched")] == [waiting.id]
    former = clinic.task(task.id)
    assert (former.outcome, former.patient_id) == ("unlinked", None)
    [report] = reports(clinic)
    assert (report.patient_id, report.reviewed_at, report.matched_by) == (None, None, "Alice Moreno")
    assert {one.patient_id for one in observations(clinic)} == {None}
    assert open_releases(clinic) == []
    assert audited(clinic, "result.unlinked") == [rosa.id]
    assert [one.state.value for one in messages_of(clinic)] == ["unmatched"]
    with clinic.db.transaction() as session:
        assert session.scalars(select(ResultComment.withdrawn_by)).all() == ["Alice Moreno"]
        assert session.scalars(select(ResultHold.ended_by)).all() == ["Alice Moreno"]
        assert session.scalars(select(FollowUp.outcome)).all() == ["unlinked"]
        assert session.scalars(select(OutboxMessage.state)).all() == ["withdrawn"]


def test_a_result_moved_from_one_patient_to_another_audits_both(clinic: Clinic, rosa: Patient) -> None:
    ana = clinic.patient("Ana", "Diaz")
    waiting = unlinked(clinic, linked(clinic, unmatched(clinic, rosa), rosa))
    task = linked(clinic, waiting, ana)
    assert [one.patient_id for one in reports(clinic)] == [ana.id]
    assert open_releases(clinic) == [ana.id]
    assert (audited(clinic, "result.unlinked"), audited(clinic, "result.linked")) == ([rosa.id], [rosa.id, ana.id])
    assert task.patient_id == ana.id
    assert {one.patient_id for one in tasks(clinic, open_only=False)} == {ana.id}


def test_what_a_person_took_from_a_patient_doesnt_file_itself_there_again(clinic: Clinic, rosa: Patient) -> None:
    """Neither by a correction that names them, nor by reading the message again."""
    file(clinic, message(pid(rosa), obr(), obx("4.2")))
    unlinked(clinic, tasks(clinic)[0])
    file(clinic, message(pid(rosa), obr(status="C", reported=LATER), obx("6.6", status="C"), control="2"))
    read_again(clinic, [one.id for one in messages_of(clinic)])
    [report] = reports(clinic)
    assert (report.patient_id, tasks(clinic)) == (None, [])
    assert open_releases(clinic) == []


def test_what_was_typed_in_for_a_patient_cant_be_unlinked(clinic: Clinic, rosa: Patient) -> None:
    task = linked(clinic, unmatched(clinic, rosa), rosa)
    with clinic.db.transaction() as session:
        session.execute(
            update(DiagnosticReport).values(
                source="manual",
                entered_by_id=clinic.staff_id("alice"),
                critical_told_to="Dr. Patel",
                critical_told_at=func.transaction_timestamp(),
                critical_read_back=True,
            )
        )
    with pytest.raises(Invalid):
        unlinked(clinic, task)


def test_a_new_patient_is_made_with_the_result_once(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(None, given="Nia", family="Okoro", mrn="N77", authority="THEIRS"), obr(), obx("4.2")))
    task, token = tasks(clinic, "unmatched")[0], uuid4()
    alice = clinic.alice

    def create() -> int:
        with clinic.db.transaction() as session:
            return create_patient_and_link(
                session,
                by=alice,
                token=token,
                task_id=task.id,
                seen_version=task.version,
                mrn="",
                given=" Nia ",
                family="Okoro",
                birth_date=date(1990, 2, 3),
                sex="female",
            ).task_id

    assert create() == create()
    with clinic.db.transaction() as session:
        [nia] = session.scalars(select(Patient).where(Patient.given == "Nia"))
    assert nia.mrn
    assert [one.patient_id for one in reports(clinic)] == [nia.id]
    assert audited(clinic, "patient.created") == [nia.id]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"given": " "}, Invalid),
        ({"sex": "F"}, Invalid),
        ({"birth_date": date(2190, 1, 1)}, Invalid),
        ({"given": "ROSA", "birth_date": date(1955, 3, 1)}, Conflict),
        ({"mrn": "own"}, Conflict),
    ],
)
def test_a_patient_who_exists_or_cant_be_is_not_made(
    clinic: Clinic, rosa: Patient, said: dict[str, object], error: type[Exception]
) -> None:
    task = unmatched(clinic, rosa)
    nia = {"mrn": "", "given": "Nia", "family": "Diaz", "birth_date": date(1990, 2, 3), "sex": "female"}
    values: dict[str, Any] = nia | said
    if values["mrn"]:
        values["mrn"] = rosa.mrn.lower()
    with pytest.raises(error), clinic.db.transaction() as session:
        create_patient_and_link(
            session, by=clinic.alice, token=uuid4(), task_id=task.id, seen_version=task.version, **values
        )
    assert [one.patient_id for one in reports(clinic)] == [None]


# Candidates


def test_the_candidates_stand_side_by_side_with_what_was_sent(clinic: Clinic, rosa: Patient) -> None:
    ana = clinic.patient("Ana", "Diaz")
    clinic.patient("Rosalie", "Diazo", birth_date=date(1999, 9, 9))
    task = unmatched(clinic, rosa)
    with clinic.db.reading() as session:
        found = candidates(session, viewer=clinic.alice, task_id=task.id)
    assert (found.sent.given, found.sent.family, found.sent.birth_date) == ("Rosa", "Diaz", date(1955, 3, 1))
    assert found.reason == "Name, birth date and sex agree, but there is no number of ours."
    best = found.candidates[0]
    assert (best.patient_id, best.suggested) == (rosa.id, True)
    assert "Birth date is the same." in best.why
    assert ana.id in {one.patient_id for one in found.candidates}


def test_candidates_are_for_who_may_match(clinic: Clinic, rosa: Patient) -> None:
    task = unmatched(clinic, rosa)
    with pytest.raises(Forbidden), clinic.db.reading() as session:
        candidates(session, viewer=clinic.farid, task_id=task.id)
    linked(clinic, task, rosa)
    with pytest.raises(NotFound), clinic.db.reading() as session:
        candidates(session, viewer=clinic.alice, task_id=task.id)


# Reading again


def test_after_the_setting_is_mended_what_waited_is_filed_and_nothing_twice(clinic: Clinic, rosa: Patient) -> None:
    done = file(clinic, message(pid(rosa, authority="OTHER"), obr(), obx("4.2"), SODIUM))
    assert len(tasks(clinic, "unmatched")) == 1
    ours(clinic, "PORTSIDE", "OTHER")
    with clinic.db.transaction() as session:
        asked = lab_files.replay(session, by=clinic.carla, file_id=done.id)
    assert asked.messages == 1
    for _ in range(2):
        read_again(clinic, [one.id for one in messages_of(clinic)])
    [report] = reports(clinic)
    assert report.patient_id == rosa.id
    assert len(observations(clinic)) == 2
    assert (len(tasks(clinic)), tasks(clinic, "unmatched")) == (1, [])
    assert open_releases(clinic) == [rosa.id]
    assert [(one.state.value, one.replayed) for one in messages_of(clinic)] == [("filed", 1)]
    assert lab_file(clinic, done.id).observations == 2


def test_reading_again_what_still_waits_changes_nothing(clinic: Clinic, rosa: Patient) -> None:
    file(clinic, message(pid(rosa, authority="OTHER"), obr(), obx("4.2")))
    read_again(clinic, [one.id for one in messages_of(clinic)])
    assert len(reports(clinic)) == 1
    assert len(observations(clinic)) == 1
    assert [(one.state.value, one.replayed) for one in messages_of(clinic)] == [("unmatched", 1)]
    assert len(tasks(clinic, "unmatched")) == 1


def test_a_refused_message_is_filed_once_its_text_was_mended(clinic: Clinic, rosa: Patient) -> None:
    """As after a reader learnt something: the row stays, what became of it changes."""
    good = message(pid(rosa), obr(), obx("4.2"))
    file(clinic, message(pid(rosa), control="9"), good)
    refused, filed = messages_of(clinic)
    assert [one.state.value for one in (refused, filed)] == ["refused", "filed"]
    with clinic.db.transaction() as session:
        raw = message(pid(rosa), obr("F2"), obx("4.4"), control="9")
        session.execute(update(LabMessage).where(LabMessage.id == refused.id).values(raw=raw))
    read_again(clinic, [refused.id])
    again = messages_of(clinic)
    assert [(one.id, one.state.value, one.reason) for one in again] == [
        (refused.id, "filed", ""),
        (filed.id, "filed", ""),
    ]
    with clinic.db.transaction() as session:
        assert session.query(Observation).filter(Observation.report_id.is_not(None)).count() == 2
