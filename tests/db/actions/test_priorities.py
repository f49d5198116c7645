"""Priority and topic: a person's say, with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.actions.priorities import prioritise, retopic
from db.actions.tasks import TaskState, claim
from db.credentials import SessionToken
from db.errors import Conflict, Invalid
from db.models import Priority, Task
from tests.conftest import Clinic
from tests.db.working import events, last_detail


def press(
    clinic: Clinic, by: SessionToken, task_id: int, priority: int = Priority.URGENT, **changes: object
) -> TaskState:
    """Change the priority as somebody who saw the task as it stands."""
    seen: dict[str, object] = {"seen_version": clinic.task(task_id).version, "reason": "Worse since the morning"}
    with clinic.db.transaction() as session:
        return prioritise(session, by=by, task_id=task_id, priority=priority, **(seen | changes))  # type: ignore[arg-type]  # a test's defaults


def test_a_priority_changes_with_its_reason_and_the_task_is_due_sooner(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    due = clinic.task(task_id).due_at + timedelta(days=30)
    with clinic.db.transaction() as session:
        session.get_one(Task, task_id).due_at = due
    press(clinic, clinic.alice, task_id)
    task = clinic.task(task_id)
    assert (task.priority, task.priority_reason, task.version) == (Priority.URGENT, "Worse since the morning", 2)
    assert task.due_at < due
    assert last_detail(clinic, task_id) == {"before": 3, "priority": 2, "reason": "Worse since the morning"}


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"priority": 4}, {"priority": -1}, {"reason": "x" * 201}])
def test_a_reason_and_a_known_priority_are_needed(clinic: Clinic, wrong: dict[str, object]) -> None:
    task_id = clinic.conversation()
    with pytest.raises(Invalid):
        press(clinic, clinic.alice, task_id, **wrong)  # type: ignore[arg-type]  # one value of each
    assert clinic.task(task_id).version == 1


def test_the_priority_it_has_changes_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    assert press(clinic, clinic.alice, task_id, Priority.ROUTINE, seen_version=99).version == 1
    assert events(clinic, task_id) == []


def test_a_stale_change_is_refused(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        claim(session, by=clinic.dev, task_id=task_id)
    with pytest.raises(Conflict, match="Dev Patel took it"):
        press(clinic, clinic.alice, task_id, seen_version=1)


def test_a_topic_changes_for_staff_and_stays_for_the_patient(clinic: Clinic) -> None:
    from db.models import Thread

    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        retopic(session, by=clinic.alice, task_id=task_id, seen_version=1, topic="refill", reason="Asks for more")
    task = clinic.task(task_id)
    assert (task.topic, task.title) == ("refill", "Message: refill")
    with clinic.db.transaction() as session:
        assert session.get_one(Thread, task.focus_id).topic == "health"
    assert events(clinic, task_id) == ["retopiced"]


@pytest.mark.parametrize(("topic", "reason"), [("nonsense", "why"), ("refill", "")])
def test_a_known_topic_and_a_reason_are_needed(clinic: Clinic, topic: str, reason: str) -> None:
    task_id = clinic.conversation()
    with pytest.raises(Invalid), clinic.db.transaction() as session:
        retopic(session, by=clinic.alice, task_id=task_id, seen_version=1, topic=topic, reason=reason)
