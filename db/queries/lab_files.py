"""Files of results that came in: how far each is, what became of its messages, and why any were refused.

A file's name and a message's text may name a patient; neither stands in these lists for who may not read clinical
facts. Places and reasons of refusals hold nobody's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import FileState, Lab, LabFile, LabMessage, MessageState
from db.models.labs import SOURCES
from db.queries.paging import PAGE_SIZE, plain_rows
from db.registry import acting, query
from db.roles import Permission, Sensitivity

NEWEST = 500
STATES = tuple(state.value for state in MessageState)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file. `messages` is what it holds, `read_messages` how many are done; the others say what became of them."""

    id: int
    name: str
    source: str
    state: str
    reason: str
    messages: int
    read_messages: int
    observations: int
    received_at: datetime
    received_by: str
    started_at: datetime | None
    finished_at: datetime | None
    filed: int
    unmatched: int
    duplicate: int
    refused: int


@dataclass(frozen=True, slots=True)
class FilePage:
    """Some files, the newest first; `next` is where the older ones start (None at the end)."""

    files: tuple[FileLine, ...]
    next: int | None
    now: datetime


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message and what became of it; refused ones say where and why, `remarks` what was odd in a taken one."""

    id: int
    file_id: int
    position: int
    lab: str
    control_id: str
    state: str
    segment: str
    field: str
    reason: str
    remarks: tuple[str, ...]
    observations: int
    replayed: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Some messages in the file's order; `next` is what to ask on with (None at the end)."""

    messages: tuple[MessageLine, ...]
    next: int | None


@query("lab-file.list", needs=Permission.LAB_MANAGE)
def files(session: Session, *, viewer: Credential, source: str = "", before_id: int | None = None) -> FilePage:
    """The files that came, the newest first, of one source where it is given. Two statements."""
    if source and source not in SOURCES:
        raise Invalid("source", f"A file comes by one of {', '.join(SOURCES)}.")
    found = _FILES.where(LabFile.source == source) if source else _FILES
    if before_id is not None:
        found = found.where(LabFile.id < before_id)
    rows = list(session.execute(found.order_by(LabFile.id.desc()).limit(PAGE_SIZE + 1)).mappings())
    shown = rows[:PAGE_SIZE]
    counts = _counts(session, [row["id"] for row in shown])
    lines = tuple(_line(session, row, counts) for row in shown)
    return FilePage(lines, shown[-1]["id"] if len(rows) > PAGE_SIZE else None, acting(session).now)


@query("lab-file.one", needs=Permission.LAB_MANAGE)
def file(session: Session, *, viewer: Credential, file_id: int) -> FileLine:
    """One file; raises `NotFound` without it."""
    row = session.execute(_FILES.where(LabFile.id == file_id)).mappings().one_or_none()
    if row is None:
        raise NotFound("file")
    return _line(session, row, _counts(session, [file_id]))


@query("lab-message.list", needs=Permission.LAB_MANAGE)
def messages(
    session: Session, *, viewer: Credential, file_id: int | None = None, state: str = "", after: int | None = None
) -> MessagePage:
    """A file's messages in their order, or without a file the newest of all; of one state where it is given."""
    if state and state not in STATES:
        raise Invalid("state", f"A message is one of {', '.join(STATES)}.")
    found = _MESSAGES
    if state:
        found = found.where(_REFUSED if state == MessageState.REFUSED else LabMessage.state == state)
    if file_id is not None:
        found = found.where(LabMessage.file_id == file_id).order_by(LabMessage.position, LabMessage.id)
        found = found.where(LabMessage.position > after) if after is not None else found
    else:
        found = found.order_by(LabMessage.id.desc())
        found = found.where(LabMessage.id < after) if after is not None else found
    rows = session.execute(found.limit(PAGE_SIZE + 1)).all()
    shown = tuple(
        MessageLine(**{**row._asdict(), "state": row.state.value, "remarks": tuple(row.remarks), "lab": row.lab or ""})
        for row in rows[:PAGE_SIZE]
    )
    more = len(rows) > PAGE_SIZE
    last = shown[-1] if more else None
    return MessagePage(shown, None if last is None else last.position if file_id is not None else last.id)


def refused_lately(session: Session) -> dict[int, str]:
    """Which of the newest files were refused whole, with the reason: for the worker, which has no viewer."""
    newest = select(func.max(LabFile.id)).scalar_subquery()
    found = select(LabFile.id, LabFile.reason).where(LabFile.id > newest - NEWEST, LabFile.state == FileState.REFUSED)
    return {row.id: row.reason for row in session.execute(found)}


# The very words of a partial index: it isn't found by a bound value.
_REFUSED = text("lab_message.state = 'refused'")
_FILES: Any = select(
    LabFile.id,
    LabFile.name,
    LabFile.source,
    LabFile.state,
    LabFile.reason,
    LabFile.messages,
    LabFile.read_messages,
    LabFile.observations,
    LabFile.received_at,
    LabFile.received_by,
    LabFile.started_at,
    LabFile.finished_at,
)
_MESSAGES: Any = select(
    LabMessage.id,
    LabMessage.file_id,
    LabMessage.position,
    Lab.name.label("lab"),
    LabMessage.control_id,
    LabMessage.state,
    LabMessage.segment,
    LabMessage.field,
    LabMessage.reason,
    LabMessage.remarks,
    LabMessage.observations,
    LabMessage.replayed,
    LabMessage.received_at,
).outerjoin(Lab, Lab.id == LabMessage.lab_id)


def _counts(session: Session, file_ids: list[int]) -> dict[tuple[int, str], int]:
    found = (
        select(LabMessage.file_id, LabMessage.state, func.count().label("many"))
        .where(LabMessage.file_id.in_(file_ids))
        .group_by(LabMessage.file_id, LabMessage.state)
    )
    return {(row.file_id, str(row.state)): row.many for row in plain_rows(session, found, {})} if file_ids else {}


def _line(session: Session, row: Any, counts: dict[tuple[int, str], int]) -> FileLine:
    named = row["name"] if acting(session).reads(Sensitivity.CLINICAL) else f"File {row['id']}"
    became = {state: counts.get((row["id"], state), 0) for state in STATES}
    return FileLine(**{**row, "name": named, "state": row["state"].value, **became})
