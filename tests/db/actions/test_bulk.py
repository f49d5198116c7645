"""Many at once: what was selected or what was confirmed, each checked as alone, the others passed over and named."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions.bulk import BulkDone, Item, Matching, bulk
from db.actions.tasks import claim
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import AuditEvent, Task, TaskStatus, Team
from db.queries.task_filters import Filters
from tests.conftest import Clinic
from tests.db.working import absent, events, flag, log_call

CLOSE = {"outcome": "no-reply-needed"}


def seen(clinic: Clinic, *task_ids: int) -> tuple[Item, ...]:
    """The tasks as they stand."""
    found = [clinic.task(task_id) for task_id in task_ids]
    return tuple(Item(one.id, one.version, one.last_inbound_id) for one in found)


def all_of(view: str = "unassigned", count: int = 0, *, as_of: datetime | None = None, **filters: Any) -> Matching:
    """All that match, as a list read now said it."""
    return Matching(view, Filters(**filters), count, as_of or datetime.now(UTC))


def many(
    clinic: Clinic,
    by: SessionToken,
    deed: str,
    values: Mapping[str, Any],
    items: tuple[Item, ...] = (),
    matching: Matching | None = None,
    *,
    token: UUID | None = None,
    area: str = "inbox",
    queue: str = "inbox",
) -> BulkDone:
    """A deed on many in a transaction of its own."""
    with clinic.db.transaction() as session:
        return bulk(
            session,
            by=by,
            token=token or uuid4(),
            area=area,
            queue=queue,
            deed=deed,
            values=values,
            items=items,
            matching=matching,
        )


def statuses(clinic: Clinic, *task_ids: int) -> list[str]:
    return [clinic.task(task_id).status.value for task_id in task_ids]


def test_what_was_selected_is_closed_with_one_step_and_one_audit_event_each(clinic: Clinic) -> None:
    tasks = [clinic.conversation() for _ in range(3)]
    left = clinic.conversation()
    assert many(clinic, clinic.alice, "close", CLOSE, seen(clinic, *tasks)) == BulkDone(3, [])
    assert statuses(clinic, *tasks, left) == ["completed"] * 3 + ["requested"]
    assert [events(clinic, task_id) for task_id in tasks] == [["closed"]] * 3
    with clinic.db.transaction() as session:
        kept = session.scalars(select(AuditEvent.subject_id).where(AuditEvent.kind == "task.closed")).all()
    assert sorted(one for one in kept if one) == sorted(tasks)


def test_many_are_assigned_given_a_priority_and_snoozed(clinic: Clinic) -> None:
    tasks, alice, dev = [clinic.conversation() for _ in range(2)], clinic.alice, clinic.staff_id("dev")
    assert many(clinic, alice, "assign", {"owner_id": dev, "reason": "Yours"}, seen(clinic, *tasks)).done == 2
    assert many(clinic, alice, "priority", {"priority": 1, "reason": "Flu"}, seen(clinic, *tasks)).done == 2
    until = datetime.now(UTC) + timedelta(days=1)
    assert many(clinic, alice, "snooze", {"until": until.isoformat()}, seen(clinic, *tasks)).done == 2
    for task_id in tasks:
        task = clinic.task(task_id)
        assert (task.owner_id, task.priority, task.status, task.on_hold_until) == (dev, 1, TaskStatus.ON_HOLD, until)
        assert events(clinic, task_id) == ["assigned", "prioritised", "snoozed"]


def test_what_can_not_be_changed_is_passed_over_with_the_reason_and_the_rest_is_done(clinic: Clinic) -> None:
    fine, written, taken, closed, red, called = (clinic.conversation() for _ in range(6))
    for task_id in (red, called):
        flag(clinic, task_id)
    log_call(clinic, called)
    items = (*seen(clinic, fine, written, taken, closed, red, called), Item(987654321, 1, None))
    clinic.patient_writes(written, "now my chest hurts")
    with clinic.db.transaction() as session:
        claim(session, by=clinic.dev, task_id=taken)
    many(clinic, clinic.dev, "close", CLOSE, seen(clinic, closed))
    done = many(clinic, clinic.alice, "close", CLOSE, items)
    assert done == BulkDone(
        2,
        [
            [written, "The patient wrote something that you haven't seen."],
            [taken, "Dev Patel took it in the meantime."],
            [closed, "It is closed already."],
            [red, "It has a red flag: phone the patient or override the flag first."],
            [987654321, "This task doesn't exist, or isn't yours to see."],
        ],
    )
    assert statuses(clinic, fine, written, taken, red, called) == [
        "completed",
        "requested",
        "in-progress",
        "requested",
        "completed",
    ]
    assert events(clinic, written) == []
    with clinic.db.transaction() as session:
        kept = session.scalar(select(func.count()).where(AuditEvent.kind == "task.closed"))
    assert kept == 3, "what was passed over leaves no audit event"


def test_pitfall_2_a_second_submit_returns_what_the_first_did(clinic: Clinic) -> None:
    """(reference pitfall 2)"""
    tasks, alice, token = [clinic.conversation() for _ in range(2)], clinic.alice, uuid4()
    items = (*seen(clinic, *tasks), Item(987654321, 1, None))
    first = many(clinic, alice, "close", CLOSE, items, token=token)
    assert many(clinic, alice, "close", CLOSE, items, token=token) == first
    assert first.done == 2


def test_all_that_match_are_counted_again_and_changed(clinic: Clinic) -> None:
    tasks = [clinic.conversation() for _ in range(3)]
    other = clinic.conversation()
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == other).values(topic="refill"))
    assert many(clinic, clinic.alice, "close", CLOSE, matching=all_of(count=3, topic="health")).done == 3
    assert statuses(clinic, *tasks, other) == ["completed"] * 3 + ["requested"]


def test_when_another_number_matches_than_was_confirmed_nothing_is_changed(clinic: Clinic) -> None:
    tasks = [clinic.conversation() for _ in range(3)]
    with pytest.raises(Conflict, match="You confirmed 2 tasks, and now 3 match"):
        many(clinic, clinic.alice, "close", CLOSE, matching=all_of(count=2))
    assert statuses(clinic, *tasks) == ["requested"] * 3


def test_pitfall_24_no_selection_is_no_task_and_no_filter_only_with_its_number(clinic: Clinic) -> None:
    """Everything is changed only when somebody confirmed how many that is (reference pitfall 24)."""
    tasks = [clinic.conversation() for _ in range(3)]
    with pytest.raises(Invalid, match="Select the tasks"):
        many(clinic, clinic.alice, "close", CLOSE)
    with pytest.raises(Conflict, match="You confirmed 0 tasks, and now 3 match"):
        many(clinic, clinic.alice, "close", CLOSE, matching=all_of(count=0))
    with pytest.raises(Invalid, match="Select the tasks"):
        many(clinic, clinic.alice, "close", CLOSE, seen(clinic, *tasks), all_of(count=3))
    assert statuses(clinic, *tasks) == ["requested"] * 3
    assert many(clinic, clinic.alice, "close", CLOSE, matching=all_of(count=3)).done == 3


def test_of_all_that_match_what_changed_since_the_list_was_read_is_passed_over(clinic: Clinic) -> None:
    fine, written, moved = (clinic.conversation() for _ in range(3))
    as_of = datetime.now(UTC)
    clinic.patient_writes(written, "now my chest hurts")
    many(clinic, clinic.dev, "priority", {"priority": 1, "reason": "Worse"}, seen(clinic, moved))
    done = many(clinic, clinic.alice, "close", CLOSE, matching=all_of(count=3, as_of=as_of))
    assert done == BulkDone(
        1,
        [
            [written, "The patient wrote something that you haven't seen."],
            [moved, "Dev Patel changed its priority in the meantime."],
        ],
    )
    assert statuses(clinic, fine, written, moved) == ["completed", "requested", "requested"]


def test_a_closed_task_is_never_touched(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    many(clinic, alice, "close", CLOSE, seen(clinic, task_id))
    before = clinic.task(task_id)
    for deed, values in (("assign", {"owner_id": clinic.staff_id("dev")}), ("close", {"outcome": "by-phone"})):
        assert many(clinic, alice, deed, values, seen(clinic, task_id)).done == 0
        assert many(clinic, alice, deed, values, matching=all_of("done", 1)).done == 0
    after = clinic.task(task_id)
    assert (after.version, after.outcome, after.owner_id) == (before.version, before.outcome, before.owner_id)


@pytest.mark.parametrize(
    ("deed", "values", "field"),
    [
        ("delete", {}, "deed"),
        ("close", {"outcome": "whatever"}, "outcome"),
        ("close", {"outcome": "answered", "owner_id": 1}, "values"),
        ("assign", {}, "owner_id"),
        ("assign", {"owner_id": "1 OR true"}, "owner_id"),
        ("assign", {"owner_id": [1]}, "owner_id"),
        ("assign", {"owner_id": 2**63}, "owner_id"),
        ("assign", {"team_id": True}, "team_id"),
        ("close", {"outcome": ["answered"]}, "outcome"),
        ("priority", {"priority": [1], "reason": "Worse"}, "priority"),
        ("priority", {"priority": 7, "reason": "x"}, "priority"),
        ("priority", {"priority": 1}, "reason"),
        ("snooze", {"until": "tomorrow"}, "until"),
        ("snooze", {"until": "2020-01-01T00:00:00+00:00"}, "until"),
        ("snooze", {}, "until"),
    ],
)
def test_values_that_fit_no_task_are_refused_at_once(clinic: Clinic, deed: str, values: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        many(clinic, clinic.alice, deed, values, seen(clinic, clinic.conversation()))
    assert refused.value.field == field


def test_more_than_a_thousand_are_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="At most 1,000 tasks at once"):
        many(clinic, clinic.alice, "close", CLOSE, tuple(Item(number, 1, None) for number in range(1, 1002)))


def test_tasks_of_another_queue_are_not_reached(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    done = many(clinic, clinic.alice, "close", CLOSE, seen(clinic, task_id), area="todo", queue="todo")
    assert done.done == 0
    assert clinic.task(task_id).closed_at is None
    with pytest.raises(NotFound):
        many(clinic, clinic.ben, "close", CLOSE, seen(clinic, task_id))
    with pytest.raises(Forbidden):
        many(clinic, clinic.farid, "close", CLOSE, seen(clinic, task_id))


def test_assigning_many_to_who_is_away_names_the_reason_for_each(clinic: Clinic) -> None:
    tasks = [clinic.conversation() for _ in range(2)]
    absent(clinic, "dev")
    done = many(clinic, clinic.alice, "assign", {"owner_id": clinic.staff_id("dev")}, seen(clinic, *tasks))
    assert done.done == 0
    assert all("nobody covers" in why for _, why in done.skipped)
    team = {"team_id": clinic.id_of(Team, "Prescribers")}
    assert many(clinic, clinic.alice, "assign", team, seen(clinic, *tasks)).done == 2


def test_two_who_change_the_same_tasks_at_once_take_turns(clinic: Clinic) -> None:
    tasks = [clinic.conversation() for _ in range(20)]
    items = seen(clinic, *tasks)
    orders = [(clinic.alice, items), (clinic.dev, items[::-1])]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda one: many(clinic, one[0], "close", CLOSE, one[1]), orders))
    assert sorted(one.done for one in done) == [0, 20]
    assert [events(clinic, task_id) for task_id in tasks] == [["closed"]] * 20
