"""What a message from the portal does to staff's work, and messages of proxies."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func

from db.errors import Invalid, NotFound
from db.models import (
    Message,
    TaskStatus,
    Thread,
)
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_visits import (
    Visit,
    answer,
    change_task,
    grant_proxy,
    reply,
    steps,
    task_of,
    write,
)


def test_a_second_message_goes_to_the_same_task_and_asks_for_triage_again(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, first = write(portal, rosa)
    change_task(clinic, thread_id, triaged_at=func.now(), owner_id=clinic.staff_id("alice"), status="in-progress")

    second = answer(portal, rosa, thread_id)

    task = task_of(clinic, thread_id)
    assert second > first and task.last_inbound_id == second
    assert (task.status, task.owner_id) == (TaskStatus.IN_PROGRESS, clinic.staff_id("alice"))
    assert task.triaged_at is None and task.version == 1
    assert steps(clinic, thread_id) == [("received", "Patient"), ("received", "Patient")]


@pytest.mark.parametrize(("owner", "status"), [("alice", TaskStatus.IN_PROGRESS), (None, TaskStatus.REQUESTED)])
def test_a_task_on_hold_wakes(
    clinic: Clinic, portal: PortalClient, rosa: Visit, owner: str | None, status: TaskStatus
) -> None:
    thread_id, _ = write(portal, rosa)
    owner_id = clinic.staff_id(owner) if owner else None
    waiting = {"status": "on-hold", "business_status": "waiting-for-patient"}
    change_task(
        clinic, thread_id, **waiting, on_hold_until=func.now() + timedelta(days=7), owner_id=owner_id, version=4
    )

    answer(portal, rosa, thread_id)

    task = task_of(clinic, thread_id)
    assert (task.status, task.on_hold_until, task.business_status, task.version) == (status, None, "", 4)
    assert steps(clinic, thread_id)[1:] == [("received", "Patient"), ("woken", "Patient")]


def test_a_closed_task_is_reopened_for_whoever_is_free(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa)
    change_task(clinic, thread_id, status="completed", outcome="answered", owner_id=clinic.staff_id("alice"), version=3,
                closed_at=func.now() - timedelta(days=30), closed_by="Alice Moreno", priority=0, priority_reason="x",
                due_at=func.now() - timedelta(days=29))  # fmt: skip

    answer(portal, rosa, thread_id)

    task = task_of(clinic, thread_id)
    assert (task.status, task.owner_id, task.outcome, task.closed_at, task.closed_by) == (
        TaskStatus.REQUESTED, None, "", None, None,
    )  # fmt: skip
    assert task.last_inbound_at is not None
    assert (task.version, task.priority, task.due_at - task.last_inbound_at) == (3, 3, timedelta(days=2))
    assert steps(clinic, thread_id)[1:] == [("received", "Patient"), ("reopened", "Patient")]


def test_many_messages_at_once_share_one_reopened_task(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa)
    change_task(clinic, thread_id, status="completed", outcome="answered", closed_at=func.now(), closed_by="Alice")
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda number: answer(portal, rosa, thread_id, f"Message {number}"), range(12)))
    task = task_of(clinic, thread_id)
    assert (task.status, task.last_inbound_id) == (TaskStatus.REQUESTED, max(sent))
    assert [step for step, _ in steps(clinic, thread_id)].count("reopened") == 1


def test_many_answers_at_once_to_a_conversation_without_a_task_make_one(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    with clinic.db.transaction() as session:
        thread = Thread(patient_id=rosa.patient.id, account_id=rosa.account_id, topic="imported")
        session.add(thread)
        session.flush()
    reply(clinic, thread.id)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: answer(portal, rosa, thread.id, f"Message {number}"), range(8)))
    assert task_of(clinic, thread.id).title == "Message"
    assert [step for step, _ in steps(clinic, thread.id)] == ["received"] * 8


def test_a_conversation_keeps_its_topic(portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa)
    with pytest.raises(Invalid, match="keeps its topic"):
        write(portal, rosa, thread_id=thread_id, topic="billing")


def test_a_proxy_reads_and_writes_for_the_patient_and_is_named(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)

    people = portal.people(ana.token)
    thread_id, message_id = write(portal, ana, "My mother fell.", patient_id=rosa.patient.id)

    assert [(person.given, person.relation) for person in people] == [("Ana", ""), ("Rosa", "daughter")]
    assert steps(clinic, thread_id) == [("received", "Proxy (daughter)")]
    with clinic.db.transaction() as session:
        message = session.get_one(Message, message_id)
    assert (message.author, message.account_id) == ("Ana Diaz", ana.account_id)
    assert task_of(clinic, thread_id).patient_id == rosa.patient.id


def test_the_reply_goes_to_whoever_wrote_last(clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    thread_id, _ = write(portal, ana, patient_id=rosa.patient.id)
    answer(portal, rosa, thread_id)
    with clinic.db.transaction() as session:
        assert session.get_one(Thread, thread_id).account_id == rosa.account_id


@pytest.mark.parametrize(("since", "until"), [(2, None), (-10, -2)])
def test_a_grant_counts_only_from_its_first_day_to_its_end(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, since: int, until: int | None
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id, since=since, until=until)
    assert [person.given for person in portal.people(ana.token)] == ["Ana"]
    with pytest.raises(NotFound):
        write(portal, ana, patient_id=rosa.patient.id)
