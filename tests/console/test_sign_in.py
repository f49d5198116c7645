"""The sign-in form and what stands around every page, driven as a script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

import console.sign_in
from console import credentials
from console.errors import database_is_away, places
from db.actions import staff, staff_sessions
from db.config import config
from db.credentials import SessionToken
from db.engine import Database, use
from db.errors import TooManyAttempts
from db.models import Setting, SignInTicket, Staff, StaffSession
from db.passwords import hash_password
from tests.conftest import PASSWORD, Clinic

APP = str(Path(__file__).parents[2] / "console" / "entry" / "portside.py")
SECONDS = 20


@pytest.fixture(autouse=True)
def here(db: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This test's database, a secret of its own, and a browser that keeps cookies."""
    monkeypatch.setenv("PORTSIDE_SECRET", "only for tests, only for tests, 32")
    config.cache_clear()
    monkeypatch.setattr(credentials, "browser", lambda: "this-browser")
    with use(db):
        yield
    config.cache_clear()


def app(token: SessionToken | None = None) -> AppTest:
    test = AppTest.from_file(APP, default_timeout=SECONDS)
    if token is not None:
        test.session_state[credentials.PLACED] = token.value
    return test.run()


def submit(test: AppTest, username: str, password: str) -> AppTest:
    test.text_input[0].input(username)
    test.text_input[1].input(password)
    return test.button[0].click().run()


