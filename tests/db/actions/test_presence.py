"""Presence: advice to colleagues. No lock, no activity, no edit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from db.actions.closing import close
from db.actions.drafts import save_draft
from db.actions.presence import here, leave
from db.actions.stopped import note_stopped
from db.actions.tasks import claim
from db.credentials import SessionToken
from db.errors import NotFound, SignedOut
from db.models import Presence, StaffSession, Task
from tests.conftest import Clinic
from tests.db.working import events, last_detail

ALMOST = timedelta(minutes=14)  # of the 15 idle minutes


def come(clinic: Clinic, by: SessionToken, task_id: int, *, writing: bool = False) -> None:
    """A heartbeat of a screen."""
    with clinic.db.transaction() as session:
        here(session, by=by, task_id=task_id, writing=writing)


def there(clinic: Clinic) -> list[tuple[int, int, bool]]:
    """Who is where, and writing or not."""
    with clinic.db.transaction() as session:
        found = select(Presence).order_by(Presence.task_id, Presence.staff_id)
        return [(one.task_id, one.staff_id, one.writing) for one in session.scalars(found)]


def quiet_for(clinic: Clinic, token: SessionToken, how_long: timedelta) -> None:
    """Let so much time pass without a deed."""
    with clinic.db.transaction() as session:
        session.execute(
            update(StaffSession)
            .where(StaffSession.token_hash == token.digest)
            .values(last_active_at=StaffSession.last_active_at - how_long)
        )


def last_active(clinic: Clinic, token: SessionToken) -> object:
    with clinic.db.transaction() as session:
        return session.scalar(select(StaffSession.last_active_at).where(StaffSession.token_hash == token.digest))


def test_who_is_on_a_task_is_known_once_and_whether_they_write(clinic: Clinic) -> None:
    task_id, alice, me = clinic.conversation(), clinic.alice, clinic.staff_id("alice")
    come(clinic, alice, task_id)
    assert there(clinic) == [(task_id, me, False)]
    come(clinic, alice, task_id, writing=True)
    assert there(clinic) == [(task_id, me, True)]


def test_leaving_takes_away_oneself_alone(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    come(clinic, alice, task_id)
    come(clinic, clinic.dev, task_id)
    with clinic.db.transaction() as session:
        leave(session, by=alice, task_id=task_id)
    assert there(clinic) == [(task_id, clinic.staff_id("dev"), False)]


def test_a_heartbeat_does_not_keep_a_session_alive(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    quiet_for(clinic, alice, ALMOST)
    before = last_active(clinic, alice)
    come(clinic, alice, task_id, writing=True)
    with clinic.db.transaction() as session:
        leave(session, by=alice, task_id=task_id)
    assert last_active(clinic, alice) == before
    quiet_for(clinic, alice, timedelta(minutes=2))
    with pytest.raises(SignedOut):
        come(clinic, alice, task_id)


def test_a_deed_does(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    quiet_for(clinic, alice, ALMOST)
    with clinic.db.transaction() as session:
        claim(session, by=alice, task_id=task_id)
    quiet_for(clinic, alice, timedelta(minutes=2))
    come(clinic, alice, task_id)


def test_a_heartbeat_is_neither_an_edit_nor_work(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        claim(session, by=alice, task_id=task_id)
    before = clinic.task(task_id)
    come(clinic, alice, task_id, writing=True)
    after = clinic.task(task_id)
    assert (after.version, after.worked_at) == (before.version, before.worked_at)
    assert events(clinic, task_id) == ["claimed"]


def test_pitfall_14_nobody_is_locked_out_by_a_colleague_who_is_there(clinic: Clinic) -> None:
    """Presence stops no one, however long it stands (reference pitfall 14)."""
    from uuid import uuid4

    task_id = clinic.conversation()
    come(clinic, clinic.dev, task_id, writing=True)
    with clinic.db.transaction() as session:
        close(
            session,
            by=clinic.alice,
            token=uuid4(),
            task_id=task_id,
            seen_version=1,
            seen_inbound_id=clinic.task(task_id).last_inbound_id,
            outcome="by-phone",
        )
    assert clinic.task(task_id).closed_at is not None


def test_where_one_may_not_look_one_is_not_present(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with pytest.raises(NotFound):
        come(clinic, clinic.ben, task_id)
    assert there(clinic) == []


def test_typing_is_the_owners_work_and_no_edit(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        claim(session, by=alice, task_id=task_id)
        session.get_one(Task, task_id).worked_at = None

    def type_as(by: SessionToken) -> None:
        with clinic.db.transaction() as session:
            save_draft(session, by=by, task_id=task_id, kind="reply", body="Dear", seen_inbound_id=None)

    type_as(clinic.dev)
    assert clinic.task(task_id).worked_at is None
    type_as(alice)
    first = clinic.task(task_id)
    assert first.worked_at is not None
    type_as(alice)
    assert (clinic.task(task_id).worked_at, clinic.task(task_id).version) == (first.worked_at, 2), "once a minute"


def test_a_stopped_send_is_kept_for_both_to_see(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        note_stopped(session, by=clinic.alice, task_id=task_id, deed="reply", reason="The patient wrote again.")
    assert events(clinic, task_id) == ["stopped"]
    assert last_detail(clinic, task_id) == {"deed": "reply", "reason": "The patient wrote again."}
    assert clinic.task(task_id).version == 1
