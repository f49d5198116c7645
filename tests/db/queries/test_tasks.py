"""Lists, badges and pages of tasks agree with one another, and show what a role may see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from db.actions import closing
from db.actions import tasks as acts
from db.credentials import SessionToken
from db.errors import Forbidden, Invalid, NotFound
from db.models import Priority, Task
from db.queries import tasks
from tests.conftest import Clinic

INBOX: dict[str, Any] = {"area": "inbox", "queue": "inbox"}


def ids(clinic: Clinic, viewer: SessionToken, view: str, size: int = 50) -> list[int]:
    """The ids on every page of a view, in order."""
    found: list[int] = []
    after: tasks.Cursor | None = None
    with clinic.db.reading() as session:
        while True:
            page = tasks.page(session, viewer=viewer, view=view, after=after, size=size, **INBOX)
            found += [row.id for row in page.rows]
            after = page.next
            if after is None:
                return found


def test_pitfall_25_a_badge_is_the_count_of_its_own_list(clinic: Clinic) -> None:
    alice = clinic.alice
    made = [clinic.conversation() for _ in range(5)]
    with clinic.db.transaction() as session:
        acts.claim(session, by=alice, task_id=made[0])
        task = clinic.task(made[1])
        closing.close(
            session,
            by=alice,
            token=uuid4(),
            task_id=made[1],
            seen_version=1,
            seen_inbound_id=task.last_inbound_id,
            outcome="duplicate",
        )
    views = ("unassigned", "mine", "waiting", "done")
    with clinic.db.reading() as session:
        badges = tasks.view_counts(session, viewer=alice, views=views, **INBOX)
    assert {view: badges[view].value for view in views} == {view: len(ids(clinic, alice, view)) for view in views}
    assert {view: badges[view].value for view in views} == {"unassigned": 3, "mine": 1, "waiting": 0, "done": 1}


def test_what_to_do_next_comes_first_priority_then_due(clinic: Clinic) -> None:
    late, soon, urgent = clinic.conversation(), clinic.conversation(), clinic.conversation()
    now = datetime.now(UTC)
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == late).values(due_at=now + timedelta(hours=9)))
        session.execute(update(Task).where(Task.id == soon).values(due_at=now + timedelta(hours=1)))
        session.execute(update(Task).where(Task.id == urgent).values(priority=Priority.URGENT))
    assert ids(clinic, clinic.alice, "unassigned") == [urgent, soon, late]


def test_pages_hold_every_task_once(clinic: Clinic) -> None:
    made = [clinic.conversation(patient=patient) for patient in [clinic.patient()] for _ in range(7)]
    found = ids(clinic, clinic.alice, "unassigned", size=3)
    assert sorted(found) == sorted(made)
    assert len(found) == len(set(found))


def test_a_count_stops_at_its_cap(clinic: Clinic) -> None:
    from db.queries.paging import Count, capped_counts, read_counts

    for _ in range(4):
        clinic.conversation()
    from sqlalchemy import select

    with clinic.db.transaction() as session:
        assert read_counts(session, capped_counts({"all": select(Task)}, cap=3), cap=3)["all"] == Count(3, capped=True)
    assert str(Count(1000, capped=True)) == "1,000+"


def test_new_tasks_are_counted_but_not_those_that_only_moved_up(clinic: Clinic) -> None:
    alice, patient = clinic.alice, clinic.patient()
    for _ in range(4):
        clinic.conversation(patient=patient)
    with clinic.db.reading() as session:
        page = tasks.page(session, viewer=alice, view="unassigned", size=3, **INBOX)
    known = tuple(row.id for row in page.rows)
    with clinic.db.transaction() as session:
        acts.claim(session, by=alice, task_id=known[0])

    def fresh() -> int:
        with clinic.db.reading() as session:
            return tasks.fresh(session, viewer=alice, view="unassigned", known=known, until=page.next, **INBOX)

    assert fresh() == 0
    pressing = clinic.conversation(patient=patient)
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == pressing).values(priority=Priority.STAT))
    assert fresh() == 1


def test_first_words_are_clinical_text_the_front_desk_sees_the_topic_only(clinic: Clinic) -> None:
    clinic.conversation("It burns when I pee.")
    for viewer, words in ((clinic.alice, "It burns when I pee."), (clinic.erin, "")):
        with clinic.db.reading() as session:
            (row,) = tasks.page(session, viewer=viewer, view="unassigned", **INBOX).rows
        assert (row.topic, row.detail) == ("health", words)


def test_who_has_no_part_in_the_inbox_sees_neither_list_nor_badge_nor_task(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    for somebody in (clinic.ben, clinic.farid):
        with pytest.raises(Forbidden), clinic.db.reading() as session:
            tasks.page(session, viewer=somebody, view="unassigned", **INBOX)
        with pytest.raises((Forbidden, NotFound)), clinic.db.reading() as session:
            tasks.detail(session, viewer=somebody, task_id=task_id)


def test_an_unknown_view_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid), clinic.db.reading() as session:
        tasks.page(session, viewer=clinic.alice, view="everything", **INBOX)


def test_history_tells_every_step_newest_first(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        state = acts.claim(session, by=alice, task_id=task_id)
        acts.release(session, by=alice, task_id=task_id, seen_version=state.version, reason="Lunch")
    with clinic.db.reading() as session:
        steps = tasks.history(session, viewer=alice, task_id=task_id)
    assert [(step.actor, step.kind) for step in steps] == [("Alice Moreno", "released"), ("Alice Moreno", "claimed")]
