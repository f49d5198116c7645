"""Databases for tests: each test gets one that is as new, and most are used again, for making one takes half a second.

A database that a test is done with loses the rows of every table that was written to, and gets those of the template
back. One whose structure the test changed (a table, a function, a right) is dropped instead.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import psycopg
from psycopg import Connection, sql
from psycopg.errors import LockNotAvailable
from sqlalchemy import make_url

from db.embedded import EmbeddedServer

SCHEMA = "portside"
# What a structure is made of. Rows of these change with it and with nothing else, so xmin tells. Each is the database's
# own: one that all databases share would change with any of them.
CATALOGS = (
    "pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_proc", "pg_trigger", "pg_policy",
    "pg_namespace", "pg_type", "pg_extension", "pg_default_acl",
)  # fmt: skip
ROWS_WORTH_A_VACUUM = 500
# Of a worker that goes on working: its jobs, and that it lives.
WORKERS_OWN = ("procrastinate_", "heartbeat")
_names = count(1)
Writes = dict[str, tuple[object, ...]]


@dataclass(frozen=True)
class Copy:
    """A database with the template's rows: what tells later whether that still is so."""

    name: str
    structure: str
    writes: Writes


class Databases:
    """Copies of one template database, on one server."""

    def __init__(self, server: EmbeddedServer, template: str) -> None:
        self._server, self._template = server, template
        self._free: list[Copy] = []
        with self._connect(template) as connection:
            self._columns = _columns(connection)
            self._seed = {table: rows for table in self._columns if (rows := self._copy_out(connection, table))}
            self._sequences = connection.execute(
                "SELECT format('%%I.%%I', schemaname, sequencename), coalesce(last_value, start_value), "
                "last_value IS NOT NULL FROM pg_sequences WHERE schemaname = %s",
                [SCHEMA],
            ).fetchall()

    @contextmanager
    def one(self) -> Iterator[str]:
        """A database as new, by its name. Whoever is still connected at the end is cut off."""
        copy = self._free.pop() if self._free else self._make()
        try:
            yield copy.name
        finally:
            if (renewed := self._renewed(copy)) is not None:
                self._free.append(renewed)
            else:
                self._run("DROP DATABASE {} WITH (FORCE)", copy.name)

    def _make(self) -> Copy:
        name = f"clinic_{next(_names)}"
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG", name, self._template)
        with self._connect(name) as connection:
            return Copy(name, _structure(connection), _writes(connection))

    def _renewed(self, copy: Copy) -> Copy | None:
        """The database brought back to the template's rows; None where that can't be done."""
        try:
            with self._connect(copy.name) as connection:
                # Whoever ends, ended or not by us, tells what it wrote before it is gone.
                connection.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                writes = _writes(connection)
                written = {name for name, counts in writes.items() if counts != copy.writes.get(name)}
                if not written.isdisjoint(CATALOGS) and _structure(connection) != copy.structure:
                    return None
                self._put_back(connection, [table for table in self._columns if table in written])
                connection.execute("SELECT pg_stat_force_next_flush()")
                return Copy(copy.name, copy.structure, _writes(connection))
        except psycopg.Error:  # the test stopped the server, or took the database away
            return None

    def bring_back(self, name: str) -> None:
        """The template's rows again in a database that a server and a worker go on using.

        Nobody is cut off, and numbers go on, so that nothing outside (a file, a page) is taken for something new's.
        """
        tables = [table for table in self._columns if not table.startswith(WORKERS_OWN)]
        together = sql.SQL(", ").join(map(_table, tables))
        deadline = time.monotonic() + 30
        with self._connect(name) as connection:
            while True:
                try:
                    with connection.transaction():
                        # Sooner than PostgreSQL looks for deadlocks: of a job and this, the job goes first.
                        connection.execute("SET LOCAL lock_timeout = '300ms'")
                        connection.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(together))
                        self._put_back_rows(connection, tables)
                    return
                except LockNotAvailable:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.1)

    def _put_back(self, connection: Connection, tables: Iterable[str]) -> None:
        with connection.transaction():
            deleted = self._put_back_rows(connection, tables)
            names, values, called = zip(*self._sequences, strict=True)
            connection.execute(
                "SELECT setval(name::regclass, value, called) "
                "FROM unnest(%s::text[], %s::bigint[], %s::boolean[]) AS sequence (name, value, called)",
                [list(names), list(values), list(called)],
            )
        for table, rows in deleted.items():
            if rows > ROWS_WORTH_A_VACUUM:
                connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(_table(table)))

    def _put_back_rows(self, connection: Connection, tables: Iterable[str]) -> dict[str, int]:
        """The template's rows in place of all others; how many were deleted of each table."""
        connection.execute("SET LOCAL session_replication_role = replica")  # no triggers, no foreign keys
        with connection.pipeline():
            deleted = {table: connection.execute(sql.SQL("DELETE FROM {}").format(_table(table))) for table in tables}
        for table in deleted.keys() & self._seed.keys():
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(_table(table), self._listed(table))
            with connection.cursor().copy(into) as copying:
                copying.write(self._seed[table])
        return {table: cursor.rowcount for table, cursor in deleted.items()}

    def _copy_out(self, connection: Connection, table: str) -> bytes:
        out = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(self._listed(table), _table(table))
        with connection.cursor().copy(out) as copying:
            return b"".join(bytes(part) for part in copying)

    def _listed(self, table: str) -> sql.Composable:
        return sql.SQL(", ").join(map(sql.Identifier, self._columns[table]))

    def _connect(self, database: str) -> Connection:
        url = make_url(self._server.admin_url).set(database=database)
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server.admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _table(name: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, name)


