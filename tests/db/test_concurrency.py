"""Fifty at once: one winner, nobody's work twice, no state that couldn't have come about one by one."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from db.actions.assigning import assign
from db.actions.closing import close
from db.actions.next_task import next_task
from db.actions.replies import reply
from db.actions.tasks import claim
from db.credentials import SessionToken
from db.engine import Database, DatabaseRole, Organisation, engine_for
from db.errors import Conflict, Refused
from db.models import Message, Queue, Task, TaskEvent, TaskStatus, Thread
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_visits import sign_in, write
from tests.db.working import events

PEOPLE = ("alice", "dev", "carla", "erin")
THREADS = 50


@pytest.fixture
def busy(place: Organisation) -> Iterator[Clinic]:
    """A clinic with a connection for each of fifty."""
    database = Database(place, pool_size=THREADS)
    yield Clinic(database)
    database.dispose()


def sessions(clinic: Clinic) -> list[SessionToken]:
    """Fifty signed-in sessions of four people."""
    return [clinic.sign_in(PEOPLE[number % len(PEOPLE)]) for number in range(THREADS)]


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Run all of these at the same instant; a refusal is an outcome like any other."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        start.wait(30)
        try:
            return deed()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def queued(clinic: Clinic, count: int) -> list[int]:
    """So many tasks that nobody has."""
    patient = clinic.patient()
    with clinic.db.transaction() as session:
        queue_id = session.scalars(select(Queue.id).where(Queue.slug == "inbox")).one()
        threads = [Thread(patient_id=patient.id, topic="health") for _ in range(count)]
        session.add_all(threads)
        session.flush()
        tasks = [
            Task(queue_id=queue_id, focus_type="thread", focus_id=one.id, patient_id=patient.id, title="Message")
            for one in threads
        ]
        session.add_all(tasks)
        session.flush()
        return [task.id for task in tasks]


def test_of_fifty_who_claim_one_task_one_wins_and_the_others_are_told_who(busy: Clinic) -> None:
    task_id = busy.conversation()
    tokens = [busy.sign_in("alice"), *(busy.sign_in(PEOPLE[1 + n % 3]) for n in range(THREADS - 1))]

    def attempt(token: SessionToken) -> Callable[[], object]:
        def run() -> object:
            with busy.db.transaction() as session:
                return claim(session, by=token, task_id=task_id)

        return run

    outcomes = at_once([attempt(token) for token in tokens])
    task = busy.task(task_id)
    assert events(busy, task_id) == ["claimed"]
    assert task.version == 2
    refused = [one for one in outcomes if isinstance(one, Refused)]
    assert all(isinstance(one, Conflict) and "has this task" in str(one) for one in refused)
    won = [one for one in outcomes if not isinstance(one, Refused)]
    assert {getattr(one, "owner_id", None) for one in won} == {task.owner_id}


def test_fifty_who_take_next_from_five_hundred_get_each_once_and_leave_none(busy: Clinic) -> None:
    tasks = queued(busy, 500)

    def take_all(token: SessionToken) -> Callable[[], object]:
        def run() -> object:
            mine: list[int] = []
            while True:
                with busy.db.transaction() as session:
                    taken = next_task(session, by=token, token=uuid4(), area="inbox", queue="inbox")
                if taken.id is None:
                    return mine
                mine.append(taken.id)

        return run

    outcomes = at_once([take_all(token) for token in sessions(busy)])
    given = Counter(task_id for mine in outcomes if isinstance(mine, list) for task_id in mine)
    assert sorted(given) == sorted(tasks)
    assert set(given.values()) == {1}
    with busy.db.transaction() as session:
        claims = session.scalar(select(func.count()).where(TaskEvent.kind == "claimed"))
        owned = session.scalar(select(func.count()).where(Task.owner_id.is_not(None), Task.version == 2))
    assert (claims, owned) == (500, 500)


def test_nobody_is_told_that_nothing_is_left_while_something_is(busy: Clinic) -> None:
    """As many tasks as people: each gets one, though each is passed over by all the others."""
    tasks = queued(busy, THREADS)

    def take(token: SessionToken) -> Callable[[], object]:
        def run() -> object:
            with busy.db.transaction() as session:
                return next_task(session, by=token, token=uuid4(), area="inbox", queue="inbox").id

        return run

    assert sorted(map(str, at_once([take(token) for token in sessions(busy)]))) == sorted(map(str, tasks))


def deeds_on(clinic: Clinic, task_id: int) -> list[Callable[[], object]]:
    """Assign, close and reply by several people who all saw the task as it stands."""
    task, alice, dev, carla = clinic.task(task_id), clinic.alice, clinic.dev, clinic.carla
    inbound, erin = task.last_inbound_id, clinic.staff_id("erin")

    def given() -> object:
        with clinic.db.transaction() as session:
            return assign(session, by=carla, task_id=task_id, seen_version=task.version, owner_id=erin)

    def closed() -> object:
        with clinic.db.transaction() as session:
            return close(
                session,
                by=dev,
                token=uuid4(),
                task_id=task_id,
                seen_version=task.version,
                seen_inbound_id=inbound,
                outcome="by-phone",
            )

    def answered() -> object:
        with clinic.db.transaction() as session:
            return reply(
                session,
                by=alice,
                token=uuid4(),
                task_id=task_id,
                seen_version=task.version,
                seen_inbound_id=inbound,
                body="Rest it.",
                then="wait",
            )

    return [given, closed, answered]


def test_of_assign_close_and_reply_at_once_one_is_done_and_two_are_refused(busy: Clinic) -> None:
    for _ in range(8):
        task_id = busy.conversation()
        outcomes = at_once(deeds_on(busy, task_id))
        refused = [isinstance(one, Conflict) for one in outcomes]
        assert sum(refused) == 2
        task, kinds = busy.task(task_id), events(busy, task_id)
        assert task.version == 2
        winner = refused.index(False)
        assert kinds == [["assigned"], ["closed"], ["replied"]][winner]
        expected = [TaskStatus.IN_PROGRESS, TaskStatus.COMPLETED, TaskStatus.ON_HOLD][winner]
        assert task.status == expected
        with busy.db.transaction() as session:
            sent = session.scalar(
                select(func.count()).where(Message.thread_id == task.focus_id, Message.direction == "outbound")
            )
        assert sent == (winner == 2), "a refused reply leaves no message"


def test_a_patient_who_writes_while_a_task_is_closed_is_never_left_unseen(busy: Clinic, place: Organisation) -> None:
    engine = engine_for(place, DatabaseRole.PORTAL, pool_size=2)
    portal = PortalClient(engine)
    rosa = sign_in(busy, portal, busy.patient())
    for _ in range(8):
        thread_id, _ = write(portal, rosa)
        with busy.db.transaction() as session:
            task_id = session.scalars(select(Task.id).where(Task.focus_id == thread_id)).one()

        def writes(thread_id: int = thread_id) -> object:
            return write(portal, rosa, "Now it is worse.", thread_id=thread_id, topic="")

        outcomes = at_once([writes, *deeds_on(busy, task_id)[1:]])
        task = busy.task(task_id)
        assert task.status in {TaskStatus.REQUESTED, TaskStatus.IN_PROGRESS}, outcomes
        assert task.on_hold_until is None
    engine.dispose()
