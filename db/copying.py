"""Many rows at once: keys taken from their sequence first, then all rows written in one statement; read by many keys.

A laboratory's file makes some fifty rows a message, and one INSERT with parameters for each is what would take the
time. COPY doesn't work on tables with row security, so the rows travel as one JSON value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Table, any_, bindparam, func, literal, select, text, update
from sqlalchemy.orm import Session

from db.models.base import Base


def among(column: Any, keys: Iterable[int]) -> ColumnElement[bool]:
    """That a column holds one of many keys, which travel as one array.

    `IN` would name every key, and be another statement for each number of them, written and planned anew.
    """
    found: ColumnElement[bool] = column == any_(literal(list(keys), ARRAY(BigInteger)))
    return found


def next_ids(session: Session, model: type[Base], count: int) -> list[int]:
    """So many keys for new rows of a table, ascending."""
    if not count:
        return []
    sequence = func.pg_get_serial_sequence(model.__tablename__, "id")
    return list(session.scalars(select(func.nextval(sequence)).select_from(func.generate_series(1, count))))


def insert_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; the database's defaults fill the others."""
    if rows:
        session.flush()
        written = json.dumps(rows, default=_written, separators=(",", ":"))
        session.connection().execute(_insert(model.__tablename__, tuple(rows[0])), {"rows": written})


def update_rows(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Change rows by their `id`; all name the same columns."""
    changed = list(rows)
    if changed:
        session.flush()
        names = tuple(sorted(set(changed[0]) - {"id"}))
        values = [{f"new_{name}": value for name, value in row.items()} for row in changed]
        session.connection().execute(_update(model, names), values)


@lru_cache(maxsize=32)
def _insert(table: str, names: tuple[str, ...]) -> Any:
    """The names are columns of our own code, never anything that came."""
    columns = ", ".join(names)
    return text(
        f"INSERT INTO {table} ({columns}) "  # noqa: S608
        f"SELECT {columns} FROM json_populate_recordset(NULL::{table}, CAST(:rows AS json))"
    )


@lru_cache(maxsize=32)
def _update(model: type[Base], names: tuple[str, ...]) -> Any:
    table: Table = model.__table__  # type: ignore[assignment]  # a Table, typed as FromClause
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("new_id")).values(values)


def _written(value: Any) -> str:
    """What JSON doesn't know, as PostgreSQL reads it from text."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError(f"a {type(value).__name__} can't be written")
