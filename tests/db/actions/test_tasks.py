"""Claim, release, close, reopen: one winner, nobody overwritten, nothing unseen ended."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.actions import closing, tasks
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NewInbound, NotFound
from db.models import AuditEvent, StaffNotice, Task, TaskEvent, TaskStatus
from tests.conftest import Clinic
from tests.db.working import events, flag, log_call, notices


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
        return closing.close(session, by=by, task_id=task_id, **(seen | changes))  # type: ignore[arg-type]  # a test's defaults


def claim(clinic: Clinic, by: SessionToken, task_id: int) -> tasks.TaskState:
    """Claim in a transaction of its own."""
    with clinic.db.transaction() as session:
        return tasks.claim(session, by=by, task_id=task_id)


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
        tasks.release(session, by=clinic.dev, task_id=task_id, seen_version=version, reason="She went home")
    with clinic.db.transaction() as session:
        state = tasks.release(session, by=clinic.carla, task_id=task_id, seen_version=version, reason="She went home")
    assert state.owner_id is None
    assert notices(clinic, "alice") == [("returned", task_id, "Carla Jensen")]


def test_a_colleagues_task_is_not_released_without_a_reason(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    version = claim(clinic, clinic.alice, task_id).version
    with pytest.raises(Invalid) as refused, clinic.db.transaction() as session:
        tasks.release(session, by=clinic.carla, task_id=task_id, seen_version=version, reason="  ")
    assert refused.value.field == "reason"
    assert clinic.task(task_id).owner_id == clinic.staff_id("alice")


def test_ones_own_task_is_released_without_a_reason_and_without_a_notice(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    version = claim(clinic, alice, task_id).version
    with clinic.db.transaction() as session:
        tasks.release(session, by=alice, task_id=task_id, seen_version=version)
    assert clinic.task(task_id).worked_at is None
    assert notices(clinic, "alice") == []


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
        state = closing.reopen(session, by=alice, task_id=task_id, seen_version=version)
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
    with pytest.raises(NotFound) as hidden:
        claim(clinic, clinic.ben, clinic.conversation())
    with pytest.raises(NotFound) as missing:
        claim(clinic, clinic.alice, 987654321)
    assert str(hidden.value) == str(missing.value)


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


def test_claiming_a_red_flagged_task_acknowledges_the_flag(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    flag(clinic, task_id)
    claim(clinic, clinic.alice, task_id)
    task = clinic.task(task_id)
    assert (task.flag, task.flag_acknowledged_by, task.escalate_at) == ("red", "Alice Moreno", None)
    assert task.flag_acknowledged_at is not None
    assert events(clinic, task_id) == ["claimed", "acknowledged"]


def test_claiming_leaves_an_acknowledgement_to_whom_gave_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    flag(clinic, task_id, acknowledged_by="Dev Patel")
    claim(clinic, clinic.alice, task_id)
    assert clinic.task(task_id).flag_acknowledged_by == "Dev Patel"
    assert events(clinic, task_id) == ["claimed"]


def test_a_red_flag_that_nobody_answered_escalates_anew_when_its_task_is_given_back(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    flag(clinic, task_id)
    version = claim(clinic, alice, task_id).version
    with clinic.db.transaction() as session:
        tasks.release(session, by=alice, task_id=task_id, seen_version=version)
    task = clinic.task(task_id)
    assert (task.flag_acknowledged_at, task.flag_acknowledged_by) == (None, None)
    assert task.escalate_at is not None


def test_a_red_flag_stops_a_close_until_the_patient_was_phoned(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    flag(clinic, task_id)
    with pytest.raises(Conflict, match="phone the patient and log the call, or override the flag"):
        close(clinic, alice, task_id)
    assert clinic.task(task_id).closed_at is None
    log_call(clinic, task_id)
    assert close(clinic, alice, task_id, outcome="by-phone").status == "completed"


def test_a_call_from_before_the_flag_does_not_settle_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    log_call(clinic, task_id)
    flag(clinic, task_id)
    with pytest.raises(Conflict, match="red flag"):
        close(clinic, clinic.alice, task_id)


def test_an_overridden_or_amber_flag_stops_nothing(clinic: Clinic) -> None:
    for level in ("", "amber"):
        task_id = clinic.conversation()
        flag(clinic, task_id, level)
        assert close(clinic, clinic.alice, task_id).status == "completed"


def test_a_close_leaves_mentions_that_nobody_saw_yet(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        session.add(StaffNotice(staff_id=clinic.staff_id("dev"), task_id=task_id, kind="mention", actor="Alice Moreno"))
    close(clinic, clinic.alice, task_id)
    assert notices(clinic, "dev") == [("mention", task_id, "Alice Moreno")]


def test_pitfall_5_every_deed_answers_with_the_task_it_was_done_on_and_takes_no_other(clinic: Clinic) -> None:
    """Nothing advances by itself, so the next deed never hits another task (reference pitfall 5)."""
    task_id, other, alice = clinic.conversation(), clinic.conversation(), clinic.alice
    taken = claim(clinic, alice, task_id)
    closed = close(clinic, alice, task_id)
    with clinic.db.transaction() as session:
        opened = closing.reopen(session, by=alice, task_id=task_id, seen_version=closed.version)
        released = tasks.release(session, by=alice, task_id=task_id, seen_version=opened.version)
    assert {state.id for state in (taken, closed, opened, released)} == {task_id}
    assert [state.version for state in (taken, closed, opened, released)] == [2, 3, 4, 5]
    assert clinic.task(other).owner_id is None
    assert events(clinic, other) == []


def test_pitfall_2_pressing_close_twice_ends_it_once(clinic: Clinic) -> None:
    """The same token again, at the same instant, gets the first one's result (reference pitfall 2)."""
    task_id, alice, token = clinic.conversation(), clinic.alice, uuid4()
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: close(clinic, alice, task_id, token=token, seen_version=1), range(4)))
    assert len(set(outcomes)) == 1
    assert events(clinic, task_id) == ["closed"]


