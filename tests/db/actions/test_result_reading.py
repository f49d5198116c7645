"""Results that nobody opened: a reminder on day 3, staff on day 7, phone or letter on day 21."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions.calls import log_call
from db.actions.follow_ups import review
from db.actions.releasing import release
from db.actions.result_holds import hold
from db.actions.result_reading import watch_reading
from db.credentials import WORKER_IDENTITY
from db.models import Errand, Patient, ResultRelease, Task, TaskStatus
from db.queries.errands import errand
from tests.alarms import set_setting, steps
from tests.conftest import Clinic
from tests.plans import analyzed, crowded, general_plan
from tests.results import audited, changed, filed, opens, own_account, patient_mails, proxy, releases, task_of


def watch(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return watch_reading(session, by=WORKER_IDENTITY)


def unread(clinic: Clinic, days: float, patient: Patient | None = None) -> int:
    """A reviewed report, released so many days ago; its id."""
    report_id = filed(clinic, patient or clinic.patient())
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        review(
            session, by=clinic.alice, task_id=task.id, seen_version=1, seen_inbound_id=task.last_inbound_id,
            follow_up="none",
        )  # fmt: skip
    released(clinic, report_id, days)
    return report_id


def released(clinic: Clinic, report_id: int, days: float) -> None:
    with clinic.db.transaction() as session:
        session.execute(
            update(ResultRelease)
            .where(ResultRelease.report_id == report_id)
            .values(released_at=func.now() - timedelta(days=days))
        )


def reminders(clinic: Clinic) -> list[int | None]:
    return [mail.account_id for mail in patient_mails(clinic) if mail.subject.startswith("Reminder")]


def errands(clinic: Clinic) -> list[Task]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(Task).where(Task.focus_type == "errand")))


def test_before_the_third_day_nobody_is_reminded(clinic: Clinic) -> None:
    unread(clinic, 2.9)
    assert watch(clinic) == 0 and reminders(clinic) == []


CROWD = """
INSERT INTO result_release (report_id, patient_id, released_at, released_by, read_step, withdrawn_at, withdrawn_by)
SELECT report_id, patient_id, released_at - day * interval '1 hour', released_by, 3, released_at, released_by
FROM result_release, generate_series(1, 3000) day
"""


def test_what_is_due_is_found_among_what_is_unread_alone(clinic: Clinic) -> None:
    unread(clinic, 2)
    crowded(clinic, CROWD)
    analyzed(clinic, "result_release")
    assert "ix_result_release_unread" in general_plan(clinic, lambda: watch(clinic), "result_read.report_id")


def test_on_the_third_day_everybody_who_may_see_it_is_reminded_once(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta = proxy(clinic, patient)
    report_id = unread(clinic, 3.1, patient)
    assert (watch(clinic), watch(clinic)) == (1, 0)
    assert reminders(clinic) == [own_account(clinic, patient), marta]
    assert task_of(clinic, report_id).status == TaskStatus.COMPLETED
    assert "reminded" in steps(clinic, task_of(clinic, report_id).id) and len(audited(clinic, "result.reminded")) == 1


def test_on_the_seventh_day_staff_are_told(clinic: Clinic) -> None:
    report_id = unread(clinic, 3.1)
    watch(clinic)
    released(clinic, report_id, 7.1)
    assert (watch(clinic), watch(clinic)) == (1, 0)
    task = task_of(clinic, report_id)
    assert (task.status, task.priority_reason) == (TaskStatus.REQUESTED, "Not read by the patient for 7 days")
    assert len(reminders(clinic)) == 1 and "unread" in steps(clinic, task.id) and errands(clinic) == []


def test_on_the_twenty_first_day_somebody_is_to_phone_or_write(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = unread(clinic, 7.1, patient)
    watch(clinic)
    released(clinic, report_id, 21.1)
    assert (watch(clinic), watch(clinic)) == (1, 0)
    (task,) = errands(clinic)
    with clinic.db.transaction() as session:
        body = session.get_one(Errand, task.focus_id).body
    assert body.startswith("Phone the patient or write a letter") and task.patient_id == patient.id
    assert releases(clinic, report_id)[0].read_step == 3
    with clinic.db.transaction() as session:
        assert errand(session, viewer=clinic.alice, task_id=task.id).asked_by == "Portside"


def test_a_worker_that_stood_still_takes_what_was_missed_in_one_step(clinic: Clinic) -> None:
    report_id = unread(clinic, 22)
    assert watch(clinic) == 1
    assert len(reminders(clinic)) == 1 == len(errands(clinic))
    assert task_of(clinic, report_id).status == TaskStatus.REQUESTED


def test_what_was_opened_is_done(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = unread(clinic, 8, patient)
    opens(clinic, own_account(clinic, patient), report_id)
    watch(clinic)
    assert reminders(clinic) == [] and releases(clinic, report_id)[0].read_step == 3


def test_what_was_opened_by_somebody_else_than_it_was_released_to_is_not(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta, omar = proxy(clinic, patient), proxy(clinic, patient, "Omar Diaz")
    report_id = filed(clinic, patient, release=False)
    for account_id in (marta, omar):
        task = task_of(clinic, report_id)
        with clinic.db.transaction() as session:
            release(
                session, by=clinic.alice, task_id=task.id, seen_version=task.version,
                seen_inbound_id=task.last_inbound_id, audience="account", account_id=account_id,
            )  # fmt: skip
    opens(clinic, marta, report_id)
    released(clinic, report_id, 4)
    watch(clinic)
    assert {one.account_id: one.read_step for one in releases(clinic, report_id)} == {marta: 3, omar: 1}


def test_who_was_reached_about_it_by_telephone_needs_no_reminder(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = unread(clinic, 4, patient)
    with clinic.db.transaction() as session:
        log_call(
            session, by=clinic.alice, token=uuid4(), patient_id=patient.id, task_id=task_of(clinic, report_id).id,
            outcome="reached",
        )  # fmt: skip
    watch(clinic)
    assert reminders(clinic) == []


def test_the_deceased_are_never_written_to(clinic: Clinic) -> None:
    report_id = unread(clinic, 22, clinic.patient(deceased_at=datetime.now(UTC)))
    watch(clinic)
    assert (reminders(clinic), errands(clinic)) == ([], [])
    assert task_of(clinic, report_id).status == TaskStatus.COMPLETED


def test_a_patient_without_an_account_is_phoned_or_written_to(clinic: Clinic) -> None:
    report_id = unread(clinic, 7.5, clinic.patient(account=False))
    watch(clinic)
    assert task_of(clinic, report_id).status == TaskStatus.REQUESTED


def test_what_is_held_or_taken_back_is_nobodys_to_read(clinic: Clinic) -> None:
    held, withdrawn = unread(clinic, 8), unread(clinic, 8)
    with clinic.db.transaction() as session:
        hold(
            session, by=clinic.alice, task_id=task_of(clinic, held).id, seen_version=task_of(clinic, held).version,
            reason="patient-request", rationale="She wants to hear it in person.",
        )  # fmt: skip
    changed(clinic, withdrawn, (), change="withdrawn")
    assert watch(clinic) == 0 and reminders(clinic) == []


def test_the_days_are_the_clinics(clinic: Clinic) -> None:
    set_setting(clinic, "release", {"nudge_days": 1, "tell_staff_days": 2, "letter_days": 4})
    report_id = unread(clinic, 2.1)
    watch(clinic)
    assert task_of(clinic, report_id).priority_reason == "Not read by the patient for 2 days"


@pytest.mark.parametrize("days", [60, 400])
def test_what_was_left_unread_long_ago_is_nobodys_news(clinic: Clinic, days: int) -> None:
    unread(clinic, days)
    assert watch(clinic) == 0
