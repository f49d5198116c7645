"""What every import shares: one at a time, all or nothing, known by its content, its rejects kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import FromClause, Row, delete, func, insert, literal_column, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as upserting
from sqlalchemy.orm import Session

from db.audit import audit
from db.errors import Conflict
from db.imports import FileCounts, Imported, Reject
from db.models import ImportBatch, ImportReject
from db.models.base import Base
from db.registry import acting

CHUNK = 1_000
Item = TypeVar("Item")


@dataclass(slots=True)
class Tally:
    """What became of the lines of one file, counted while it is imported."""

    file: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def reject(self, line: int, reason: str) -> None:
        """Refuse a line that could be read but not used."""
        self.rejects.append(Reject(self.file, line, reason))

    def sift(self, lines: Iterable[Item | Reject]) -> Iterator[list[Item]]:
        """The lines that could be read, a thousand at a time; the others are counted."""
        found = iter(lines)
        while chunk := list(islice(found, CHUNK)):
            self.rejects += [line for line in chunk if isinstance(line, Reject)]
            usable = [line for line in chunk if not isinstance(line, Reject)]
            if usable:
                yield usable

    def counts(self) -> FileCounts:
        """The numbers so far."""
        return FileCounts(self.file, self.added, self.updated, self.unchanged, len(self.rejects))


def begin(session: Session, kind: str, name: str, content_hash: bytes) -> ImportBatch | Imported:
    """The import's record; or, if this very content went in without a reject before, what is to be said of it.

    Content with rejects is read again: what it refers to may be there by now. Raises `Conflict`
    while another import runs, since two at once could each add what the other adds.
    """
    if not session.scalar(text("SELECT pg_try_advisory_xact_lock(hashtext('portside.import.' || current_schema()))")):
        raise Conflict("Another import is running. Wait until it has ended; nothing was imported.")
    known = session.scalar(
        select(ImportBatch).where(ImportBatch.kind == kind, ImportBatch.content_hash == content_hash)
    )
    if known is None:
        known = ImportBatch(kind=kind, name=name, content_hash=content_hash, actor=acting(session).name)
        session.add(known)
        session.flush()
        return known
    if known.rejected == 0:
        whole = FileCounts(name, unchanged=known.added + known.updated + known.unchanged)
        audit(session, f"import.{kind}", subject=("import_batch", known.id), repeated=True)
        return Imported(known.id, (whole,), before=known.at)
    session.execute(delete(ImportReject).where(ImportReject.batch_id == known.id))
    return known


def finish(session: Session, batch: ImportBatch, tallies: Sequence[Tally], notices: Sequence[str] = ()) -> Imported:
    """Keep counts and rejects with the import's record, and audit it: one event an import."""
    files = tuple(tally.counts() for tally in tallies)
    rejects = tuple(reject for tally in tallies for reject in tally.rejects)
    result = Imported(batch.id, files, rejects, tuple(notices))
    total = result.total
    session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch.id)
        .values(
            at=acting(session).now,
            added=total.added,
            updated=total.updated,
            unchanged=total.unchanged,
            rejected=total.rejected,
        )
    )
    for chunk in chunks(rejects):
        session.execute(
            insert(ImportReject),
            [
                {"batch_id": batch.id, "file": reject.file, "line": reject.line, "reason": reject.reason}
                for reject in chunk
            ],
        )
    audit(
        session,
        f"import.{batch.kind}",
        subject=("import_batch", batch.id),
        added=total.added,
        updated=total.updated,
        unchanged=total.unchanged,
        rejected=total.rejected,
        files={file.file: [file.added, file.updated, file.unchanged, file.rejected] for file in files},
    )
    return result


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items, a thousand at a time."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def upsert(
    session: Session, model: type[Base], rows: list[dict[str, Any]], *, key: Sequence[str], fixed: Sequence[str] = ()
) -> Sequence[Row[Any]]:
    """Insert rows, or bring those with the same `key` up to date; `fixed` columns keep their first value.

    Returns `(id, fresh)` of the rows that were written; what stands already as given is left alone.
    No two rows may share a key.
    """
    table: FromClause = model.__table__
    statement = upserting(model)
    changing = [name for name in rows[0] if name not in key and name not in fixed]
    writing = statement.on_conflict_do_update(
        index_elements=list(key),
        set_={name: statement.excluded[name] for name in changing},
        where=or_(*(table.c[name].is_distinct_from(statement.excluded[name]) for name in changing)),
    )
    # A row that this statement made was never locked by an update before: its xmax is 0.
    fresh = writing.returning(table.c.id, literal_column("xmax = 0").label("fresh"))
    return session.execute(fresh, rows).all()


def spread(of: Sequence[Item], by: str) -> Item:
    """One of these, chosen by the text `by`: evenly over many texts, and the same for the same text."""
    return of[int.from_bytes(hashlib.sha256(by.encode()).digest()[:8]) % len(of)]


def announce(session: Session, payload: str) -> None:
    """Wake the worker when this transaction commits, as a message from the portal does."""
    session.execute(select(func.pg_notify("portside_inbound", payload)))
