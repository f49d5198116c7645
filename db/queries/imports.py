"""What was imported: the imports, newest first, and the lines that each refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.imports import FileCounts, Reject
from db.models import ImportBatch, ImportReject
from db.registry import query
from db.roles import Permission

MOST = 200


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was done: what it was of (`patients` or `messages`), by whom, when, with what result."""

    id: int
    kind: str
    actor: str
    at: datetime
    counts: FileCounts


@query("imports.list", needs=Permission.SYSTEM_IMPORT)
def past_imports(session: Session, *, viewer: Credential, before_id: int | None = None) -> tuple[PastImport, ...]:
    """The newest imports, at most 200, older than `before_id` if it is given."""
    found = select(ImportBatch).order_by(ImportBatch.id.desc()).limit(MOST)
    if before_id is not None:
        found = found.where(ImportBatch.id < before_id)
    return tuple(
        PastImport(
            row.id,
            row.kind,
            row.actor,
            row.at,
            FileCounts(row.name, row.added, row.updated, row.unchanged, row.rejected),
        )
        for row in session.scalars(found)
    )


@query("imports.rejects", needs=Permission.SYSTEM_IMPORT)
def rejected_lines(
    session: Session, *, viewer: Credential, batch_id: int, after_id: int = 0
) -> tuple[tuple[int, Reject], ...]:
    """The lines that an import refused, at most 200, each with the id to ask on with (`after_id`)."""
    rows = session.scalars(
        select(ImportReject)
        .where(ImportReject.batch_id == batch_id, ImportReject.id > after_id)
        .order_by(ImportReject.id)
        .limit(MOST)
    )
    return tuple((row.id, Reject(row.file, row.line, row.reason)) for row in rows)
