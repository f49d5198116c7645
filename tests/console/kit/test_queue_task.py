"""The deeds of an open task, each in its dialog: done, refused with what was typed kept, in conflict, not offered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from db.actions import tasks
from db.actions.presence import here
from db.actions.stopped import note_stopped
from db.engine import use
from db.models import Priority
from tests.conftest import Clinic
from tests.console.panes.opened import choose, press, red_flag, submit
from tests.console.visiting import pick, texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, name: str = "alice", *, claimed: bool = False) -> tuple[AppTest, int]:
    """A task in somebody's pane."""
    task_id = clinic.conversation()
    if claimed:
        with clinic.db.transaction() as session:
            tasks.claim(session, by=clinic.sign_in(name), task_id=task_id)
    return visit(clinic.sign_in(name), task=str(task_id)), task_id


def said(app: AppTest) -> list[str]:
    """Every sentence about what was done, or why not."""
    return [one.value for one in (*app.success, *app.warning, *app.info)]


def labels(app: AppTest) -> set[str]:
    """The words on the buttons."""
    return {one.label for one in app.button}


def test_release_asks_for_a_reason_and_keeps_it(clinic: Clinic) -> None:
    app, task_id = opened(clinic, claimed=True)
    press(app, f"release:{task_id}")
    app.text_input(key=f"release:{task_id}:why").input("Out for lunch")
    submit(app, "Give back")
    assert "It is back with the team." in said(app)
    assert clinic.task(task_id).owner_id is None
    assert not [one for one in app.text_input if one.key == f"release:{task_id}:why"]


def test_assign_names_the_colleague_and_closes_the_dialog(clinic: Clinic) -> None:
    app, task_id = opened(clinic)
    press(app, f"assign:{task_id}")
    app.selectbox(key=f"assign:{task_id}:to").set_value(("owner_id", clinic.staff_id("dev")))
    submit(app, "Assign")
    assert clinic.task(task_id).owner_id == clinic.staff_id("dev")
    assert any("Dev Patel" in one for one in said(app))
    assert not [one for one in app.selectbox if one.key == f"assign:{task_id}:to"]


def test_a_refusal_stays_in_the_dialog_with_what_was_typed(clinic: Clinic) -> None:
    app, task_id = opened(clinic)
    choose(app, task_id, "priority")
    app.radio(key=f"priority:{task_id}:to").set_value(Priority.ASAP)
    submit(app, "Change the priority")
    assert "Say why; your colleagues will read it." in said(app)
    assert app.radio(key=f"priority:{task_id}:to").value == Priority.ASAP
    app.text_input(key=f"priority:{task_id}:why").input("Asked twice")
    submit(app, "Change the priority")
    assert clinic.task(task_id).priority == Priority.ASAP
    assert not [one for one in app.radio if one.key == f"priority:{task_id}:to"]


def test_a_conflict_in_a_dialog_names_who_what_and_when_and_the_second_press_is_about_what_was_read(
    clinic: Clinic,
) -> None:
    app, task_id = opened(clinic)
    choose(app, task_id, "topic")
    app.selectbox(key=f"topic:{task_id}:to").set_value("refill")
    app.text_input(key=f"topic:{task_id}:why").input("It is about tablets")
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=task_id)
    submit(app, "Change the topic")
    assert any("Dev Patel took it" in one for one in said(app))
    assert any("Dev Patel took it: " in one.value for one in app.caption)
    assert app.text_input(key=f"topic:{task_id}:why").value == "It is about tablets"
    assert clinic.task(task_id).topic == "health"
    submit(app, "Change the topic")
    assert clinic.task(task_id).topic == "refill"


def test_snooze_with_one_click_and_bring_back(clinic: Clinic) -> None:
    app, task_id = opened(clinic)
    press(app, f"snooze:{task_id}")
    press(app, f"snooze:{task_id}:1")
    until = clinic.task(task_id).on_hold_until
    assert until is not None
    assert any(one.startswith("Snoozed until") for one in said(app))
    assert "snoozed until" in texts(app)
    press(app, f"wake:{task_id}")
    assert clinic.task(task_id).on_hold_until is None


