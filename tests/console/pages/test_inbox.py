"""The inbox page as each role meets it: renders, empty, happy, conflict, refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from db.actions import tasks
from db.engine import use
from tests.conftest import Clinic
from tests.console.visiting import pick, press, texts, visit

MOST_STATEMENTS = 15  # the whole page, with a task open; the look for notices is one of them
MOST_FOR_A_CLICK = 14  # the fragment alone: badges, list, task, pane
MOST_ELEMENTS = 120


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def test_an_empty_queue_says_so_kindly(clinic: Clinic) -> None:
    app = visit(clinic.alice)
    assert not app.exception
    (worklist,) = [e for e in app.get("bidi_component") if "worklist" in str(e.proto)]
    assert "All caught up" in str(worklist.proto)


@pytest.mark.parametrize("name", ["alice", "dev", "carla"])
def test_clinical_roles_read_the_message_and_the_context(clinic: Clinic, name: str) -> None:
    task_id = clinic.conversation("It burns when I pee.")
    app = visit(clinic.sign_in(name), task=str(task_id))
    assert not app.exception
    assert "It burns when I pee." in texts(app)
    assert "Allergies" in texts(app)


def test_the_front_desk_sees_the_topic_and_no_clinical_word(clinic: Clinic) -> None:
    task_id = clinic.conversation("It burns when I pee.")
    app = visit(clinic.erin, task=str(task_id))
    assert not app.exception
    assert "Health question" in texts(app)
    everything = texts(app) + " ".join(str(e.proto) for e in app.get("bidi_component"))
    assert "burns" not in everything
    assert "Allergies" not in everything


@pytest.mark.parametrize("name", ["ben", "farid"])
def test_who_has_no_part_in_the_inbox_is_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    clinic.conversation("It burns when I pee.")
    app = visit(clinic.sign_in(name))
    assert not app.exception
    assert not [e for e in app.get("bidi_component") if "inbox:worklist" in str(e.proto)]


def test_claim_release_close_and_reopen_from_the_pane(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    press(app, f"claim:{task_id}")
    assert "It is yours." in [s.value for s in app.success]
    assert clinic.task(task_id).owner_id == clinic.staff_id("alice")
    press(app, f"release:{task_id}")
    (confirm,) = [button.key for button in app.button if button.label == "Give back" and "Form" in str(button.key)]
    press(app, str(confirm))
    assert clinic.task(task_id).owner_id is None
    pick(app, f"close:{task_id}", "duplicate")
    assert clinic.task(task_id).outcome == "duplicate"
    press(app, f"reopen:{task_id}")
    assert clinic.task(task_id).closed_at is None


def test_a_conflict_is_a_sentence_that_names_the_colleague(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=task_id)
    press(app, f"claim:{task_id}")
    assert not app.exception
    assert [w.value for w in app.warning] == ["Dev Patel has this task. Nothing was changed."]


def test_a_close_is_stopped_when_the_patient_wrote_meanwhile(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    clinic.patient_writes(task_id, "now my chest hurts")
    pick(app, f"close:{task_id}", "answered")
    assert "The patient wrote again" in app.warning[0].value
    assert "now my chest hurts" in texts(app)
    assert clinic.task(task_id).closed_at is None


@pytest.mark.parametrize("address", ["abc", "-1", "999999999999999999999", "12345678"])
def test_an_address_that_names_no_task_is_a_sentence(clinic: Clinic, address: str) -> None:
    app = visit(clinic.alice, task=address, view="no such view")
    assert not app.exception
    assert not texts(app).count("Traceback")


def test_a_revoked_session_with_an_open_page_acts_no_more_and_sees_no_more(clinic: Clinic) -> None:
    from datetime import UTC, datetime

    from sqlalchemy import update

    from db.models import StaffSession

    task_id, alice = clinic.conversation("It burns when I pee."), clinic.alice
    app = visit(alice, task=str(task_id))
    with clinic.db.transaction() as session:
        session.execute(
            update(StaffSession)
            .where(StaffSession.token_hash == alice.digest)
            .values(ended_at=datetime.now(UTC), end_reason="revoked")
        )
    press(app, f"claim:{task_id}")
    assert clinic.task(task_id).owner_id is None
    assert "burns" not in texts(app)


def test_hostile_text_is_shown_as_text(clinic: Clinic) -> None:
    body = "<img src=x onerror=alert(1)> =cmd|'/c calc'!A1 \u202eevil\u202c **bold** $x$ :red[danger]"
    app = visit(clinic.alice, task=str(clinic.conversation(body)))
    assert "&lt;img src=x onerror=alert(1)&gt;" in texts(app)
    assert "<img" not in texts(app)
    assert "\u202e" not in texts(app)


def test_the_page_keeps_to_its_statements_and_elements(clinic: Clinic) -> None:
    task_id, *_ = [clinic.conversation() for _ in range(8)]
    app = visit(clinic.alice, task=str(task_id))
    statements: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    app.run()
    assert len(statements) > 5
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    assert len(list(app.main)) <= MOST_ELEMENTS
    statements.clear()
    app.button(key="inbox:view:mine").click().run()
    assert len(statements) <= MOST_FOR_A_CLICK, "\n".join(statements)


def test_a_database_that_is_gone_is_a_sentence_and_nothing_is_lost(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    with clinic.db.transaction() as session:
        assert session.connection() is not None
    clinic.db.engine.dispose()
    gone = clinic.db.place.admin_url.set(query={"host": "/nonexistent"})
    from dataclasses import replace

    from db.engine import Database

    with use(Database(replace(clinic.db.place, admin_url=gone))):
        press(app, f"claim:{task_id}")
    assert "Traceback" not in texts(app)
    assert clinic.task(task_id).owner_id is None
