"""Claim, release, close, reopen: one winner, nobody overwritten, nothing unseen ended."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.actions import tasks
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NewInbound, NotFound
from db.models import AuditEvent, TaskEvent, TaskStatus
from tests.conftest import Clinic


def close(clinic: Clinic, by: SessionToken, task_id: int, **changes: object) -> tasks.TaskState:
    """Close as somebody who saw the task as it stands, unless told otherwise."""
    task = clinic.task(task_id)
    seen: dict[str, object] = {
        "token": uuid4(),
        "seen_version": task.version,
        "outcome": "no-reply-needed",
        "seen_inbound_id": task.last_inbound_id,
    }
    with clinic.db.transaction() as session:
        return tasks.close(session, by=by, task_id=task_id, **(seen | changes))  # type: ignore[arg-type]  # a test's defaults


def claim(clinic: Clinic, by: SessionToken, task_id: int) -> tasks.TaskState:
    """Claim in a transaction of its own."""
    with clinic.db.transaction() as session:
        return tasks.claim(session, by=by, task_id=task_id)


def events(clinic: Clinic, task_id: int) -> list[str]:
    """The kinds of a task's events, in order."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(TaskEvent.kind).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id)))


def test_a_claim_makes_the_task_the_persons_own(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    state = claim(clinic, clinic.alice, task_id)
    assert (state.owner_id, state.status, state.version) == (clinic.staff_id("alice"), "in-progress", 2)
    assert events(clinic, task_id) == ["claimed"]


def test_a_second_claim_is_refused_and_names_the_owner(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    claim(clinic, clinic.alice, task_id)
    with pytest.raises(Conflict, match="Alice Moreno has this task"):
        claim(clinic, clinic.dev, task_id)
    assert clinic.task(task_id).owner_id == clinic.staff_id("alice")


def test_claiming_ones_own_task_again_changes_nothing(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    assert claim(clinic, alice, task_id) == claim(clinic, alice, task_id)
    assert events(clinic, task_id) == ["claimed"]


def test_of_twelve_who_claim_at_once_one_wins(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    tokens = [clinic.sign_in(name) for name in ("alice", "dev", "erin", "carla") for _ in range(3)]

    def attempt(token: SessionToken) -> int | None:
        try:
            return claim(clinic, token, task_id).owner_id
        except Conflict:
            return None

    with ThreadPoolExecutor(12) as pool:
        owners = {owner for owner in pool.map(attempt, tokens) if owner is not None}
    assert owners == {clinic.task(task_id).owner_id}
    assert events(clinic, task_id) == ["claimed"]


def test_a_closed_task_can_not_be_claimed(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    close(clinic, alice, task_id)
    with pytest.raises(Conflict, match="closed in the meantime"):
        claim(clinic, clinic.dev, task_id)


def test_release_gives_the_task_back_and_keeps_the_reason(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    version = claim(clinic, alice, task_id).version
    with clinic.db.transaction() as session:
        state = tasks.release(session, by=alice, task_id=task_id, seen_version=version, reason="End of shift")
        reason = session.scalar(select(TaskEvent.detail["reason"].astext).where(TaskEvent.kind == "released"))
    assert (state.owner_id, state.status, reason) == (None, "requested", "End of shift")


def test_a_colleagues_task_is_released_by_a_manager_only(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    version = claim(clinic, clinic.alice, task_id).version
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        tasks.release(session, by=clinic.dev, task_id=task_id, seen_version=version)
    with clinic.db.transaction() as session:
        assert tasks.release(session, by=clinic.carla, task_id=task_id, seen_version=version).owner_id is None


def test_close_ends_the_task_with_its_outcome_and_who_did_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    close(clinic, clinic.alice, task_id, outcome="by-phone")
    task = clinic.task(task_id)
    assert (task.status, task.outcome, task.closed_by) == (TaskStatus.COMPLETED, "by-phone", "Alice Moreno")
    assert task.closed_at is not None


def test_a_close_is_stopped_when_the_patient_wrote_something_unseen(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    seen = clinic.task(task_id).last_inbound_id
    newest = clinic.patient_writes(task_id, "now my chest hurts")
    with pytest.raises(NewInbound) as stopped:
        close(clinic, alice, task_id, seen_inbound_id=seen)
    assert stopped.value.newest_id == newest
    assert clinic.task(task_id).closed_at is None


def test_pitfall_17_a_task_whose_author_saw_no_message_at_all_is_stopped_too(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with pytest.raises(NewInbound):
        close(clinic, clinic.alice, task_id, seen_inbound_id=None)


def test_a_stale_close_is_refused_and_says_who_did_what(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    seen = clinic.task(task_id).version
    claim(clinic, clinic.dev, task_id)
    with pytest.raises(Conflict, match="Dev Patel took it in the meantime") as refused:
        close(clinic, clinic.alice, task_id, seen_version=seen)
    assert refused.value.since is not None
    assert refused.value.since.at is not None


def test_a_second_submit_of_the_same_close_returns_the_first_ones_result(clinic: Clinic) -> None:
    task_id, alice, token = clinic.conversation(), clinic.alice, uuid4()
    version = clinic.task(task_id).version
    first = close(clinic, alice, task_id, token=token, seen_version=version)
    assert close(clinic, alice, task_id, token=token, seen_version=version) == first
    assert events(clinic, task_id) == ["closed"]


def test_a_token_of_another_person_or_form_is_refused(clinic: Clinic) -> None:
    one, other, token = clinic.conversation(), clinic.conversation(), uuid4()
    close(clinic, clinic.alice, one, token=token)
    with pytest.raises(Conflict, match="submitted before"):
        close(clinic, clinic.dev, other, token=token)


def test_reopen_makes_the_task_the_persons_own_again(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    version = close(clinic, alice, task_id).version
    with clinic.db.transaction() as session:
        state = tasks.reopen(session, by=alice, task_id=task_id, seen_version=version)
    task = clinic.task(task_id)
    assert (state.status, task.owner_id, task.closed_at, task.outcome) == (
        "in-progress",
        clinic.staff_id("alice"),
        None,
        "",
    )


def test_an_unknown_outcome_is_refused_by_name(clinic: Clinic) -> None:
    with pytest.raises(Invalid) as refused:
        close(clinic, clinic.alice, clinic.conversation(), outcome="whatever")
    assert refused.value.field == "outcome"


def test_a_task_that_does_not_exist_and_one_not_ones_own_to_see_look_the_same(clinic: Clinic) -> None:
    with pytest.raises(Forbidden):
        claim(clinic, clinic.ben, clinic.conversation())
    with pytest.raises(NotFound):
        claim(clinic, clinic.alice, 987654321)


def test_opening_is_audited_once_per_session_and_record(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    for _ in range(3):
        with clinic.db.transaction() as session:
            tasks.open_task(session, by=alice, task_id=task_id)
    with clinic.db.transaction() as session:
        tasks.open_task(session, by=clinic.alice, task_id=task_id)
    with clinic.db.transaction() as session:
        seen = session.scalars(select(AuditEvent).where(AuditEvent.kind == "task.opened")).all()
    assert [event.subject_id for event in seen] == [task_id, task_id]
    assert {event.actor for event in seen} == {"Alice Moreno"}


def test_a_revoked_session_acts_no_more(clinic: Clinic) -> None:
    from datetime import UTC, datetime

    from sqlalchemy import update

    from db.errors import SignedOut
    from db.models import StaffSession

    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        session.execute(
            update(StaffSession)
            .where(StaffSession.token_hash == alice.digest)
            .values(ended_at=datetime.now(UTC), end_reason="revoked")
        )
    with pytest.raises(SignedOut):
        claim(clinic, alice, task_id)
    assert clinic.task(task_id).owner_id is None


def test_a_queues_word_means_one_thing_everywhere() -> None:
    tasks.vocabulary(deeds={"claimed": "took it"}, outcomes={"duplicate": "Duplicate"})
    with pytest.raises(ValueError, match="'claimed' means 'took it' already"):
        tasks.vocabulary(deeds={"claimed": "stole it"}, outcomes={})
    with pytest.raises(ValueError, match="'duplicate' means 'Duplicate' already"):
        tasks.vocabulary(deeds={}, outcomes={"duplicate": "Twice"})
