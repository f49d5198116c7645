"""Writing settings tables: create, update and restore, with compare-and-set, history and audit.

Each record gets actions of its own in the registry (`reply_template.update`), gated by its own `edit`
permission. Only the columns that the record names are written; nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.actions.record_conflicts import explained, raced
from db.actions.tasks import clean
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import RecordVersion
from db.records import Record
from db.registry import acting, action

Values = Mapping[str, Any]
Check = Callable[[Any], str]  # a sentence that says what is wrong with the value; empty if nothing is
Agreement = Callable[[Values], Mapping[str, str]]  # what doesn't go together: a sentence by column
DONE = {"create": "created", "update": "updated", "restore": "restored"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A row after an action; `changed` is false when it stood so already and nothing was written."""

    row_id: int
    version: int
    changed: bool


@dataclass(frozen=True, slots=True)
class RecordActions:
    """The registered actions of one record, and the checks that each of its values must pass."""

    record: Record
    create: Callable[..., Kept]
    update: Callable[..., Kept]
    restore: Callable[..., Kept]
    checks: Mapping[str, Check] = field(default_factory=dict)

    def problem(self, column: str, value: Any) -> str:
        """What is wrong with a value, in a sentence; empty if nothing is."""
        return self.checks[column](value) if column in self.checks else ""


def _agreed(_: Values) -> Mapping[str, str]:
    """Nothing to agree on."""
    return {}


def record_actions(record: Record, *, checks: Mapping[str, Check], agreement: Agreement = _agreed) -> RecordActions:
    """Register the actions of a record; `agreement` looks at a whole row, `checks` at one value each.

    Raises `ValueError` for a check on a column it doesn't have.
    """
    if unknown := set(checks) - set(record.columns):
        raise ValueError(f"Record {record.name!r}: checks on unknown columns {sorted(unknown)}")

    @action(f"{record.name}.create", needs=record.edit, once=True)
    def create(session: Session, *, by: Credential, token: UUID, values: Values) -> Kept:
        """Add a row. Raises `Invalid` naming the field."""
        wanted = _blank(record) | _typed(record, values)
        _require(record, checks, wanted, agreement)
        _require_own(session, record, None, wanted)
        with explained(session, record):
            row_id, version = session.execute(
                insert(record.table).values(wanted).returning(record.table.c.id, record.table.c.version)
            ).one()
        _remember(session, record, row_id, version, "create", {}, wanted)
        return Kept(row_id, version, True)

    @action(f"{record.name}.update", needs=record.edit, once=True)
    def update_(
        session: Session, *, by: Credential, token: UUID, row_id: int, seen_version: int, values: Values
    ) -> Kept:
        """Change a row, of which `seen_version` was on screen; columns not in `values` stay as they are.

        Raises `Invalid` naming the field, or `RecordConflict` with each field that somebody changed since.
        """
        return _write(session, record, checks, agreement, row_id, seen_version, _typed(record, values), "update")

    @action(f"{record.name}.restore", needs=record.edit, once=True)
    def restore(
        session: Session, *, by: Credential, token: UUID, row_id: int, seen_version: int, version_id: int
    ) -> Kept:
        """Bring an earlier version's values back, as a new version. Today's checks apply to them too."""
        old = session.scalar(
            select(RecordVersion.values).where(
                RecordVersion.id == version_id,
                RecordVersion.table_name == record.table.name,
                RecordVersion.row_id == row_id,
            )
        )
        if old is None:
            raise NotFound("version")
        # A column that came or went since is left as it is.
        values = {column: old[column] for column in record.columns if column in old}
        return _write(session, record, checks, agreement, row_id, seen_version, _typed(record, values), "restore")

    return RecordActions(record, create, update_, restore, checks)


