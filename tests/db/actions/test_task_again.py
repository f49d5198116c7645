"""Tasks before staff again since the clock says so: opened or woken, and no edit of anybody's."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func

from db.actions import result_again
from db.actions.task_again import bring_back
from db.models import Queue, Task, TaskStatus
from tests.alarms import now, opened, put
from tests.conftest import Clinic
from tests.results import as_worker, filed, task_of

REASON = "Not read by the patient for 7 days"
DONE = {"status": "completed", "outcome": "answered", "closed_at": func.now(), "closed_by": "Alice Moreno"}
CALMED = {"flag": "red", "flag_acknowledged_at": func.now(), "flag_acknowledged_by": "Alice Moreno", "escalated": 2}


@pytest.fixture(autouse=True)
def by_day(clinic: Clinic) -> None:
    """The clinic is open."""
    opened(clinic, now=True)


def brought_back(clinic: Clinic, task_id: int) -> Task:
    with clinic.db.transaction() as session, as_worker(session):
        bring_back(session, session.get_one(Task, task_id), REASON)
    return clinic.task(task_id)


def closed(clinic: Clinic, task_id: int, **values: Any) -> Task:
    put(clinic, task_id, owner_id=clinic.staff_id("alice"), first_response_at=func.now(), **(DONE | values))
    return clinic.task(task_id)


def test_a_closed_one_is_open_again_in_the_pool_and_not_overdue(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    before = closed(clinic, task_id, team_id=None)
    task = brought_back(clinic, task_id)
    assert (task.status, task.owner_id, task.outcome, task.closed_at) == (TaskStatus.REQUESTED, None, "", None)
    assert (task.priority_reason, task.version) == (REASON, before.version)
    assert task.due_at > now(clinic)
    with clinic.db.transaction() as session:
        assert task.team_id == session.get_one(Queue, task.queue_id).team_id


def test_one_that_was_put_off_wakes_for_its_owner(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    put(clinic, task_id, status="on-hold", on_hold_until=func.now(), owner_id=clinic.staff_id("alice"))
    task = brought_back(clinic, task_id)
    assert (task.status, task.owner_id, task.on_hold_until) == (
        TaskStatus.IN_PROGRESS, clinic.staff_id("alice"), None,
    )  # fmt: skip


def test_one_that_is_worked_on_gets_the_reason_alone(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    put(clinic, task_id, status="in-progress", owner_id=clinic.staff_id("alice"))
    before, after = clinic.task(task_id), brought_back(clinic, task_id)
    assert after.priority_reason == REASON
    assert (after.status, after.owner_id, after.due_at) == (before.status, before.owner_id, before.due_at)


def test_a_conversation_keeps_its_first_response_its_flag_and_the_flags_reason(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    before = closed(clinic, task_id, priority_reason="Emergency signs: chest pain", **CALMED)
    task = brought_back(clinic, task_id)
    assert (task.flag, task.flag_acknowledged_by, task.escalated) == ("red", "Alice Moreno", 2)
    assert task.first_response_at == before.first_response_at is not None
    assert task.priority_reason == "Emergency signs: chest pain"


def test_a_result_begins_without_the_flags_and_the_response_of_before(clinic: Clinic) -> None:
    task_id = task_of(clinic, filed(clinic, clinic.patient())).id
    closed(clinic, task_id, **CALMED)
    with clinic.db.transaction() as session, as_worker(session):
        result_again.before_staff_again(session, result_again.locked_task(session, task_id), REASON)
    task = clinic.task(task_id)
    assert (task.status, task.owner_id, task.outcome) == (TaskStatus.REQUESTED, None, "")
    assert (task.flag, task.flag_acknowledged_at, task.flag_acknowledged_by, task.escalated) == ("", None, None, 0)
    assert task.first_response_at is None
