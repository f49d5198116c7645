"""The portal's role reaches the contract and nothing else: what it may touch, and who it can't become.

Each attempt is a real statement of a real connection with the portal's own password.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import text

from db.engine import DatabaseRole, Organisation
from tests.conftest import Clinic
from tests.db.portal_visits import rows
from tests.db.portal_walk import CONTRACT, leaks

# The tables on which the contract's own role has any grant; row security is on for each of them.
BEHIND_THE_CONTRACT = {
    "thread", "message", "attachment", "submission", "diagnostic_report", "observation", "result_comment",
    "result_read", "medication", "refill_request", "proxy_request", "statement",
}  # fmt: skip
CANARY = "canary-4711"


def test_every_table_column_sequence_and_function_outside_the_contract_is_refused(
    place: Organisation, owner: psycopg.Connection[Any], intruder: psycopg.Connection[Any]
) -> None:
    assert leaks(owner, intruder, place.schema) == []


@pytest.mark.parametrize(
    "spoiled",
    [
        "GRANT SELECT (body) ON note TO {}",
        "GRANT UPDATE (state) ON portal_account TO {}",
        "GRANT SELECT (rationale) ON result_hold TO {}",
        "GRANT SELECT (raw) ON lab_message TO {}",
        "GRANT INSERT (report_id) ON result_read TO {}",
        "GRANT EXECUTE ON FUNCTION portal_open_results() TO {}",
        "GRANT SELECT (display) ON medication TO {}",
        "GRANT EXECUTE ON FUNCTION portal_refill_answer(bigint) TO {}",
        "GRANT SELECT (evidence) ON proxy_check TO {}",
        "GRANT EXECUTE ON FUNCTION proxy_grant_scopes(bigint, timestamptz) TO {}",
        "GRANT SELECT (amount) ON payment TO {}",
        "GRANT SELECT (balance) ON statement TO {}",
        "GRANT SELECT (amount) ON ledger_line TO {}",
        "GRANT EXECUTE ON FUNCTION ledger_balance(bigint) TO {}",
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
    reading = {"portal_send_message", "portal_threads", "portal_read_thread", "portal_attachment", "portal_results",
               "portal_result", "portal_mark_result_read", "portal_medications", "portal_request_refill",
               "portal_refill_requests", "portal_withdraw_refill", "portal_people", "portal_request_proxy",
               "portal_proxy_requests", "portal_send_proxy_papers", "portal_withdraw_proxy_request",
               "portal_balance", "portal_statements", "portal_statement", "portal_record_payment"}  # fmt: skip
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


def test_the_contract_is_described_whole() -> None:
    page = (Path(__file__).parents[2] / "docs" / "portal-contract.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(portal_\w+)\(", page, flags=re.MULTILINE))
    assert described == {signature.partition("(")[0] for signature in CONTRACT}
