"""Next: the most pressing that nobody has, one's own teams' first, never the same to two."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update

from db.actions.next_task import Next, next_task
from db.actions.tasks import claim
from db.credentials import SessionToken
from db.errors import NotFound
from db.models import Queue, Task, TaskStatus, Team, TeamMember
from tests.conftest import Clinic
from tests.db.working import events, flag
from tests.worker_process import eventually


def take(clinic: Clinic, by: SessionToken, token: UUID | None = None) -> Next:
    """Take the next task of the inbox."""
    with clinic.db.transaction() as session:
        return next_task(session, by=by, token=token or uuid4(), area="inbox", queue="inbox")


def put(clinic: Clinic, *, team: str = "", priority: int = 3) -> int:
    """A task of a team with a priority."""
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        task.priority = priority
        task.team_id = clinic.id_of(Team, team) if team else None
    return task_id


def test_the_most_pressing_comes_first_then_the_one_due_first(clinic: Clinic) -> None:
    later, stat, urgent = put(clinic), put(clinic, priority=0), put(clinic, priority=2)
    alice = clinic.alice
    assert [take(clinic, alice).id for _ in range(4)] == [stat, urgent, later, None]
    assert clinic.task(stat).status == TaskStatus.IN_PROGRESS
    assert clinic.task(stat).owner_id == clinic.staff_id("alice")


def test_ones_own_teams_come_before_anything_else(clinic: Clinic) -> None:
    others = put(clinic, team="Prescribers", priority=0)
    nobodys = put(clinic, priority=1)
    own = put(clinic, team="Nurse triage", priority=3)
    alice = clinic.alice
    assert [take(clinic, alice).id for _ in range(3)] == [own, others, nobodys]


def test_of_several_teams_of_ones_own_the_most_pressing_comes_first(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        session.add(TeamMember(team_id=clinic.id_of(Team, "Prescribers"), staff_id=clinic.staff_id("alice")))
    first, second = put(clinic, team="Nurse triage", priority=3), put(clinic, team="Prescribers", priority=1)
    alice = clinic.alice
    assert [take(clinic, alice).id for _ in range(2)] == [second, first]


def test_what_waits_is_closed_or_belongs_to_somebody_is_passed_over(clinic: Clinic) -> None:
    held, taken = put(clinic, priority=0), put(clinic, priority=0)
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == held).values(status=TaskStatus.ON_HOLD))
        claim(session, by=clinic.dev, task_id=taken)
    assert take(clinic, clinic.alice) == Next(None, 0)


def test_a_second_press_returns_the_same_task(clinic: Clinic) -> None:
    first, _ = put(clinic), put(clinic)
    alice, token = clinic.alice, uuid4()
    assert take(clinic, alice, token) == take(clinic, alice, token)
    assert take(clinic, alice, token).id == first


def test_taking_a_red_flagged_task_acknowledges_the_flag(clinic: Clinic) -> None:
    task_id = put(clinic)
    flag(clinic, task_id)
    take(clinic, clinic.alice)
    assert events(clinic, task_id) == ["claimed", "acknowledged"]
    assert clinic.task(task_id).escalate_at is None


def test_another_queue_is_not_reached(clinic: Clinic) -> None:
    put(clinic)
    with clinic.db.transaction() as session:
        assert next_task(session, by=clinic.alice, token=uuid4(), area="todo", queue="todo") == Next(None, 0)


@pytest.mark.parametrize(("area", "queue"), [("inbox", "todo"), ("nothing", "inbox"), ("inbox", "nothing")])
def test_a_queue_that_is_not_there_is_not_found(clinic: Clinic, area: str, queue: str) -> None:
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        next_task(session, by=clinic.alice, token=uuid4(), area=area, queue=queue)


def test_a_queue_that_is_not_ones_own_to_see_is_not_found(clinic: Clinic) -> None:
    put(clinic)
    with pytest.raises(NotFound):
        take(clinic, clinic.ben)
    with clinic.db.transaction() as session:
        assert session.scalar(select(Queue.id).where(Queue.slug == "inbox")) is not None


def test_what_a_colleague_holds_at_this_instant_is_passed_over(clinic: Clinic) -> None:
    held, free = put(clinic, priority=0), put(clinic)
    with clinic.db.transaction() as other:
        other.execute(select(Task.id).where(Task.id == held).with_for_update())
        assert take(clinic, clinic.alice).id == free


@pytest.mark.parametrize("taken", [True, False])
def test_the_last_one_is_waited_for_so_that_nothing_left_is_true(clinic: Clinic, taken: bool) -> None:
    task_id, alice, dev = put(clinic), clinic.alice, clinic.dev
    with ThreadPoolExecutor(1) as pool:
        with clinic.db.transaction() as other:
            other.execute(select(Task.id).where(Task.id == task_id).with_for_update())
            waiting = pool.submit(take, clinic, alice)
            eventually(lambda: blocked(clinic), "alice waits")
            if taken:
                claim(other, by=dev, task_id=task_id)
        assert waiting.result().id == (None if taken else task_id)


def blocked(clinic: Clinic) -> bool:
    """Whether a connection of this database waits for a lock."""
    found = text(
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
        "WHERE NOT granted AND datname = current_database()"
    )
    with clinic.db.transaction() as session:
        return bool(session.scalar(found))
