"""Taking a result from a patient whose it isn't, where it was linked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from db.actions.result_linking import link, unlink
from db.engine import use
from db.models import Task
from tests.conftest import Clinic
from tests.console.panes.opened import choose, submit
from tests.console.visiting import visit
from tests.labs import file, message, obr, obx, ours, pid, reports, tasks


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def linked(clinic: Clinic, name: str = "alice") -> tuple[AppTest, int]:
    """A result that somebody linked to Rosa by mistake, in the queue where they did."""
    ours(clinic)
    rosa = clinic.patient(sex="female")
    file(clinic, message(pid(rosa, mrn=""), obr(), obx("5.9", flag="H")))
    [task] = tasks(clinic, "unmatched")
    with clinic.db.transaction() as session:
        seen = session.get_one(Task, task.id).version
        link(session, by=clinic.alice, task_id=task.id, seen_version=seen, patient_id=rosa.id, reason="By name")
    return visit(clinic.sign_in(name), "unmatched", task=str(task.id)), task.id


def test_a_result_is_taken_from_its_patient_with_the_reason(clinic: Clinic) -> None:
    app, task_id = linked(clinic)
    choose(app, task_id, "unlink")
    app.text_input(key=f"unlink:{task_id}:why").set_value("The other twin's")
    submit(app, "Take it from this patient")
    [report] = reports(clinic)
    assert (report.patient_id, report.match_reason) == (None, "The other twin's")
    assert len(tasks(clinic, "unmatched")) == 1
    assert not tasks(clinic)


def test_what_belongs_to_nobody_any_more_offers_no_comment_to_a_patient(clinic: Clinic) -> None:
    linked(clinic)
    [task] = tasks(clinic)
    with clinic.db.transaction() as session:
        seen = session.get_one(Task, task.id).version
        unlink(session, by=clinic.alice, task_id=task.id, seen_version=seen, reason="The other twin's")
    app = visit(clinic.alice, "results", task=str(task.id))
    assert "waits in the queue of unmatched results" in " ".join(one.value for one in app.caption)
    assert not [one for one in app.get("bidi_component") if "Comment to the patient" in str(one.proto)]
    assert "Comment to the patient" not in str([one.proto for one in app.get("button_group")])


def test_without_a_reason_it_stays_with_the_patient(clinic: Clinic) -> None:
    app, task_id = linked(clinic)
    choose(app, task_id, "unlink")
    submit(app, "Take it from this patient")
    [report] = reports(clinic)
    assert report.patient_id is not None
    assert "Say how you know. It is kept with the result." in [one.value for one in app.warning]


def test_a_manager_takes_nothing_from_anybody(clinic: Clinic) -> None:
    app, _ = linked(clinic, "carla")
    assert "Not this patient" not in str([one.proto for one in app.menu_button])
    assert not app.exception
