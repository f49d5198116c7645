"""The worker's side of files that came in or will leave: somebody looks into them first."""

from __future__ import annotations

import logging
from collections.abc import Callable

from db.actions.attachments import judge, unchecked
from db.config import Config
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from feeds.attachments import inspect
from feeds.virus_scanner import Scanner, ScannerAway, ScannerStumbled, clamav

log = logging.getLogger(__name__)


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
