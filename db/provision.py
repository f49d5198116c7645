"""An organisation's roles, schema and extensions, and what each role is granted. Idempotent.

Provisioning connects as the administrator given in the settings; migrations as the owner. The
owner, app, portal and reports roles can sign in; `contract` can't: it owns the portal's functions
and is the role that row security binds.
"""

from __future__ import annotations

from collections.abc import Mapping

from psycopg import sql
from sqlalchemy import Connection, Engine, Table, create_engine, text

from db.engine import EXTENSIONS_SCHEMA, DatabaseRole, Organisation
from db.models import Base

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")
LOGIN_ROLES = (DatabaseRole.OWNER, DatabaseRole.APP, DatabaseRole.PORTAL, DatabaseRole.REPORTS)

# Rows of these are facts of the past: the application may add to them and read them, no more.
APPEND_ONLY = frozenset({"audit_event", "task_event", "record_version"})
# What no report needs: secrets, free text of patients and staff, and files. A queue's own table says so itself,
# by `{"info": {"reports": False}}` in its `__table_args__`.
NOT_FOR_REPORTS = frozenset(
    {
        "staff",
        "staff_session",
        "sign_in_ticket",
        "sign_in_throttle",
        "portal_account",
        "portal_session",
        "message",
        "note",
        "draft",
        "attachment",
        "outbox_message",
        "submission",
        "record_version",
        "setting",
        "reply_template",
        "audit_event",
        "thread",
        "import_reject",
    }
)


def admin_engine(place: Organisation) -> Engine:
    """An engine for the administrator's connection, each statement its own transaction."""
    return create_engine(
        place.admin_url,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "application_name": "portside-provision"},
    )


def provision(place: Organisation) -> None:
    """Make or mend roles, extensions and schema; two processes at once do it one after the other."""
    engine = admin_engine(place)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(hashtext('portside.provision'))"))
            _roles(connection, place)
            _schemas(connection, place)
    finally:
        engine.dispose()


def _roles(connection: Connection, place: Organisation) -> None:
    existing = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    for role in DatabaseRole:
        name = place.role(role)
        if name not in existing:
            _run(connection, "CREATE ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS", name)
        if role in LOGIN_ROLES:
            _run(connection, "ALTER ROLE {} LOGIN PASSWORD {}", name, sql.Literal(place.password(role)))
        if role is not DatabaseRole.OWNER:
            _run(
                connection,
                "ALTER ROLE {} IN DATABASE {} SET search_path = {}, {}",
                name,
                str(place.admin_url.database),
                place.schema,
                EXTENSIONS_SCHEMA,
            )
    owner, contract = place.role(DatabaseRole.OWNER), place.role(DatabaseRole.CONTRACT)
    # The administrator must be able to hand the schema to the owner, the owner functions to the contract.
    _run(connection, "GRANT {} TO CURRENT_USER", owner)
    _run(connection, "GRANT {} TO {}", contract, owner)


def _schemas(connection: Connection, place: Organisation) -> None:
    _run(connection, "CREATE SCHEMA IF NOT EXISTS {}", EXTENSIONS_SCHEMA)
    for extension in EXTENSIONS:
        _run(connection, "CREATE EXTENSION IF NOT EXISTS {} SCHEMA {}", extension, EXTENSIONS_SCHEMA)
    _run(connection, "CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}", place.schema, place.role(DatabaseRole.OWNER))
    for role in DatabaseRole:
        name = place.role(role)
        _run(connection, "GRANT USAGE ON SCHEMA {} TO {}", EXTENSIONS_SCHEMA, name)
        if role is not DatabaseRole.OWNER:
            _run(connection, "GRANT USAGE ON SCHEMA {} TO {}", place.schema, name)
    _run(connection, "GRANT CREATE ON SCHEMA {} TO {}", place.schema, place.role(DatabaseRole.CONTRACT))


def _run(connection: Connection, statement: str, *names: str | sql.Composable) -> None:
    """Run a statement with its identifiers quoted by the driver."""
    parts = [name if isinstance(name, sql.Composable) else sql.Identifier(name) for name in names]
    driver = connection.connection.driver_connection
    connection.exec_driver_sql(sql.SQL(statement).format(*parts).as_string(driver))


def grant(connection: Connection, place: Organisation) -> None:
    """Grant each role what it may do on every table. Runs as the owner at the end of each migration."""
    app, reports = place.role(DatabaseRole.APP), place.role(DatabaseRole.REPORTS)
    tables = set(
        connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = :schema"), {"schema": place.schema})
    )
    for table in sorted(tables):
        verbs = _verbs(table)
        _run(connection, "REVOKE ALL ON {} FROM {}", table, app)
        _run(connection, f"GRANT {verbs} ON {{}} TO {{}}", table, app)
    _run(connection, "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}", place.schema, app)
    for table in sorted(_reportable(Base.metadata.tables) & tables):
        _run(connection, "GRANT SELECT ON {} TO {}", table, reports)
    # Only a migration hands functions to the contract; between migrations it can make nothing.
    _run(connection, "REVOKE CREATE ON SCHEMA {} FROM {}", place.schema, place.role(DatabaseRole.CONTRACT))


def _verbs(table: str) -> str:
    """What the application may do on a table."""
    if table == "alembic_version":
        return "SELECT"
    append_only = table in APPEND_ONLY or table.startswith("audit_event_")
    return "SELECT, INSERT" if append_only else "SELECT, INSERT, UPDATE, DELETE"


def _reportable(tables: Mapping[str, Table]) -> set[str]:
    return {name for name, table in tables.items() if name not in NOT_FOR_REPORTS and table.info.get("reports", True)}
