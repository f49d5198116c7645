"""To-dos: what one asks of another team, on the page that every queue has."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from db.actions.errands import make_errand
from db.credentials import SessionToken
from db.engine import use
from db.models import Team
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def seen(app: AppTest) -> str:
    kinds = ("bidi_component", "page_link")
    return texts(app) + " ".join(str(e.proto) for kind in kinds for e in app.get(kind))


def asked(clinic: Clinic, by: SessionToken, body: str = "Please book a visit.", **values: int) -> int:
    """A to-do for the front desk; returns the task's id."""
    with clinic.db.transaction() as session:
        team_id = clinic.id_of(Team, "Front desk")
        return make_errand(session, by=by, token=uuid4(), team_id=team_id, body=body, **values).task_id


def test_a_to_do_says_what_who_and_where_it_came_from(clinic: Clinic) -> None:
    source = clinic.conversation("My knee hurts.")
    task_id = asked(clinic, clinic.alice, from_task_id=source)
    app = visit(clinic.erin, "todo", task=str(task_id))
    assert not app.exception
    page = seen(app)
    link = ("Where it came from", f"task={source}")
    for words in ("Please book a visit.", "Alice Moreno", "Front desk", "Rosa Diaz", *link):
        assert words in page, words
    assert "My knee hurts." not in page


def test_who_may_not_see_the_queue_it_came_from_gets_no_link(clinic: Clinic) -> None:
    task_id = asked(clinic, clinic.alice, from_task_id=clinic.conversation())
    app = visit(clinic.ben, "todo", task=str(task_id))
    assert not app.exception
    assert "Please book a visit." in seen(app)
    assert "Where it came from" not in seen(app)


def test_one_about_no_patient_is_shown_too(clinic: Clinic) -> None:
    app = visit(clinic.erin, "todo", task=str(asked(clinic, clinic.ben, "Paper is out.")))
    assert not app.exception
    assert "Paper is out." in seen(app)
    assert "This is about no patient." in [one.value for one in app.caption]


def test_a_note_is_kept_and_the_box_is_empty_again(clinic: Clinic) -> None:
    task_id = asked(clinic, clinic.alice)
    app = visit(clinic.erin, "todo", task=str(task_id))
    next(one for one in app.text_area if "errand-note" in str(one.key)).set_value("Left a message")
    press(app, f"keep:{task_id}")
    assert "Left a message" in texts(app)
    assert not next(one for one in app.text_area if "errand-note" in str(one.key)).value


def test_the_administrator_is_not_shown_that_the_page_exists(clinic: Clinic) -> None:
    task_id = asked(clinic, clinic.alice)
    app = visit(clinic.farid, "todo", task=str(task_id))
    assert not app.exception
    assert "Please book a visit." not in seen(app)
