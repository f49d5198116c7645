"""Reading settings tables: a list to search and page through, one row, its history, and what it may refer to.

Each record of `db.records` gets queries of its own in the registry (`reply_template.list`), gated by its
own `view` permission.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import RowMapping, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import RecordVersion
from db.nouns import load
from db.queries.paging import PAGE_SIZE, Count, capped_counts, read_counts
from db.records import RECORDS, Record
from db.registry import acting, query

State = Literal["active", "inactive", "all"]
Cursor = tuple[str, int]
Choices = Mapping[str, Mapping[int, str]]

HISTORY_SIZE = 15
LONGEST_SEARCH = 200
MOST_CHOICES = 500
ONLY_ME = "Only me"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A row: its id, its version and its editable values."""

    id: int
    version: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Some rows of a list, where the next page starts (None at the end), and how many there are in all."""

    rows: tuple[RecordRow, ...]
    next: Cursor | None
    count: Count


@dataclass(frozen=True, slots=True)
class Difference:
    """A field before and after a change; `old` is None in a row's first version."""

    column: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One version of a row. `change`: `create`, `update`, `restore`, or `found` (there before history began)."""

    id: int
    version: int
    change: str
    actor: str
    at: datetime
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class History:
    """Some changes, newest first, where the older ones start (None at the end), and the moment of reading."""

    changes: tuple[Change, ...]
    next: int | None
    now: datetime


@dataclass(frozen=True, slots=True)
class RecordQueries:
    """The registered queries of one record."""

    listed: Callable[..., RecordPage]
    one: Callable[..., RecordRow]
    history: Callable[..., History]
    choices: Callable[..., Choices]


def record_queries(record: Record) -> RecordQueries:
    """Register the queries of a record, each gated by its `view` permission."""

    @query(f"{record.name}.list", needs=record.view)
    def listed(
        session: Session, *, viewer: Credential, search: str = "", state: State = "active", after: Cursor | None = None
    ) -> RecordPage:
        """One page of the rows that match, by their title; `search` is looked for in the record's columns."""
        return _listed(session, record, search, state, after)

    @query(f"{record.name}.one", needs=record.view)
    def one(session: Session, *, viewer: Credential, row_id: int) -> RecordRow:
        """A row; `NotFound` if there is none."""
        found = session.execute(_seen(session, record).where(record.table.c.id == row_id)).mappings().one_or_none()
        if found is None:
            raise NotFound(record.noun)
        return _row(record, found)

    @query(f"{record.name}.history", needs=record.view)
    def history(session: Session, *, viewer: Credential, row_id: int, before: int | None = None) -> History:
        """The versions of a row, newest first, those older than `before` if it is given."""
        return _history(session, record, row_id, before)

    @query(f"{record.name}.choices", needs=record.view)
    def choices(session: Session, *, viewer: Credential) -> Choices:
        """For each foreign key, the rows it may point to: their ids and what is shown for them."""
        return {column: _choices(session, record, column) for column in record.references}

    return RecordQueries(listed, one, history, choices)


def _rows(record: Record) -> Select[Any]:
    return select(*(record.table.c[column] for column in ("id", "version", *record.columns)))


def _seen(session: Session, record: Record) -> Select[Any]:
    """The rows that exist for the viewer."""
    return _rows(record).where(record.seen_by(acting(session).staff_id))


def _row(record: Record, found: RowMapping) -> RecordRow:
    return RecordRow(found["id"], found["version"], {column: found[column] for column in record.columns})


def _listed(session: Session, record: Record, search: str, state: State, after: Cursor | None) -> RecordPage:
    table = record.table
    statement = _seen(session, record)
    if state != "all":
        statement = statement.where(table.c.active == (state == "active"))
    # A control character is in no row, and PostgreSQL takes no NUL.
    words = "".join(c for c in search[:LONGEST_SEARCH] if ord(c) >= 32).strip()
    if words:
        statement = statement.where(or_(*(table.c[name].icontains(words, autoescape=True) for name in record.search)))
    count = read_counts(session, capped_counts({"all": statement}))["all"]
    position = func.lower(table.c[record.title])
    if after is not None:
        statement = statement.where(tuple_(position, table.c.id) > after)
    ordered = statement.add_columns(position.label("position")).order_by(position, table.c.id).limit(PAGE_SIZE + 1)
    found = session.execute(ordered).mappings().all()
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return RecordPage(
        tuple(_row(record, row) for row in found[:PAGE_SIZE]), (last["position"], last["id"]) if last else None, count
    )


def _history(session: Session, record: Record, row_id: int, before: int | None) -> History:
    seen = _seen(session, record).where(record.table.c.id == row_id)
    statement = select(RecordVersion).where(
        RecordVersion.table_name == record.table.name, RecordVersion.row_id == row_id, seen.exists()
    )
    if before is not None:
        statement = statement.where(RecordVersion.id < before)
    found = session.scalars(statement.order_by(RecordVersion.id.desc()).limit(HISTORY_SIZE + 1)).all()
    shown = found[:HISTORY_SIZE]
    changes = tuple(
        Change(
            version.id,
            version.version,
            version.change,
            version.actor,
            version.at,
            _differences(record, found[place + 1].values if place + 1 < len(found) else None, version.values),
        )
        for place, version in enumerate(shown)
    )
    return History(changes, shown[-1].id if len(found) > HISTORY_SIZE else None, acting(session).now)


def _differences(record: Record, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What changed, in the order of the record's columns; of a first version, all that says something."""
    if before is None:
        return tuple(
            Difference(column, None, after[column]) for column in record.columns if after.get(column) not in (None, "")
        )
    return tuple(
        Difference(column, before.get(column), after[column])
        for column in record.columns
        if column in after and after[column] != before.get(column)
    )


def _choices(session: Session, record: Record, column: str) -> Mapping[int, str]:
    if column == record.owner:
        own = acting(session).staff_id
        return {} if own is None else {own: ONLY_ME}
    label = record.label_of(column)
    rows = session.execute(select(label.table.c.id, label).order_by(label).limit(MOST_CHOICES))
    return {row[0]: row[1] for row in rows}


load("db.records")
QUERIES_OF = {record.name: record_queries(record) for record in RECORDS.values()}
