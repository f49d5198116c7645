"""Settings tables as the generic actions, queries and pages see them: which columns, and who may do what.

A settings table is one a clinic edits on screen. Its rows are the clinic's own words and choices, open to
every role with the `view` permission, or one person's alone (`owner`); patient data never stands in one. A row is never
deleted: it is taken out of use (`active`), so that what refers to it keeps its meaning. A module here declares a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Table, or_, true

from db.errors import Conflict, Since
from db.models import Base
from db.nouns import register
from db.roles import Permission

KINDS = (str, bool, int)  # what history keeps as JSON and reads back as it was


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A settings table. `title` is the column that names a row; `columns` are those that people edit.

    `active` is always one of them. `references` names, for a foreign key, the table it points to and the
    column there that is shown instead of the number. `owner` names the column that makes a row one person's
    own: for everybody else it doesn't exist. Raises `ValueError` for what doesn't exist.
    """

    name: str
    model: type[Base]
    title: str
    columns: tuple[str, ...]
    search: tuple[str, ...]
    view: Permission
    edit: Permission
    owner: str = ""
    references: Mapping[str, tuple[type[Base], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if "active" not in self.columns:
            object.__setattr__(self, "columns", (*self.columns, "active"))
        there = set(self.table.c.keys())
        for column in ("id", "version", *self.columns, self.title, *self.search, *self.references):
            if column not in there:
                raise ValueError(f"Record {self.name!r}: {self.table.name} has no column {column!r}")
        for column in self.columns:
            kind = self.table.c[column].type
            if column in ("id", "version") or kind.python_type not in KINDS:
                raise ValueError(f"Record {self.name!r}: column {column!r} ({kind}) is not for people to edit")
            if self.table.c[column].foreign_keys and column not in self.references:
                raise ValueError(f"Record {self.name!r}: say in `references` what {column!r} points to")
        for column, (model, label) in self.references.items():
            if label not in _table(model).c:
                raise ValueError(f"Record {self.name!r}: {_table(model).name} has no column {label!r}, for {column!r}")
        if self.owner and self.owner not in self.columns:
            raise ValueError(f"Record {self.name!r}: the owner {self.owner!r} is not among its columns")
        for permission in (self.view, self.edit):
            if not isinstance(permission, Permission):
                raise ValueError(f"Record {self.name!r}: {permission!r} is no permission of db.roles")

    @property
    def table(self) -> Table:
        """The table itself."""
        return _table(self.model)

    @property
    def noun(self) -> str:
        """What a row is called in a sentence: `reply template`."""
        return self.name.replace("_", " ")

    def kind(self, column: str) -> type:
        """The type of the column's values in Python."""
        return self.table.c[column].type.python_type

    def seen_by(self, staff_id: int | None) -> ColumnElement[bool]:
        """The rows that exist for this person: the shared ones, and their own."""
        if not self.owner:
            return true()
        owner = self.table.c[self.owner]
        return or_(owner.is_(None), owner == staff_id) if staff_id is not None else owner.is_(None)

    def label_of(self, column: str) -> Column[Any]:
        """The column that is shown for a foreign key."""
        model, label = self.references[column]
        return _table(model).c[label]


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that somebody else changed since the person looked: what it was, and both new values."""

    column: str
    started: Any
    yours: Any
    theirs: Any
    who: str
    at: datetime | None


class RecordConflict(Conflict):
    """The row was changed since the person looked: `fields` are to be decided, `version` is the new one."""

    def __init__(
        self,
        sentence: str,
        since: Since | None,
        version: int,
        row: Mapping[str, Any],
        fields: tuple[FieldConflict, ...],
    ) -> None:
        super().__init__(sentence, since)
        self.version = version
        self.row = row
        self.fields = fields


RECORDS: dict[str, Record] = {}


def declare(record: Record) -> Record:
    """Declare a settings table, and return it. Raises `TypeError` for a name that is taken."""
    return register(RECORDS, record.name, record)
