"""The page of results as each role meets it: pressing ones first, by orderer, within its bounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from db.engine import use
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.db.result_stories import HIGH_POTASSIUM, POTASSIUM, SODIUM, file_report

MOST_STATEMENTS = 15  # the whole page, with a task open; the look for notices is one of them
MOST_FOR_A_CLICK = 14  # the fragment alone: badges, list, task, pane
MOST_ELEMENTS = 120


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def worklist(app: AppTest) -> str:
    """The list, as it goes to the browser."""
    (found,) = [str(e.proto) for e in app.get("bidi_component") if "results:worklist" in str(e.proto)]
    return found


def test_an_empty_queue_says_so_kindly(clinic: Clinic) -> None:
    app = visit(clinic.alice, "results")
    assert not app.exception
    assert "All caught up" in worklist(app)


def test_critical_results_stand_first_then_abnormal_then_normal(clinic: Clinic) -> None:
    for given, value in (("Nora", POTASSIUM), ("Abe", SODIUM), ("Cora", HIGH_POTASSIUM)):
        file_report(clinic, clinic.patient(given, "Stone"), value)
    found = worklist(visit(clinic.alice, "results"))
    assert found.index("Cora Stone") < found.index("Abe Stone") < found.index("Nora Stone")
    assert "Critical: Potassium 6.9" in found


@pytest.mark.parametrize("name", ["alice", "dev", "carla"])
def test_clinical_roles_read_the_values_and_the_context(clinic: Clinic, name: str) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM)
    app = visit(clinic.sign_in(name), "results", task=str(filed.task_id))
    assert not app.exception
    for words in ("Sodium", "131", "Medications", "Problems"):
        assert words in texts(app), words


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM)
    app = visit(clinic.sign_in(name), "results", task=str(filed.task_id))
    assert not app.exception
    assert "Sodium" not in texts(app)
    assert not [e for e in app.get("bidi_component") if "results:worklist" in str(e.proto)]


def test_the_list_is_narrowed_to_what_somebody_ordered(clinic: Clinic) -> None:
    dev = clinic.staff_id("dev")
    file_report(clinic, clinic.patient("Nora", "Stone"), POTASSIUM, orderer_id=dev)
    file_report(clinic, clinic.patient("Abe", "Stone"), SODIUM)
    app = visit(clinic.alice, "results", orderer=str(dev))
    assert not app.exception
    assert "Nora Stone" in worklist(app)
    assert "Abe Stone" not in worklist(app)
    assert "Ordered by: Dev Patel" in [button.label for button in app.button]


def test_the_list_is_narrowed_to_how_pressing_results_are(clinic: Clinic) -> None:
    file_report(clinic, clinic.patient("Nora", "Stone"), POTASSIUM)
    file_report(clinic, clinic.patient("Cora", "Stone"), HIGH_POTASSIUM)
    found = worklist(visit(clinic.alice, "results", topic="critical"))
    assert "Cora Stone" in found
    assert "Nora Stone" not in found


def test_nobody_changes_what_a_result_is_about(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM)
    app = visit(clinic.alice, "results", task=str(filed.task_id))
    assert "topic" not in str(app.menu_button(key=f"more:{filed.task_id}").proto).lower()


def test_claiming_is_the_kits(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM)
    app = visit(clinic.alice, "results", task=str(filed.task_id))
    press(app, f"claim:{filed.task_id}")
    assert clinic.task(filed.task_id).owner_id == clinic.staff_id("alice")


def test_the_page_keeps_to_its_statements_and_elements(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, *[POTASSIUM] * 20, days_ago=3)
    filed, *_ = [file_report(clinic, rosa, *[HIGH_POTASSIUM] * 30) for _ in range(8)]
    app = visit(clinic.alice, "results", task=str(filed.task_id))
    statements: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    app.run()
    assert len(statements) > 5
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    assert len(list(app.main)) <= MOST_ELEMENTS
    statements.clear()
    app.button(key="results:view:mine").click().run()
    assert len(statements) <= MOST_FOR_A_CLICK, "\n".join(statements)