def test_waiting_for_the_patient_is_one_choice_in_the_menu(clinic: Clinic) -> None:
    app, task_id = opened(clinic)
    choose(app, task_id, "wait")
    assert clinic.task(task_id).business_status == tasks.WAITING_FOR_PATIENT
    assert "waits for the patient" in texts(app)


def test_a_red_flag_that_is_not_settled_stops_the_close_and_asks_for_the_call(clinic: Clinic) -> None:
    app, task_id = opened(clinic)
    red_flag(clinic, task_id)
    app.run()
    pick(app, f"close:{task_id}", "answered")
    assert any("phone the patient" in one for one in said(app))
    assert clinic.task(task_id).closed_at is None
    app.radio(key=f"phone:{task_id}:outcome").set_value("reached")
    submit(app, "Log the call")
    assert "Call logged: reached." in said(app)
    pick(app, f"close:{task_id}", "by-phone")
    assert clinic.task(task_id).closed_at is not None


def test_a_red_flag_that_is_not_settled_stops_the_snooze_too(clinic: Clinic) -> None:
    app, task_id = opened(clinic)
    red_flag(clinic, task_id)
    app.run()
    press(app, f"snooze:{task_id}")
    press(app, f"snooze:{task_id}:0")
    assert clinic.task(task_id).on_hold_until is None
    assert app.radio(key=f"phone:{task_id}:outcome").value is None


def test_pitfall_5_after_a_close_the_page_stays_with_the_same_patient(clinic: Clinic) -> None:
    other = clinic.conversation()
    app, task_id = opened(clinic)
    pick(app, f"close:{task_id}", "answered")
    assert app.session_state["inbox:task"] == task_id
    assert clinic.task(other).closed_at is None


def test_pitfall_4_what_was_typed_in_a_dialog_does_not_follow_to_the_next_task(clinic: Clinic) -> None:
    other = clinic.conversation()
    app, task_id = opened(clinic)
    choose(app, task_id, "priority")
    app.text_input(key=f"priority:{task_id}:why").input("About this patient alone").run()
    app = visit(clinic.alice, task=str(other))
    assert "About this patient alone" not in [one.value for one in app.text_input]
    assert f"priority:{other}:why" != f"priority:{task_id}:why"


def test_who_else_is_here_and_whose_send_was_stopped_stand_over_the_task(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    dev = clinic.dev
    with clinic.db.transaction() as session:
        here(session, by=dev, task_id=task_id, writing=True)
    with clinic.db.transaction() as session:
        note_stopped(session, by=dev, task_id=task_id, deed="reply", reason="Alice Moreno replied first")
    app = visit(clinic.alice, task=str(task_id))
    assert "Dev Patel</bdi> is writing here" in texts(app)
    assert "reply was stopped at" in texts(app)
    assert "Alice Moreno replied first" in texts(app)
    assert "reply was stopped at" not in texts(visit(dev, task=str(task_id)))


@pytest.mark.parametrize("name", ["erin", "alice"])
def test_every_role_that_works_the_queue_has_the_deeds_and_no_other(clinic: Clinic, name: str) -> None:
    app, task_id = opened(clinic, name)
    assert {"Claim", "Assign", "Snooze"} <= labels(app)
    offered = set(app.menu_button(key=f"more:{task_id}").options)
    reads = name == "alice"
    assert any("File under another patient" in one for one in offered) is reads
    assert any("PDF for the chart" in one for one in offered) is reads
    assert any("Log a phone call" in one for one in offered)
    assert any("Ask another team" in one for one in offered)


def test_a_key_for_what_cannot_be_done_now_says_so(clinic: Clinic) -> None:
    from console.kit.doing import Doing

    app, task_id = opened(clinic)
    app.session_state[f"doing:{task_id}"] = Doing("release")
    app.run()
    assert "This can't be done with this task now." in said(app)
