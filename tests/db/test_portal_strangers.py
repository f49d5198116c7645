"""Nobody sees through the contract what isn't theirs: other patients, other sessions, other organisations."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import func, select, text, update

from db.engine import DatabaseRole, Organisation
from db.errors import NotFound, SignedOut
from db.migrate import migrate
from db.models import (
    Attachment,
    Draft,
    Message,
    Note,
    PortalAccount,
    PortalSession,
    ProxyGrant,
    ReplyTemplate,
    Setting,
    Task,
    Thread,
)
from db.portal import PortalClient, PortalFile, PortalToken
from tests.conftest import Clinic
from tests.db.portal_visits import PDF, Visit, connect, grant_proxy, reply, rows, write

CANARY = "canary-4711"


def _session_states(clinic: Clinic, visit: Visit) -> dict[str, str]:
    """Values that somebody might set as a token, and that are none."""
    with clinic.db.transaction() as session:
        digest = session.scalars(select(PortalSession.token_hash).filter_by(account_id=visit.account_id)).one()
    return {
        "an account's id": str(visit.account_id),
        "a stored digest": digest.hex(),
        "a stored digest as bytea": "\\x" + digest.hex(),
        "nothing": "",
        "a wildcard": "%",
        "a made-up token": "f" * 64,
        "a token in other letters": visit.token.value.upper(),
        "a token with more": visit.token.value + " ",
    }


def test_no_setting_makes_one_somebody(
    place: Organisation, clinic: Clinic, portal: PortalClient, rosa: Visit, intruder: psycopg.Connection[Any]
) -> None:
    thread_id, _ = write(portal, rosa, files=[PortalFile("a.pdf", PDF)])
    for how, value in _session_states(clinic, rosa).items():
        if value == rosa.token.value:
            continue
        for name in ("portside.portal_token", "portside.account_id", "portside.portal_account_id", "role.account_id"):
            intruder.execute("SELECT set_config(%s, %s, false)", (name, value))
        _gets_nothing(intruder, rosa.patient.id, thread_id, how)
        with pytest.raises(SignedOut):
            portal.people(PortalToken(value))


def _gets_nothing(intruder: psycopg.Connection[Any], patient_id: int, thread_id: int, how: str = "") -> None:
    assert rows(intruder, "SELECT * FROM portal_people()") == [], how
    assert rows(intruder, "SELECT * FROM portal_threads()") == [], how
    with pytest.raises(errors.NoDataFound):
        intruder.execute("SELECT * FROM portal_read_thread(%s)", (thread_id,))
    for attachment in range(1, 5):
        with pytest.raises(errors.NoDataFound):
            intruder.execute("SELECT * FROM portal_attachment(%s)", (attachment,))
    with pytest.raises(errors.InvalidAuthorizationSpecification):
        intruder.execute("SELECT portal_send_message(%s, %s, NULL, 'health', '', 'Hello')", (uuid4(), patient_id))
    intruder.execute("SELECT portal_close_session()")


def test_an_ended_sessions_token_is_worth_nothing(
    portal: PortalClient, rosa: Visit, intruder: psycopg.Connection[Any]
) -> None:
    thread_id, _ = write(portal, rosa)
    intruder.execute("SELECT set_config('portside.portal_token', %s, false)", (rosa.token.value,))
    assert len(rows(intruder, "SELECT * FROM portal_threads()")) == 1  # whoever has the secret has the session
    portal.close_session(rosa.token)
    _gets_nothing(intruder, rosa.patient.id, thread_id)


def test_an_ended_session_ends_inside_an_open_transaction_too(
    portal: PortalClient, rosa: Visit, intruder: psycopg.Connection[Any]
) -> None:
    write(portal, rosa)
    with intruder.transaction():
        intruder.execute("SELECT portal_enter(%s)", (rosa.token.value,))
        assert len(rows(intruder, "SELECT * FROM portal_threads()")) == 1
        portal.close_session(rosa.token)
        assert rows(intruder, "SELECT * FROM portal_threads()") == []


def test_a_session_does_not_outlive_its_transaction_on_a_shared_connection(
    portal: PortalClient, rosa: Visit, intruder: psycopg.Connection[Any]
) -> None:
    write(portal, rosa)
    with intruder.transaction():
        intruder.execute("SELECT portal_enter(%s)", (rosa.token.value,))
    assert rows(intruder, "SELECT * FROM portal_threads()") == []


def test_a_shared_connection_never_mixes_two_patients_up(
    portal: PortalClient, rosa: Visit, tom: Visit, intruder: psycopg.Connection[Any]
) -> None:
    own = {visit.patient.id: write(portal, visit)[0] for visit in (rosa, tom)}
    for visit in [rosa, tom] * 8:  # PostgreSQL settles on a generic plan after five executions
        with intruder.transaction():
            intruder.execute("SELECT portal_enter(%s)", (visit.token.value,))
            seen = intruder.execute("SELECT thread_id FROM portal_threads()", prepare=True).fetchall()
        assert seen == [(own[visit.patient.id],)]


def test_shadowing_names_and_switching_row_security_off_gain_nothing(
    portal: PortalClient, rosa: Visit, tom: Visit, intruder: psycopg.Connection[Any]
) -> None:
    hers, _ = write(portal, rosa)
    intruder.execute("CREATE TEMP TABLE portal_account (id bigint, patient_id bigint, state text)")
    intruder.execute("CREATE TEMP TABLE portal_session (token_hash bytea, account_id bigint, ended_at timestamptz, "
                     "expires_at timestamptz)")  # fmt: skip
    intruder.execute("INSERT INTO pg_temp.portal_account VALUES (%s, %s, 'active')", (rosa.account_id, rosa.patient.id))
    intruder.execute("INSERT INTO pg_temp.portal_session VALUES (%s, %s, NULL, 'infinity')",
                     (hashlib.sha256(b"mine").digest(), rosa.account_id))  # fmt: skip
    intruder.execute("SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), false)")
    with pytest.raises(errors.InvalidAuthorizationSpecification):
        intruder.execute("SELECT portal_enter('mine')")

    with intruder.transaction():
        intruder.execute("SELECT portal_enter(%s)", (tom.token.value,))
        intruder.execute("SET LOCAL row_security = off")
        with pytest.raises(errors.InsufficientPrivilege), intruder.transaction():
            intruder.execute("SELECT * FROM portal_threads()")
        with pytest.raises(errors.InsufficientPrivilege), intruder.transaction():
            intruder.execute("SELECT * FROM portal_read_thread(%s)", (hers,))


def test_another_patients_conversation_can_not_be_read_answered_or_opened(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    hers, _ = write(portal, rosa, files=[PortalFile("a.pdf", PDF)])
    his, _ = write(portal, tom)
    file = portal.read(rosa.token, hers)[0].files[0].id
    assert file is not None

    assert [thread.thread_id for thread in portal.threads(tom.token)] == [his]
    with pytest.raises(NotFound) as refused:
        portal.read(tom.token, hers)
    with pytest.raises(NotFound) as missing:
        portal.read(tom.token, 10**9)
    assert str(refused.value) == str(missing.value)
    with pytest.raises(NotFound):
        portal.file(tom.token, file)
    for patient_id in (tom.patient.id, rosa.patient.id):
        with pytest.raises(NotFound):
            portal.send_message(tom.token, patient_id=patient_id, thread_id=hers, body="Hello")
    with pytest.raises(NotFound):
        portal.send_message(tom.token, patient_id=rosa.patient.id, topic="health", body="Hello")
    with pytest.raises(NotFound):
        portal.send_message(tom.token, patient_id=rosa.patient.id, thread_id=his, body="Hello")
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 2


def test_a_pending_and_a_withdrawn_reply_do_not_exist(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa)
    before = portal.threads(rosa.token)
    pending = reply(clinic, thread_id, CANARY, sent=False)
    with clinic.db.transaction() as session:
        now = session.scalar(select(func.now()))
        file = Attachment(message_id=pending, name="x.pdf", media_type="application/pdf", content=PDF)
        session.add(file)
    reply(clinic, thread_id, CANARY, sent=False, withdrawn_at=now, withdrawn_by="Alice Moreno")

    assert portal.threads(rosa.token) == before
    assert [message.body for message in portal.read(rosa.token, thread_id)] == ["My knee is swollen."]
    with pytest.raises(NotFound):
        portal.file(rosa.token, file.id)
    with clinic.db.transaction() as session:
        assert session.get_one(Message, pending).read_at is None


def test_a_conversation_that_staff_start_appears_with_its_first_sent_message(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    with clinic.db.transaction() as session:
        thread = Thread(patient_id=rosa.patient.id, account_id=rosa.account_id, subject=CANARY)
        session.add(thread)
        session.flush()
    pending = reply(clinic, thread.id, sent=False)

    assert portal.threads(rosa.token) == []
    for attempt in (
        lambda: portal.read(rosa.token, thread.id),
        lambda: portal.send_message(rosa.token, patient_id=rosa.patient.id, thread_id=thread.id, body="Hello"),
    ):
        with pytest.raises(NotFound):
            attempt()
    with clinic.db.transaction() as session:
        session.execute(update(Message).where(Message.id == pending).values(sent_at=func.now()))
    assert [found.thread_id for found in portal.threads(rosa.token)] == [thread.id]


def test_an_ended_or_revoked_proxy_gets_nothing_at_once(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    hers, _ = write(portal, rosa, files=[PortalFile("a.pdf", PDF)])
    grant_proxy(clinic, tom.account_id, rosa.patient.id)
    form = uuid4()
    portal.send_message(tom.token, patient_id=rosa.patient.id, thread_id=hers, body="For Rosa", once=form)
    file = portal.read(tom.token, hers)[0].files[0].id
    assert file is not None

    for ending in (
        "revoked_at = now()",
        "revoked_at = NULL, ends_on = current_date - 2",
        "starts_on = current_date + 2",
    ):
        with clinic.db.transaction() as session:
            session.execute(text(f"UPDATE proxy_grant SET {ending}"))
        assert portal.threads(tom.token) == []
        assert [person.patient_id for person in portal.people(tom.token)] == [tom.patient.id]
        for attempt in (
            lambda: portal.read(tom.token, hers),
            lambda: portal.file(tom.token, file),
            lambda: portal.send_message(tom.token, patient_id=rosa.patient.id, thread_id=hers, body="Hi", once=form),
        ):
            with pytest.raises(NotFound):
                attempt()
        with clinic.db.transaction() as session:
            session.execute(update(ProxyGrant).values(revoked_at=None, ends_on=None, starts_on=func.current_date() - 9))
        assert len(portal.threads(tom.token)) == 1


def test_nothing_internal_comes_out_of_any_function_of_the_contract(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit
) -> None:
    thread_id, _ = write(portal, rosa, files=[PortalFile("a.pdf", PDF)])
    write(portal, tom, CANARY, subject=CANARY, files=[PortalFile(f"{CANARY}.pdf", PDF + CANARY.encode())])
    reply(clinic, thread_id, CANARY, sent=False)
    reply(clinic, thread_id, "Visible")
    alice = clinic.staff_id("alice")
    with clinic.db.transaction() as session:
        task = session.query(Task).filter_by(focus_id=thread_id).one()
        task.title = task.priority_reason = task.outcome = CANARY
        session.add(Note(task_id=task.id, staff_id=alice, body=CANARY))
        session.add(Draft(task_id=task.id, staff_id=alice, kind="reply", body=CANARY))
        session.add(ReplyTemplate(name=CANARY, body=CANARY))
        session.add(Setting(key=CANARY, value={"x": CANARY}))
        session.execute(
            text("UPDATE staff SET username = username || :c, email = :c, password_hash = :c"), {"c": CANARY}
        )
        session.execute(update(PortalAccount).where(PortalAccount.id == tom.account_id).values(name=CANARY))

    listed = portal.threads(rosa.token)
    read = portal.read(rosa.token, thread_id)
    file = read[0].files[0].id
    assert file is not None
    seen = [portal.topics(), portal.people(rosa.token), listed, read, [message.body for message in read],
            portal.file(rosa.token, file), portal.file(rosa.token, file).content]  # fmt: skip

    assert "Visible" in str(seen) and CANARY not in str(seen)


def test_another_organisations_portal_is_a_stranger(
    place: Organisation, clinic: Clinic, portal: PortalClient, rosa: Visit, intruder: psycopg.Connection[Any]
) -> None:
    thread_id, _ = write(portal, rosa)
    other = replace(place, schema="other_clinic")
    migrate(other)
    with connect(other) as stranger:
        here, there = sql.Identifier(place.schema, "message"), sql.Identifier(other.schema, "message")
        for connection, table in ((stranger, here), (intruder, there)):
            with pytest.raises(errors.InsufficientPrivilege, match="permission denied for schema"):
                connection.execute(sql.SQL("SELECT * FROM {}").format(table))
        with pytest.raises(errors.InsufficientPrivilege, match="permission denied for schema"):
            stranger.execute(sql.SQL("SELECT {}()").format(sql.Identifier(place.schema, "portal_topics")))
        with pytest.raises(errors.InvalidAuthorizationSpecification):
            stranger.execute("SELECT portal_enter(%s)", (rosa.token.value,))
        stranger.execute("SELECT set_config('portside.portal_token', %s, false)", (rosa.token.value,))
        _gets_nothing(stranger, rosa.patient.id, thread_id)
        with pytest.raises(errors.InsufficientPrivilege):
            stranger.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(place.role(DatabaseRole.PORTAL))))
