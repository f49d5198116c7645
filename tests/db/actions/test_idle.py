"""Snoozed tasks come back in time; claims that nobody works on go back to the pool."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from db.actions.idle import return_idle, wake_due
from db.credentials import WORKER_IDENTITY
from db.errors import Forbidden
from db.models import Draft, OutboxMessage, OutboxState, Presence, Staff, Task, TaskEvent, TaskStatus
from tests.alarms import absent, flagged, notices, now, opened, put, set_setting, steps
from tests.conftest import Clinic


@pytest.fixture(autouse=True)
def by_day(clinic: Clinic) -> None:
    """The clinic is open, unless a test says otherwise."""
    opened(clinic, now=True)


def woken(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return wake_due(session, by=WORKER_IDENTITY)


def returned(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return return_idle(session, by=WORKER_IDENTITY)


def snoozed(clinic: Clinic, *, minutes_ago: float, **values: Any) -> int:
    task_id = clinic.conversation()
    until = now(clinic) - timedelta(minutes=minutes_ago)
    put(clinic, task_id, status="on-hold", on_hold_until=until, **values)
    return task_id


def claimed(clinic: Clinic, username: str = "alice", *, hours_ago: float = 5, **values: Any) -> int:
    """A task that somebody took so long ago and did nothing on since."""
    task_id = clinic.conversation()
    at = now(clinic) - timedelta(hours=hours_ago)
    owner = {"owner_id": clinic.staff_id(username), "status": "in-progress", "claimed_at": at, "worked_at": at}
    put(clinic, task_id, **(owner | values))
    return task_id


def test_a_snoozed_task_comes_back_when_its_time_has_come(clinic: Clinic) -> None:
    task_id, later = snoozed(clinic, minutes_ago=1), snoozed(clinic, minutes_ago=-5)
    assert (woken(clinic), woken(clinic)) == (1, 0)
    task = clinic.task(task_id)
    assert (task.status, task.on_hold_until, task.version) == (TaskStatus.REQUESTED, None, 1)
    assert steps(clinic, task_id) == ["woken"]
    assert clinic.task(later).status == TaskStatus.ON_HOLD


def test_an_owned_one_comes_back_to_its_owner_and_is_not_idle_at_once(clinic: Clinic) -> None:
    long_ago = now(clinic) - timedelta(days=9)
    task_id = snoozed(clinic, minutes_ago=1, owner_id=clinic.staff_id("alice"), claimed_at=long_ago, worked_at=long_ago)
    woken(clinic)
    assert returned(clinic) == 0
    task = clinic.task(task_id)
    assert (task.status, task.owner_id) == (TaskStatus.IN_PROGRESS, clinic.staff_id("alice"))


def test_what_comes_back_is_never_overdue_already_and_keeps_what_was_promised_first(clinic: Clinic) -> None:
    """Pitfall 16: frozen, then instantly breached."""
    missed = now(clinic) - timedelta(days=1)
    task_id = snoozed(clinic, minutes_ago=1, due_at=missed, first_response_due_at=missed)
    woken(clinic)
    task = clinic.task(task_id)
    assert timedelta(hours=3.9) < task.due_at - now(clinic) < timedelta(hours=4.1)
    assert task.first_response_due_at == missed


def test_a_deadline_that_is_still_ahead_stays(clinic: Clinic) -> None:
    ahead = now(clinic) + timedelta(days=3)
    task_id = snoozed(clinic, minutes_ago=1, due_at=ahead)
    woken(clinic)
    assert clinic.task(task_id).due_at == ahead


def test_what_waits_for_the_patient_is_not_woken_by_the_clock(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    put(clinic, task_id, status="on-hold", business_status="waiting-for-patient")
    assert woken(clinic) == 0


def test_a_claim_that_nobody_works_on_returns_with_a_notice(clinic: Clinic) -> None:
    task_id, fresh = claimed(clinic), claimed(clinic, hours_ago=3)
    assert (returned(clinic), returned(clinic)) == (1, 0)
    task = clinic.task(task_id)
    assert (task.owner_id, task.status, task.claimed_at) == (None, TaskStatus.REQUESTED, None)
    assert clinic.task(fresh).owner_id is not None
    assert notices(clinic, "returned") == [clinic.staff_id("alice")]
    with clinic.db.transaction() as session:
        event = session.scalars(select(TaskEvent).where(TaskEvent.kind == "returned")).one()
    assert event.detail == {"owner_id": clinic.staff_id("alice"), "why": "idle"}


def test_the_former_owners_screen_is_out_of_date(clinic: Clinic) -> None:
    task_id = claimed(clinic)
    returned(clinic)
    assert clinic.task(task_id).version == 2


def test_a_night_does_not_count(clinic: Clinic) -> None:
    opened(clinic, now=False)
    claimed(clinic, hours_ago=40)
    assert returned(clinic) == 0


def test_the_time_is_the_clinics_to_set_and_zero_turns_it_off(clinic: Clinic) -> None:
    claimed(clinic, hours_ago=3)
    set_setting(clinic, "claims", {"return_after_minutes": 0})
    assert returned(clinic) == 0
    set_setting(clinic, "claims", {"return_after_minutes": 120})
    assert returned(clinic) == 1


@pytest.mark.parametrize("value", [{"return_after_minutes": "soon"}, {"return_after_minutes": -5}, {"other": 1}, [1]])
def test_a_wrong_setting_leaves_the_default(clinic: Clinic, value: Any) -> None:
    claimed(clinic, hours_ago=5)
    claimed(clinic, hours_ago=3)
    set_setting(clinic, "claims", value)
    assert returned(clinic) == 1


def test_who_is_writing_now_keeps_it(clinic: Clinic) -> None:
    task_id = claimed(clinic)
    with clinic.db.transaction() as session:
        session.add(Presence(task_id=task_id, staff_id=clinic.staff_id("alice"), writing=True))
    assert returned(clinic) == 0
    with clinic.db.transaction() as session:
        session.execute(update(Presence).values(seen_at=func.now() - timedelta(minutes=2)))
    assert returned(clinic) == 1


def test_who_typed_a_draft_an_hour_ago_has_worked_on_it(clinic: Clinic) -> None:
    task_id = claimed(clinic)
    with clinic.db.transaction() as session:
        session.add(
            Draft(
                task_id=task_id,
                staff_id=clinic.staff_id("alice"),
                kind="reply",
                body="Dear",
                saved_at=now(clinic) - timedelta(hours=1),
            )
        )
    assert returned(clinic) == 0


def test_a_reply_about_to_leave_keeps_it(clinic: Clinic) -> None:
    task_id = claimed(clinic)
    with clinic.db.transaction() as session:
        session.add(
            OutboxMessage(
                state=OutboxState.WAITING, task_id=task_id, recipient="", subject="", body="", send_after=now(clinic)
            )
        )
    assert returned(clinic) == 0


def test_work_of_somebody_deactivated_returns_at_once(clinic: Clinic) -> None:
    task_id = claimed(clinic, "dev", hours_ago=0)
    with clinic.db.transaction() as session:
        session.execute(
            update(Staff).where(Staff.username == "dev").values(deactivated_at=func.now(), deactivated_by="Farid")
        )
    set_setting(clinic, "claims", {"return_after_minutes": 0})
    assert returned(clinic) == 1
    assert clinic.task(task_id).owner_id is None
    assert notices(clinic, "returned") == []


def test_work_of_the_absent_returns_unless_somebody_covers(clinic: Clinic) -> None:
    kept, given = claimed(clinic, "dev", hours_ago=0), claimed(clinic, "carla", hours_ago=0)
    absent(clinic, "dev", cover="alice")
    absent(clinic, "carla")
    assert returned(clinic) == 1
    assert clinic.task(kept).owner_id == clinic.staff_id("dev")
    assert clinic.task(given).owner_id is None


def test_a_cover_who_is_away_too_covers_nothing(clinic: Clinic) -> None:
    claimed(clinic, "dev", hours_ago=0)
    absent(clinic, "dev", cover="alice")
    absent(clinic, "alice")
    assert returned(clinic) == 1


def test_a_red_flag_whose_owner_let_it_lie_escalates_again(clinic: Clinic) -> None:
    at = now(clinic) - timedelta(hours=5)
    task_id = flagged(
        clinic,
        owner_id=clinic.staff_id("alice"),
        status="in-progress",
        claimed_at=at,
        worked_at=at,
        flag_acknowledged_at=at,
        flag_acknowledged_by="Alice Moreno",
    )
    put(clinic, task_id, escalate_at=None)
    returned(clinic)
    task = clinic.task(task_id)
    assert task.flag_acknowledged_at is None
    assert task.escalate_at is not None


def test_a_person_cannot_run_either(clinic: Clinic) -> None:
    alice = clinic.alice
    for step in (wake_due, return_idle):
        with clinic.db.transaction() as session, pytest.raises(Forbidden):
            step(session, by=alice)


def test_what_somebody_does_just_now_is_left_alone(clinic: Clinic) -> None:
    task_id = claimed(clinic)
    with clinic.db.transaction() as busy:
        busy.execute(select(Task).where(Task.id == task_id).with_for_update())
        assert returned(clinic) == 0
    assert returned(clinic) == 1
