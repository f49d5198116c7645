"""The page of undelivered notices."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import update

from db.actions import replies
from db.engine import use
from db.models import OutboxMessage, OutboxState
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def undelivered(clinic: Clinic, state: OutboxState) -> int:
    """A reply whose notice stands in `state`; returns the outbox row's id."""
    task_id = clinic.conversation("It burns when I pee.")
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        sent = replies.reply(
            session,
            by=clinic.alice,
            token=uuid4(),
            task_id=task_id,
            seen_version=task.version,
            seen_inbound_id=task.last_inbound_id,
            body="Rest it.",
        )
        session.execute(update(OutboxMessage).values(state=state, error="The line broke.", attempts=1))
    return sent.outbox_id


def state_of(clinic: Clinic, outbox_id: int) -> OutboxState:
    """How the notice stands."""
    with clinic.db.transaction() as session:
        return session.get_one(OutboxMessage, outbox_id).state


def test_nothing_undelivered_is_said_kindly(clinic: Clinic) -> None:
    app = visit(clinic.alice, "undelivered")
    assert not app.exception
    assert "every notice was delivered" in app.success[0].value


def test_an_undecided_notice_is_shown_and_sent_again_only_by_a_persons_word(clinic: Clinic) -> None:
    outbox_id = undelivered(clinic, OutboxState.UNKNOWN)
    app = visit(clinic.alice, "undelivered")
    assert "Not known whether it arrived" in texts(app)
    assert "burns" not in texts(app)
    press(app, f"again:{outbox_id}")
    assert state_of(clinic, outbox_id) == OutboxState.READY


def test_a_failed_notice_can_be_taken_as_delivered(clinic: Clinic) -> None:
    outbox_id = undelivered(clinic, OutboxState.FAILED)
    press(visit(clinic.alice, "undelivered"), f"taken:{outbox_id}")
    assert state_of(clinic, outbox_id) == OutboxState.SENT


def test_an_administrator_sees_the_notice_but_neither_patient_nor_buttons(clinic: Clinic) -> None:
    outbox_id = undelivered(clinic, OutboxState.UNKNOWN)
    app = visit(clinic.farid, "undelivered")
    assert "Not known whether it arrived" in texts(app)
    assert "Rosa" not in texts(app)
    assert f"again:{outbox_id}" not in {b.key for b in app.button}


@pytest.mark.parametrize("name", ["ben", "erin"])
def test_who_has_no_part_in_it_is_not_shown_the_page(clinic: Clinic, name: str) -> None:
    undelivered(clinic, OutboxState.UNKNOWN)
    assert "Not known whether it arrived" not in texts(visit(clinic.sign_in(name), "undelivered"))
