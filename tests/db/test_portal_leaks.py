"""The portal's role reaches the contract and nothing else: every table, column, sequence and function is tried.

The walk takes what there is from the catalog, so a new table or function is tried without being named here.
Each attempt is a real statement of a real connection with the portal's own password.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import func, select, text, update

from db.engine import DatabaseRole, Organisation, engine_for
from db.errors import NotFound, SignedOut
from db.migrate import migrate
from db.models import (
    Attachment,
    Base,
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
from tests.db.portal_visits import Visit, grant_proxy, reply, sign_in, write

# The contract, stated once: what the portal may call.
CONTRACT = {
    "portal_salt(text)",
    "portal_open_session(text,bytea)",
    "portal_enter(text)",
    "portal_close_session()",
    "portal_topics()",
    "portal_people()",
    "portal_send_message(uuid,bigint,bigint,text,text,text,text[],bytea[])",
    "portal_threads(timestamp with time zone,integer)",
    "portal_read_thread(bigint)",
    "portal_attachment(bigint)",
}
# The tables on which the contract's own role has any grant; row security is on for each of them.
BEHIND_THE_CONTRACT = {"thread", "message", "attachment", "submission"}
CANARY = "canary-4711"
PDF = b"%PDF-1.7 letter"


@pytest.fixture
def portal(place: Organisation) -> Iterator[PortalClient]:
    """The contract, connected to as the portal role."""
    engine = engine_for(place, DatabaseRole.PORTAL)
    yield PortalClient(engine)
    engine.dispose()


def connect(place: Organisation, role: DatabaseRole = DatabaseRole.PORTAL) -> psycopg.Connection[Any]:
    """A connection as the role itself, each statement its own transaction."""
    url = place.url(role).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(url, autocommit=True, options=f"-c search_path={place.search_path}")


@pytest.fixture
def intruder(place: Organisation) -> Iterator[psycopg.Connection[Any]]:
    """Somebody who has the portal's password."""
    with connect(place) as connection:
        yield connection


@pytest.fixture
def owner(place: Organisation) -> Iterator[psycopg.Connection[Any]]:
    """The schema's owner, to read the catalog and to spoil grants on purpose."""
    with connect(place, DatabaseRole.OWNER) as connection:
        yield connection


@pytest.fixture
def rosa(clinic: Clinic, portal: PortalClient) -> Visit:
    """A patient, signed in."""
    return sign_in(clinic, portal, clinic.patient("Rosa", "Diaz"))


@pytest.fixture
def tom(clinic: Clinic, portal: PortalClient) -> Visit:
    """Another patient, signed in."""
    return sign_in(clinic, portal, clinic.patient("Tom", "Berg"))


def allowed(connection: psycopg.Connection[Any], statement: sql.Composed) -> bool:
    """Whether PostgreSQL let the role do it; any other failure than a missing privilege counts as allowed."""
    try:
        connection.execute(statement)
    except errors.InsufficientPrivilege:
        return False
    except psycopg.Error:
        return True
    return True


