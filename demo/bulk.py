"""Writing many rows at once: ids drawn ahead from the tables' own sequences, rows copied in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from psycopg import Connection
from psycopg.types.json import Jsonb
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from db.models import (
    Attachment,
    Base,
    DiagnosticReport,
    Medication,
    Message,
    Observation,
    RefillRequest,
    ResultComment,
    ResultRead,
    Thread,
)

# PostgreSQL refuses COPY into a table with row security, whatever its policies say.
ROW_SECURITY = (
    Thread, Message, Attachment, DiagnosticReport, Observation, ResultComment, ResultRead, Medication, RefillRequest,
)  # fmt: skip
BLOCK = 1000


class Bulk:
    """Rows of one transaction, collected by table and written in the order in which tables were first named."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: dict[type[Base], list[dict[str, Any]]] = {}
        self._ids: dict[type[Base], Iterator[int]] = {}

    def next_id(self, model: type[Base]) -> int:
        """An id that no other row of the table will get."""
        found = next(self._ids.get(model, iter(())), None)
        if found is None:
            block = self.session.scalars(
                text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :n)"),
                {"table": model.__tablename__, "n": BLOCK},
            ).all()
            self._ids[model] = iter(block)
            found = next(self._ids[model])
        return found

    def add(self, model: type[Base], **values: Any) -> None:
        """Keep a row; every row of a table names the same columns."""
        self.rows.setdefault(model, []).append(values)

    def write(self) -> None:
        """Insert what was collected and forget it."""
        for model, rows in self.rows.items():
            if rows:
                (_insert if model in ROW_SECURITY else _copy)(self.session, model, rows)
        self.rows.clear()

    def counts(self) -> dict[str, int]:
        """How many rows wait to be written, by table."""
        found: dict[str, int] = defaultdict(int)
        for model, rows in self.rows.items():
            found[model.__tablename__] += len(rows)
        return dict(found)


def _insert(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """A block of rows a statement, a column an array: nearly as fast as COPY."""
    names = list(rows[0])
    listed = ", ".join(f'"{name}"' for name in names)
    dialect = session.get_bind().dialect
    arrays = ", ".join(f"%s::{model.__table__.c[name].type.compile(dialect)}[]" for name in names)
    statement = f'INSERT INTO "{model.__tablename__}" ({listed}) SELECT * FROM unnest({arrays})'  # noqa: S608  our own names
    with _driver(session).cursor() as cursor:
        for start in range(0, len(rows), BLOCK):
            block = rows[start : start + BLOCK]
            cursor.execute(statement, [[row[name] for row in block] for name in names])


def _driver(session: Session) -> Connection:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, Connection)  # noqa: S101  a checked-out connection has its driver's
    return driver


def _copy(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    json_columns = {name for name in names if isinstance(model.__table__.c[name].type, JSONB)}
    listed = ", ".join(f'"{name}"' for name in names)
    statement = f'COPY "{model.__tablename__}" ({listed}) FROM STDIN'
    with _driver(session).cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([Jsonb(row[name]) if name in json_columns else row[name] for name in names])
