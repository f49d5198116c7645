"""Files of results on their way in: received whole, read by the worker, refused with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.actions.incoming import MB, check_content, digest_of, shown_name, turn_is_ours
from db.audit import audit
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.jobs import defer
from db.models import FileState, LabFile, LabMessage, MessageState
from db.models.labs import SOURCES
from db.registry import acting, action
from db.roles import Permission

LARGEST = 100 * MB
LARGEST_UPLOAD = 10 * MB
READ = "read_lab_files"  # the worker's tasks
READ_AGAIN = "read_lab_messages_again"
MOST_AGAIN = 5_000

_BEGINS = re.compile(rb"(?:^|[\r\n\x0b\x1c])[ \t\xef\xbb\xbf]*MSH[^A-Za-z0-9\s]")


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is kept. `known`: the same bytes came before, so nothing was added."""

    file_id: int
    known: bool
    messages: int


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that the worker reads next."""

    id: int
    name: str = field(repr=False)
    source: str


@action("lab-file.receive", needs=Permission.SYSTEM_IMPORT)
def receive(session: Session, *, by: Credential, name: str, content: bytes, source: str) -> Received:
    """Keep a file and ask the worker to read it. The same bytes a second time add nothing.

    One that was refused whole is read again. Raises `Invalid` for an empty or too large one, which isn't kept.
    """
    return _kept(session, name, content, source, LARGEST)


@action("lab-file.upload", needs=Permission.LAB_MANAGE, once=True)
def upload(session: Session, *, by: Credential, token: UUID, name: str, content: bytes) -> Received:
    """The same for a file that a person chose on screen, at most 10 MB."""
    return _kept(session, name, content, "upload", LARGEST_UPLOAD)


def _kept(session: Session, name: str, content: bytes, source: str, largest: int) -> Received:
    if source not in SOURCES:
        raise Invalid("source", f"A file comes by one of {', '.join(SOURCES)}.")
    check_content(content, largest)
    digest, messages = digest_of(session, content), sum(1 for _ in _BEGINS.finditer(content))
    known = _again(session, digest)
    if known is not None:
        return known
    actor = acting(session)
    file = LabFile(
        name=shown_name(name, "results"),
        source=source,
        content_hash=digest,
        content=content,
        messages=messages,
        received_at=actor.now,
        received_by=actor.name,
    )
    session.add(file)
    session.flush()
    file_id = file.id
    session.expunge(file)
    audit(session, "lab-file.received", subject=("lab_file", file_id), source=source, size=len(content))
    defer(session, READ)
    return Received(file_id, False, messages)


def _again(session: Session, digest: bytes) -> Received | None:
    """The file of these bytes, if it came before; one that was refused waits anew."""
    row = session.execute(
        select(LabFile.id, LabFile.state, LabFile.messages).where(LabFile.content_hash == digest)
    ).one_or_none()
    if row is None:
        return None
    if row.state == FileState.REFUSED:
        values = {"state": FileState.WAITING, "reason": "", "started_at": None, "finished_at": None, "read_messages": 0}
        session.execute(update(LabFile).where(LabFile.id == row.id).values(values))
        defer(session, READ)
    audit(session, "lab-file.received", subject=("lab_file", row.id), repeated=True)
    return Received(row.id, True, row.messages)


def may_file(session: Session) -> bool:
    """Whether this transaction may file: one at a time in an organisation, so that versions are held against all."""
    return turn_is_ours(session, "lab-filing")


@action("lab-file.next", needs=Permission.SYSTEM_RUN)
def next_waiting(session: Session, *, by: Credential, after_id: int = 0, only: int | None = None) -> WaitingFile | None:
    """The next file to read, marked as being read; one that a reader died on is waiting still.

    None without any, and while another reader is at work: it goes on to the next by itself.
    """
    if not may_file(session):
        return None
    waiting = select(LabFile.id, LabFile.name, LabFile.source).where(
        LabFile.state.in_((FileState.WAITING, FileState.READING)), LabFile.id > after_id
    )
    if only is not None:
        waiting = waiting.where(LabFile.id == only)
    row = session.execute(waiting.order_by(LabFile.id).limit(1)).one_or_none()
    if row is None:
        return None
    values = {"state": FileState.READING, "read_messages": 0, "started_at": acting(session).now}
    session.execute(update(LabFile).where(LabFile.id == row.id).values(values))
    return WaitingFile(row.id, row.name, row.source)


@action("lab-file.piece", needs=Permission.SYSTEM_RUN)
def piece(session: Session, *, by: Credential, file_id: int, start: int, size: int) -> bytes:
    """Some bytes of a file, from `start` (0 is the first); empty behind its end."""
    found = session.scalar(select(func.substring(LabFile.content, start + 1, size)).where(LabFile.id == file_id))
    if found is None:
        raise NotFound("file")
    return bytes(found)


@action("lab-file.progress", needs=Permission.SYSTEM_RUN)
def progress(session: Session, *, by: Credential, file_id: int, read_messages: int) -> None:
    """Note how many of a file's messages are done, for who watches."""
    session.execute(update(LabFile).where(LabFile.id == file_id).values(read_messages=read_messages))


@action("lab-file.refuse", needs=Permission.SYSTEM_RUN)
def refuse(session: Session, *, by: Credential, file_id: int, reason: str) -> bool:
    """Mark a file as refused whole, after its transaction was undone. False when it was read or refused already."""
    refused = session.execute(
        update(LabFile)
        .where(LabFile.id == file_id, LabFile.state.in_((FileState.WAITING, FileState.READING)))
        .values(state=FileState.REFUSED, reason=reason, read_messages=0, finished_at=acting(session).now)
        .returning(LabFile.id)
    ).one_or_none()
    if refused is None:
        return False
    audit(session, "lab-file.refused", subject=("lab_file", file_id), reason=reason)
    return True


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """So many messages are going to be read again."""

    messages: int


@action("lab-message.replay", needs=Permission.LAB_MANAGE)
def replay(
    session: Session, *, by: Credential, message_id: int | None = None, file_id: int | None = None
) -> AskedAgain:
    """Ask the worker to read again what was refused or waits for its patient: a message's, a file's, or all of it.

    Worth it after a setting or a code was mended. What is filed already stays as it is. At most 5,000 at once.
    """
    found = select(LabMessage.id).where(LabMessage.state.in_((MessageState.REFUSED, MessageState.UNMATCHED)))
    if message_id is not None:
        if session.scalar(select(LabMessage.id).where(LabMessage.id == message_id)) is None:
            raise NotFound("message")
        found = found.where(LabMessage.id == message_id)
    if file_id is not None:
        if session.scalar(select(LabFile.id).where(LabFile.id == file_id)) is None:
            raise NotFound("file")
        found = found.where(LabMessage.file_id == file_id)
    ids = list(session.scalars(found.order_by(LabMessage.id).limit(MOST_AGAIN)))
    audit(session, "lab-message.replayed", subject=("lab_file", file_id), messages=ids[:100], count=len(ids))
    if ids:
        defer(session, READ_AGAIN, message_ids=ids)
    return AskedAgain(len(ids))
