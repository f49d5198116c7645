"""Errands: what one asks of another team becomes a task of its own there."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from db.actions import errands, tasks
from db.actions.triage import triage_new
from db.credentials import WORKER_IDENTITY, SessionToken
from db.errors import Forbidden, Invalid, NotFound
from db.models import AuditEvent, Errand, Priority, Queue, Task, TaskEvent, TaskStatus, Team
from tests.conftest import Clinic


def ask(clinic: Clinic, by: SessionToken, body: str = "Please book a visit this week.", **values: Any) -> int:
    """Ask the front desk; the new task's id."""
    arguments: dict[str, Any] = {"token": uuid4(), "team_id": clinic.id_of(Team, "Front desk")} | values
    with clinic.db.transaction() as session:
        return errands.make_errand(session, by=by, body=body, **arguments).task_id


def errand(clinic: Clinic, task_id: int) -> Errand:
    with clinic.db.transaction() as session:
        return session.get_one(Errand, session.get_one(Task, task_id).focus_id)


def test_it_becomes_an_open_task_of_the_asked_team_in_the_to_do_queue(clinic: Clinic) -> None:
    patient = clinic.patient()
    task = clinic.task(ask(clinic, clinic.alice, patient_id=patient.id, priority=Priority.URGENT))
    with clinic.db.transaction() as session:
        assert session.scalars(select(Queue.slug).where(Queue.id == task.queue_id)).one() == "todo"
    assert (task.status, task.owner_id, task.team_id) == (
        TaskStatus.REQUESTED, None, clinic.id_of(Team, "Front desk"),
    )  # fmt: skip
    assert (task.title, task.topic, task.priority, task.patient_id) == ("To do", "", 2, patient.id)
    assert errand(clinic, task.id).body == "Please book a visit this week."


def test_the_title_holds_none_of_its_words(clinic: Clinic) -> None:
    assert clinic.task(ask(clinic, clinic.alice, "Fax the biopsy result")).title == "To do"


def test_the_task_it_came_from_goes_on_and_remembers_it(clinic: Clinic) -> None:
    source = clinic.conversation()
    before = clinic.task(source)
    made = ask(clinic, clinic.alice, from_task_id=source)
    after = clinic.task(source)
    assert (after.status, after.version, after.owner_id) == (before.status, before.version, before.owner_id)
    assert clinic.task(made).patient_id == before.patient_id == errand(clinic, made).patient_id
    with clinic.db.transaction() as session:
        step = session.scalars(select(TaskEvent).where(TaskEvent.kind == "passed-on")).one()
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "errand.made")).one()
    assert (step.task_id, step.detail["made_task_id"]) == (source, made)
    assert event.patient_id == before.patient_id and "book" not in str(event.detail)


def test_it_may_be_about_nobody(clinic: Clinic) -> None:
    assert clinic.task(ask(clinic, clinic.ben, "Order toner")).patient_id is None


def test_it_gets_a_deadline_like_any_task(clinic: Clinic) -> None:
    made = ask(clinic, clinic.erin)
    with clinic.db.transaction() as session:
        triage_new(session, by=WORKER_IDENTITY)
    task = clinic.task(made)
    assert task.triaged_at is not None and task.due_at > task.created_at


def test_the_asked_team_claims_and_closes_it(clinic: Clinic) -> None:
    made, erin = ask(clinic, clinic.alice), clinic.erin
    with clinic.db.transaction() as session:
        claimed = tasks.claim(session, by=erin, task_id=made)
        assert claimed.owner_id == clinic.staff_id("erin")


def test_a_second_submit_makes_no_second_one(clinic: Clinic) -> None:
    token, alice = UUID(int=5), clinic.alice
    assert ask(clinic, alice, token=token) == ask(clinic, alice, token=token)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"body": " \n"}, "what is to be done"),
        ({"body": "x" * 5_001}, "At most 5,000"),
        ({"body": "a\x00"}, "control character"),
        ({"team_id": 987654}, "Choose the team"),
        ({"priority": 7}, "priority"),
    ],
)
def test_what_can_not_be_asked_is_refused_with_a_reason(clinic: Clinic, values: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        ask(clinic, clinic.alice, **values)


def test_it_is_about_no_other_patient_than_the_task_it_came_from(clinic: Clinic) -> None:
    source = clinic.conversation()
    with pytest.raises(Invalid, match="another patient"):
        ask(clinic, clinic.alice, from_task_id=source, patient_id=clinic.patient("Tom").id)
    with pytest.raises(NotFound):
        ask(clinic, clinic.alice, patient_id=987654)


def test_a_task_that_is_not_ones_own_to_see_is_no_source(clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        ask(clinic, clinic.ben, from_task_id=clinic.conversation())
    with pytest.raises(Forbidden):
        ask(clinic, clinic.farid)
