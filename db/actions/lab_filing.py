"""Filing what laboratories send: a file in one transaction, and again what was refused.

The worker reads messages (`feeds/`) and hands them over one by one; here they become reports, tasks and releases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from db.actions.lab_files import may_file
from db.actions.lab_filing_chunk import Came, Filing, Tally, chunks
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, NotFound, Refused
from db.models import FileState, LabFile, LabMessage, MessageState
from db.registry import acting, action
from db.roles import Permission

CHUNK = 200
CHUNK_TEXT = 2_000_000  # characters: a few messages with documents in them fill memory as many without do


class FileRefused(Refused):
    """A file can't be filed as it is; nothing of it was. The sentence is kept with it."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a file's messages. `observations` counts those of the messages that were filed."""

    file_id: int
    messages: int
    filed: int
    unmatched: int
    duplicate: int
    refused: int
    observations: int


@action("lab-file.read", needs=Permission.SYSTEM_RUN)
def read_file(
    session: Session,
    *,
    by: Credential,
    file_id: int,
    messages: Iterable[Came],
    counted: Callable[[], int],
    progress: Callable[[int], None],
) -> Filed:
    """File a waiting file's messages, all or none, while they are being read.

    `counted` is asked at the end how many OBX segments there are by an independent count; `progress` is told how many
    messages are done, and must use a transaction of its own. Raises `FileRefused` when the counts differ or there is
    no message, `Conflict` while another file is being filed or when this one was read already.
    """
    if not may_file(session):
        raise Conflict("Another file of results is being read.")
    # A large message is parsed longer than a session may idle.
    session.execute(select(func.set_config("idle_in_transaction_session_timeout", "0", True)))
    row = session.execute(select(LabFile.state, LabFile.source).where(LabFile.id == file_id)).one_or_none()
    if row is None:
        raise NotFound("file")
    if row.state in (FileState.READ, FileState.REFUSED):
        raise Conflict("This file was read already.")
    _plan_for_many(session)
    filing = Filing.of(session, file_id)
    for chunk in chunks(messages, CHUNK, CHUNK_TEXT):
        filing.file(chunk)
        progress(filing.tally.messages)
    _hold_against(filing.tally, counted())
    filing.senders.catch_up()
    return _finish(session, file_id, filing.tally)


def _plan_for_many(session: Session) -> None:
    """Have this transaction's statements planned as for large tables, the checks of foreign keys among them.

    No statistics tell of the rows that a transaction has just written. In a young clinic the check that a task exists
    was planned while there were a few, as a scan of all, and kept for the file's tens of thousands: each message took
    longer than the one before. What was planned earlier on this connection is forgotten.
    """
    session.execute(select(func.set_config("enable_seqscan", "off", True)))
    session.execute(text("DISCARD PLANS"))


def _hold_against(tally: Tally, counted: int) -> None:
    if not tally.messages:
        raise FileRefused("The file holds no HL7 message.")
    if tally.obx != counted:
        raise FileRefused(f"The file has {counted:,} OBX segments, of which {tally.obx:,} could be read.")


def _finish(session: Session, file_id: int, tally: Tally) -> Filed:
    session.execute(
        update(LabFile)
        .where(LabFile.id == file_id)
        .values(
            state=FileState.READ,
            reason="",
            messages=tally.messages,
            read_messages=tally.messages,
            observations=tally.observations,
            finished_at=acting(session).now,
        )
    )
    counts = {name: getattr(tally, name) for name in ("messages", "filed", "unmatched", "duplicate", "refused")}
    audit(
        session,
        "lab-file.read",
        subject=("lab_file", file_id),
        observations=tally.observations,
        obx=tally.obx,
        **counts,
    )
    return Filed(file_id, observations=tally.observations, **counts)


@dataclass(frozen=True, slots=True)
class Again:
    """Messages to be read again, as they came: id and text."""

    file_id: int
    raw: Mapping[int, str]


@action("lab-message.again", needs=Permission.SYSTEM_RUN)
def to_read_again(session: Session, *, by: Credential, message_ids: tuple[int, ...]) -> tuple[Again, ...]:
    """Of these messages those that were refused, by file: a second reading may take them."""
    rows = session.execute(
        select(LabMessage.id, LabMessage.file_id, LabMessage.raw)
        .where(LabMessage.id.in_(message_ids), LabMessage.state == MessageState.REFUSED)
        .order_by(LabMessage.file_id, LabMessage.position)
    )
    files: dict[int, dict[int, str]] = {}
    for row in rows:
        files.setdefault(row.file_id, {})[row.id] = row.raw
    return tuple(Again(file_id, raw) for file_id, raw in files.items())


@action("lab-message.refile", needs=Permission.SYSTEM_RUN)
def file_again(session: Session, *, by: Credential, file_id: int, messages: Mapping[int, Came]) -> Filed:
    """File messages of a file that were refused and were read again, by id; the others stay as they are.

    Raises `Conflict` while a file is being filed.
    """
    if not may_file(session):
        raise Conflict("Another file of results is being read.")
    rows = session.execute(
        select(LabMessage.id, LabMessage.position)
        .where(
            LabMessage.id.in_(messages),
            LabMessage.file_id == file_id,
            LabMessage.state == MessageState.REFUSED,
        )
        .order_by(LabMessage.position)
        .with_for_update()
    ).all()
    _plan_for_many(session)
    filing = Filing.of(session, file_id)
    came = [messages[row.id] for row in rows]
    filing.file(came, again=dict(enumerate(row.id for row in rows)))
    filing.senders.catch_up()
    session.execute(
        update(LabMessage).where(LabMessage.id.in_([row.id for row in rows])).values(replayed=LabMessage.replayed + 1)
    )
    observations = select(func.coalesce(func.sum(LabMessage.observations), 0)).where(LabMessage.file_id == file_id)
    session.execute(update(LabFile).where(LabFile.id == file_id).values(observations=observations.scalar_subquery()))
    tally = filing.tally
    counts = {name: getattr(tally, name) for name in ("messages", "filed", "unmatched", "duplicate", "refused")}
    audit(session, "lab-file.read-again", subject=("lab_file", file_id), **counts)
    return Filed(file_id, observations=tally.observations, **counts)
