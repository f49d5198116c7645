"""What is done with a conversation from its menu: calls, moves, questions to others, the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from db.engine import use
from db.models import Task, Thread
from db.models.urgency import PhoneCall
from tests.conftest import Clinic
from tests.console.panes.opened import choose, kinds, press, said, submit
from tests.console.visiting import texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def test_a_logged_call_stands_in_the_flow_of_the_conversation(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "phone")
    submit(app, "Log the call")
    assert "Choose how the call went." in said(app)
    app.radio(key=f"phone:{task_id}:outcome").set_value("left-message")
    app.text_area(key=f"phone:{task_id}:detail").input("Asked her to call back")
    submit(app, "Log the call")
    with clinic.db.transaction() as session:
        assert session.scalars(select(PhoneCall.outcome)).all() == ["left-message"]
    assert "Asked her to call back" in texts(app)
    assert "Asked her to call back" not in texts(visit(clinic.erin, task=str(task_id)))


def test_merging_lists_this_patients_other_open_conversations_and_stays_on_the_page(clinic: Clinic) -> None:
    patient = clinic.patient()
    into, task_id = (clinic.conversation(body, patient=patient) for body in ("First.", "Second."))
    clinic.conversation("Somebody else's.")
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "merge")
    radio = app.radio(key=f"merge:{task_id}:into")
    assert len(radio.options) == 1
    radio.set_value(into)
    submit(app, "Merge")
    assert clinic.task(task_id).closed_at is not None
    assert app.session_state["inbox:task"] == task_id


def test_splitting_a_message_off_makes_a_task_of_its_own(clinic: Clinic) -> None:
    task_id = clinic.conversation("My knee hurts.")
    second = clinic.patient_writes(task_id, "And I need my pills.")
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "split")
    app.radio(key=f"split:{task_id}:message").set_value(second)
    app.selectbox(key=f"split:{task_id}:topic").set_value("refill")
    submit(app, "Split it off")
    with clinic.db.transaction() as session:
        assert session.scalars(select(Task.topic).where(Task.id != task_id)).all() == ["refill"]


def test_filing_under_another_patient_shows_both_names_before_it_is_done(clinic: Clinic) -> None:
    task_id = clinic.conversation("About Tom: he has a rash.")
    tom = clinic.patient("Tomasz", "Berg", birth_date=datetime(2018, 5, 4, tzinfo=UTC).date())
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "refile")
    app.text_input(key=f"refile:{task_id}:text").input("Tomasz Berg").run()
    app.run()
    app.radio(key=f"refile:{task_id}:patient").set_value(tom.id).run()
    app.run()
    assert "Now under" in texts(app)
    assert "Tomasz Berg" in texts(app)
    press(app, f"refile:{task_id}:do")
    assert any("Say why" in one for one in said(app))
    app.text_input(key=f"refile:{task_id}:why").input("His mother wrote from her own account")
    press(app, f"refile:{task_id}:do")
    with clinic.db.transaction() as session:
        thread = session.get_one(Thread, clinic.task(task_id).focus_id)
        assert thread.patient_id == tom.id


def test_asking_another_team_leaves_the_task_as_it_is(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.erin, task=str(task_id))
    choose(app, task_id, "pass_on")
    team = app.selectbox(key=f"pass_on:{task_id}:team")
    team.select_index(0)
    app.text_area(key=f"pass_on:{task_id}:body").input("Send the form again")
    submit(app, "Ask them")
    assert clinic.task(task_id).closed_at is None
    assert "passed-on" in kinds(clinic, task_id)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Task)) == 2


def test_the_pdf_is_asked_for_and_said_to_be_made(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    app = visit(clinic.alice, task=str(task_id))
    choose(app, task_id, "document")
    assert not app.exception
    assert "The PDF is being made." in texts(app)
