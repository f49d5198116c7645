"""The worker's side of files of money: reading them for their preview, and posting those that somebody said to."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from console.billing_reading import Found, header_print, is_csv, read
from db.actions import billing_files
from db.actions.billing_files import WaitingFile
from db.actions.column_profiles import Kept, find, stands
from db.actions.deposit_posting import post_bank, post_processor
from db.actions.remittance_posting import post_remittances
from db.bank_lines import BankFile, ProcessorFile
from db.config import config
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from db.errors import Conflict, Refused
from db.lab_messages import Unreadable
from rules.column_profiles import ColumnProfile

log = logging.getLogger(__name__)

NOT_READ = "Portside couldn't read this file ({kind}). Nothing of it was posted; the file is kept."
UNUSABLE = "The database refused what this file says ({kind}). Nothing of it was posted; the file is kept."


def read_waiting(database: Database, stopping: Callable[[], bool]) -> None:
    """Read or post every waiting file, each in a transaction of its own; one that can't be is refused, others go on."""
    after = 0
    while not stopping():
        waiting = _next(database, after_id=after)
        if waiting is None:
            return
        after = waiting.id
        _do(database, waiting)


def read_one(database: Database, file_id: int) -> bool:
    """Read or post one file; False when it doesn't wait, or another reader is at work."""
    waiting = _next(database, only=file_id)
    if waiting is not None:
        _do(database, waiting)
    return waiting is not None


def _next(database: Database, *, after_id: int = 0, only: int | None = None) -> WaitingFile | None:
    with database.transaction() as session:
        return billing_files.next_waiting(session, by=WORKER_IDENTITY, after_id=after_id, only=only)


def _do(database: Database, waiting: WaitingFile) -> None:
    """Whatever goes wrong with a file is its own: it is refused, or goes back to its preview, and the next is read."""
    try:
        _read(database, waiting)
        return
    except (Unreadable, Refused) as refused:
        if isinstance(refused, Conflict):
            return  # another reader has it, or it was done meanwhile
        reason = str(refused)
    except OperationalError:
        raise  # the database itself: the file waits
    except DBAPIError as error:
        log.error("File %d of payments can't be posted: %s", waiting.id, type(error.orig).__name__)
        reason = UNUSABLE.format(kind=type(error.orig).__name__)
    except Exception as error:  # noqa: BLE001  whatever it is, the next file must be read
        log.error("File %d of payments can't be read: %s", waiting.id, type(error).__name__)
        reason = NOT_READ.format(kind=type(error).__name__)
    end = billing_files.not_posted if waiting.asked_by else billing_files.refuse
    with database.transaction() as session:
        end(session, by=WORKER_IDENTITY, file_id=waiting.id, reason=reason)


def _read(database: Database, waiting: WaitingFile) -> None:
    kept = _profile(database, waiting)
    done = read(
        waiting.content,
        waiting.kind,
        config().zone,
        lenient=waiting.lenient,
        profile=ColumnProfile.from_json(kept.rule) if kept else None,
        profile_id=kept.id if kept else None,
    )
    with database.transaction() as session:
        if kept is not None and not stands(session, by=WORKER_IDENTITY, kept=kept):
            return  # its columns were set anew meanwhile: it waits, and is read by those
        if waiting.asked_by and done.found is not None:
            _post(session, waiting.id, done.found)
        else:
            billing_files.keep_reading(session, by=WORKER_IDENTITY, file_id=waiting.id, reading=done.reading)


def _profile(database: Database, waiting: WaitingFile) -> Kept | None:
    """The profile that a CSV was confirmed with, or the one its header has."""
    if not is_csv(waiting.content, waiting.kind):
        return None
    with database.transaction() as session:
        if waiting.profile_id is not None:
            return find(session, by=WORKER_IDENTITY, profile_id=waiting.profile_id)
        return find(session, by=WORKER_IDENTITY, fingerprint=header_print(waiting.content))


def _post(session: Session, file_id: int, found: Found) -> None:
    if isinstance(found, BankFile):
        post_bank(session, by=WORKER_IDENTITY, file_id=file_id, found=found)
    elif isinstance(found, ProcessorFile):
        post_processor(session, by=WORKER_IDENTITY, file_id=file_id, found=found)
    else:
        post_remittances(session, by=WORKER_IDENTITY, file_id=file_id, found=found)
