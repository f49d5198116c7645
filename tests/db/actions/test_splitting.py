"""A message of a conversation gets one of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from db.errors import Invalid, NotFound
from db.models import Message, Priority, TaskStatus
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.moving import audited, bodies, flag, reply, set_task, split, steps, thread
from tests.db.portal_visits import Visit, answer, task_of, write


def test_a_message_gets_a_conversation_and_a_task_of_its_own(clinic: Clinic) -> None:
    task_id = clinic.conversation("My knee hurts.")
    second = clinic.patient_writes(task_id, "Also, I need a refill.")
    moved = split(clinic, task_id, second)

    assert (bodies(clinic, task_id), bodies(clinic, moved.task_id)) == (["My knee hurts."], ["Also, I need a refill."])
    old, new = clinic.task(task_id), clinic.task(moved.task_id)
    assert (new.status, new.topic, new.title, new.triaged_at) == (
        TaskStatus.REQUESTED,
        "refill",
        "Message: refill",
        None,
    )
    assert (new.patient_id, new.last_inbound_id, new.owner_id) == (old.patient_id, second, None)
    assert old.last_inbound_id != second and old.version == 2 and moved.version == new.version
    head, other = thread(clinic, task_id), thread(clinic, moved.task_id)
    assert (head.first_words, other.first_words) == ("My knee hurts.", "Also, I need a refill.")
    assert (head.patient_id, head.account_id) == (other.patient_id, other.account_id)
    assert "split" in steps(clinic, task_id) and "split-off" in steps(clinic, moved.task_id)
    (event,) = audited(clinic, "thread.split")
    assert event.patient_id == old.patient_id


def test_what_is_due_counts_from_when_the_patient_wrote_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    second = clinic.patient_writes(task_id, "Also, I need a refill.")
    with clinic.db.transaction() as session:
        then = func.now() - timedelta(days=3)
        session.execute(update(Message).where(Message.id == second).values(sent_at=then, created_at=then))
        written = session.scalars(select(Message.sent_at).where(Message.id == second)).one()
    new = clinic.task(split(clinic, task_id, second).task_id)
    assert new.created_at == new.arrived_at == new.last_inbound_at == written


def test_a_flag_goes_with_its_message(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    second = clinic.patient_writes(task_id, "Now my chest hurts.")
    flag(clinic, task_id, "red")
    due = datetime(2030, 1, 1, tzinfo=UTC)
    set_task(clinic, task_id, priority=Priority.STAT, priority_reason="Chest pain", escalate_at=due)
    new = clinic.task(split(clinic, task_id, second, "health").task_id)
    old = clinic.task(task_id)
    assert (new.flag, new.priority, new.escalate_at) == ("red", Priority.STAT, due)
    assert (old.flag, old.escalate_at) == ("", None)


def test_only_what_the_patient_wrote_in_this_conversation_beside_more_can_be_split_off(clinic: Clinic) -> None:
    task_id, other = clinic.conversation(), clinic.conversation()
    only = clinic.task(task_id).last_inbound_id or 0
    with pytest.raises(Invalid, match="only message"):
        split(clinic, task_id, only)
    sent = reply(clinic, task_id)
    with pytest.raises(Invalid, match="Only what the patient wrote"):
        split(clinic, task_id, sent.message_id)
    with pytest.raises(NotFound):
        split(clinic, other, only)
    with pytest.raises(Invalid, match="what the message is about"):
        split(clinic, task_id, only, "nonsense")


def test_the_patient_sees_a_split_off_message_in_a_conversation_of_its_own(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, _ = write(portal, rosa, "First")
    second = answer(portal, rosa, thread_id, "Second")
    moved = split(clinic, task_of(clinic, thread_id).id, second)
    assert {line.thread_id for line in portal.threads(rosa.token)} == {thread_id, moved.thread_id}
    assert [message.body for message in portal.read(rosa.token, moved.thread_id)] == ["Second"]
