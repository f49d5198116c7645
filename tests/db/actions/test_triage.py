"""Triage gives new tasks their deadlines, once, in the clinic's hours."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from db.actions.triage import triage_new
from db.credentials import WORKER_IDENTITY
from db.errors import Forbidden
from db.models import Priority, Setting, Task, TaskEvent
from tests.conftest import Clinic


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


def triage(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return triage_new(session, by=WORKER_IDENTITY)


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
