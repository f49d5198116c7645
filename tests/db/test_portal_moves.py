"""The contract while staff move conversations: nothing is lost on the way, and nobody sees what isn't theirs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import func, select

from db.actions import thread_moves
from db.errors import NotFound
from db.models import Message, Task, Thread
from db.portal import PortalClient, PortalFile
from tests.conftest import Clinic
from tests.db.portal_visits import PDF, Visit, answer, grant_proxy, reply, rows, task_of, write

WHATEVER_COMES = 2**62  # an id that no message will have: she files it whatever is written meanwhile


def merge(clinic: Clinic, thread_id: int, into: int) -> None:
    source, target = task_of(clinic, thread_id), task_of(clinic, into)
    with clinic.db.transaction() as session:
        thread_moves.merge(
            session, by=clinic.alice, task_id=source.id, seen_version=source.version, into_task_id=target.id
        )


def refile(clinic: Clinic, thread_id: int, patient_id: int) -> None:
    task = task_of(clinic, thread_id)
    with clinic.db.transaction() as session:
        thread_moves.refile(
            session, by=clinic.alice, task_id=task.id, seen_version=task.version,
            seen_inbound_id=WHATEVER_COMES, patient_id=patient_id, reason="Hers",
        )  # fmt: skip


def test_an_answer_typed_in_a_conversation_merged_twice_arrives_in_the_last(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    first, second, third = (write(portal, rosa, body)[0] for body in ("One", "Two", "Three"))
    merge(clinic, first, second)
    merge(clinic, second, third)
    for old in (first, second):
        sent = portal.send_message(rosa.token, patient_id=rosa.patient.id, body=f"From {old}", thread_id=old)
        assert sent.thread_id == third
    assert len(portal.read(rosa.token, first)) == 5
    assert [line.thread_id for line in portal.threads(rosa.token)] == [third]
    assert task_of(clinic, first).closed_at and task_of(clinic, second).closed_at


def test_reading_the_old_one_marks_the_replies_of_the_whole_as_read(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    first, second = (write(portal, rosa, body)[0] for body in ("One", "Two"))
    reply(clinic, second)
    merge(clinic, first, second)
    assert portal.threads(rosa.token)[0].unread == 1
    portal.read(rosa.token, first)
    assert portal.threads(rosa.token)[0].unread == 0


def test_a_stranger_finds_neither_the_old_nor_the_new_one(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    first, second = (write(portal, rosa, body)[0] for body in ("One", "Two"))
    merge(clinic, first, second)
    for thread_id in (first, second):
        with pytest.raises(NotFound):
            portal.read(tom.token, thread_id)
        for patient in (tom.patient, rosa.patient):
            with pytest.raises(NotFound):
                portal.send_message(tom.token, patient_id=patient.id, body="Hello", thread_id=thread_id)


def test_a_merged_conversation_filed_elsewhere_is_closed_to_the_former_patient_by_either_id(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    first, second = (write(portal, rosa, body)[0] for body in ("One", "Two"))
    merge(clinic, first, second)
    refile(clinic, second, tom.patient.id)
    for thread_id in (first, second):
        with pytest.raises(NotFound):
            portal.read(rosa.token, thread_id)
        with pytest.raises(NotFound):
            portal.send_message(rosa.token, patient_id=rosa.patient.id, body="Hello", thread_id=thread_id)
        assert len(portal.read(tom.token, thread_id)) == 2


def test_what_arrives_while_it_is_filed_elsewhere_goes_along_or_is_refused(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    """Never a message of one patient's conversation in another's task."""
    thread_id, _ = write(portal, rosa, "One")

    def attempt(number: int) -> bool:
        try:
            answer(portal, rosa, thread_id, f"Message {number}")
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        writing = [pool.submit(attempt, number) for number in range(12)]
        moving = pool.submit(refile, clinic, thread_id, tom.patient.id)
        moving.result()
        arrived = sum(each.result() for each in writing)
    assert not attempt(99)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == arrived + 1
        assert session.scalars(select(Thread.patient_id)).all() == [tom.patient.id]
        assert session.scalars(select(Task.patient_id)).all() == [tom.patient.id]
    assert task_of(clinic, thread_id).last_inbound_id == max(
        message.message_id for message in portal.read(tom.token, thread_id)
    )


def test_a_proxy_of_both_keeps_what_she_wrote_and_can_go_on_writing(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    thread_id, _ = write(portal, ana, "My mother fell.", files=[PortalFile("a.pdf", PDF)])
    refile(clinic, thread_id, rosa.patient.id)
    (file,) = portal.read(ana.token, thread_id)[0].files
    assert portal.file(ana.token, file.id or 0).content == PDF
    sent = portal.send_message(ana.token, patient_id=rosa.patient.id, body="She is better.", thread_id=thread_id)
    assert sent.thread_id == thread_id
    with pytest.raises(NotFound):
        portal.send_message(ana.token, patient_id=ana.patient.id, body="Me too.", thread_id=thread_id)


def test_the_portal_can_not_ask_where_a_conversation_went(intruder: psycopg.Connection[Any]) -> None:
    for statement in (
        "SELECT thread_to_continue(1)",
        "SELECT merged_into_id FROM thread",
        "SELECT refusal FROM attachment",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            rows(intruder, statement)
