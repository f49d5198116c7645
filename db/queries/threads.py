"""A thread as staff read it: messages, what waits in its undo window, notes, and the person's draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import (
    Attachment,
    Draft,
    Message,
    Note,
    OutboxMessage,
    OutboxState,
    PortalAccount,
    ProxyGrant,
    Queue,
    Staff,
    Task,
    Thread,
)
from db.registry import acting, query
from db.roles import Permission, on_area

NEWEST = 200


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment: its content comes through `/files/<id>` alone."""

    id: int
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message; `outbox_id` while its author can still undo it, `delivery` where it needs a look."""

    id: int
    inbound: bool
    author: str
    relation: str
    body: str
    at: datetime
    sent_at: datetime | None
    read_at: datetime | None
    files: tuple[FileLine, ...]
    outbox_id: int | None = None
    undo_until: datetime | None = None
    mine: bool = False
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """An internal note."""

    id: int
    author: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ThreadDetail:
    """A thread, oldest message first. `earlier` says that there is more than is shown."""

    id: int
    patient_id: int
    subject: str
    topic: str
    recipient: str
    messages: tuple[MessageLine, ...]
    notes: tuple[NoteLine, ...]
    reply_draft: str
    note_draft: str
    earlier: bool


@query("thread.detail", needs=Permission.INBOX_READ)
def thread(session: Session, *, viewer: Credential, task_id: int) -> ThreadDetail:
    """The thread that a task is about, with the viewer's drafts; `NotFound` when it isn't theirs to read."""
    actor = acting(session)
    head = session.execute(
        select(Thread, Queue.area, PortalAccount.name, PortalAccount.patient_id)
        .select_from(Task)
        .join(Queue, Queue.id == Task.queue_id)
        .join(Thread, (Thread.id == Task.focus_id) & (Task.focus_type == "thread"))
        .outerjoin(PortalAccount, PortalAccount.id == Thread.account_id)
        .where(Task.id == task_id)
    ).one_or_none()
    if head is None or not actor.may(on_area(head.area, "read")):
        raise NotFound("conversation")
    found = session.execute(_messages(head.Thread.id)).all()
    drafts = {
        row.kind: row.body
        for row in session.scalars(select(Draft).where(Draft.task_id == task_id, Draft.staff_id == actor.staff_id))
    }
    files = _files(session, [row.Message.id for row in found])
    lines = tuple(
        MessageLine(
            id=row.Message.id,
            inbound=row.Message.direction == "inbound",
            author=row.Message.author,
            relation=row.relation or "",
            body=row.Message.body,
            at=row.Message.created_at,
            sent_at=row.Message.sent_at,
            read_at=row.Message.read_at,
            files=files.get(row.Message.id, ()),
            outbox_id=row.outbox_id if row.state == OutboxState.WAITING else None,
            undo_until=row.send_after if row.state == OutboxState.WAITING else None,
            mine=row.Message.staff_id == actor.staff_id,
            delivery=_delivery(row.state),
        )
        for row in reversed(found[:NEWEST])
    )
    return ThreadDetail(
        id=head.Thread.id,
        patient_id=head.Thread.patient_id,
        subject=head.Thread.subject,
        topic=head.Thread.topic,
        recipient=head.name or "",
        messages=lines,
        notes=_notes(session, task_id),
        reply_draft=drafts.get("reply", ""),
        note_draft=drafts.get("note", ""),
        earlier=len(found) > NEWEST,
    )


def _messages(thread_id: int) -> Select[tuple[Message, OutboxState, int, datetime, str]]:
    relation = (
        select(ProxyGrant.relation)
        .join(Thread, Thread.patient_id == ProxyGrant.patient_id)
        .where(
            ProxyGrant.account_id == Message.account_id, Thread.id == Message.thread_id, Message.direction == "inbound"
        )
        .order_by(ProxyGrant.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Message,
            OutboxMessage.state,
            OutboxMessage.id.label("outbox_id"),
            OutboxMessage.send_after,
            relation.label("relation"),
        )
        .outerjoin(OutboxMessage, OutboxMessage.message_id == Message.id)
        .where(Message.thread_id == thread_id, Message.withdrawn_at.is_(None))
        .order_by(Message.id.desc())
        .limit(NEWEST + 1)
    )


def _files(session: Session, message_ids: list[int]) -> dict[int, tuple[FileLine, ...]]:
    found: dict[int, tuple[FileLine, ...]] = {}
    statement = select(Attachment.id, Attachment.message_id, Attachment.name, Attachment.media_type)
    for row in session.execute(statement.where(Attachment.message_id.in_(message_ids)).order_by(Attachment.id)):
        found[row.message_id] = (*found.get(row.message_id, ()), FileLine(row.id, row.name, row.media_type))
    return found


def _notes(session: Session, task_id: int) -> tuple[NoteLine, ...]:
    rows = session.execute(
        select(Note, Staff.name).join(Staff, Staff.id == Note.staff_id).where(Note.task_id == task_id).order_by(Note.id)
    )
    return tuple(NoteLine(row.Note.id, row.name, row.Note.body, row.Note.created_at) for row in rows)


def _delivery(state: OutboxState | None) -> str:
    if state == OutboxState.UNKNOWN:
        return "It isn't known whether the notice left."
    if state == OutboxState.FAILED:
        return "The notice could not be delivered; the message is in the portal."
    return ""