def rows(connection: psycopg.Connection[Any], statement: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query of ours."""
    return connection.execute(statement, values).fetchall()


def leaks(owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any], schema: str) -> list[str]:
    """Everything in the schema that the intruder could do beside the contract."""
    attempts = [*_on_relations(owner, schema), *_on_sequences(owner, schema), *_on_functions(owner, schema)]
    return [attempt.as_string(intruder) for attempt in attempts if allowed(intruder, attempt)]


def _on_relations(owner: psycopg.Connection[Any], schema: str) -> Iterator[sql.Composed]:
    found = rows(
        owner,
        "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a "
        "ON a.attrelid = c.oid AND NOT a.attisdropped WHERE c.relnamespace = %s::regnamespace "
        "AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.relname ORDER BY c.relname",
        schema,
    )
    assert {name for name, _ in found} >= set(Base.metadata.tables)
    whole = (
        "SELECT count(*) FROM {}", "SELECT 1 FROM {}", "TABLE {}", "INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}",
        "TRUNCATE {}", "DO $$ BEGIN LOCK TABLE {} IN ACCESS SHARE MODE; END $$", "COPY {} TO STDOUT", "COPY {} FROM STDIN",
        "CREATE TEMP TABLE copied (LIKE {})", "ALTER TABLE {} DISABLE ROW LEVEL SECURITY", "DROP TABLE {}",
        "CREATE POLICY mine ON {} USING (true)", "GRANT SELECT ON {} TO PUBLIC",
    )  # fmt: skip
    for name, columns in found:
        relation = sql.Identifier(schema, name)
        for statement in whole:
            yield sql.SQL(statement).format(relation)
        for column in map(sql.Identifier, columns):
            yield sql.SQL("SELECT {} FROM {}").format(column, relation)
            yield sql.SQL("SELECT 1 FROM {} WHERE {} IS NULL").format(relation, column)
        for column in (sql.Identifier(name) for name in columns if name not in SYSTEM_COLUMNS):
            yield sql.SQL("UPDATE {} SET {} = DEFAULT").format(relation, column)
            yield sql.SQL("INSERT INTO {} ({}) VALUES (DEFAULT)").format(relation, column)


SYSTEM_COLUMNS = {"tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"}


def _on_sequences(owner: psycopg.Connection[Any], schema: str) -> Iterator[sql.Composed]:
    found = rows(owner, "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'S'", schema)
    assert len(found) > 20
    for (name,) in found:
        sequence = sql.Identifier(schema, name)
        yield sql.SQL("SELECT last_value FROM {}").format(sequence)
        for call in ("nextval({})", "currval({})", "setval({}, 1)", "pg_sequence_last_value({})"):
            if call.startswith("pg_"):  # answers NULL, not an error, without the privilege
                continue
            literal = sql.Literal(sequence.as_string(owner))
            yield sql.SQL("SELECT " + call).format(literal)


def _on_functions(owner: psycopg.Connection[Any], schema: str) -> Iterator[sql.Composed]:
    found = rows(
        owner,
        "SELECT p.proname, p.prokind, p.oid::regprocedure::text, array(SELECT format_type(t, NULL) "
        "FROM unnest(p.proargtypes) WITH ORDINALITY AS given (t, place) ORDER BY place) "
        "FROM pg_proc p WHERE p.pronamespace = %s::regnamespace",
        schema,
    )
    assert {signature for _, _, signature, _ in found} >= CONTRACT
    for name, kind, signature, types in found:
        if signature not in CONTRACT:
            arguments = sql.SQL(", ").join(sql.SQL(f"NULL::{kind_}") for kind_ in types)
            verb = sql.SQL("CALL" if kind == "p" else "SELECT")
            yield sql.SQL("{} {}({})").format(verb, sql.Identifier(schema, name), arguments)


# What the role may touch


def test_every_table_column_sequence_and_function_outside_the_contract_is_refused(
    place: Organisation, owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any]
) -> None:
    assert leaks(owner, intruder, place.schema) == []


@pytest.mark.parametrize(
    "spoiled",
    [
        "GRANT SELECT (body) ON note TO {}",
        "GRANT UPDATE (state) ON portal_account TO {}",
        "GRANT INSERT ON message TO {}",
        "GRANT TRUNCATE ON audit_event_default TO {}",
        "GRANT USAGE ON SEQUENCE task_id_seq TO {}",
        "GRANT EXECUTE ON FUNCTION portal_acting_for() TO {}",
        "GRANT EXECUTE ON FUNCTION procrastinate_prune_stalled_workers_v1 TO PUBLIC",
        "CREATE VIEW everything AS SELECT * FROM message; GRANT SELECT ON everything TO {}",
    ],
)
def test_the_walk_notices_a_grant_too_many(
    place: Organisation, owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any], spoiled: str
) -> None:
    owner.execute(spoiled.replace("{}", place.role(DatabaseRole.PORTAL)))
    assert leaks(owner, intruder, place.schema)


def test_the_role_may_execute_exactly_the_contract(place: Organisation, owner: psycopg.Connection[Any]) -> None:
    portal = place.role(DatabaseRole.PORTAL)
    executable = rows(
        owner,
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = %s::regnamespace "
        "AND has_function_privilege(%s, oid, 'EXECUTE')",
        place.schema,
        portal,
    )
    assert {signature for (signature,) in executable} == CONTRACT


def test_every_function_of_the_contract_pins_its_search_path(
    place: Organisation, owner: psycopg.Connection[Any]
) -> None:
    definers = rows(
        owner,
        "SELECT proname, array_to_string(proconfig, ' ') FROM pg_proc "
        "WHERE pronamespace = %s::regnamespace AND prosecdef",
        place.schema,
    )
    assert len(definers) > len(CONTRACT)
    assert {settings for _, settings in definers} == {f"search_path={place.schema}, pg_temp"}


def test_what_reads_conversations_runs_as_the_role_that_row_security_binds(
    place: Organisation, owner: psycopg.Connection[Any]
) -> None:
    contract = place.role(DatabaseRole.CONTRACT)
    owned = rows(owner, "SELECT proname FROM pg_proc WHERE proowner = %s::regrole", contract)
    reading = {"portal_send_message", "portal_threads", "portal_read_thread", "portal_attachment"}
    assert {name for (name,) in owned} >= reading
    flags = rows(owner, "SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = %s", contract)
    assert flags == [(False, False, False)]


def test_the_contracts_own_role_has_grants_on_protected_tables_only(
    place: Organisation, owner: psycopg.Connection[Any]
) -> None:
    granted = rows(
        owner,
        "SELECT relname, relrowsecurity FROM pg_class WHERE relnamespace = %s::regnamespace "
        "AND relkind IN ('r', 'p', 'v', 'm', 'f') AND (has_table_privilege(%s, oid, 'DELETE, TRUNCATE, TRIGGER') "
        "OR has_any_column_privilege(%s, oid, 'SELECT, INSERT, UPDATE, REFERENCES'))",
        place.schema,
        *[place.role(DatabaseRole.CONTRACT)] * 2,
    )
    assert dict(granted) == dict.fromkeys(BEHIND_THE_CONTRACT, True)


def test_a_function_of_tomorrow_is_nobodys_by_default(
    owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any]
) -> None:
    owner.execute("CREATE FUNCTION tomorrow() RETURNS bigint LANGUAGE sql SECURITY DEFINER RETURN 1")
    with pytest.raises(errors.InsufficientPrivilege):
        intruder.execute("SELECT tomorrow()")


def test_neither_portal_nor_contract_can_make_anything_in_the_schema(
    place: Organisation, owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any]
) -> None:
    for role in (DatabaseRole.PORTAL, DatabaseRole.CONTRACT, DatabaseRole.APP, DatabaseRole.REPORTS):
        assert rows(owner, "SELECT has_schema_privilege(%s, %s, 'CREATE')", place.role(role), place.schema) == [
            (False,)
        ]
    with pytest.raises(errors.InsufficientPrivilege):
        intruder.execute("CREATE FUNCTION mine() RETURNS int LANGUAGE sql RETURN 1")


@pytest.mark.parametrize("role", [role for role in DatabaseRole if role is not DatabaseRole.PORTAL])
def test_the_role_can_not_become_another(
    place: Organisation, intruder: psycopg.Connection[Any], role: DatabaseRole
) -> None:
    for statement in ("SET ROLE {}", "SET SESSION AUTHORIZATION {}", "GRANT {} TO CURRENT_USER"):
        with pytest.raises(errors.InsufficientPrivilege):
            intruder.execute(sql.SQL(statement).format(sql.Identifier(place.role(role))))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT rolpassword FROM pg_authid",
        "SELECT * FROM pg_statistic",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "COPY pg_class TO '/tmp/stolen'",
        "ALTER SYSTEM SET log_statement = 'all'",
        "SET session_replication_role = 'replica'",
        "SET log_statement = 'none'",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
    ],
)
def test_the_server_itself_is_out_of_reach(intruder: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        intruder.execute(statement)


def test_statistics_and_other_sessions_show_no_values(
    place: Organisation, clinic: Clinic, owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any]
) -> None:
    owner.execute("ANALYZE patient")
    assert rows(intruder, "SELECT * FROM pg_stats WHERE schemaname = %s", place.schema) == []
    app = place.role(DatabaseRole.APP)
    with clinic.db.transaction() as session:
        session.execute(text("SELECT 'canary-4711'"))
        seen = rows(intruder, "SELECT query FROM pg_stat_activity WHERE usename = %s", app)
    assert seen and CANARY not in str(seen)


# Who one is


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


# What one may see


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


# Two organisations on one server


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