def _columns(connection: Connection) -> dict[str, list[str]]:
    """Each table with its columns that are not computed; of a partitioned one the whole only."""
    rows = connection.execute(
        "SELECT table_.relname, array_agg(column_.attname::text ORDER BY column_.attnum) "
        "FROM pg_class table_ JOIN pg_attribute column_ ON column_.attrelid = table_.oid "
        "WHERE table_.relnamespace = %s::regnamespace AND table_.relkind IN ('r', 'p') "
        "AND NOT table_.relispartition AND column_.attnum > 0 AND NOT column_.attisdropped "
        "AND column_.attgenerated = '' GROUP BY table_.relname ORDER BY table_.relname",
        [SCHEMA],
    )
    return {table: columns for table, columns in rows if table != "alembic_version"}


def _structure(connection: Connection) -> str:
    """A digest that differs after any change of structure."""
    parts = [
        sql.SQL("(SELECT count(*) || '.' || coalesce(sum(hashtext(ctid::text || xmin::text)), 0) FROM {})").format(
            sql.Identifier(catalog)
        )
        for catalog in CATALOGS
    ]
    row = connection.execute(sql.SQL("SELECT concat_ws(' ', {})").format(sql.SQL(", ").join(parts))).fetchone()
    assert row is not None
    return str(row[0])


def _writes(connection: Connection) -> Writes:
    """What PostgreSQL counted of each table, and of each catalog: a count that is the same means that nobody wrote.

    The counts begin anew where the server had to recover, and then nothing of before is the same.
    """
    rows = connection.execute(
        "SELECT whole.relname, pg_postmaster_start_time(), (SELECT stats_reset FROM pg_stat_bgwriter), "
        "sum(pg_stat_get_tuples_inserted(part.oid)), sum(pg_stat_get_tuples_updated(part.oid)), "
        "sum(pg_stat_get_tuples_deleted(part.oid)) "
        "FROM pg_class part JOIN pg_class whole ON whole.oid = coalesce(pg_partition_root(part.oid), part.oid) "
        "WHERE part.relkind = 'r' AND (part.relnamespace = %s::regnamespace "
        "OR part.relnamespace = 'pg_catalog'::regnamespace AND part.relname = ANY(%s)) GROUP BY whole.relname",
        [SCHEMA, list(CATALOGS)],
    )
    return {name: tuple(counts) for name, *counts in rows}
