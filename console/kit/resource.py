"""`Resource(...)`: a settings page as a declaration, checked when its module is imported."""

from __future__ import annotations

from dataclasses import dataclass

from console.kit.form import Field, Flag, Reference
from console.kit.page import Page
from db.actions.records import RecordActions
from db.queries.records import QUERIES_OF, RecordQueries
from db.records import Record

IN_USE = Flag(
    "active",
    "In use",
    help="What is not in use is kept, with its history, but no longer offered.",
    yes="in use",
    no="not in use",
    start=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A settings page: a list with search, a form, each row's history, and restoring.

    `columns` are shown on the list beside the row's title; `fields` make the form, in this order. Whether a
    row is in use is asked on every form. Raises `ValueError` that says what doesn't fit.
    """

    actions: RecordActions
    title: str
    icon: str
    about: str
    columns: tuple[str, ...]
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        where = f"Resource {self.title!r}"
        if self.record.name not in QUERIES_OF:
            raise ValueError(f"{where}: record {self.record.name!r} is not of db.records.RECORDS, so nothing reads it")
        if not self.icon.startswith(":material/"):
            raise ValueError(f"{where}: the icon is a Material one, ':material/list:'")
        if "active" not in {one.column for one in self.fields}:
            object.__setattr__(self, "fields", (*self.fields, IN_USE))
        asked = [one.column for one in self.fields]
        for column in (*asked, *self.columns):
            if column not in self.record.columns:
                raise ValueError(f"{where}: record {self.record.name!r} has no column {column!r} to edit")
        if doubled := sorted({column for column in asked if asked.count(column) > 1}):
            raise ValueError(f"{where}: two fields for {doubled}")
        if missing := [column for column in (self.record.title, *self.columns) if column not in asked]:
            raise ValueError(f"{where}: no field for {missing}, so nothing says how it is shown")
        for one in self.fields:
            if one.takes() is not self.record.kind(one.column):
                raise ValueError(f"{where}: {type(one).__name__} is no field for column {one.column!r}")
            if isinstance(one, Reference) and one.column not in self.record.references:
                raise ValueError(f"{where}: column {one.column!r} refers to nothing")

    @property
    def record(self) -> Record:
        """The table behind the page."""
        return self.actions.record

    @property
    def queries(self) -> RecordQueries:
        """What the page reads with."""
        return QUERIES_OF[self.record.name]

    def field(self, column: str) -> Field:
        """The field of a column."""
        return next(one for one in self.fields if one.column == column)

    def page(self, url_path: str) -> Page:
        """The page at its address."""
        from console.kit.resource_page import page

        return Page(
            title=self.title, icon=self.icon, url_path=url_path, needs=self.record.view, render=lambda: page(self)
        )
