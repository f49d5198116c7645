"""The settings page of reply templates, driven as a person would; the real database under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, event, select
from streamlit.testing.v1 import AppTest

from console.credentials import PLACED
from console.pages.reply_templates import PAGE, REPLY_TEMPLATES
from db.actions.reply_templates import TEMPLATES
from db.credentials import SessionToken
from db.engine import Database, use
from db.models import RecordVersion, ReplyTemplate, StaffSession, Team
from db.roles import ROLES
from tests.conftest import Clinic

STATEMENTS = 6  # the person, the count, the rows, the teams, one row, its history
ELEMENTS = 120


def script() -> None:
    """A run as `console.app` does it, for this page alone."""
    from console.kit.acting import credential, reading
    from console.pages.reply_templates import PAGE
    from console.session import remember
    from db.queries.staff_sessions import who_am_i

    with reading() as session:
        remember(who_am_i(session, viewer=credential()).actor)
    PAGE.render()


@pytest.fixture
def clinic_in_use(clinic: Clinic) -> Iterator[Clinic]:
    """The cast, in the database that the page reads."""
    with use(clinic.db):
        yield clinic


def opened(token: SessionToken, row: int | None = None) -> AppTest:
    at = AppTest.from_function(script, default_timeout=120)
    at.session_state[PLACED] = token.value
    if row is not None:
        at.query_params["row"] = str(row)
    return at.run()


def template(db: Database, name: str) -> ReplyTemplate:
    with db.transaction() as session:
        return session.scalars(select(ReplyTemplate).where(ReplyTemplate.name == name)).one()


def refill(clinic: Clinic) -> ReplyTemplate:
    return template(clinic.db, "Refill received")


def field(at: AppTest, kind: str, label: str) -> Any:
    return next(one for one in getattr(at, kind) if one.label == label)


def press(at: AppTest, label: str) -> AppTest:
    pressed: AppTest = field(at, "button", label).click().run()
    return pressed


def said(at: AppTest) -> str:
    return " ".join(one.value for kind in ("success", "info", "warning", "error") for one in getattr(at, kind))


def markup(at: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in at.get("html"))


def changed_by(clinic: Clinic, username: str, row: ReplyTemplate, **values: Any) -> None:
    with clinic.db.transaction() as session:
        version = session.scalars(select(ReplyTemplate.version).where(ReplyTemplate.id == row.id)).one()
        TEMPLATES.update(
            session, by=clinic.sign_in(username), token=uuid4(), row_id=row.id, seen_version=version, values=values
        )


@pytest.mark.parametrize("who", ["alice", "carla", "dev", "farid"])
def test_who_may_see_templates_gets_list_form_and_history(clinic_in_use: Clinic, who: str) -> None:
    row = refill(clinic_in_use)
    at = opened(clinic_in_use.sign_in(who), row.id)
    assert not at.exception
    assert field(at, "text_input", "Name").value == "Refill received"
    assert field(at, "selectbox", "Topic").value == "refill"
    assert field(at, "selectbox", "Team").options[:2] == ["Everybody", "Billing"]
    assert field(at, "text_area", "Text").value == row.body
    field(at, "button_group", "This reply template").set_value("History").run()
    assert not at.exception
    assert "Nothing was changed here yet" in " ".join(one.value for one in at.caption)


@pytest.mark.parametrize(("who", "role"), [("ben", "billing"), ("erin", "front_desk")])
def test_who_may_not_see_templates_is_refused(clinic_in_use: Clinic, who: str, role: str) -> None:
    at = opened(clinic_in_use.sign_in(who), refill(clinic_in_use).id)
    assert at.exception, "the application around the page says why; here the refusal itself arrives"
    assert not at.text_input
    assert "Refill received" not in markup(at)
    assert PAGE.needs not in ROLES[role].permissions, "so that the navigation doesn't name the page either"


def test_a_template_is_created_and_opened(clinic_in_use: Clinic) -> None:
    at = press(opened(clinic_in_use.alice), "New reply template")
    field(at, "text_input", "Name").set_value("Labs are in").run()
    field(at, "selectbox", "Topic").set_value("results").run()
    field(at, "text_area", "Text").set_value("Hi {given}, your results are in.").run()
    press(at, "Create reply template")
    made = template(clinic_in_use.db, "Labs are in")
    assert (made.topic, made.language, made.team_id, made.active) == ("results", "en", None, True)
    assert "Created." in said(at)
    assert at.query_params["row"] == str(made.id)
    assert field(at, "text_input", "Name").value == "Labs are in"
    press(at, "New reply template")
    assert field(at, "text_input", "Name").value == "", "the next one starts empty"


def test_everything_wrong_is_said_at_its_field_and_nothing_typed_is_lost(clinic_in_use: Clinic) -> None:
    at = press(opened(clinic_in_use.alice), "New reply template")
    field(at, "text_area", "Text").set_value("Hi {giver}").run()
    press(at, "Create reply template")
    sentences = " ".join(one.value for one in at.error)
    assert "Name is needed." in sentences
    assert "{giver}" in sentences
    assert field(at, "text_area", "Text").value == "Hi {giver}"


def test_a_name_that_is_taken_is_said_at_the_form(clinic_in_use: Clinic) -> None:
    at = opened(clinic_in_use.alice, refill(clinic_in_use).id)
    field(at, "text_input", "Name").set_value("Please book a visit").run()
    press(at, "Save changes")
    assert "already a reply template with this name" in " ".join(one.value for one in at.error)
    assert field(at, "text_input", "Name").value == "Please book a visit"


def test_an_edit_is_saved_and_shown_in_the_history(clinic_in_use: Clinic) -> None:
    row = refill(clinic_in_use)
    at = opened(clinic_in_use.alice, row.id)
    field(at, "text_area", "Text").set_value(row.body.replace("Most refills", "Nearly all refills")).run()
    assert "Not saved yet" in [one.value for one in at.caption]
    press(at, "Save changes")
    assert "Saved." in said(at)
    assert "Nearly all refills" in refill(clinic_in_use).body
    field(at, "button_group", "This reply template").set_value("History").run()
    assert "Alice Moreno" in markup(at)
    assert '<del><span class="ps-hidden">removed: </span><bdi dir="auto">Most </bdi></del>' in markup(at)


def test_what_was_typed_stays_through_the_history_and_another_row_and_never_leaks(clinic_in_use: Clinic) -> None:
    row, other = refill(clinic_in_use), template(clinic_in_use.db, "Please book a visit")
    at = opened(clinic_in_use.alice, row.id)
    field(at, "text_area", "Text").set_value("Half a sentence").run()
    field(at, "button_group", "This reply template").set_value("History").run()
    at.session_state["reply_template:row"] = other.id
    at.run()
    assert field(at, "text_area", "Text").value == other.body
    at.session_state["reply_template:row"] = row.id
    at.run()
    field(at, "button_group", "This reply template").set_value("Edit").run()
    assert field(at, "text_area", "Text").value == "Half a sentence"
    press(at, "Discard changes")
    assert field(at, "text_area", "Text").value == row.body


def test_a_conflict_is_shown_field_by_field_and_saved_as_chosen(clinic_in_use: Clinic) -> None:
    row = refill(clinic_in_use)
    at = opened(clinic_in_use.alice, row.id)
    changed_by(clinic_in_use, "carla", row, name="Refill passed on", body="Carla's text", language="es")
    field(at, "text_area", "Text").set_value("Alice's text").run()
    field(at, "selectbox", "Topic").set_value("medication").run()
    press(at, "Save changes")
    assert "Carla Jensen changed this reply template" in said(at)
    assert "Alice&#39;s text" in markup(at)
    assert "Carla&#39;s text" in markup(at)
    press(at, "Save what I chose")
    assert "Choose first which one to keep: Text" in said(at)
    field(at, "radio", "Text: which one?").set_value("Keep mine").run()
    assert field(at, "radio", "Name: which one?").value == "Take theirs", "Alice never touched the name"
    field(at, "radio", "Language: which one?").set_value("Keep mine").run()
    press(at, "Save what I chose")
    assert "Saved." in said(at)
    now = template(clinic_in_use.db, "Refill passed on")
    assert (now.body, now.topic, now.language, now.version) == ("Alice's text", "medication", "en", 3)


def test_a_second_conflict_while_one_is_decided_is_shown_too(clinic_in_use: Clinic) -> None:
    row = refill(clinic_in_use)
    at = opened(clinic_in_use.alice, row.id)
    field(at, "text_area", "Text").set_value("Alice's text").run()
    changed_by(clinic_in_use, "carla", row, body="Carla's text")
    press(at, "Save changes")
    changed_by(clinic_in_use, "dev", row, body="Dev's text")
    field(at, "radio", "Text: which one?").set_value("Keep mine").run()
    press(at, "Save what I chose")
    assert "Dev Patel changed" in said(at)
    assert refill(clinic_in_use).body == "Dev's text"
    field(at, "radio", "Text: which one?").set_value("Keep mine").run()
    press(at, "Save what I chose")
    assert refill(clinic_in_use).body == "Alice's text"


def test_an_earlier_version_is_restored_from_the_history(clinic_in_use: Clinic) -> None:
    row = refill(clinic_in_use)
    changed_by(clinic_in_use, "carla", row, body="Worse")
    at = opened(clinic_in_use.alice, row.id)
    field(at, "button_group", "This reply template").set_value("History").run()
    assert "As it was before its first change here" in markup(at)
    press(at, "Restore this version")
    assert "Version 1 is back." in said(at)
    assert refill(clinic_in_use).body == row.body


def test_a_template_out_of_use_leaves_the_list_and_is_found_under_its_filter(clinic_in_use: Clinic) -> None:
    row = refill(clinic_in_use)
    at = opened(clinic_in_use.alice, row.id)
    field(at, "checkbox", "In use").uncheck().run()
    field(at, "selectbox", "Team").set_value(clinic_in_use.id_of(Team, "Billing")).run()
    press(at, "Save changes")
    assert not refill(clinic_in_use).active
    assert refill(clinic_in_use).team_id == clinic_in_use.id_of(Team, "Billing")
    assert "3 reply templates" in [one.value for one in at.caption]
    field(at, "button_group", "Show").set_value("inactive").run()
    assert "1 reply template" in [one.value for one in at.caption]


def test_a_search_without_a_hit_says_so_kindly_and_stays_out_of_the_address(clinic_in_use: Clinic) -> None:
    at = opened(clinic_in_use.alice)
    field(at, "text_input", "Search reply templates").set_value("zebra").run()
    assert "0 reply templates" in [one.value for one in at.caption]
    assert not at.query_params


def test_a_row_that_is_not_there_is_said_so(clinic_in_use: Clinic) -> None:
    at = opened(clinic_in_use.alice, 999_999)
    assert "doesn't exist" in said(at)
    assert not at.exception


def test_hostile_text_is_shown_as_text(clinic_in_use: Clinic) -> None:
    row, hostile = refill(clinic_in_use), "<img src=x onerror=alert(1)> \u202egnp.exe"
    changed_by(clinic_in_use, "carla", row, name="<b>x</b>", body=hostile)
    at = opened(clinic_in_use.alice, row.id)
    assert field(at, "text_area", "Text").value == hostile
    field(at, "button_group", "This reply template").set_value("History").run()
    assert "&lt;b&gt;x&lt;/b&gt;" in markup(at)
    assert "<img" not in markup(at)
    assert "\u202e" not in markup(at)


def test_after_revocation_a_save_is_refused(clinic_in_use: Clinic) -> None:
    row, token = refill(clinic_in_use), clinic_in_use.alice
    at = opened(token, row.id)
    field(at, "text_input", "Name").set_value("Too late").run()
    with clinic_in_use.db.transaction() as session:
        ours = session.scalars(select(StaffSession).where(StaffSession.token_hash == token.digest)).one()
        ours.ended_at, ours.end_reason = ours.started_at, "revoked"
    press(at, "Save changes")
    assert at.exception
    assert refill(clinic_in_use).version == 1


def test_the_page_keeps_to_its_statements_and_elements(clinic_in_use: Clinic) -> None:
    row = refill(clinic_in_use)
    for number in range(30):
        changed_by(clinic_in_use, "carla", row, body=f"Text {number}")
    with clinic_in_use.db.transaction() as session:
        session.add_all(ReplyTemplate(name=f"Note {number}", body="x") for number in range(80))
        assert len(session.scalars(select(RecordVersion.id)).all()) == 31
    at = opened(clinic_in_use.alice, row.id)
    field(at, "button_group", "This reply template").set_value("History").run()
    statements: list[str] = []

    def note(_c: Connection, _cur: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(clinic_in_use.db.engine, "before_cursor_execute", note)
    at.run()
    event.remove(clinic_in_use.db.engine, "before_cursor_execute", note)
    # The first read belongs to the application around the page.
    assert len(statements) - 1 <= STATEMENTS, statements
    assert sum(1 for _ in walk(at.main)) <= ELEMENTS


def walk(block: Any) -> Iterator[Any]:
    """Every element and container below."""
    for child in getattr(block, "children", {}).values():
        yield child
        yield from walk(child)


def test_the_declaration_fits_thirty_lines() -> None:
    source = Path(__file__).parents[3] / "console" / "pages" / "reply_templates.py"
    assert len(source.read_text(encoding="utf-8").splitlines()) <= 30
    assert [one.column for one in REPLY_TEMPLATES.fields][-1] == "active"
