"""The worker's side of files: looking into what came with messages, and making the documents that were asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from db.actions.attachments import judge, unchecked
from db.actions.documents import THREAD_PDF, fail, finish, pending
from db.config import Config
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from db.errors import NotFound
from db.queries.documents import chart
from db.queries.proxy_register import REGISTER, exported
from feeds.attachments import inspect
from feeds.virus_scanner import Scanner, ScannerAway, ScannerStumbled, clamav
from reports import proxy_register_csv, thread_pdf

log = logging.getLogger(__name__)

# By kind of document: what is read for it, in a snapshot, and what makes the file of that.
MAKERS: Mapping[str, tuple[Callable[..., Any], Callable[[Any], bytes]]] = {
    THREAD_PDF: (chart, thread_pdf.render),
    REGISTER: (exported, proxy_register_csv.render),
}


def scanner_of(settings: Config) -> Scanner | None:
    """The virus scanner, where one is configured."""
    return clamav(settings.clamav) if settings.clamav else None


def check_files(database: Database, scanner: Scanner | None, stopping: Callable[[], bool]) -> None:
    """Look into every file that nobody has looked into. Without an answer of the scanner's it stays unchecked.

    Files are opened outside of any transaction; a verdict on one that was judged meanwhile changes nothing.
    """
    after = 0
    while not stopping():
        with database.transaction() as session:
            files = unchecked(session, by=WORKER_IDENTITY, after_id=after)
        if not files:
            return
        for file in files:
            after = file.id
            try:
                verdict = inspect(file.name, file.content, scanner=scanner)
            except ScannerStumbled:
                log.warning("The virus scanner gives no verdict on file %d; it waits to be checked", file.id)
                continue
            except ScannerAway:
                log.warning("The virus scanner doesn't answer; files wait to be checked")
                return
            with database.transaction() as session:
                judge(
                    session,
                    by=WORKER_IDENTITY,
                    attachment_id=file.id,
                    refusal=verdict.refusal,
                    preview=verdict.preview,
                    preview_type=verdict.preview_type,
                )


def make_documents(database: Database, stopping: Callable[[], bool]) -> None:
    """Make every document that was asked for. One that can't be made is marked so; the others go on."""
    with database.transaction() as session:
        waiting = pending(session, by=WORKER_IDENTITY)
    for document_id, kind in waiting:
        if stopping():
            return
        read, render = MAKERS[kind]
        try:
            with database.reading() as session:
                found = read(session, viewer=WORKER_IDENTITY, document_id=document_id)
            content = render(found)
        except (NotFound, RuntimeError, ValueError, OSError) as error:
            # Its kind alone: a message of the typesetter's may quote what a patient wrote.
            log.error("Document %d can't be made: %s", document_id, type(error).__name__)
            with database.transaction() as session:
                fail(session, by=WORKER_IDENTITY, document_id=document_id)
            continue
        with database.transaction() as session:
            finish(session, by=WORKER_IDENTITY, document_id=document_id, content=content)