def texts(test: AppTest) -> str:
    kinds = (test.markdown, test.caption, test.title, test.header, test.subheader, test.error, test.warning, test.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def test_whoever_is_not_signed_in_sees_the_form_and_nothing_else(clinic: Clinic) -> None:
    test = app()
    assert not test.exception
    assert [field.label for field in test.text_input] == ["User name", "Password"]
    assert config().clinic_name in texts(test)


def test_the_right_password_makes_a_ticket_for_this_browser(db: Database, clinic: Clinic) -> None:
    test = submit(app(), "Alice ", PASSWORD)
    assert not test.exception
    assert not test.error
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInTicket)) == 1


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(clinic: Clinic) -> None:
    unknown = submit(app(), "nobody", "whatever it is").error[0].value
    wrong = submit(app(), "alice", "whatever it is").error[0].value
    assert unknown == wrong == console.sign_in.NO_MATCH


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(
    db: Database, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction() as session:
        session.execute(update(Staff).where(Staff.username == "alice").values(password_hash=hash_password(PASSWORD)))
    checked: list[str] = []
    verify = console.sign_in.verify

    def watched(password: str, password_hash: str) -> bool:
        checked.append(password_hash)
        return verify(password, password_hash)

    monkeypatch.setattr(console.sign_in, "verify", watched)
    for name in ("nobody", "alice"):
        with pytest.raises(console.sign_in.NoMatch):
            console.sign_in.attempt(name, "wrong", browser="b", source="s")
    costs = [found.split("$")[2] for found in checked]
    assert costs[0] == costs[1]


def test_no_typed_password_stays_in_the_sessions_memory(clinic: Clinic) -> None:
    typed = "what I typed by mistake"
    test = submit(app(), "alice", typed)
    assert typed not in repr(test.session_state)
    assert "username" not in test.session_state


def test_empty_fields_are_said_without_counting_an_attempt(clinic: Clinic) -> None:
    test = app()
    for _ in range(6):
        test = submit(test, "", "")
    assert test.error[0].value == "Enter your user name and your password."


def test_a_locked_name_is_told_how_long(clinic: Clinic) -> None:
    for _ in range(4):
        with pytest.raises(console.sign_in.NoMatch):
            console.sign_in.attempt("alice", "wrong", browser="b", source="s")
    with pytest.raises(TooManyAttempts, match="1 second"):
        console.sign_in.attempt("alice", PASSWORD, browser="b", source="s")


@pytest.mark.parametrize("who", ["alice", "ben", "carla", "dev", "erin", "farid"])
def test_every_role_gets_its_pages_and_menu(clinic: Clinic, who: str) -> None:
    test = app(clinic.sign_in(who))
    assert not test.exception
    assert not test.error
    assert any(button.label == "Sign out" for button in test.button)


def test_the_screen_clears_when_the_session_has_ended_and_says_why(db: Database, clinic: Clinic) -> None:
    test = app(clinic.alice)
    test.session_state["something_of_alice"] = "Rosa Diaz"
    with db.transaction() as session:
        session.execute(update(StaffSession).values(last_active_at=func.now() - timedelta(minutes=16)))
    test.run()
    assert test.info[0].value == "You were signed out after 15 minutes without activity. Your drafts were kept."
    assert [field.label for field in test.text_input] == ["User name", "Password"]
    assert "something_of_alice" not in test.session_state


def test_a_warning_comes_two_minutes_before_the_end_and_staying_is_one_click(db: Database, clinic: Clinic) -> None:
    test = app(clinic.alice)
    assert not any(button.label == "Stay signed in" for button in test.button)
    with db.transaction() as session:
        session.execute(update(StaffSession).values(last_active_at=func.now() - timedelta(minutes=13, seconds=30)))
    test.run()
    assert "You will be signed out in about a minute" in texts(test)
    next(button for button in test.button if button.label == "Stay signed in").click().run()
    with db.reading() as session:
        idle = session.scalar(select(func.now() - StaffSession.last_active_at))
    assert idle is not None
    assert idle < timedelta(minutes=1)
    assert not any(button.label == "Stay signed in" for button in test.button)


def test_a_rerun_extends_nothing(db: Database, clinic: Clinic) -> None:
    test = app(clinic.ben)
    with db.transaction() as session:
        session.execute(update(StaffSession).values(last_active_at=func.now() - timedelta(minutes=5)))
        before = session.scalar(select(StaffSession.last_active_at))
    test.run()
    with db.reading() as session:
        assert session.scalar(select(StaffSession.last_active_at)) == before


def test_signing_out_on_screen_ends_the_session_in_the_database(db: Database, clinic: Clinic) -> None:
    test = app(clinic.alice)
    next(button for button in test.button if button.label == "Sign out").click().run()
    assert not test.exception
    assert [field.label for field in test.text_input] == ["User name", "Password"]
    with db.reading() as session:
        assert session.scalar(select(StaffSession.end_reason)) == "signed out"


def test_a_revoked_session_with_an_open_page_ends_at_the_next_click(db: Database, clinic: Clinic) -> None:
    test = app(clinic.alice)
    with db.transaction() as session:
        staff_sessions.end_sessions_of(session, by=clinic.farid, staff_id=clinic.staff_id("alice"))
    test.run()
    assert "An administrator ended your session" in test.info[0].value


def test_a_first_password_is_changed_before_anything_else(db: Database, clinic: Clinic) -> None:
    with db.transaction() as session:
        given = staff.reset_password(session, by=clinic.farid, staff_id=clinic.staff_id("alice"))
    test = app(clinic.alice)
    assert [field.label for field in test.text_input] == ["Current password", "New password", "New password again"]
    new = "otters nap under violet bridges"
    for field, value in zip(test.text_input, (given.password, new, "something else"), strict=True):
        field.input(value)
    change = next(button for button in test.button if button.label == "Change password")
    change.click().run()
    assert "differ" in test.error[0].value
    for field, value in zip(test.text_input, (given.password, new, new), strict=True):
        field.input(value)
    next(button for button in test.button if button.label == "Change password").click().run()
    assert not test.exception
    assert not any(field.label == "Current password" for field in test.text_input)
    assert new not in repr(test.session_state)


def test_a_demo_database_is_marked_before_and_after_sign_in(db: Database, clinic: Clinic) -> None:
    assert "Demo data" not in texts(app())
    with db.transaction() as session:
        session.add(Setting(key="demo"))
    assert "Demo data: nothing leaves this computer" in texts(app())
    assert "Demo data: nothing leaves this computer" in texts(app(clinic.alice))


def test_the_log_gets_an_errors_place_and_type_without_its_text() -> None:
    try:
        raise ValueError("Rosa Diaz, chest pain")
    except ValueError as error:
        said = places(error)
    assert said.startswith("ValueError at tests/console/test_sign_in.py:")
    assert "Rosa" not in said


def test_a_lost_connection_is_told_from_other_errors() -> None:
    assert database_is_away(OperationalError("", None, Exception()))
    assert not database_is_away(ValueError())
