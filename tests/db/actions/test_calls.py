"""Telephone calls: kept with their outcome, on the task and the patient's record."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from db.actions import calls, tasks
from db.credentials import SessionToken
from db.errors import Forbidden, Invalid, NotFound
from db.models import AuditEvent, PhoneCall, Task, TaskEvent
from db.models.urgency import CALL_OUTCOMES
from tests.conftest import Clinic


def log(clinic: Clinic, by: SessionToken, task_id: int | None, outcome: str = "reached", **values: Any) -> calls.Called:
    """Log a call about a task's patient."""
    arguments: dict[str, Any] = {"token": uuid4(), "outcome": outcome} | values
    if task_id is not None:
        arguments.setdefault("patient_id", clinic.task(task_id).patient_id)
    with clinic.db.transaction() as session:
        return calls.log_call(session, by=by, task_id=task_id, **arguments)


def kept(clinic: Clinic) -> list[PhoneCall]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(PhoneCall)))


def test_a_call_is_kept_with_its_outcome_and_its_words(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    called = log(clinic, clinic.alice, task_id, detail="Pain is better.\r\nCalls back tomorrow.")
    (call,) = kept(clinic)
    assert (call.id, call.task_id, call.outcome) == (called.call_id, task_id, "reached")
    assert call.detail == "Pain is better.\nCalls back tomorrow."


def test_the_tasks_history_and_the_audit_hold_no_words_of_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    log(clinic, clinic.alice, task_id, detail="Chest pain is better.")
    with clinic.db.transaction() as session:
        step = session.scalars(select(TaskEvent).where(TaskEvent.kind == "called")).one()
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "call.logged")).one()
    assert step.detail["outcome"] == "reached"
    assert "Chest" not in str(step.detail) + str(event.detail)
    assert event.patient_id == clinic.task(task_id).patient_id


def test_somebody_who_was_reached_has_had_the_first_response(clinic: Clinic) -> None:
    for outcome in CALL_OUTCOMES:
        task_id = clinic.conversation()
        log(clinic, clinic.alice, task_id, outcome)
        assert (clinic.task(task_id).first_response_at is not None) == (outcome == "reached"), outcome


def test_every_outcome_has_words_for_it() -> None:
    assert set(calls.OUTCOME_TITLES) == set(CALL_OUTCOMES)


def test_a_call_is_no_edit_of_the_task_but_work_of_its_owner(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        version = tasks.claim(session, by=alice, task_id=task_id).version
        session.execute(update(Task).values(worked_at=None))
    assert log(clinic, clinic.dev, task_id).version == version
    assert clinic.task(task_id).worked_at is None
    log(clinic, alice, task_id)
    assert clinic.task(task_id).worked_at is not None


def test_a_call_without_a_task_stands_on_the_record_alone(clinic: Clinic) -> None:
    called = log(clinic, clinic.erin, None, "left-message", patient_id=clinic.patient().id)
    assert (called.task_id, called.version) == (None, None)
    assert len(kept(clinic)) == 1


def test_the_front_desk_logs_calls_and_others_do_not(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    log(clinic, clinic.erin, task_id, "no-answer")
    for somebody in (clinic.ben, clinic.farid):
        with pytest.raises(Forbidden):
            log(clinic, somebody, task_id)


def test_a_second_submit_logs_no_second_call(clinic: Clinic) -> None:
    task_id, alice, token = clinic.conversation(), clinic.alice, UUID(int=4)
    assert log(clinic, alice, task_id, token=token) == log(clinic, alice, task_id, token=token)
    assert len(kept(clinic)) == 1


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"outcome": "shouted"}, "how the call went"),
        ({"detail": "x" * 5_001}, "At most 5,000"),
        ({"detail": "a\x00b"}, "control character"),
    ],
)
def test_what_can_not_be_kept_is_refused_with_a_reason(clinic: Clinic, values: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        log(clinic, clinic.alice, clinic.conversation(), **values)
    assert kept(clinic) == []


def test_a_call_with_one_patient_is_not_logged_on_anothers_task(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="another patient"):
        log(clinic, clinic.alice, clinic.conversation(), patient_id=clinic.patient("Tom").id)
    with pytest.raises(NotFound):
        log(clinic, clinic.alice, None, patient_id=987654)
