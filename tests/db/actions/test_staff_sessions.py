"""Signing in, staying, being signed out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from db.actions import staff, staff_sessions
from db.actions.sign_in import Attempt, begin_sign_in, finish_sign_in, open_session
from db.config import config
from db.credentials import COMMAND_LINE_IDENTITY, WORKER_IDENTITY, SessionToken
from db.engine import Database
from db.errors import Forbidden, NotFound, SignedOut, TooManyAttempts
from db.models import AuditEvent, SignInThrottle, SignInTicket, Staff, StaffSession
from db.passwords import DUMMY_HASH, ROUNDS, password_matches
from db.queries.staff_sessions import farewell, is_live, my_sessions, who_am_i
from tests.conftest import PASSWORD, Clinic

BROWSER, ADDRESS = "this-browser", "192.0.2.7"


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A secret of the tests' own, so that none is written."""
    monkeypatch.setenv("PORTSIDE_SECRET", "only for tests, only for tests, 32")
    config.cache_clear()
    yield
    config.cache_clear()


def begin(db: Database, username: str = "alice", source: str = ADDRESS) -> Attempt:
    with db.transaction() as session:
        return begin_sign_in(session, username=username, source=source)


def sign_in(db: Database, username: str = "alice", password: str = PASSWORD, source: str = ADDRESS) -> str | None:
    """As the console does it: three steps, no transaction open while the password is checked."""
    attempt = begin(db, username, source)
    verified = password_matches(password, attempt.password_hash)
    with db.transaction() as session:
        return finish_sign_in(session, attempt=attempt, verified=verified, browser=BROWSER)


def use(db: Database, ticket: str, browser: str = BROWSER, replaces: SessionToken | None = None) -> SessionToken | None:
    with db.transaction() as session:
        opened = open_session(session, ticket=ticket, browser=browser, replaces=replaces)
    return opened.token if opened else None


def fail(db: Database, times: int, username: str = "alice", source: str = ADDRESS) -> None:
    """So many failures, with the waits between them passed."""
    for _ in range(times):
        assert sign_in(db, username, "wrong", source) is None
        pass_time(db)


def pass_time(db: Database) -> None:
    """The waits are over; what was counted stays."""
    with db.transaction() as session:
        session.execute(update(SignInThrottle).values(locked_until=func.now()))


def age(db: Database, column: str, by: timedelta) -> None:
    """Every session is so much older."""
    with db.transaction() as session:
        session.execute(update(StaffSession).values({column: func.now() - by}))


def lives(db: Database, token: SessionToken) -> bool:
    with db.reading() as session:
        return is_live(session, token)


def why(db: Database, token: SessionToken) -> str:
    with db.reading() as session:
        return farewell(session, token)


