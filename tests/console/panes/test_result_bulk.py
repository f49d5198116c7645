"""Releasing many normal results: whose they are is read first, what isn't surely normal is left out with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db.actions import tasks
from db.engine import use
from db.models import ResultHold, Task
from tests.conftest import Clinic
from tests.console.kit.test_queue_page import labels
from tests.console.panes.result_visits import said
from tests.console.visiting import texts, visit
from tests.results import HIGH, filed, own_account, releases, report, sees, task_of

KEY = "results:worklist:unassigned"
SEEN = "results:b-release-seen:"


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def worklist(app: AppTest) -> dict[str, Any]:
    """What the list was given."""
    (found,) = [one for one in app.get("bidi_component") if KEY in str(one.key)]
    data: dict[str, Any] = json.loads(found.proto.json)
    return data


def asked(clinic: Clinic, *reports: int, every: bool = False, name: str = "alice") -> tuple[AppTest, list[Task]]:
    """The dialog about the checked results, or about all that match."""
    found = [task_of(clinic, report_id) for report_id in reports]
    app = visit(clinic.sign_in(name), "results")
    if every:
        app.session_state["results:all-that-match"] = True
    app.session_state[KEY] = {"checked": {"rev": worklist(app)["checkRev"], "ids": [task.id for task in found]}}
    app.run()
    app.button(key="results:bulk:release-normals").click().run()
    assert not app.exception
    return app, found


def confirm(app: AppTest, number: int) -> None:
    """Say that one has seen whose they are, and press the button."""
    app.checkbox(key=f"{SEEN}{number}").check().run()
    app.button(key="results:bulk-do").click().run()
    assert not app.exception
    app.run()


def test_patients_are_listed_and_what_is_left_out_says_why(clinic: Clinic) -> None:
    nora, abe = clinic.patient("Nora", "Stone"), clinic.patient("Abe", "Stone")
    normal, high = filed(clinic, nora, release=False), filed(clinic, abe, HIGH, release=False)
    early = filed(clinic, clinic.patient("Pia", "Stone"), status="preliminary", release=False)
    app, found = asked(clinic, normal, high, early)
    page = texts(app)
    for words in ("To be released: 1", "Nora Stone", nora.mrn, "Left out: 2", "Abe Stone", "It is abnormal.",
                  "this one is preliminary"):  # fmt: skip
        assert words in page, words
    assert app.button(key="results:bulk-do").label == "Release 1 result"
    assert app.button(key="results:bulk-do").disabled
    confirm(app, 1)
    assert sees(clinic, own_account(clinic, nora), normal)
    assert not sees(clinic, own_account(clinic, abe), high)
    assert clinic.task(found[0].id).outcome == "reviewed"
    assert report(clinic, normal).reviewed_by == "Alice Moreno"
    assert any("Done: 1. Skipped 2:" in one.value for one in app.markdown)
    assert any("Abe Stone: It is abnormal." in one for one in labels(app))
    assert {row["id"] for row in worklist(app)["rows"]} == {found[1].id, found[2].id}


def test_what_changed_between_the_list_and_the_press_is_skipped(clinic: Clinic) -> None:
    one, two = (filed(clinic, clinic.patient(given, "Stone"), release=False) for given in ("Una", "Vera"))
    app, found = asked(clinic, one, two)
    app.checkbox(key=f"{SEEN}2").check().run()
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=found[1].id)
    app.button(key="results:bulk-do").click().run()
    app.run()
    assert len(releases(clinic, one)) == 1
    assert releases(clinic, two) == []
    assert any("Vera Stone: Dev Patel took it in the meantime." in label for label in labels(app))


def test_what_changed_before_the_dialog_opened_is_left_out(clinic: Clinic) -> None:
    one = filed(clinic, clinic.patient(), release=False)
    task = task_of(clinic, one)
    app = visit(clinic.alice, "results")
    app.session_state[KEY] = {"checked": {"rev": worklist(app)["checkRev"], "ids": [task.id]}}
    app.run()
    with clinic.db.transaction() as session:
        tasks.claim(session, by=clinic.dev, task_id=task.id)
    app.button(key="results:bulk:release-normals").click().run()
    assert "It changed since you selected it." in texts(app)
    assert app.button(key="results:bulk-do").disabled


def test_a_result_held_from_everybody_is_left_out(clinic: Clinic) -> None:
    patient = clinic.patient()
    one = filed(clinic, patient, release=False)
    with clinic.db.transaction() as session:
        now = session.get_one(Task, task_of(clinic, one).id).due_at
        session.add(
            ResultHold(report_id=one, patient_id=patient.id, reason="patient-request", rationale="She asked for it.",
                       decided_by_id=clinic.staff_id("dev"), expires_at=now)
        )  # fmt: skip
    app, _ = asked(clinic, one)
    assert "It is held." in texts(app)


def test_all_that_match_are_read_anew_and_listed(clinic: Clinic) -> None:
    reports = [filed(clinic, clinic.patient("Nora", f"Stone{number}"), release=False) for number in range(3)]
    app, _ = asked(clinic, *reports, every=True)
    assert "To be released: 3" in texts(app)
    confirm(app, 3)
    assert all(report(clinic, number).reviewed_at is not None for number in reports)


def test_a_second_press_finds_it_done(clinic: Clinic) -> None:
    one = filed(clinic, clinic.patient(), release=False)
    app, _ = asked(clinic, one)
    confirm(app, 1)
    assert not [button for button in app.button if button.key == "results:bulk-do"]
    assert len(releases(clinic, one)) == 1
    assert said(app) == []


def test_what_has_no_room_in_the_bar_is_in_a_menu(clinic: Clinic) -> None:
    task = task_of(clinic, filed(clinic, clinic.patient()))
    app = visit(clinic.alice, "results")
    app.session_state[KEY] = {"checked": {"rev": worklist(app)["checkRev"], "ids": [task.id]}}
    app.run()
    shown = [str(button.key) for button in app.button if str(button.key).startswith("results:bulk:")]
    assert shown == ["results:bulk:release-normals", "results:bulk:assign", "results:bulk:clear"]
    app.menu_button(key="results:bulk-more").click("snooze").run()
    app.selectbox(key="results:b-until").select_index(2).run()
    app.button(key="results:bulk-do").click().run()
    assert clinic.task(task.id).on_hold_until is not None


def test_a_manager_is_not_offered_it(clinic: Clinic) -> None:
    one = filed(clinic, clinic.patient(), release=False)
    app = visit(clinic.carla, "results")
    app.session_state[KEY] = {"checked": {"rev": worklist(app)["checkRev"], "ids": [task_of(clinic, one).id]}}
    app.run()
    assert "Assign" in labels(app)
    assert "Release normals…" not in labels(app)
