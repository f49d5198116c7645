"""A send that was stopped: the text stays, and it leaves by a second press or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import select

from console.panes.stopped import Stopped
from db.actions import replies
from db.actions.drafts import save_draft
from db.engine import use
from db.models import Message
from tests.conftest import Clinic
from tests.console.panes.opened import kept_draft, press, red_flag, said
from tests.console.visiting import texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def outbound(clinic: Clinic, task_id: int) -> list[Message]:
    """What was written to the patient."""
    with clinic.db.transaction() as session:
        found = select(Message).where(
            Message.thread_id == clinic.task(task_id).focus_id, Message.direction == "outbound"
        )
        return list(session.scalars(found.order_by(Message.id)))


def draft(clinic: Clinic, task_id: int, body: str, name: str = "alice") -> None:
    """Somebody's unsent reply."""
    with clinic.db.transaction() as session:
        save_draft(
            session,
            by=clinic.sign_in(name),
            task_id=task_id,
            kind="reply",
            body=body,
            seen_inbound_id=clinic.task(task_id).last_inbound_id,
        )


def test_what_came_since_is_shown_and_marked_and_the_text_can_be_sent_anyway(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Rest your knee.")
    seen = clinic.task(task_id).last_inbound_id
    clinic.patient_writes(task_id, "Now my chest hurts!")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", seen or 0, "The patient wrote again while you worked.")
    app.run()
    assert "The patient wrote again while you worked." in said(app)
    assert texts(app).count("ps-new") >= 2  # in the box, and in the conversation
    press(app, f"stopped:{task_id}:anyway")
    assert [one.body for one in outbound(clinic, task_id)] == ["Rest your knee."]
    assert f"stopped:{task_id}" not in app.session_state


def test_pitfall_7_a_text_that_is_stopped_again_stays_and_the_colleague_sees_that_it_was_stopped(
    clinic: Clinic,
) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Alice's advice.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", 0, "Somebody was faster.")
    app.run()
    dev, stands = clinic.dev, clinic.task(task_id)
    with clinic.db.transaction() as session:
        replies.reply(
            session,
            by=dev,
            token=uuid4(),
            task_id=task_id,
            seen_version=stands.version,
            seen_inbound_id=stands.last_inbound_id,
            body="Dev's advice.",
        )
    press(app, f"stopped:{task_id}:anyway")
    assert [one.body for one in outbound(clinic, task_id)] == ["Dev's advice."]
    assert kept_draft(clinic, task_id) == "Alice's advice."
    assert any("Dev Patel replied" in one for one in said(app))
    theirs = texts(visit(dev, task=str(task_id)))
    assert "reply was stopped at" in theirs
    assert "Dev Patel replied first" in theirs


def test_discard_throws_the_text_away_and_sends_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Never mind.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", 0, "Somebody was faster.")
    app.run()
    press(app, f"stopped:{task_id}:discard")
    assert outbound(clinic, task_id) == []
    assert not kept_draft(clinic, task_id)


def test_pitfall_9_no_draft_survives_a_send(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Rest your knee.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("keep", 0, "Somebody was faster.")
    app.run()
    press(app, f"stopped:{task_id}:anyway")
    press_again = [one for one in app.button if one.key == f"stopped:{task_id}:anyway"]
    assert press_again == []  # pitfall 2: there is nothing left to press twice
    assert len(outbound(clinic, task_id)) == 1
    assert not kept_draft(clinic, task_id)


def test_pitfall_10_a_draft_is_there_in_a_new_session(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    draft(clinic, task_id, "Half an hour of writing")
    app = visit(clinic.alice, task=str(task_id))
    assert "Half an hour of writing" in " ".join(str(one.proto) for one in app.get("bidi_component"))


def test_a_send_and_close_with_an_unsettled_flag_keeps_the_text_and_asks_for_the_call(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    red_flag(clinic, task_id)
    draft(clinic, task_id, "Take an aspirin.")
    app = visit(clinic.alice, task=str(task_id))
    app.session_state[f"stopped:{task_id}"] = Stopped("close", 0, "Somebody was faster.")
    app.run()
    press(app, f"stopped:{task_id}:anyway")
    assert outbound(clinic, task_id) == []
    assert kept_draft(clinic, task_id) == "Take an aspirin."
    assert app.radio(key=f"phone:{task_id}:outcome").value is None
