"""Settings tables: create, update, restore, and what happens when two people edit one row."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from db.actions.records import Kept
from db.actions.reply_templates import TEMPLATES
from db.credentials import SessionToken
from db.engine import Database
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import AuditEvent, RecordVersion, ReplyTemplate, Team
from db.queries.records import HISTORY_SIZE, QUERIES_OF
from db.records import RecordConflict
from tests.conftest import Clinic

READ = QUERIES_OF["reply_template"]
GIVEN = {"name": "See you soon", "topic": "scheduling", "language": "en", "body": "Hi {given}, see you soon."}


def create(db: Database, by: SessionToken, **values: Any) -> Kept:
    with db.transaction() as session:
        return TEMPLATES.create(session, by=by, token=uuid4(), values=GIVEN | values)


def update(db: Database, by: SessionToken, row: Kept, **values: Any) -> Kept:
    with db.transaction() as session:
        return TEMPLATES.update(
            session, by=by, token=uuid4(), row_id=row.row_id, seen_version=row.version, values=values
        )


def restore(db: Database, by: SessionToken, row: Kept, version_id: int) -> Kept:
    with db.transaction() as session:
        return TEMPLATES.restore(
            session, by=by, token=uuid4(), row_id=row.row_id, seen_version=row.version, version_id=version_id
        )


def read(db: Database, query: Callable[..., Any], viewer: SessionToken, **arguments: Any) -> Any:
    with db.reading() as session:
        return query(session, viewer=viewer, **arguments)


def values(db: Database, viewer: SessionToken, row_id: int) -> dict[str, Any]:
    return dict(read(db, READ.one, viewer, row_id=row_id).values)


def test_a_new_row_is_in_use_and_keeps_its_first_version(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    kept = create(db, alice)
    assert kept.version == 1
    assert values(db, alice, kept.row_id) == GIVEN | {"team_id": None, "staff_id": None, "active": True}
    [first] = read(db, READ.history, alice, row_id=kept.row_id).changes
    assert (first.change, first.actor, first.version) == ("create", "Alice Moreno", 1)


def test_a_second_submit_of_the_same_form_makes_no_second_row(db: Database, clinic: Clinic) -> None:
    alice, token = clinic.alice, uuid4()
    results = []
    for _ in range(2):
        with db.transaction() as session:
            results.append(TEMPLATES.create(session, by=alice, token=token, values=GIVEN))
    assert results[0] == results[1]
    assert read(db, READ.listed, alice, search="See you soon").count.value == 1


def test_an_update_raises_the_version_and_tells_the_audit_what_was_and_what_is(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    kept = update(db, alice, create(db, alice), name="Until soon", active=False)
    assert (kept.version, kept.changed) == (2, True)
    with db.transaction() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "reply_template.updated")).one()
    assert (event.subject_type, event.subject_id, event.actor) == ("reply_template", kept.row_id, "Alice Moreno")
    assert event.detail["before"] == {"name": "See you soon", "active": True}
    assert event.detail["after"] == {"name": "Until soon", "active": False}


def test_an_update_that_changes_nothing_writes_nothing(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    first = create(db, alice)
    assert update(db, alice, first, name=" See you soon ") == Kept(first.row_id, 1, False)
    assert len(read(db, READ.history, alice, row_id=first.row_id).changes) == 1


def test_a_stale_update_is_refused_and_names_each_field_who_and_when(db: Database, clinic: Clinic) -> None:
    alice, carla = clinic.alice, clinic.carla
    first = create(db, alice)
    update(db, carla, first, name="Theirs", body="Their text")
    with pytest.raises(RecordConflict) as refused:
        update(db, alice, first, name="See you soon", body="My text", topic="results")
    conflict = refused.value
    assert "Carla Jensen" in str(conflict)
    assert conflict.version == 2
    assert conflict.since is not None
    assert conflict.since.who == "Carla Jensen"
    by_column = {field.column: field for field in conflict.fields}
    assert set(by_column) == {"name", "body"}, "the topic only Alice changed: nothing to decide"
    assert (by_column["body"].started, by_column["body"].yours, by_column["body"].theirs) == (
        GIVEN["body"],
        "My text",
        "Their text",
    )
    assert by_column["name"].yours == by_column["name"].started, "only Carla changed the name"
    assert by_column["body"].who == "Carla Jensen"
    assert by_column["body"].at is not None
    assert values(db, alice, first.row_id)["body"] == "Their text"


def test_each_field_of_a_conflict_names_whoever_changed_it_last(db: Database, clinic: Clinic) -> None:
    alice, carla, dev = clinic.alice, clinic.carla, clinic.dev
    first = create(db, alice)
    second = update(db, carla, first, name="Carla's")
    update(db, dev, second, body="Dev's")
    with pytest.raises(RecordConflict) as refused:
        update(db, alice, first, name="Alice's", body="Alice's")
    assert {field.column: field.who for field in refused.value.fields} == {"name": "Carla Jensen", "body": "Dev Patel"}


def test_a_row_that_came_with_the_clinic_can_conflict_and_be_restored_too(db: Database, clinic: Clinic) -> None:
    alice, carla = clinic.alice, clinic.carla
    row = read(db, READ.listed, alice, search="Refill received").rows[0]
    seen = Kept(row.id, row.version, True)
    second = update(db, carla, seen, name="Refill seen")
    with pytest.raises(RecordConflict) as refused:
        update(db, alice, seen, name="Refill noted")
    assert refused.value.fields[0].started == "Refill received"
    changes = read(db, READ.history, alice, row_id=row.id).changes
    assert [change.change for change in changes] == ["update", "found"]
    restore(db, alice, second, changes[1].id)
    assert values(db, alice, row.id)["name"] == "Refill received"


def test_a_restored_version_is_a_new_version_of_whoever_restored_it(db: Database, clinic: Clinic) -> None:
    alice, carla = clinic.alice, clinic.carla
    second = update(db, alice, create(db, alice), body="Wrong", active=False)
    first_id = read(db, READ.history, alice, row_id=second.row_id).changes[-1].id
    third = restore(db, carla, second, first_id)
    assert third.version == 3
    assert values(db, alice, second.row_id)["body"] == GIVEN["body"]
    newest = read(db, READ.history, alice, row_id=second.row_id).changes[0]
    assert (newest.change, newest.actor) == ("restore", "Carla Jensen")
    assert {line.column: (line.old, line.new) for line in newest.differences} == {
        "body": ("Wrong", GIVEN["body"]),
        "active": (False, True),
    }


def test_a_restore_from_a_stale_screen_is_refused(db: Database, clinic: Clinic) -> None:
    alice, carla = clinic.alice, clinic.carla
    second = update(db, alice, create(db, alice), body="Second")
    first_id = read(db, READ.history, alice, row_id=second.row_id).changes[-1].id
    update(db, carla, second, body="Third")
    with pytest.raises(Conflict):
        restore(db, alice, second, first_id)
    assert values(db, alice, second.row_id)["body"] == "Third"


def test_another_rows_version_is_not_restored(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    one, other = create(db, alice), create(db, alice, name="Other")
    foreign = read(db, READ.history, alice, row_id=other.row_id).changes[0].id
    with pytest.raises(NotFound):
        restore(db, alice, one, foreign)


def test_a_restore_passes_todays_checks(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    first = create(db, alice)
    second = update(db, alice, first, name="Renamed")
    create(db, alice, name=GIVEN["name"])
    first_id = read(db, READ.history, alice, row_id=first.row_id).changes[-1].id
    with pytest.raises(Invalid, match="already a reply template with this name"):
        restore(db, alice, second, first_id)


REFUSED: list[tuple[str, Any, str]] = [
    ("name", "  ", "needs a name"),
    ("name", "x" * 81, "at most 80 characters"),
    ("name", "two\nlines", "one line"),
    ("name", "Refill received", "already a reply template"),
    ("body", "", "needs a text"),
    ("body", "x" * 5001, "5,001"),
    ("body", "x" * 100_000, "100,000"),
    ("body", "Hi {giver}, {diagnosis}", r"\{giver\}, \{diagnosis\}"),
    ("body", "Hi {given", "brace stands alone"),
    ("body", "Hi }", "brace stands alone"),
    ("body", "Hi {given!r}", r"\{given\}"),
    ("body", "NUL \x00", "control character"),
    ("language", "fr", "English, Spanish"),
    ("topic", "gossip", "no such topic"),
    ("team_id", 999_999, "team is gone"),
    ("team_id", "1", "kind"),
    ("active", "yes", "kind"),
    ("active", None, "kind"),
    ("version", 7, "no field 'version'"),
    ("id", 7, "no field 'id'"),
]


def test_a_value_that_can_not_be_used_is_refused_and_its_field_named(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    row = create(db, alice)
    for field, value, why in REFUSED:
        for attempt in (partial(create, name="Another"), partial(update, row=row)):
            with pytest.raises(Invalid, match=why) as refused:
                attempt(db, alice, **{field: value})
            assert refused.value.field == field, (field, value)
    assert values(db, alice, row.row_id) == GIVEN | {"team_id": None, "staff_id": None, "active": True}


def test_a_doubled_brace_is_a_brace_and_a_known_variable_is_taken(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    kept = create(db, alice, body="{{so}} {given} {staff} {clinic} {clinic_phone}")
    assert values(db, alice, kept.row_id)["body"].startswith("{{so}}")


def test_hostile_text_is_kept_as_it_was_written(db: Database, clinic: Clinic) -> None:
    alice, text_ = clinic.alice, "<script>alert(1)</script> =1+1 \u202eevil"
    kept = create(db, alice, body=text_)
    assert values(db, alice, kept.row_id)["body"] == text_


@pytest.mark.parametrize("who", ["ben", "erin"])
def test_who_may_not_edit_is_refused_and_nothing_is_written(db: Database, clinic: Clinic, who: str) -> None:
    alice, other = clinic.alice, clinic.sign_in(who)
    kept = create(db, alice)
    for attempt in (
        lambda: create(db, other, name="Mine"),
        lambda: update(db, other, kept, name="Mine"),
        lambda: restore(db, other, kept, 1),
        lambda: read(db, READ.listed, other),
        lambda: read(db, READ.one, other, row_id=kept.row_id),
        lambda: read(db, READ.history, other, row_id=kept.row_id),
        lambda: read(db, READ.choices, other),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert values(db, alice, kept.row_id)["name"] == GIVEN["name"]


def test_a_row_that_is_not_there_is_not_found(db: Database, clinic: Clinic) -> None:
    with pytest.raises(NotFound, match="reply template"):
        update(db, clinic.alice, Kept(999_999, 1, True), name="x")


def test_history_can_not_be_rewritten_by_the_application(db: Database, clinic: Clinic) -> None:
    create(db, clinic.alice)
    for statement in ("UPDATE record_version SET actor = 'x'", "DELETE FROM record_version"):
        with pytest.raises(ProgrammingError), db.transaction() as session:
            session.execute(text(statement))


def test_a_long_history_is_read_in_parts_without_a_gap(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    kept = create(db, alice)
    for number in range(HISTORY_SIZE + 4):
        kept = update(db, alice, kept, body=f"Text {number}")
    newest = read(db, READ.history, alice, row_id=kept.row_id)
    older = read(db, READ.history, alice, row_id=kept.row_id, before=newest.next)
    versions = [change.version for change in newest.changes + older.changes]
    assert versions == list(range(HISTORY_SIZE + 5, 0, -1))
    assert [line.column for line in newest.changes[-1].differences] == ["body"]
    assert older.next is None


def test_the_list_searches_filters_and_pages_by_name(db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    with db.transaction() as session:
        session.add_all(ReplyTemplate(name=f"Note {number:03d}", body="100% sure_") for number in range(60))
        session.add(ReplyTemplate(name="note old", body="Gone", active=False))
    first = read(db, READ.listed, alice, search="NOTE ")
    second = read(db, READ.listed, alice, search="NOTE ", after=first.next)
    assert (len(first.rows), len(second.rows), second.next, str(first.count)) == (50, 10, None, "60")
    names = [row.values["name"] for row in first.rows + second.rows]
    assert names == sorted(names)
    assert len(set(names)) == 60
    assert [row.values["name"] for row in read(db, READ.listed, alice, state="inactive").rows] == ["note old"]
    assert read(db, READ.listed, alice, state="all", search="note").count.value == 61
    assert read(db, READ.listed, alice, search="100% sure_").count.value == 60
    assert read(db, READ.listed, alice, search="1000 sureX").count.value == 0, "% and _ are no wildcards"
    assert read(db, READ.listed, alice, search="\x00note").count.value == 60


def test_references_are_offered_by_name(db: Database, clinic: Clinic) -> None:
    choices = read(db, READ.choices, clinic.alice)
    assert choices["team_id"][clinic.id_of(Team, "Billing")] == "Billing"


def test_a_personal_row_exists_for_its_owner_alone(db: Database, clinic: Clinic) -> None:
    alice, carla = clinic.alice, clinic.carla
    mine = create(db, alice, staff_id=clinic.staff_id("alice"))
    assert read(db, READ.listed, alice, search="See you").count.value == 1
    assert read(db, READ.listed, carla, search="See you", state="all").count.value == 0
    assert len(read(db, READ.history, alice, row_id=mine.row_id).changes) == 1
    assert read(db, READ.history, carla, row_id=mine.row_id).changes == ()
    version = read(db, READ.history, alice, row_id=mine.row_id).changes[0].id
    for refused in (
        lambda: read(db, READ.one, carla, row_id=mine.row_id),
        lambda: update(db, carla, mine, body="Taken over"),
        lambda: restore(db, carla, mine, version),
    ):
        with pytest.raises(NotFound):
            refused()
    assert update(db, alice, mine, body="Still mine").changed


def test_nobody_makes_a_row_somebody_elses_own(db: Database, clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="can only be yours"):
        create(db, clinic.alice, staff_id=clinic.staff_id("carla"))
    mine = create(db, clinic.alice, staff_id=clinic.staff_id("alice"))
    with pytest.raises(Invalid, match="can only be yours"):
        update(db, clinic.alice, mine, staff_id=clinic.staff_id("carla"))


def test_a_personal_row_can_be_shared_and_a_shared_one_is_nobodys_to_take_away(db: Database, clinic: Clinic) -> None:
    alice, own = clinic.alice, clinic.staff_id("alice")
    shared = update(db, alice, create(db, alice, staff_id=own), staff_id=None)
    assert read(db, READ.one, clinic.carla, row_id=shared.row_id)
    with pytest.raises(Invalid, match="Others use this reply template"):
        update(db, alice, shared, staff_id=own)
    first = read(db, READ.history, alice, row_id=shared.row_id).changes[-1].id
    with pytest.raises(Invalid, match="Others use this reply template"):
        restore(db, alice, shared, first)


def test_a_template_is_one_teams_or_ones_own(db: Database, clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="not both"):
        create(db, clinic.alice, staff_id=clinic.staff_id("alice"), team_id=clinic.id_of(Team, "Billing"))


def test_the_choice_of_an_owner_names_nobody_but_oneself(db: Database, clinic: Clinic) -> None:
    assert read(db, READ.choices, clinic.alice)["staff_id"] == {clinic.staff_id("alice"): "Only me"}


def test_of_two_at_once_exactly_one_is_kept(db: Database, clinic: Clinic) -> None:
    alice, carla = clinic.alice, clinic.carla
    first = create(db, alice)

    def attempt(by: SessionToken) -> bool:
        try:
            return update(db, by, first, body=f"By {by.digest.hex()[:6]}").changed
        except Conflict:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(attempt, [alice, carla] * 3)) == [False] * 5 + [True]
    with db.transaction() as session:
        assert session.scalar(select(func.count()).where(RecordVersion.row_id == first.row_id)) == 2
