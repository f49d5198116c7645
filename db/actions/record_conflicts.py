"""Why a settings row could not be written: somebody was faster, or the database refuses a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.errors import Invalid, Since
from db.models import RecordVersion
from db.records import FieldConflict, Record, RecordConflict


def raced(
    session: Session,
    record: Record,
    row_id: int,
    seen_version: int,
    version: int,
    theirs: Mapping[str, Any],
    yours: Mapping[str, Any],
) -> RecordConflict:
    """What somebody changed since `seen_version`, field by field, beside what this person wants.

    What the person started from is read from the append-only history, not taken from their browser.
    A field that both changed to the same value, or only this person changed, needs no decision.
    """
    versions = session.scalars(
        select(RecordVersion)
        .where(
            RecordVersion.table_name == record.table.name,
            RecordVersion.row_id == row_id,
            RecordVersion.version >= seen_version,
        )
        .order_by(RecordVersion.version)
    ).all()
    started = versions[0].values if versions and versions[0].version == seen_version else {}
    fields = tuple(
        FieldConflict(column, started.get(column), yours[column], theirs[column], *_last(versions, column))
        for column in record.columns
        if column in yours
        and theirs[column] != yours[column]
        and (column not in started or theirs[column] != started[column])
    )
    newest = versions[-1] if versions and versions[-1].version > seen_version else None
    who = newest.actor if newest else "Somebody"
    return RecordConflict(
        f"{who} changed this {record.noun} in the meantime. Nothing of yours was saved yet, and nothing is lost.",
        Since(newest.actor, "changed it", newest.at) if newest else None,
        version,
        dict(theirs),
        fields,
    )


def _last(versions: Sequence[RecordVersion], column: str) -> tuple[str, Any]:
    """Who changed a column last, and when."""
    for before, after in zip(reversed(versions[:-1]), reversed(versions[1:]), strict=True):
        if before.values.get(column) != after.values.get(column):
            return after.actor, after.at
    return ("Somebody", None)


@contextmanager
def explained(session: Session, record: Record) -> Iterator[None]:
    """Turn what a constraint of the table refuses into `Invalid`, naming the field and why."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        refusal = _refusal(record, name)
        if refusal is None:
            raise
        raise refusal from None


def _refusal(record: Record, name: str | None) -> Invalid | None:
    for constraint in record.table.constraints:
        if name is None or constraint.name != name:
            continue
        if isinstance(constraint, CheckConstraint):
            text = str(constraint.sqltext)
            column = next((one for one in record.columns if one in text), record.title)
            return Invalid(column, "This value isn't allowed here.")
        if isinstance(constraint, UniqueConstraint | ForeignKeyConstraint):
            column = next((one.name for one in constraint.columns if one.name in record.columns), record.title)
            words = column.removesuffix("_id").replace("_", " ")
            if isinstance(constraint, UniqueConstraint):
                return Invalid(column, f"There is already a {record.noun} with this {words}. Choose another {words}.")
            return Invalid(column, f"This {words} is gone. Choose another one.")
    return None
