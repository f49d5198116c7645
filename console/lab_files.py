"""The worker's side of results: reading the files that wait, and again the messages that were refused or unmatched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from io import BytesIO

from sqlalchemy.exc import DBAPIError, OperationalError

from console.lab_reader import came
from db.actions import lab_files
from db.actions.lab_filing import Filed, FileRefused, file_again, read_file, to_read_again
from db.actions.result_matching import match_again
from db.config import config
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from db.errors import Conflict
from db.lab_messages import LabMessage, Refused, RefusedMessage, Unreadable
from feeds.hl7_count import count_obx
from feeds.hl7_reports import read_message
from feeds.hl7_text import RawMessage

log = logging.getLogger(__name__)

PIECE = 4 * 1024 * 1024  # a file lies compressed, and is unpacked from its beginning for each piece
READERS = 2  # processes: splitting messages takes longer than filing them
NOT_READ = "Portside couldn't read this file ({kind}). Nothing of it was filed; the file is kept and can be read again."
UNUSABLE = "The database refused what this file says ({kind}). Nothing of it was filed; the file is kept."


class Stored:
    """A file as it lies in the database, read piece by piece: the whole of it needn't fit into memory."""

    def __init__(self, database: Database, file_id: int) -> None:
        self._database, self._file_id = database, file_id
        self._at = 0
        self._piece = BytesIO()

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        if found := self._piece.read(size):
            return found
        with self._database.transaction() as session:
            piece = lab_files.piece(session, by=WORKER_IDENTITY, file_id=self._file_id, start=self._at, size=PIECE)
        self._at += len(piece)
        self._piece = BytesIO(piece)
        return self._piece.read(size)


def read_waiting(database: Database, stopping: Callable[[], bool]) -> None:
    """File every waiting file, each in a transaction of its own. One that can't be is refused; the others go on."""
    after = 0
    while not stopping():
        with database.transaction() as session:
            waiting = lab_files.next_waiting(session, by=WORKER_IDENTITY, after_id=after)
        if waiting is None:
            return
        after = waiting.id
        read_one(database, waiting.id)


def read_one(database: Database, file_id: int, watch: Callable[[int], None] | None = None) -> Filed | None:
    """File one file; None when it was refused, or another reader has it."""

    def progress(count: int) -> None:
        with database.transaction() as session:
            lab_files.progress(session, by=WORKER_IDENTITY, file_id=file_id, read_messages=count)
        if watch:
            watch(count)

    try:
        with database.transaction() as session:
            return read_file(
                session,
                by=WORKER_IDENTITY,
                file_id=file_id,
                messages=came(Stored(database, file_id), config().time_zone, processes=READERS),
                counted=lambda: count_obx(Stored(database, file_id)),
                progress=progress,
            )
    except (FileRefused, Unreadable) as refused:
        reason = str(refused)
    except Conflict:
        return None
    except OperationalError:
        raise  # the database itself: the file waits
    except DBAPIError as error:
        log.error("File %d of results can't be filed: %s", file_id, type(error.orig).__name__)
        reason = UNUSABLE.format(kind=type(error.orig).__name__)
    except Exception as error:  # noqa: BLE001  whatever it is, the next file must be read
        log.error("File %d of results can't be read: %s", file_id, type(error).__name__)
        reason = NOT_READ.format(kind=type(error).__name__)
    with database.transaction() as session:
        lab_files.refuse(session, by=WORKER_IDENTITY, file_id=file_id, reason=reason)
    return None


def read_again(database: Database, message_ids: Sequence[int]) -> None:
    """Read messages again that were refused or wait for their patient: each file's in a transaction."""
    with database.transaction() as session:
        files = to_read_again(session, by=WORKER_IDENTITY, message_ids=tuple(message_ids))
    with database.transaction() as session:
        match_again(session, by=WORKER_IDENTITY, message_ids=tuple(message_ids))
    for again in files:
        messages = {message_id: _one(raw) for message_id, raw in again.raw.items()}
        with database.transaction() as session:
            file_again(session, by=WORKER_IDENTITY, file_id=again.file_id, messages=messages)


def _one(raw: str) -> LabMessage | RefusedMessage:
    """A message by itself, from the text that was kept."""
    message = RawMessage(1, raw, "utf-8", ())
    try:
        return read_message(message, zone=config().zone)
    except Refused as refused:
        return RefusedMessage(1, raw, refused.segment, refused.field, refused.reason, refused.obx)
