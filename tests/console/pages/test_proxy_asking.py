"""Taking down a request for access at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import ProxyRequest
from rules.proxy_scopes import SCOPES
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.proxies import aged, today


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def fill(app: AppTest, kind: str, label: str, value: object) -> None:
    """Put a value into the field of that label."""
    next(one for one in getattr(app, kind) if one.label.startswith(label)).set_value(value)


def tick(app: AppTest, *scopes: str) -> None:
    """Choose what is asked for."""
    for scope in scopes:
        fill(app, "checkbox", SCOPES[scope], True)


def requests(clinic: Clinic) -> list[ProxyRequest]:
    """All that were taken down."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(ProxyRequest)))


def test_a_request_for_a_patient_who_stands_here_is_taken_down_and_opened(clinic: Clinic) -> None:
    rosa = aged(clinic, 60)
    app = visit(clinic.erin, "ask-access", patient=str(rosa.id))
    assert "Leo Diaz" in texts(app)
    press(app, "do:proxy-asking")
    assert app.warning[0].value == "Choose what the access opens, at least one thing."
    fill(app, "text_input", "Who is to act", "Marta Diaz")
    fill(app, "text_input", "Their e-mail", "marta@example.invalid")
    fill(app, "selectbox", "They are", "child")
    tick(app, "view", "messages")
    fill(app, "radio", "The patient's consent", "paper")
    app.button(key="do:proxy-asking").click().run()
    assert not app.exception
    (made,) = requests(clinic)
    assert (made.patient_id, made.relation, made.scopes, made.consent) == (
        rosa.id, "child", ["view", "messages"], "paper",
    )  # fmt: skip


def test_a_patient_who_isnt_found_is_written_down_by_name(clinic: Clinic) -> None:
    app = visit(clinic.erin, "ask-access")
    press(app, "proxy-asking:nobody")
    fill(app, "text_input", "Patient's given name", "Rosa")
    fill(app, "text_input", "Family name", "Diaz")
    fill(app, "text_input", "Who is to act", "Marta Diaz")
    fill(app, "text_input", "Their e-mail", "marta@example.invalid")
    fill(app, "selectbox", "They are", "child")
    tick(app, "messages")
    app.button(key="do:proxy-asking").click().run()
    assert not app.exception
    (made,) = requests(clinic)
    assert (made.patient_id, made.said_family) == (None, "Diaz")


def test_a_birth_date_in_the_future_is_refused_and_not_left_out(clinic: Clinic) -> None:
    app = visit(clinic.erin, "ask-access", patient=str(aged(clinic, 60).id))
    fill(app, "text_input", "Who is to act", "Marta Diaz")
    fill(app, "text_input", "Their e-mail", "marta@example.invalid")
    fill(app, "selectbox", "They are", "child")
    tick(app, "messages")
    fill(app, "date_input", "Their birth date", today(clinic) + timedelta(days=1))
    app.button(key="do:proxy-asking").click().run()
    assert app.warning[0].value == "The proxy's birth date lies in the future. Correct it first."
    assert requests(clinic) == []