def _write(
    session: Session,
    record: Record,
    checks: Mapping[str, Check],
    agreement: Agreement,
    row_id: int,
    seen_version: int,
    values: dict[str, Any],
    change: str,
) -> Kept:
    table = record.table
    standing = (
        select(table.c.version, *(table.c[column] for column in record.columns))
        .where(table.c.id == row_id, record.seen_by(acting(session).staff_id))
        .with_for_update()
    )
    found = session.execute(standing).mappings().one_or_none()
    if found is None:
        raise NotFound(record.noun)
    before = {column: found[column] for column in record.columns}
    if found["version"] != seen_version:
        raise raced(session, record, row_id, seen_version, found["version"], before, values)
    wanted = before | values
    _require(record, checks, wanted, agreement)
    _require_own(session, record, before, wanted)
    if wanted == before:
        return Kept(row_id, seen_version, False)
    _remember_first(session, record, row_id, seen_version, before)
    with explained(session, record):
        version = session.scalar(
            update(table)
            .where(table.c.id == row_id, table.c.version == seen_version)
            .values(**wanted, version=seen_version + 1)
            .returning(table.c.version)
        )
    if version is None:
        raise Conflict("Somebody changed this in the meantime. Nothing of yours was changed; look again.")
    _remember(session, record, row_id, version, change, before, wanted)
    return Kept(row_id, version, True)


def _blank(record: Record) -> dict[str, Any]:
    """The values of a new row where none are given."""
    blanks: dict[type, Any] = {str: "", bool: False}
    return {
        column: None if record.table.c[column].nullable else blanks.get(record.kind(column))
        for column in record.columns
    } | {"active": True}


def _typed(record: Record, values: Values) -> dict[str, Any]:
    """The values as the columns take them; raise `Invalid` for a column or type that isn't the record's."""
    typed: dict[str, Any] = {}
    for column, value in values.items():
        if column not in record.columns:
            raise Invalid(column, f"A {record.noun} has no field {column!r} that can be edited.")
        if isinstance(value, str) and record.kind(column) is str:
            # An empty text where there may be none says that there is none.
            typed[column] = clean(value.strip(), column) or (None if record.table.c[column].nullable else "")
        elif type(value) is record.kind(column) or (value is None and record.table.c[column].nullable):
            typed[column] = value
        else:
            raise Invalid(column, "This value isn't of the kind that this field takes.")
    return typed


def _require(record: Record, checks: Mapping[str, Check], wanted: Values, agreement: Agreement) -> None:
    for column, value in wanted.items():
        if value is None and not record.table.c[column].nullable:
            raise Invalid(column, "This is needed.")
    for column, check in checks.items():
        if sentence := check(wanted[column]):
            raise Invalid(column, sentence)
    for column, sentence in agreement(wanted).items():
        raise Invalid(column, sentence)


def _require_own(session: Session, record: Record, before: Values | None, wanted: Values) -> None:
    """Nobody gives a row to somebody else, or takes a shared one away from the others."""
    owner = wanted[record.owner] if record.owner else None
    if owner is None:
        return
    if owner != acting(session).staff_id:
        raise Invalid(record.owner, "A row of one person's own can only be yours.")
    if before is not None and before[record.owner] is None:
        raise Invalid(record.owner, f"Others use this {record.noun}: it can't become yours alone. Make a new one.")


def _remember_first(session: Session, record: Record, row_id: int, version: int, values: Values) -> None:
    """Keep the row as it stands before its first change here, if it came some other way (a demo, a migration)."""
    known = session.scalar(
        select(RecordVersion.id).where(
            RecordVersion.table_name == record.table.name,
            RecordVersion.row_id == row_id,
            RecordVersion.version == version,
        )
    )
    if known is None:
        _keep(session, record, row_id, version, "found", values, actor="")


def _remember(
    session: Session, record: Record, row_id: int, version: int, change: str, before: Values, after: Values
) -> None:
    """Write the history row and the audit event of a change."""
    _keep(session, record, row_id, version, change, after, actor=acting(session).name)
    changed = [column for column in record.columns if column not in before or before[column] != after[column]]
    audit(
        session,
        f"{record.name}.{DONE[change]}",
        subject=(record.name, row_id),
        version=version,
        before={column: before[column] for column in changed if column in before},
        after={column: after[column] for column in changed},
    )


def _keep(
    session: Session, record: Record, row_id: int, version: int, change: str, values: Values, *, actor: str
) -> None:
    session.execute(
        insert(RecordVersion).values(
            table_name=record.table.name,
            row_id=row_id,
            version=version,
            change=change,
            values=dict(values),
            actor=actor,
            at=acting(session).now,
        )
    )