def test_pitfall_15_what_happens_without_a_person_does_not_stop_ones_own_edit(clinic: Clinic) -> None:
    """An action returns the version it made, and nothing but people's edits counts it up (reference pitfall 15)."""
    task_id, alice = clinic.conversation(), clinic.alice
    version = claim(clinic, alice, task_id).version
    newest = clinic.patient_writes(task_id, "It still hurts.")
    with clinic.db.transaction() as session:
        tasks.open_task(session, by=clinic.dev, task_id=task_id)
    assert close(clinic, alice, task_id, seen_version=version, seen_inbound_id=newest).version == version + 1


def test_pitfall_11_a_task_just_claimed_is_not_taken_away_by_a_second_claim(clinic: Clinic) -> None:
    """A claim compares and sets, however close together two come (reference pitfall 11)."""
    task_id = clinic.conversation()
    owner = claim(clinic, clinic.dev, task_id).owner_id
    for name in ("alice", "erin", "carla"):
        with pytest.raises(Conflict, match="Dev Patel has this task"):
            claim(clinic, clinic.sign_in(name), task_id)
    assert clinic.task(task_id).owner_id == owner


def test_a_task_whose_conversation_was_merged_is_not_reopened(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    version = close(clinic, alice, task_id, outcome="duplicate").version
    with clinic.db.transaction() as session:
        session.get_one(Task, task_id).business_status = tasks.MERGED
    with pytest.raises(Conflict, match="merged into another one"), clinic.db.transaction() as session:
        closing.reopen(session, by=alice, task_id=task_id, seen_version=version)


def test_a_queues_word_means_one_thing_everywhere() -> None:
    tasks.vocabulary(deeds={"claimed": "took it"}, outcomes={"duplicate": "Duplicate"})
    with pytest.raises(ValueError, match="'claimed' means 'took it' already"):
        tasks.vocabulary(deeds={"claimed": "stole it"}, outcomes={})
    with pytest.raises(ValueError, match="'duplicate' means 'Duplicate' already"):
        tasks.vocabulary(deeds={}, outcomes={"duplicate": "Twice"})
