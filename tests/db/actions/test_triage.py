"""Triage reads what came in for alarming words, and sets deadlines in the clinic's hours; each once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select

from db.actions.flags import acknowledge
from db.actions.triage import triage_new
from db.errors import Forbidden
from db.models import (
    AuditEvent,
    Priority,
    Setting,
    Task,
    TaskEvent,
    UrgencyFlag,
)
from db.portal import PortalClient
from tests.alarms import CHEST, automatic, mails, on_call, opened, put, steps, triage, writes_again
from tests.conftest import Clinic
from tests.db.portal_visits import Visit, grant_proxy, reply, task_of, write

PUS = "My incision is oozing pus since this morning and the skin around it is hot and red."
FEVER = "He has had a fever of 101 since last night."
SUICIDE = "I want to kill myself tonight."


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# A Friday, 15:00 in New York.
FRIDAY = at("2026-11-13T20:00:00+00:00")


def task(
    clinic: Clinic, priority: Priority = Priority.ROUTINE, focus_id: int = 1, created_at: datetime = FRIDAY
) -> int:
    """A new task, made when it says."""
    with clinic.db.transaction() as session:
        new = Task(
            queue_id=clinic.queue_id(),
            focus_type="thread",
            focus_id=focus_id,
            title="Message",
            priority=priority,
            created_at=created_at,
        )
        session.add(new)
        session.flush()
        return new.id


def read(clinic: Clinic, task_id: int) -> Task:
    with clinic.db.transaction() as session:
        return session.get_one(Task, task_id)


@pytest.mark.parametrize(
    ("priority", "due"),
    [
        (Priority.STAT, "2026-11-13T20:30:00+00:00"),
        (Priority.ASAP, "2026-11-13T21:00:00+00:00"),
        (Priority.URGENT, "2026-11-16T15:00:00+00:00"),
        (Priority.ROUTINE, "2026-11-17T20:00:00+00:00"),
    ],
)
def test_a_deadline_follows_priority_and_opening_hours(clinic: Clinic, priority: Priority, due: str) -> None:
    task_id = task(clinic, priority)
    assert triage(clinic) == 1
    found = read(clinic, task_id)
    assert (found.first_response_due_at, found.due_at) == (at(due), at(due))
    assert found.triaged_at is not None


def test_triage_is_no_edit_and_happens_once(clinic: Clinic) -> None:
    task_id = task(clinic)
    assert (triage(clinic), triage(clinic)) == (1, 0)
    assert read(clinic, task_id).version == 1
    with clinic.db.transaction() as session:
        assert [event.kind for event in session.scalars(select(TaskEvent))] == ["triaged"]


def test_two_workers_triage_each_task_once(clinic: Clinic) -> None:
    for number in range(50):
        task(clinic, focus_id=number)
    counts: list[int] = []
    workers = [threading.Thread(target=lambda: counts.append(triage(clinic))) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) + triage(clinic) == 50
    with clinic.db.transaction() as session:
        assert len(session.scalars(select(TaskEvent.task_id)).all()) == 50


def set_hours(clinic: Clinic, value: dict[str, Any]) -> None:
    with clinic.db.transaction() as session:
        session.add(Setting(key="business_hours", value=value))


def test_the_hours_set_by_the_clinic_apply(clinic: Clinic) -> None:
    set_hours(clinic, {"windows": {"sat": [["10:00", "14:00"]], "mon": [["08:00", "12:00"]]}})
    task_id = task(clinic, Priority.URGENT, created_at=at("2026-11-14T17:00:00+00:00"))  # Saturday noon
    triage(clinic)
    assert read(clinic, task_id).due_at == at("2026-11-16T15:00:00+00:00")  # Monday at ten


def test_hours_that_cannot_be_used_leave_the_defaults_and_say_so(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    set_hours(clinic, {"windows": {}})
    task_id = task(clinic)
    triage(clinic)
    assert read(clinic, task_id).due_at == at("2026-11-17T20:00:00+00:00")
    assert "no open window" in caplog.text


def test_a_person_cannot_run_triage(clinic: Clinic) -> None:
    alice = clinic.alice
    with clinic.db.transaction() as session, pytest.raises(Forbidden):
        triage_new(session, by=alice)


def flags(clinic: Clinic, task_id: int) -> list[UrgencyFlag]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(UrgencyFlag).where(UrgencyFlag.task_id == task_id).order_by(UrgencyFlag.id)))


def test_an_emergency_raises_flag_priority_and_reason(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    triage(clinic)
    found = read(clinic, task_id)
    assert (found.flag, found.priority, found.version) == ("red", Priority.STAT, 1)
    assert found.priority_reason.startswith("Emergency signs: ")
    assert found.escalate_at is not None
    assert found.triaged_at is not None
    assert found.escalate_at - found.triaged_at == timedelta(minutes=10)
    assert found.due_at - found.created_at <= timedelta(minutes=31)
    [flag] = flags(clinic, task_id)
    assert flag.level == "red"
    assert flag.phrase in CHEST


def test_what_should_be_seen_today_becomes_urgent_and_calls_nobody(clinic: Clinic) -> None:
    task_id = clinic.conversation(PUS)
    triage(clinic)
    found = read(clinic, task_id)
    assert (found.flag, found.priority, found.escalate_at) == ("amber", Priority.URGENT, None)
    assert found.priority_reason.startswith("Same day: ")
    assert (automatic(clinic), mails(clinic)) == ([], [])


def test_an_ordinary_message_raises_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation("Please refill my lisinopril.")
    triage(clinic)
    assert (read(clinic, task_id).flag, read(clinic, task_id).priority) == ("", Priority.ROUTINE)


def test_the_steps_hold_no_word_of_the_patient(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    triage(clinic)
    with clinic.db.transaction() as session:
        for event in session.scalars(select(TaskEvent).where(TaskEvent.task_id == task_id)):
            assert flags(clinic, task_id)[0].phrase not in str(event.detail)
        for row in session.scalars(select(AuditEvent).where(AuditEvent.kind == "task.flagged")):
            assert row.patient_id is not None
            assert list(row.detail) == ["flags"]


def test_the_patients_age_counts_and_a_refiled_message_is_read_again(clinic: Clinic) -> None:
    infant = clinic.patient("Ana", "Diaz", birth_date=datetime.now(UTC).date() - timedelta(days=40))
    task_id = clinic.conversation(FEVER)
    triage(clinic)
    before = read(clinic, task_id).flag
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        task.patient_id, task.triaged_at = infant.id, None
    triage(clinic)
    assert before != "red"
    assert read(clinic, task_id).flag == "red"


def test_each_message_is_read_once(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    for _ in range(3):
        triage(clinic)
        put(clinic, task_id, triaged_at=None)
    assert len(flags(clinic, task_id)) == 1
    writes_again(clinic, task_id, CHEST)
    triage(clinic)
    assert len({flag.message_id for flag in flags(clinic, task_id)}) == 2


def test_a_second_message_is_read_too(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    triage(clinic)
    writes_again(clinic, task_id, "Now " + CHEST)
    triage(clinic)
    assert read(clinic, task_id).flag == "red"


def test_it_raises_and_never_lowers(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    triage(clinic)
    reason = read(clinic, task_id).priority_reason
    writes_again(clinic, task_id, PUS)
    triage(clinic)
    found = read(clinic, task_id)
    assert (found.flag, found.priority, found.priority_reason) == ("red", Priority.STAT, reason)
    asap = clinic.conversation(PUS)
    put(clinic, asap, priority=Priority.ASAP, priority_reason="The daughter called")
    triage(clinic)
    assert (read(clinic, asap).priority, read(clinic, asap).priority_reason) == (Priority.ASAP, "The daughter called")


def test_a_new_emergency_on_an_acknowledged_task_asks_again(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    triage(clinic)
    alice = clinic.alice
    with clinic.db.transaction() as session:
        acknowledge(session, by=alice, task_id=task_id)
    writes_again(clinic, task_id, SUICIDE)
    triage(clinic)
    found = read(clinic, task_id)
    assert (found.flag_acknowledged_at, found.escalated) == (None, 0)
    assert found.escalate_at is not None


def test_a_second_emergency_does_not_push_the_escalation_back(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    triage(clinic)
    due = read(clinic, task_id).escalate_at
    writes_again(clinic, task_id, SUICIDE)
    triage(clinic)
    assert read(clinic, task_id).escalate_at == due


def test_out_of_hours_the_on_call_contact_is_called_at_once(clinic: Clinic) -> None:
    opened(clinic, now=False)
    on_call(clinic, webhook="http://localhost:9/x")
    task_id = clinic.conversation(CHEST)
    triage(clinic)
    assert [mail.channel for mail in mails(clinic) if mail.account_id is None] == ["email", "webhook"]
    assert "escalated" in steps(clinic, task_id)
    writes_again(clinic, clinic.conversation(PUS), PUS)
    triage(clinic)
    assert len(mails(clinic)) == 3, "amber waits for the morning"


def test_by_day_nobody_is_called_for_the_first_ten_minutes(clinic: Clinic) -> None:
    opened(clinic, now=True)
    on_call(clinic)
    clinic.conversation(CHEST)
    triage(clinic)
    assert [mail.account_id is not None for mail in mails(clinic)] == [True]


def test_what_was_answered_before_the_first_reading_is_history(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    reply(clinic, read(clinic, task_id).focus_id)
    writes_again(clinic, task_id, "Thank you, all good.")
    triage(clinic)
    assert read(clinic, task_id).flag == ""


def test_reopened_by_the_patient_it_begins_without_the_old_flags(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, _ = write(portal, rosa, CHEST)
    triage(clinic)
    task_id = task_of(clinic, thread_id).id
    put(clinic, task_id, status="completed", closed_at=func.now(), closed_by="Alice Moreno")
    portal.send_message(rosa.token, patient_id=rosa.patient.id, thread_id=thread_id, topic="", body=PUS)
    triage(clinic)
    found = read(clinic, task_id)
    assert (found.flag, found.priority) == ("amber", Priority.URGENT)


def test_a_proxys_message_is_read_like_a_patients(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    child = clinic.patient("Tom", "Diaz", account=False)
    grant_proxy(clinic, rosa.account_id, child.id)
    sent = portal.send_message(rosa.token, patient_id=child.id, topic="health", body="He can't breathe, lips are blue!")
    triage(clinic)
    assert task_of(clinic, sent.thread_id).flag == "red"
    assert automatic(clinic)[0].account_id == rosa.account_id


def test_one_task_that_cannot_be_triaged_holds_up_no_other(
    clinic: Clinic, owner: psycopg.Connection[Any], caplog: pytest.LogCaptureFixture
) -> None:
    stuck, other = clinic.conversation(CHEST), clinic.conversation(CHEST)
    owner.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'data_exception'; END $$"
    )
    owner.execute(
        f"CREATE TRIGGER refuse BEFORE INSERT ON task_event FOR EACH ROW "
        f"WHEN (NEW.task_id = {stuck} AND NEW.kind = 'flagged') EXECUTE FUNCTION refuse()"
    )
    owner.commit()
    assert triage(clinic) == 1
    assert (read(clinic, stuck).flag, read(clinic, other).flag) == ("", "red")
    assert flags(clinic, stuck) == []
    assert f"Task {stuck} can't be triaged: DataError" in caplog.text
    owner.execute("DROP TRIGGER refuse ON task_event")
    owner.commit()
    assert triage(clinic) == 1
    assert read(clinic, stuck).flag == "red"
