"""Results before staff: one task for each report, critical first; what changes a report opens and wakes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select

from db.actions.calls import log_call
from db.actions.closing import close
from db.actions.escalation import escalate
from db.actions.flags import acknowledge, override
from db.actions.follow_ups import review
from db.actions.red_flags import Unsettled
from db.actions.result_tasks import Arrival, put_before_staff
from db.actions.snoozing import snooze
from db.actions.tasks import claim
from db.credentials import WORKER_IDENTITY
from db.errors import Conflict, NewInbound
from db.models import DiagnosticReport, Lab, Observation, Patient, Priority, Queue, Task, TaskStatus
from tests.alarms import mails, notices, now, on_call, opened, put, recipients, steps
from tests.conftest import Clinic
from tests.results import CRITICAL, HIGH, NORMAL, as_worker, changed, filed, flags, report, task_of


def escalated(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return escalate(session, by=WORKER_IDENTITY)


def queue_of(clinic: Clinic, task: Task) -> str:
    with clinic.db.transaction() as session:
        return session.get_one(Queue, task.queue_id).slug


def reviewed(clinic: Clinic, task: Task) -> None:
    with clinic.db.transaction() as session:
        review(
            session,
            by=clinic.alice,
            task_id=task.id,
            seen_version=task.version,
            seen_inbound_id=task.last_inbound_id,
            follow_up="none",
        )


def belongs_to(clinic: Clinic, report_id: int, patient: Patient | None, change: str) -> None:
    """What linking does to a report before its task follows."""
    with clinic.db.transaction() as session, as_worker(session):
        session.get_one(DiagnosticReport, report_id).patient_id = patient.id if patient else None
        session.flush()
        put_before_staff(session, [Arrival(report_id, None, change)])


@pytest.mark.parametrize(
    ("values", "topic", "priority", "reason"),
    [
        (NORMAL, "normal", Priority.ROUTINE, ""),
        (HIGH, "abnormal", Priority.URGENT, "Abnormal"),
        (CRITICAL, "critical", Priority.STAT, "Critical value"),
        ((("Comment", "7", "", ""),), "", Priority.ROUTINE, ""),  # nobody can say that this is normal
    ],
)
def test_critical_comes_before_abnormal_before_normal(
    clinic: Clinic, values: tuple[tuple[str, str, str, str], ...], topic: str, priority: Priority, reason: str
) -> None:
    task = task_of(clinic, filed(clinic, clinic.patient(), values))
    assert (task.topic, task.priority, task.priority_reason) == (topic, priority, reason)
    assert (task.title, task.owner_id, task.triaged_at) == ("Lab result", None, task.created_at)
    assert queue_of(clinic, task) == "results" and task.team_id is not None and task.last_inbound_id is not None


def test_a_critical_result_is_due_within_half_an_hour_open_or_not(clinic: Clinic) -> None:
    opened(clinic, now=False)
    task = task_of(clinic, filed(clinic, clinic.patient(), CRITICAL))
    assert task.due_at - task.created_at == timedelta(minutes=30)
    assert task_of(clinic, filed(clinic, clinic.patient(), HIGH)).due_at - now(clinic) > timedelta(hours=12)


def test_what_belongs_to_nobody_yet_waits_in_its_own_queue(clinic: Clinic) -> None:
    task = task_of(clinic, filed(clinic, None, CRITICAL))
    assert (queue_of(clinic, task), task.patient_id, task.flag) == ("unmatched", None, "red")


def test_what_belongs_to_nobody_is_told_apart_by_who_sent_it_and_when_without_a_clinical_word(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        lab = Lab(application="ACME", facility="EAST", name="Acme Lab")
        session.add(lab)
        session.flush()
        lab_id = lab.id
    sent_at = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)  # still the third where the clinic is
    report_id = filed(clinic, None, HIGH, lab_id=lab_id, reported_at=sent_at)
    assert task_of(clinic, report_id).title == "Lab result of 03 Mar 2026, Acme Lab"
    belongs_to(clinic, report_id, clinic.patient(), "linked")
    assert task_of(clinic, report_id).title == "Lab result"
    belongs_to(clinic, report_id, None, "unlinked")
    assert task_of(clinic, report_id).title == "Lab result of 03 Mar 2026, Acme Lab"


def test_a_critical_value_escalates_until_somebody_acknowledges_it(clinic: Clinic) -> None:
    opened(clinic, now=True)
    task = task_of(clinic, filed(clinic, clinic.patient(), CRITICAL))
    assert task.escalate_at is not None and escalated(clinic) == 0
    put(clinic, task.id, escalate_at=now(clinic) - timedelta(minutes=25))
    assert escalated(clinic) == 1
    assert clinic.staff_id("alice") in notices(clinic) and clinic.staff_id("carla") in notices(clinic)
    assert {mail.subject for mail in mails(clinic) if mail.staff_id} == {"A critical result waits"}
    assert all("Rosa" not in mail.body and "Potassium" not in mail.body for mail in mails(clinic))
    with clinic.db.transaction() as session:
        acknowledge(session, by=clinic.alice, task_id=task.id)
    assert clinic.task(task.id).escalate_at is None


def test_who_ordered_it_is_called_first_where_nobody_owns_it(clinic: Clinic) -> None:
    opened(clinic, now=True)
    task = task_of(clinic, filed(clinic, clinic.patient(), CRITICAL, orderer_id=clinic.staff_id("dev")))
    put(clinic, task.id, escalate_at=now(clinic) - timedelta(seconds=1))
    escalated(clinic)
    assert notices(clinic) == [clinic.staff_id("dev")] and task.owner_id is None


def test_out_of_hours_the_on_call_contact_is_called_at_once(clinic: Clinic) -> None:
    opened(clinic, now=False)
    on_call(clinic)
    filed(clinic, clinic.patient(account=False), CRITICAL)
    assert recipients(clinic) == ["oncall@example.invalid"]


def test_taking_a_critical_result_acknowledges_it(clinic: Clinic) -> None:
    task = task_of(clinic, filed(clinic, clinic.patient(), CRITICAL))
    with clinic.db.transaction() as session:
        claim(session, by=clinic.dev, task_id=task.id)
    assert clinic.task(task.id).flag_acknowledged_by == "Dev Patel"


def test_a_critical_result_is_not_reviewed_away_before_somebody_phoned_or_overrode_it(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient, CRITICAL)
    task = task_of(clinic, report_id)
    with pytest.raises(Unsettled):
        reviewed(clinic, task)
    with clinic.db.transaction() as session:
        log_call(session, by=clinic.alice, token=uuid4(), patient_id=patient.id, task_id=task.id, outcome="reached")
    reviewed(clinic, task)
    other = filed(clinic, patient, CRITICAL)
    with clinic.db.transaction() as session:
        flag_id = flags(clinic, other)[0].id
        override(session, by=clinic.dev, flag_id=flag_id, seen_version=1, reason="Hemolysed; the repeat is normal")
    reviewed(clinic, task_of(clinic, other))


def test_a_correction_opens_a_closed_task_again_unreviewed(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), NORMAL)
    reviewed(clinic, task_of(clinic, report_id))
    before = task_of(clinic, report_id)
    changed(clinic, report_id, HIGH)
    task = task_of(clinic, report_id)
    assert (task.id, task.status, task.owner_id) == (before.id, TaskStatus.REQUESTED, None)
    assert (task.topic, task.priority_reason) == ("abnormal", "Corrected: Abnormal")
    assert task.version == before.version and (task.last_inbound_id or 0) > (before.last_inbound_id or 0)
    assert report(clinic, report_id).reviewed_at is None
    assert steps(clinic, task.id)[-3:-1] == ["received", "reopened"] or "reopened" in steps(clinic, task.id)


def test_more_of_a_result_wakes_a_snoozed_task_and_keeps_its_owner(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), NORMAL)
    task, alice = task_of(clinic, report_id), clinic.alice
    with clinic.db.transaction() as session:
        claim(session, by=alice, task_id=task.id)
    with clinic.db.transaction() as session:
        snooze(
            session,
            by=alice,
            task_id=task.id,
            seen_version=2,
            seen_inbound_id=task.last_inbound_id,
            until=now(clinic) + timedelta(days=2),
        )
    changed(clinic, report_id, (("Glucose", "180", "H", "70-99"),), change="appended")
    woken = task_of(clinic, report_id)
    assert (woken.status, woken.owner_id) == (TaskStatus.IN_PROGRESS, clinic.staff_id("alice"))
    assert woken.priority == Priority.URGENT and "woken" in steps(clinic, task.id)


def test_a_newer_version_stops_what_somebody_does_on_the_older_one(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), NORMAL)
    seen = task_of(clinic, report_id)
    changed(clinic, report_id, HIGH)
    with pytest.raises(NewInbound, match="newer version of this result"):
        reviewed(clinic, seen)


def test_a_value_that_becomes_critical_is_flagged_anew_and_the_same_one_is_not(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), CRITICAL)
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        acknowledge(session, by=clinic.alice, task_id=task.id)
    changed(clinic, report_id, CRITICAL)
    assert clinic.task(task.id).flag_acknowledged_by == "Alice Moreno" and len(flags(clinic, report_id)) == 1
    changed(clinic, report_id, (("Potassium", "7.4", "HH", "3.5-5.1"),))
    task = clinic.task(task.id)
    assert (task.flag, task.flag_acknowledged_by) == ("red", None) and task.escalate_at is not None


def test_a_critical_value_that_was_corrected_to_a_normal_one_calls_no_more(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), CRITICAL)
    changed(clinic, report_id, NORMAL)
    task = task_of(clinic, report_id)
    assert (task.flag, task.escalate_at, task.topic) == ("", None, "normal")
    assert flags(clinic, report_id)[0].override_reason.startswith("This value no longer stands")
    # What was pressing stays so until a person changes it.
    assert task.priority == Priority.STAT


def test_a_withdrawn_report_is_put_before_staff_again(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    reviewed(clinic, task_of(clinic, report_id))
    changed(clinic, report_id, (), change="withdrawn")
    task = task_of(clinic, report_id)
    assert (task.status, task.topic, task.priority_reason) == (TaskStatus.REQUESTED, "", "Withdrawn")


def test_linking_moves_the_work_to_the_results_with_flag_and_acknowledgement(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, None, CRITICAL)
    former = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        acknowledge(session, by=clinic.alice, task_id=former.id)
    belongs_to(clinic, report_id, patient, "linked")
    task = task_of(clinic, report_id)
    assert (queue_of(clinic, task), task.patient_id, task.priority) == ("results", patient.id, Priority.STAT)
    assert (task.flag, task.flag_acknowledged_by) == ("red", "Alice Moreno")
    former = clinic.task(former.id)
    assert (former.status, former.outcome, former.flag) == (TaskStatus.COMPLETED, "linked", "")


def test_unlinking_and_linking_again_lose_no_flag(clinic: Clinic) -> None:
    patient, other = clinic.patient(), clinic.patient("Tom")
    report_id = filed(clinic, patient, CRITICAL)
    first = task_of(clinic, report_id)
    belongs_to(clinic, report_id, None, "unlinked")
    waiting = task_of(clinic, report_id)
    assert (queue_of(clinic, waiting), waiting.flag, waiting.patient_id) == ("unmatched", "red", None)
    assert waiting.escalate_at is not None and clinic.task(first.id).outcome == "unlinked"
    belongs_to(clinic, report_id, other, "linked")
    again = task_of(clinic, report_id)
    assert (again.id, again.flag, again.patient_id) == (first.id, "red", other.id)
    assert again.escalate_at is not None
    with pytest.raises(Unsettled):
        reviewed(clinic, again)


def test_an_unreviewed_result_and_an_unmatched_one_are_not_closed_away(clinic: Clinic) -> None:
    for patient, outcome in ((clinic.patient(), "duplicate"), (None, "answered")):
        task = task_of(clinic, filed(clinic, patient, NORMAL))
        with clinic.db.transaction() as session, pytest.raises(Conflict):
            close(
                session,
                by=clinic.alice,
                token=uuid4(),
                task_id=task.id,
                seen_version=1,
                seen_inbound_id=task.last_inbound_id,
                outcome=outcome,
            )
    with clinic.db.transaction() as session:
        close(
            session,
            by=clinic.alice,
            token=uuid4(),
            task_id=task.id,
            seen_version=1,
            seen_inbound_id=task.last_inbound_id,
            outcome="not-ours",
        )


def test_two_hundred_reports_cost_as_few_statements_as_one(clinic: Clinic) -> None:
    patients = [clinic.patient(account=False) for _ in range(20)]
    with clinic.db.transaction() as session:
        reports = [
            DiagnosticReport(
                patient_id=patients[number % 20].id, display="BMP", status="final", reported_at=func.now(), severity=1
            )
            for number in range(200)
        ]
        session.add_all(reports)
        session.flush()
        session.add_all(
            Observation(
                report_id=one.id, patient_id=one.patient_id, code="", display="Sodium", value_text="150", flag="H",
                effective_at=func.now(),
            )
            for one in reports
        )  # fmt: skip
        ids = [one.id for one in reports]
    said: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    with clinic.db.transaction() as session, as_worker(session):
        assert len(put_before_staff(session, [Arrival(report_id) for report_id in ids])) == 200
    assert len(said) <= 16, "\n".join(one[:80] for one in said)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count(Task.id)).where(Task.focus_type == "diagnostic_report")) == 200
