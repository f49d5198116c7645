"""One's own page: out of office with a cover, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import StaffAbsence
from tests.conftest import Clinic
from tests.console.visiting import press, visit


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def said(app: AppTest) -> str:
    kinds = ("success", "info", "warning", "error", "markdown")
    return " ".join(one.value for kind in kinds for one in getattr(app, kind))


def go_away(app: AppTest, cover: int = 0) -> AppTest:
    app.selectbox(key="absence_cover").set_value(cover)
    button = next(one for one in app.button if one.label == "Mark me as away")
    button.click().run()
    return app.run()


def test_somebody_goes_away_with_a_cover_and_comes_back(clinic: Clinic) -> None:
    token = clinic.alice
    app = go_away(visit(token, "account"), clinic.staff_id("dev"))
    assert not app.exception
    assert "You are marked as away" in said(app)
    assert "Dev Patel sees your work" in said(app)
    assert "You are marked as away" in said(visit(token))  # beside the name, on every page
    with clinic.db.transaction() as session:
        absence = session.scalars(select(StaffAbsence)).one()
    assert "You cover for Alice Moreno" in said(visit(clinic.dev, "account"))
    press(app, f"end_absence:{absence.id}")
    assert "Welcome back" in said(app)
    assert "You cover for" not in said(visit(clinic.dev, "account"))


def test_an_absence_ends_at_the_end_of_its_last_day(clinic: Clinic) -> None:
    go_away(visit(clinic.ben, "account"))
    with clinic.db.transaction() as session:
        absence = session.scalars(select(StaffAbsence)).one()
        now = session.scalars(select(func.now())).one()
    assert now < absence.ends_at <= now + timedelta(days=1)


def test_a_last_day_before_the_first_is_refused(clinic: Clinic) -> None:
    app = visit(clinic.alice, "account")
    first = app.date_input(key="absence_first")
    assert isinstance(first.value, date)
    first.set_value(first.value + timedelta(days=3))
    go_away(app)
    assert "lies before the first one" in said(app)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count(StaffAbsence.id))) == 0


def test_the_administrator_works_on_no_tasks_and_is_asked_nothing(clinic: Clinic) -> None:
    app = visit(clinic.farid, "account")
    assert not app.exception
    assert "Out of office" not in [one.value for one in app.subheader]