def kinds(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def test_the_right_password_leads_to_a_ticket_and_the_ticket_to_a_live_session(db: Database, clinic: Clinic) -> None:
    ticket = sign_in(db, " Alice ")
    assert ticket
    token = use(db, ticket)
    assert token
    with db.reading() as session:
        assert who_am_i(session, viewer=token).actor.name == "Alice Moreno"
    assert kinds(db) == ["session.opened"]


def test_neither_ticket_nor_token_is_stored(db: Database, clinic: Clinic) -> None:
    ticket = sign_in(db)
    assert ticket
    token = use(db, ticket)
    assert token
    with db.reading() as session:
        stored = [
            *session.scalars(select(SignInTicket.ticket_hash)),
            *session.scalars(select(StaffSession.token_hash)),
        ]
    assert all(len(digest) == 32 for digest in stored)
    assert token.value.encode() not in stored
    assert token.value not in repr(token)


def test_a_ticket_works_once(db: Database, clinic: Clinic) -> None:
    ticket = sign_in(db)
    assert ticket
    with ThreadPoolExecutor(4) as pool:
        tokens = list(pool.map(lambda _: use(db, ticket), range(4)))
    assert sum(token is not None for token in tokens) == 1


def test_a_ticket_is_refused_after_thirty_seconds(db: Database, clinic: Clinic) -> None:
    ticket = sign_in(db)
    assert ticket
    with db.transaction() as session:
        session.execute(update(SignInTicket).values(created_at=func.now() - timedelta(seconds=31)))
    assert use(db, ticket) is None


def test_another_browser_cannot_use_the_ticket(db: Database, clinic: Clinic) -> None:
    ticket = sign_in(db)
    assert ticket
    assert use(db, ticket, browser="another") is None
    assert use(db, ticket) is not None


def test_a_browser_without_cookies_gets_no_ticket(db: Database, clinic: Clinic) -> None:
    attempt = begin(db)
    with db.transaction() as session:
        assert finish_sign_in(session, attempt=attempt, verified=True, browser="") is None


def test_an_unknown_name_is_checked_against_a_hash_of_the_same_cost(db: Database, clinic: Clinic) -> None:
    attempt = begin(db, "nobody-of-this-name")
    assert attempt.password_hash == DUMMY_HASH
    assert DUMMY_HASH.startswith(f"$2b${ROUNDS}$")
    assert attempt.staff_id is None
    with db.transaction() as session:
        assert finish_sign_in(session, attempt=attempt, verified=True, browser=BROWSER) is None


def test_a_name_typed_that_nobody_has_is_kept_nowhere(db: Database, clinic: Clinic) -> None:
    assert sign_in(db, "my secret pass phrase", "x") is None
    with db.reading() as session:
        event = session.execute(select(AuditEvent)).scalar_one()
        keys = session.scalars(select(SignInThrottle.key_hash)).all()
    assert (event.kind, event.actor, event.detail) == ("session.refused", "nobody", {"source": ADDRESS})
    assert all(len(key) == 32 for key in keys)


def test_a_deactivated_person_is_refused_like_an_unknown_one(db: Database, clinic: Clinic) -> None:
    with db.transaction() as session:
        staff.deactivate(session, by=COMMAND_LINE_IDENTITY, staff_id=clinic.staff_id("alice"))
    assert begin(db).password_hash == DUMMY_HASH


def test_a_password_changed_while_it_was_checked_is_refused(db: Database, clinic: Clinic) -> None:
    attempt = begin(db)
    with db.transaction() as session:
        session.execute(update(Staff).where(Staff.username == "alice").values(password_hash="!"))
    with db.transaction() as session:
        assert finish_sign_in(session, attempt=attempt, verified=True, browser=BROWSER) is None


def test_the_fourth_failure_in_a_row_makes_the_next_attempt_wait_also_for_unknown_names(
    db: Database, clinic: Clinic
) -> None:
    sentences = []
    for name in ("alice", "nobody"):
        for _ in range(4):
            assert sign_in(db, name, "wrong", source=name) is None
        with pytest.raises(TooManyAttempts, match=r"Try again in 1 second\.") as refused:
            begin(db, name, source=name)
        sentences.append(str(refused.value))
    assert sentences[0] == sentences[1]


def test_ten_failures_in_a_row_lock_the_name_even_for_the_right_password_and_from_anywhere(
    db: Database, clinic: Clinic
) -> None:
    fail(db, 9)
    assert sign_in(db, "alice", "wrong") is None
    with pytest.raises(TooManyAttempts, match="15 minutes"):
        sign_in(db, source="198.51.100.1")
    assert "session.locked" in kinds(db)
    assert sign_in(db, "ben", source="198.51.100.1")


def test_attempts_while_locked_count_for_nothing_and_the_next_failure_locks_longer(
    db: Database, clinic: Clinic
) -> None:
    fail(db, 9)
    assert sign_in(db, "alice", "wrong") is None
    for _ in range(3):
        with pytest.raises(TooManyAttempts, match="15 minutes"):
            begin(db)
    pass_time(db)
    assert sign_in(db, "alice", "wrong") is None
    with pytest.raises(TooManyAttempts, match="30 minutes"):
        begin(db)


def test_fifty_failures_in_a_row_lock_the_source_for_every_name(db: Database, clinic: Clinic) -> None:
    for number in range(49):
        fail(db, 1, f"guess{number}")
    assert sign_in(db, "guess50", "wrong") is None
    with pytest.raises(TooManyAttempts, match="15 minutes"):
        begin(db, "ben")
    assert sign_in(db, "ben", source="198.51.100.1")


def test_a_success_ends_the_row_of_failures(db: Database, clinic: Clinic) -> None:
    fail(db, 9)
    assert sign_in(db)
    fail(db, 3)
    assert sign_in(db)


def test_a_volley_of_attempts_at_once_cannot_slip_past_the_limit(db: Database, clinic: Clinic) -> None:
    def once(_: int) -> bool:
        try:
            begin(db)
        except TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(once, range(40))) == 4


def test_unlock_lets_a_locked_person_in_at_once(db: Database, clinic: Clinic) -> None:
    fail(db, 9)
    assert sign_in(db, "alice", "wrong") is None
    with db.transaction() as session:
        assert staff.unlock(session, by=COMMAND_LINE_IDENTITY, username="alice")
    assert sign_in(db)


