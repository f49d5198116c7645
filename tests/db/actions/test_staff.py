"""Adding and removing staff, and passwords."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from db.actions import staff, staff_sessions
from db.config import config
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import Database
from db.errors import Conflict, Forbidden, Invalid, NotFound, SignedOut
from db.models import AuditEvent, Staff
from db.passwords import check_acceptable, hash_password, password_matches, random_password
from db.queries.staff import my_account
from db.queries.staff_sessions import is_live, who_am_i
from tests.conftest import PASSWORD, Clinic

NEW = "otters nap under violet bridges"


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A secret of the tests' own, so that none is written."""
    monkeypatch.setenv("PORTSIDE_SECRET", "only for tests, only for tests, 32")
    config.cache_clear()
    yield
    config.cache_clear()


def add(db: Database, username: str = "hana", **values: str) -> staff.FirstPassword:
    with db.transaction() as session:
        return staff.add(
            session, by=COMMAND_LINE_IDENTITY, **({"username": username, "name": "Hana Ito", "role": "nurse"} | values)
        )


def change(db: Database, by: object, old: str, new: str) -> None:
    with db.transaction() as session:
        staff.change_password(session, by=by, old=old, new=new)  # type: ignore[arg-type]  # a token


def test_somebody_added_gets_a_random_password_that_they_must_change_first(db: Database, clinic: Clinic) -> None:
    first, second = add(db), add(db, "ivo")
    assert first.password != second.password
    assert first.password not in repr(first)
    token = clinic.sign_in("hana")
    with db.reading() as session:
        assert who_am_i(session, viewer=token).actor.must_change_password
        row = session.execute(select(Staff).where(Staff.id == first.staff_id)).scalar_one()
    assert password_matches(first.password, row.password_hash)
    # Whatever else their role may do waits until the password is their own.
    with db.transaction() as session:
        session.execute(select(Staff).where(Staff.id == first.staff_id)).scalar_one().role = "administrator"
    with pytest.raises(Forbidden, match="password of your own"), db.transaction() as session:
        staff.unlock(session, by=token, username="alice")
    change(db, token, first.password, NEW)
    with db.transaction() as session:
        staff.unlock(session, by=token, username="alice")


@pytest.mark.parametrize(("field", "value"), [
    ("username", "a b"), ("username", "x"), ("username", "9lives"), ("name", " "), ("name", "A\x00B"),
    ("role", "surgeon"), ("email", "nowhere"),
])  # fmt: skip
def test_what_cannot_be_used_is_refused_by_field(db: Database, clinic: Clinic, field: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(db, **{field: value})
    assert refused.value.field == field


def test_a_user_name_is_given_once(db: Database, clinic: Clinic) -> None:
    with pytest.raises(Conflict, match="alice"):
        add(db, " Alice ")


def test_deactivating_ends_every_session_in_the_same_moment(db: Database, clinic: Clinic) -> None:
    here, there = clinic.alice, clinic.alice
    with db.transaction() as session:
        assert staff.deactivate(session, by=clinic.farid, staff_id=clinic.staff_id("alice")) == 2
    for token in (here, there):
        with pytest.raises(SignedOut), db.transaction() as session:
            staff_sessions.stay(session, by=token)


def test_a_second_deactivation_is_refused_and_names_who_was_first(db: Database, clinic: Clinic) -> None:
    with db.transaction() as session:
        staff.deactivate(session, by=clinic.farid, staff_id=clinic.staff_id("alice"))
    with pytest.raises(Conflict, match="Farid Haddad"), db.transaction() as session:
        staff.deactivate(session, by=COMMAND_LINE_IDENTITY, staff_id=clinic.staff_id("alice"))
    with pytest.raises(NotFound), db.transaction() as session:
        staff.deactivate(session, by=clinic.farid, staff_id=987654)


def test_nobody_deactivates_themselves(db: Database, clinic: Clinic) -> None:
    with pytest.raises(Invalid), db.transaction() as session:
        staff.deactivate(session, by=clinic.farid, staff_id=clinic.staff_id("farid"))


@pytest.mark.parametrize("who", ["alice", "ben", "carla", "dev", "erin"])
def test_only_an_administrator_manages_staff(db: Database, clinic: Clinic, who: str) -> None:
    by, other = clinic.sign_in(who), clinic.staff_id("farid")
    with db.transaction() as session:
        with pytest.raises(Forbidden):
            staff.add(session, by=by, username="hana", name="Hana Ito", role="administrator")
        with pytest.raises(Forbidden):
            staff.unlock(session, by=by, username="farid")
        with pytest.raises(Forbidden):
            staff.reset_password(session, by=by, staff_id=other)
        with pytest.raises(Forbidden):
            staff.deactivate(session, by=by, staff_id=other)


def test_a_changed_password_ends_every_other_session_and_is_audited(db: Database, clinic: Clinic) -> None:
    here, there = clinic.alice, clinic.alice
    change(db, here, PASSWORD, NEW)
    with db.reading() as session:
        assert is_live(session, here)
        assert not is_live(session, there)
        assert session.scalars(select(AuditEvent.kind)).all() == ["staff.password_changed"]
        assert my_account(session, viewer=here).username == "alice"


def test_the_current_password_is_asked_for(db: Database, clinic: Clinic) -> None:
    with pytest.raises(Invalid) as refused:
        change(db, clinic.alice, "wrong", NEW)
    assert refused.value.field == "old"


@pytest.mark.parametrize("password", [
    "too short", "x" * 129, "password12345678", "aaaaaaaaaaaaaaaaaaaa", "alicealicealice", PASSWORD,
])  # fmt: skip
def test_a_new_password_that_is_short_long_common_personal_or_the_same_is_refused(
    db: Database, clinic: Clinic, password: str
) -> None:
    token = clinic.alice
    with pytest.raises(Invalid) as refused:
        change(db, token, PASSWORD, password)
    assert refused.value.field == "password"
    assert password not in str(refused.value)


def test_a_reset_gives_a_new_first_password_and_ends_sessions(db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    with db.transaction() as session:
        given = staff.reset_password(session, by=clinic.farid, staff_id=clinic.staff_id("alice"))
    with db.reading() as session:
        assert not is_live(session, token)
        row = session.execute(select(Staff).where(Staff.username == "alice")).scalar_one()
    assert row.must_change_password
    assert password_matches(given.password, row.password_hash)


def test_passwords_beyond_bcrypts_72_bytes_and_with_nul_count_whole() -> None:
    hashed = hash_password("x" * 100 + "\x00a", rounds=4)
    assert password_matches("x" * 100 + "\x00a", hashed)
    assert not password_matches("x" * 100 + "\x00b", hashed)
    assert not password_matches("x" * 100, hashed)


def test_a_hash_that_is_none_matches_nothing() -> None:
    assert not password_matches("", "!")


def test_first_passwords_are_acceptable_themselves() -> None:
    for _ in range(20):
        check_acceptable(random_password())
