"""Filling tables set by set inside the database, with what any kind of rows needs: no indexes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from tests.bench.rows import MOST_OPEN, OPEN_SHARE, PERIOD, Maker


def open_from(size: int) -> int:
    """How many were closed; the others are open, as of the inbox's conversations."""
    return size - max(20, min(MOST_OPEN, int(size * OPEN_SHARE)))


@contextmanager
def filling(
    admin: psycopg.Connection, size: int, made: Maker, *, queue: str, tables: Sequence[str], with_ids: Sequence[str]
) -> Iterator[tuple[psycopg.Cursor[Any], dict[str, Any]]]:
    """A cursor to fill `tables` in one transaction, and the values that statements take.

    `colleague` is a table of the staff, by number. Indexes are made at the end, and the sequences of `with_ids` go on
    behind what was filled.
    """
    values: dict[str, Any] = {
        "size": size, "open_from": open_from(size), "patients": made.patients, "tasks": made.threads,
        "end": made.end, "period": PERIOD, "colleagues": len(made.staff), "first": made.staff[0][0],
        "site_1": made.sites[0], "site_2": made.sites[1], "team_1": made.teams[0], "team_2": made.teams[1],
    }  # fmt: skip
    with admin.transaction(), admin.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("SET LOCAL session_replication_role = 'replica'")  # no foreign key is checked row by row
        cursor.execute("SELECT id FROM queue WHERE slug = %s", [queue])
        values["queue"] = cursor.fetchone()[0]  # type: ignore[index]  # the cast has it
        definitions = _without_indexes(cursor, tables)
        cursor.execute("CREATE TEMP TABLE colleague (number bigint, id bigint, name text)")
        rows = [(number, *one) for number, one in enumerate(made.staff, 1)]
        cursor.executemany("INSERT INTO colleague VALUES (%s, %s, %s)", rows)
        yield cursor, values
        for definition in definitions:
            cursor.execute(definition)
        for name in with_ids:
            statement = "SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))"
            cursor.execute(sql.SQL(statement).format(sql.Literal(name), sql.Identifier(name)))


def _without_indexes(cursor: psycopg.Cursor[Any], tables: Sequence[str]) -> list[bytes]:
    """Drop the indexes that no constraint needs; returns how to make each again, which is faster at the end."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "JOIN pg_class ON pg_class.oid = indrelid "
        "WHERE relname = ANY(%s) AND relnamespace = current_schema()::regnamespace "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [list(tables)],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
    return [definition.encode() for _, definition in found]