def test_a_session_ends_after_fifteen_idle_minutes_and_says_so(db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    age(db, "last_active_at", timedelta(minutes=14, seconds=50))
    assert lives(db, token)
    age(db, "last_active_at", timedelta(minutes=15, seconds=1))
    assert not lives(db, token)
    assert why(db, token) == "You were signed out after 15 minutes without activity. Your drafts were kept."


def test_a_session_ends_after_twelve_hours_however_busy(db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    age(db, "started_at", timedelta(hours=12, seconds=1))
    assert not lives(db, token)
    assert "after 12 hours" in why(db, token)


def test_looking_never_extends_a_session_and_a_deed_does(db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    age(db, "last_active_at", timedelta(minutes=14))
    with db.transaction() as session:
        assert who_am_i(session, viewer=token).left < timedelta(minutes=1, seconds=1)
    with db.transaction() as session:
        assert who_am_i(session, viewer=token).left < timedelta(minutes=1, seconds=1)
        staff_sessions.stay(session, by=token)
    with db.transaction() as session:
        assert who_am_i(session, viewer=token).left > timedelta(minutes=14)


def test_nothing_revives_an_ended_session(db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    age(db, "last_active_at", timedelta(minutes=16))
    with pytest.raises(SignedOut), db.transaction() as session:
        staff_sessions.stay(session, by=token)


def test_signing_out_ends_this_session_and_no_other(db: Database, clinic: Clinic) -> None:
    here, there = clinic.alice, clinic.alice
    with db.transaction() as session:
        staff_sessions.sign_out(session, by=here)
    assert (lives(db, here), lives(db, there)) == (False, True)
    assert why(db, here) == "You are signed out."
    assert kinds(db) == ["session.ended"]


def test_a_revoked_session_is_refused_inside_the_next_action(db: Database, clinic: Clinic) -> None:
    token, ticket = clinic.alice, sign_in(db)
    assert ticket
    with db.transaction() as session:
        assert staff_sessions.end_sessions_of(session, by=clinic.farid, staff_id=clinic.staff_id("alice")) == 1
    with pytest.raises(SignedOut), db.transaction() as session:
        staff_sessions.stay(session, by=token)
    assert "An administrator" in why(db, token)
    assert use(db, ticket) is None


def test_only_who_manages_staff_may_revoke(db: Database, clinic: Clinic) -> None:
    with pytest.raises(Forbidden), db.transaction() as session:
        staff_sessions.end_sessions_of(session, by=clinic.alice, staff_id=clinic.staff_id("ben"))


def test_one_sees_and_ends_ones_own_sessions_alone(db: Database, clinic: Clinic) -> None:
    here, there, foreign = clinic.alice, clinic.alice, clinic.ben
    with db.reading() as session:
        mine = my_sessions(session, viewer=here)
        theirs = my_sessions(session, viewer=foreign)
    assert [line.this for line in mine].count(True) == 1
    assert len(mine) == 2
    with db.transaction() as session:
        staff_sessions.end_own(session, by=here, session_id=next(line.id for line in mine if not line.this))
    assert not lives(db, there)
    with pytest.raises(NotFound), db.transaction() as session:
        staff_sessions.end_own(session, by=here, session_id=theirs[0].id)
    assert lives(db, foreign)


def test_a_browser_holds_one_session_so_a_new_one_ends_the_old(db: Database, clinic: Clinic) -> None:
    before, ticket = clinic.ben, sign_in(db)
    assert ticket
    assert use(db, ticket, replaces=before)
    assert not lives(db, before)


def test_a_token_that_never_was_is_no_session_and_gets_no_farewell(db: Database, clinic: Clinic) -> None:
    assert not lives(db, SessionToken("made-up"))
    assert why(db, SessionToken("made-up")) == ""


def test_tidying_marks_what_ran_out_and_forgets_old_attempts(db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    assert sign_in(db, "alice", "wrong") is None
    age(db, "last_active_at", timedelta(minutes=20))
    with db.transaction() as session:
        session.execute(update(SignInThrottle).values(last_failed_at=func.now() - timedelta(days=2)))
    fresh = clinic.ben
    with db.transaction() as session:
        assert staff_sessions.tidy(session, by=WORKER_IDENTITY) == 1
        assert session.scalar(select(func.count()).select_from(SignInThrottle)) == 0
    assert lives(db, fresh)
    assert "15 minutes" in why(db, token)
