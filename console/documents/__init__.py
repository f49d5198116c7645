"""The worker's side of documents: making those that were asked for. A module here has a noun's, of its kind."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db import documents
from db.actions.documents import fail, finish, pending
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from db.errors import NotFound
from db.nouns import load, register

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes one kind of document: the query that reads for it, in a snapshot, and what makes the file of that."""

    read: Callable[..., Any]
    render: Callable[[Any], bytes]


MAKERS: dict[str, Maker] = {}


def declare(kind: str, *, read: Callable[..., Any], render: Callable[[Any], bytes]) -> None:
    """Declare how a kind of `db.documents` is made. Raises for a kind that isn't there, or is made already."""
    register(MAKERS, documents.kind(kind).name, Maker(read, render))


def make_documents(database: Database, stopping: Callable[[], bool]) -> None:
    """Make every document that was asked for. One that can't be made is marked so; the others go on."""
    load("console.documents")
    with database.transaction() as session:
        waiting = pending(session, by=WORKER_IDENTITY)
    for document_id, kind in waiting:
        if stopping():
            return
        maker = MAKERS[kind]
        try:
            with database.reading() as session:
                found = maker.read(session, viewer=WORKER_IDENTITY, document_id=document_id)
            content = maker.render(found)
        except (NotFound, RuntimeError, ValueError, OSError) as error:
            # Its kind alone: a message of the typesetter's may quote what a patient wrote.
            log.error("Document %d can't be made: %s", document_id, type(error).__name__)
            with database.transaction() as session:
                fail(session, by=WORKER_IDENTITY, document_id=document_id)
            continue
        with database.transaction() as session:
            finish(session, by=WORKER_IDENTITY, document_id=document_id, content=content)
