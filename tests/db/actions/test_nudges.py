"""Answers that the patient hasn't read: a second notice, then the team is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from db.actions.nudges import remind, tell_team
from db.credentials import WORKER_IDENTITY
from db.models import Message, OutboxState, Patient, PhoneCall, PortalAccount, TaskStatus
from tests.alarms import mails, now, opened, put, set_setting, steps
from tests.conftest import Clinic


@pytest.fixture(autouse=True)
def by_day(clinic: Clinic) -> None:
    """The clinic is open."""
    opened(clinic, now=True)


def answered(clinic: Clinic, *, days_ago: float, **values: Any) -> int:
    """A closed conversation whose answer nobody read; the task's id."""
    task_id = clinic.conversation()
    task = clinic.task(task_id)
    at = now(clinic) - timedelta(days=days_ago)
    with clinic.db.transaction() as session:
        account = session.scalars(select(PortalAccount).where(PortalAccount.patient_id == task.patient_id)).one()
        session.add(
            Message(
                **(
                    {
                        "thread_id": task.focus_id,
                        "direction": "outbound",
                        "staff_id": clinic.staff_id("alice"),
                        "author": "Alice Moreno",
                        "body": "Please come in.",
                        "account_id": account.id,
                        "created_at": at,
                        "sent_at": at,
                    }
                    | values
                )
            )
        )
    put(clinic, task_id, status="completed", outcome="answered", closed_at=at, closed_by="Alice Moreno")
    put(clinic, task_id, owner_id=clinic.staff_id("alice"))
    return task_id


def reminded(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return remind(session, by=WORKER_IDENTITY)


def told(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return tell_team(session, by=WORKER_IDENTITY)


def test_after_three_days_the_patient_is_reminded_once(clinic: Clinic) -> None:
    task_id = answered(clinic, days_ago=3.1)
    answered(clinic, days_ago=2.9)
    assert (reminded(clinic), reminded(clinic)) == (1, 0)
    [mail] = mails(clinic)
    assert (mail.state, mail.task_id, mail.message_id) == (OutboxState.READY, task_id, None)
    assert "come in" not in mail.body
    assert steps(clinic, task_id) == ["reminded"]


def test_the_reminder_speaks_the_readers_language(clinic: Clinic) -> None:
    answered(clinic, days_ago=4)
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).values(language="es"))
    reminded(clinic)
    assert mails(clinic)[0].subject.startswith("Recordatorio")


def test_after_seven_days_the_task_is_before_its_team_again(clinic: Clinic) -> None:
    task_id = answered(clinic, days_ago=7.1)
    assert (told(clinic), told(clinic)) == (1, 0)
    task = clinic.task(task_id)
    assert (task.status, task.owner_id, task.closed_at, task.outcome) == (TaskStatus.REQUESTED, None, None, "")
    assert task.priority_reason == "Not read by the patient for 7 days"
    assert task.due_at > now(clinic), "it isn't overdue as it comes back"
    assert steps(clinic, task_id) == ["unread"]


def test_one_that_waits_for_the_patient_wakes_for_its_owner(clinic: Clinic) -> None:
    task_id = answered(clinic, days_ago=8)
    put(
        clinic,
        task_id,
        status="on-hold",
        business_status="waiting-for-patient",
        outcome="",
        closed_at=None,
        closed_by=None,
    )
    told(clinic)
    task = clinic.task(task_id)
    assert (task.status, task.owner_id) == (TaskStatus.IN_PROGRESS, clinic.staff_id("alice"))


@pytest.mark.parametrize(
    "values",
    [
        {"read_at": func.now()},
        {"automatic": True, "staff_id": None},
        {"sent_at": None},
    ],
)
def test_what_was_read_or_never_sent_or_automatic_needs_no_reader(clinic: Clinic, values: dict[str, Any]) -> None:
    answered(clinic, days_ago=8, **values)
    assert (reminded(clinic), told(clinic)) == (0, 0)


def test_the_deceased_and_the_disabled_are_never_written_to(clinic: Clinic) -> None:
    answered(clinic, days_ago=8)
    with clinic.db.transaction() as session:
        session.execute(update(Patient).values(deceased_at=func.now()))
    assert (reminded(clinic), told(clinic)) == (0, 0)
    with clinic.db.transaction() as session:
        session.execute(update(Patient).values(deceased_at=None))
        session.execute(update(PortalAccount).values(state="disabled"))
    assert (reminded(clinic), told(clinic)) == (0, 0)


def test_who_wrote_again_or_was_reached_by_phone_needs_no_reminder(clinic: Clinic) -> None:
    wrote, called = answered(clinic, days_ago=8), answered(clinic, days_ago=8)
    clinic.patient_writes(wrote, "Thank you.")
    with clinic.db.transaction() as session:
        session.add(
            PhoneCall(patient_id=clinic.task(called).patient_id, staff_id=clinic.staff_id("alice"), outcome="reached")
        )
    assert (reminded(clinic), told(clinic)) == (0, 0)


def test_what_an_old_system_left_unread_is_nobodys_news(clinic: Clinic) -> None:
    answered(clinic, days_ago=300)
    assert (reminded(clinic), told(clinic)) == (0, 0)


def test_several_unread_answers_of_a_conversation_are_one_reminder(clinic: Clinic) -> None:
    task_id = answered(clinic, days_ago=5)
    with clinic.db.transaction() as session:
        first = session.scalars(select(Message).where(Message.direction == "outbound")).one()
        session.add(
            Message(
                thread_id=clinic.task(task_id).focus_id,
                direction="outbound",
                staff_id=first.staff_id,
                author=first.author,
                body="And bring your card.",
                account_id=first.account_id,
                sent_at=first.sent_at,
            )
        )
    assert (reminded(clinic), reminded(clinic)) == (1, 0)


def test_a_message_that_needs_no_answer_is_reminded_of_and_troubles_nobody_else(clinic: Clinic) -> None:
    task_id = answered(clinic, days_ago=8)
    put(clinic, task_id, outcome="sent")
    assert (reminded(clinic), told(clinic)) == (1, 0)


def test_the_days_are_the_clinics_to_set(clinic: Clinic) -> None:
    answered(clinic, days_ago=2)
    set_setting(clinic, "unread", {"nudge_days": 1, "tell_days": 0})
    assert (reminded(clinic), told(clinic)) == (1, 0)
    set_setting(clinic, "unread", {"nudge_days": 0, "tell_days": 2})
    assert told(clinic) == 1
