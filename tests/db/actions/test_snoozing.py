"""Snooze, wait, wake: put off without losing it, and never over something unseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from db.actions.snoozing import snooze, wait, wake
from db.actions.tasks import TaskState, claim
from db.credentials import SessionToken
from db.errors import Conflict, Invalid, NewInbound
from db.models import TaskStatus
from tests.conftest import Clinic
from tests.db.working import events, flag, last_detail, log_call

SOON = timedelta(days=2)


def ahead(by: timedelta = SOON) -> datetime:
    """An instant from now."""
    return datetime.now(UTC) + by


def put_off(clinic: Clinic, by: SessionToken, task_id: int, **changes: object) -> TaskState:
    """Snooze as somebody who saw the task as it stands, unless told otherwise."""
    task = clinic.task(task_id)
    seen: dict[str, object] = {
        "seen_version": task.version,
        "seen_inbound_id": task.last_inbound_id,
        "until": ahead(),
    }
    with clinic.db.transaction() as session:
        return snooze(session, by=by, task_id=task_id, **(seen | changes))  # type: ignore[arg-type]  # a test's defaults


def hold(clinic: Clinic, by: SessionToken, task_id: int, token: UUID | None = None, **changes: object) -> TaskState:
    """Wait for the patient as somebody who saw the task as it stands, unless told otherwise."""
    task = clinic.task(task_id)
    seen: dict[str, object] = {"seen_version": task.version, "seen_inbound_id": task.last_inbound_id}
    with clinic.db.transaction() as session:
        return wait(session, by=by, token=token or uuid4(), task_id=task_id, **(seen | changes))  # type: ignore[arg-type]  # a test's defaults


def test_a_snoozed_task_waits_until_its_time_and_becomes_ones_own(clinic: Clinic) -> None:
    task_id, until = clinic.conversation(), ahead()
    put_off(clinic, clinic.alice, task_id, until=until, reason="Lab is back then")
    task = clinic.task(task_id)
    assert (task.status, task.on_hold_until, task.business_status) == (TaskStatus.ON_HOLD, until, "")
    assert task.owner_id == clinic.staff_id("alice")
    assert last_detail(clinic, task_id) == {"until": until.isoformat(), "reason": "Lab is back then"}


def test_a_colleagues_task_keeps_its_owner_when_it_is_put_off(clinic: Clinic) -> None:
    for put in (put_off, hold):
        task_id = clinic.conversation()
        with clinic.db.transaction() as session:
            claim(session, by=clinic.dev, task_id=task_id)
        put(clinic, clinic.alice, task_id)
        assert clinic.task(task_id).owner_id == clinic.staff_id("dev")


@pytest.mark.parametrize("by", [timedelta(0), timedelta(minutes=-1), timedelta(days=181)])
def test_a_time_in_the_past_or_too_far_ahead_is_refused(clinic: Clinic, by: timedelta) -> None:
    with pytest.raises(Invalid) as refused:
        put_off(clinic, clinic.alice, clinic.conversation(), until=ahead(by))
    assert refused.value.field == "until"


def test_a_time_without_a_zone_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid):
        put_off(clinic, clinic.alice, clinic.conversation(), until=ahead().replace(tzinfo=None))


def test_nothing_is_put_off_over_a_message_that_nobody_saw(clinic: Clinic) -> None:
    for put in (put_off, hold):
        task_id = clinic.conversation()
        seen = clinic.task(task_id).last_inbound_id
        clinic.patient_writes(task_id, "now my chest hurts")
        with pytest.raises(NewInbound):
            put(clinic, clinic.alice, task_id, seen_inbound_id=seen)
        with pytest.raises(NewInbound):
            put(clinic, clinic.alice, task_id, seen_inbound_id=None)
        assert clinic.task(task_id).status == TaskStatus.REQUESTED


def test_a_red_flag_is_not_put_off_until_the_patient_was_phoned(clinic: Clinic) -> None:
    for put in (put_off, hold):
        task_id = clinic.conversation()
        flag(clinic, task_id)
        with pytest.raises(Conflict, match="red flag"):
            put(clinic, clinic.alice, task_id)
        log_call(clinic, task_id)
        assert put(clinic, clinic.alice, task_id).status == "on-hold"


def test_what_a_colleague_changed_meanwhile_is_not_put_off(clinic: Clinic) -> None:
    for put in (put_off, hold):
        task_id = clinic.conversation()
        with clinic.db.transaction() as session:
            claim(session, by=clinic.dev, task_id=task_id)
        with pytest.raises(Conflict, match="Dev Patel took it in the meantime"):
            put(clinic, clinic.alice, task_id, seen_version=1)


def test_waiting_for_the_patient_has_no_end_and_a_second_submit_is_the_first(clinic: Clinic) -> None:
    task_id, alice, token = clinic.conversation(), clinic.alice, uuid4()
    first = hold(clinic, alice, task_id, token, seen_version=1)
    assert hold(clinic, alice, task_id, token, seen_version=1) == first
    task = clinic.task(task_id)
    assert (task.status, task.business_status, task.on_hold_until) == (TaskStatus.ON_HOLD, "waiting-for-patient", None)
    assert events(clinic, task_id) == ["held"]


def test_wake_brings_a_task_back_to_its_owner(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    version = put_off(clinic, alice, task_id).version
    with clinic.db.transaction() as session:
        woken = wake(session, by=clinic.dev, task_id=task_id, seen_version=version)
    task = clinic.task(task_id)
    assert (woken.status, task.on_hold_until, task.owner_id) == ("in-progress", None, clinic.staff_id("alice"))
    assert events(clinic, task_id) == ["snoozed", "woken"]


def test_waking_what_is_awake_changes_nothing(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        assert wake(session, by=alice, task_id=task_id, seen_version=99).version == 1
    assert events(clinic, task_id) == []


def test_pitfall_16_a_patients_last_word_of_thanks_ends_without_an_answer(clinic: Clinic) -> None:
    """A task can end with no reply needed, so its deadline doesn't run on over a thank-you (reference pitfall 16)."""
    from db.actions.closing import close

    task_id, alice = clinic.conversation(), clinic.alice
    hold(clinic, alice, task_id)
    newest = clinic.patient_writes(task_id, "Thanks!")
    with clinic.db.transaction() as session:
        closed = close(
            session,
            by=alice,
            token=uuid4(),
            task_id=task_id,
            seen_version=2,
            seen_inbound_id=newest,
            outcome="no-reply-needed",
        )
    assert closed.status == "completed"
    assert clinic.task(task_id).on_hold_until is None
