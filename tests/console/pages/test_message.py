"""Writing first: to one patient, or to a list with a count typed by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import Message, OutboxMessage, OutboxState
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def said(app: AppTest) -> str:
    return " ".join(one.value for kind in ("success", "info", "warning", "error") for one in getattr(app, kind))


def listed(clinic: Clinic, app: AppTest, numbers: str) -> AppTest:
    """The list, and a message to it, typed."""
    app.text_area(key="many:numbers").set_value(numbers)
    app.text_input(key="many:subject").set_value("Flu shots")
    app.text_area(key="many:body").set_value("Hi {given}, flu shots are here.")
    return app.run()


def confirm(app: AppTest, typed: str) -> AppTest:
    next(one for one in app.text_input if str(one.key).startswith("many:count")).set_value(typed)
    return app.run()


def sent(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return session.scalar(select(func.count(Message.id)).where(Message.withdrawn_at.is_(None))) or 0


def test_who_will_be_written_to_is_shown_one_by_one_and_the_count_is_typed(clinic: Clinic) -> None:
    rosa, tom = clinic.patient("Rosa", "Diaz"), clinic.patient("Tom", "Berg", account=False)
    app = listed(clinic, visit(clinic.alice, "message"), f"{rosa.mrn}, {tom.mrn}\nNOBODY1")
    assert not app.exception
    page = texts(app)
    for words in ("Rosa Diaz", "Tom Berg", "Has no portal account", "nobody has this record number", "1 of 3"):
        assert words in page.replace("&#39;", "'"), words
    assert app.button(key="many:send").disabled
    confirm(app, "3")
    assert app.button(key="many:send").disabled
    confirm(app, "1")
    press(app, "many:send")
    assert "1 message is on the way" in said(app)
    with clinic.db.transaction() as session:
        assert session.scalars(select(Message.body)).all() == ["Hi Rosa, flu shots are here."]


def test_a_list_is_taken_back_as_a_whole(clinic: Clinic) -> None:
    numbers = "\n".join(clinic.patient("Rosa", f"Diaz{n}").mrn for n in range(3))
    app = confirm(listed(clinic, visit(clinic.carla, "message"), numbers), "3")
    press(app, "many:send")
    assert sent(clinic) == 3
    press(app, "many:undo")
    assert "3 taken back" in said(app)
    assert sent(clinic) == 0
    with clinic.db.transaction() as session:
        assert set(session.scalars(select(OutboxMessage.state))) == {OutboxState.WITHDRAWN}


def test_a_message_to_one_names_whom_it_goes_to(clinic: Clinic) -> None:
    patient = clinic.patient("Rosa", "Diaz")
    app = visit(clinic.alice, "message", patient=str(patient.id))
    assert not app.exception
    assert "Rosa Diaz" in texts(app)
    assert "Message to Rosa Diaz" in " ".join(str(e.proto) for e in app.get("bidi_component"))


def test_a_manager_writes_to_lists_and_not_to_one(clinic: Clinic) -> None:
    app = visit(clinic.carla, "message", patient=str(clinic.patient().id))
    assert not app.exception
    assert "Your role writes to lists" in said(app)


@pytest.mark.parametrize("who", ["ben", "erin", "farid"])
def test_who_writes_to_no_patient_is_not_shown_the_page(clinic: Clinic, who: str) -> None:
    app = visit(clinic.sign_in(who), "message")
    assert not app.exception
    assert not [one for one in app.text_area if one.key == "many:numbers"]


def test_a_patient_who_is_not_there_is_said_so(clinic: Clinic) -> None:
    app = visit(clinic.alice, "message", patient="999999")
    assert "doesn't exist" in said(app)
