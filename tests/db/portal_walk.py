"""The walk: every table, column, sequence and function of a schema, tried by a role that has no business there.

It takes what there is from the catalog, so a new table or function is tried without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import errors, sql

from db.models import (
    Base,
)
from tests.db.portal_visits import rows

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
    "portal_results(timestamp with time zone,integer)",
    "portal_result(bigint)",
    "portal_mark_result_read(bigint)",
    "portal_medications(bigint)",
    "portal_request_refill(uuid,bigint,bigint,text,text)",
    "portal_refill_requests(timestamp with time zone,integer)",
    "portal_withdraw_refill(bigint)",
    "portal_proxy_choices()",
    "portal_request_proxy(uuid,bigint,text,text,date,text,text[],text,text,boolean,text,text[],bytea[])",
    "portal_proxy_requests()",
    "portal_send_proxy_papers(uuid,bigint,text[],bytea[])",
    "portal_withdraw_proxy_request(bigint)",
    "portal_proxies(bigint)",
    "portal_revoke_proxy(bigint,text)",
    "portal_balance(bigint)",
    "portal_statements(bigint)",
    "portal_statement(bigint)",
    "portal_record_payment(bigint,numeric,text,text,text,text,timestamp with time zone)",
}
SYSTEM_COLUMNS = {"tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"}
ON_A_RELATION = (
    "SELECT count(*) FROM {}",
    "SELECT 1 FROM {}",
    "TABLE {}",
    "INSERT INTO {} DEFAULT VALUES",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "DO $$ BEGIN LOCK TABLE {} IN ACCESS SHARE MODE; END $$",
    "COPY {} TO STDOUT",
    "COPY {} FROM STDIN",
    "CREATE TEMP TABLE copied (LIKE {})",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "DROP TABLE {}",
    "CREATE POLICY mine ON {} USING (true)",
    "GRANT SELECT ON {} TO PUBLIC",
)


def allowed(connection: psycopg.Connection[Any], statement: sql.Composed, refusal: str) -> bool:
    """Whether PostgreSQL let the role do it. Only a missing privilege counts as a refusal, in words that start so.

    That row security turned one row down is no such refusal: the next row may pass.
    """
    try:
        connection.execute(statement)
    except errors.InsufficientPrivilege as error:
        words = error.diag.message_primary or ""
        return not words.startswith(refusal) or words.startswith("new row violates row-level security policy")
    except psycopg.Error:
        return True
    return True


def leaks(owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any], schema: str) -> list[str]:
    """Everything in the schema that the intruder could do beside the contract."""
    attempts = [(attempt, "") for attempt in (*_on_relations(owner, schema), *_on_sequences(owner, schema))]
    # A function that runs and is refused something inside did run.
    attempts += [(attempt, "permission denied for function") for attempt in _on_functions(owner, schema)]
    return [attempt.as_string(intruder) for attempt, refusal in attempts if allowed(intruder, attempt, refusal)]


def _on_relations(owner: psycopg.Connection[Any], schema: str) -> Iterator[sql.Composed]:
    found = rows(
        owner,
        "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a "
        "ON a.attrelid = c.oid AND NOT a.attisdropped WHERE c.relnamespace = %s::regnamespace "
        "AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.relname ORDER BY c.relname",
        schema,
    )
    assert {name for name, _ in found} >= set(Base.metadata.tables)
    for name, columns in found:
        relation = sql.Identifier(schema, name)
        for statement in ON_A_RELATION:
            yield sql.SQL(statement).format(relation)
        for column in map(sql.Identifier, columns):
            yield sql.SQL("SELECT {} FROM {}").format(column, relation)
            yield sql.SQL("SELECT 1 FROM {} WHERE {} IS NULL").format(relation, column)
        for column in (sql.Identifier(name) for name in columns if name not in SYSTEM_COLUMNS):
            yield sql.SQL("UPDATE {} SET {} = DEFAULT").format(relation, column)
            yield sql.SQL("INSERT INTO {} ({}) VALUES (DEFAULT)").format(relation, column)


def _on_sequences(owner: psycopg.Connection[Any], schema: str) -> Iterator[sql.Composed]:
    found = rows(owner, "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'S'", schema)
    assert len(found) > 20
    for (name,) in found:
        sequence = sql.Identifier(schema, name)
        yield sql.SQL("SELECT last_value FROM {}").format(sequence)
        for call in ("SELECT nextval({})", "SELECT currval({})", "SELECT setval({}, 1)"):
            yield sql.SQL(call).format(sql.Literal(sequence.as_string(owner)))


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
