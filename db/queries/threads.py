"""A thread as staff read it: messages, what waits in its undo window, notes, and the person's draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

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
from db.queries.paging import plain_rows
from db.queries.recipients import recipient_id
from db.registry import acting, query
from db.roles import Permission, on_area

NEWEST = 200


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment: its content comes through `/files/<id>` alone.

    `checked`: the worker has looked into it; `refusal` says why it can't be opened here (empty: it can);
    `preview`: there is a picture to show in its place.
    """

    id: int
    name: str
    media_type: str
    refusal: str = ""
    preview: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message; `outbox_id` while its author can still undo it, `delivery` where it needs a look.

    `automatic`: the clinic's standing text, written by nobody.
    """

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
    automatic: bool = False


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
    merged_into: int | None = None  # the thread that its messages went to
    undone_files: tuple[FileLine, ...] = ()  # of the viewer's reply that was taken back last, and not sent since


_ME = bindparam("me", type_=BigInteger)
_SINCE = aliased(Message)
_UNDONE = (
    select(func.jsonb_agg(func.jsonb_build_array(Attachment.id, Attachment.name, Attachment.media_type)))
    .join(Message, Message.id == Attachment.message_id)
    .where(
        Message.thread_id == Thread.id,
        Message.staff_id == _ME,
        Message.withdrawn_at.is_not(None),
        ~exists().where(
            _SINCE.thread_id == Thread.id,
            _SINCE.staff_id == _ME,
            _SINCE.withdrawn_at.is_(None),
            _SINCE.created_at > Message.withdrawn_at,
        ),
    )
    .scalar_subquery()
)
_HEAD = (
    select(
        Thread.id,
        Thread.patient_id,
        Thread.subject,
        Thread.topic,
        Thread.merged_into_id,
        Queue.area,
        PortalAccount.name,
        select(func.jsonb_object_agg(Draft.kind, Draft.body))
        .where(Draft.task_id == Task.id, Draft.staff_id == _ME)
        .scalar_subquery()
        .label("drafts"),
        _UNDONE.label("undone"),
    )
    .select_from(Task)
    .join(Queue, Queue.id == Task.queue_id)
    .join(Thread, (Thread.id == Task.focus_id) & (Task.focus_type == "thread"))
    .outerjoin(PortalAccount, PortalAccount.id == recipient_id())
    .where(Task.id == bindparam("task_id"))
)


@query("thread.detail", needs=Permission.INBOX_READ)
def thread(session: Session, *, viewer: Credential, task_id: int) -> ThreadDetail:
    """The thread that a task is about, with the viewer's drafts; `NotFound` when it isn't theirs to read."""
    actor = acting(session)
    head = plain_rows(session, _HEAD, {"task_id": task_id, "me": actor.staff_id}).one_or_none()
    if head is None or not actor.may(on_area(head.area, "read")):
        raise NotFound("conversation")
    found = plain_rows(session, _MESSAGES, {"thread_id": head.id}).all()
    drafts: dict[str, str] = head.drafts or {}
    files = _files(session, head.id) if any(row.attached for row in found) else {}
    lines = tuple(
        MessageLine(
            id=row.id,
            inbound=row.direction == "inbound",
            author=row.author,
            relation=row.relation or "",
            body=row.body,
            at=row.created_at,
            sent_at=row.sent_at,
            read_at=row.read_at,
            files=files.get(row.id, ()),
            outbox_id=row.outbox_id if row.state == OutboxState.WAITING else None,
            undo_until=row.send_after if row.state == OutboxState.WAITING else None,
            mine=row.staff_id == actor.staff_id,
            delivery=_delivery(row.state),
            automatic=row.automatic,
        )
        for row in reversed(found[:NEWEST])
    )
    return ThreadDetail(
        id=head.id,
        patient_id=head.patient_id,
        subject=head.subject,
        topic=head.topic,
        recipient=head.name or "",
        messages=lines,
        notes=_notes(session, task_id),
        reply_draft=drafts.get("reply", ""),
        note_draft=drafts.get("note", ""),
        earlier=len(found) > NEWEST,
        merged_into=head.merged_into_id,
        undone_files=tuple(FileLine(*file) for file in head.undone or ()),
    )


# In a select of messages: as whose proxy its author wrote.
RELATION = (
    select(ProxyGrant.relation)
    .join(Thread, Thread.patient_id == ProxyGrant.patient_id)
    .where(
        ProxyGrant.account_id == Message.account_id,
        Thread.id == Message.thread_id,
        Message.direction == "inbound",
    )
    .order_by(ProxyGrant.id.desc())
    .limit(1)
    .scalar_subquery()
)
_MESSAGES = (
    select(
        Message.id,
        Message.direction,
        Message.author,
        Message.staff_id,
        Message.body,
        Message.created_at,
        Message.sent_at,
        Message.read_at,
        Message.automatic,
        OutboxMessage.state,
        OutboxMessage.id.label("outbox_id"),
        OutboxMessage.send_after,
        RELATION.label("relation"),
        exists(select(1).where(Attachment.message_id == Message.id)).label("attached"),
    )
    .outerjoin(OutboxMessage, OutboxMessage.message_id == Message.id)
    .where(Message.thread_id == bindparam("thread_id"), Message.withdrawn_at.is_(None))
    .order_by(Message.id.desc())
    .limit(NEWEST + 1)
)
_FILES = (
    select(
        Attachment.id,
        Attachment.message_id,
        Attachment.name,
        Attachment.media_type,
        Attachment.refusal,
        Attachment.preview_type.is_not(None).label("preview"),
        Attachment.checked_at.is_not(None).label("checked"),
    )
    .join(Message, Message.id == Attachment.message_id)
    .where(Message.thread_id == bindparam("thread_id"))
    .order_by(Attachment.id)
)
_NOTES = (
    select(Note.id, Staff.name, Note.body, Note.created_at)
    .join(Staff, Staff.id == Note.staff_id)
    .where(Note.task_id == bindparam("task_id"))
    .order_by(Note.id)
)


def _files(session: Session, thread_id: int) -> dict[int, tuple[FileLine, ...]]:
    found: dict[int, tuple[FileLine, ...]] = {}
    for row in plain_rows(session, _FILES, {"thread_id": thread_id}):
        line = FileLine(row.id, row.name, row.media_type, row.refusal, row.preview, row.checked)
        found[row.message_id] = (*found.get(row.message_id, ()), line)
    return found


def _notes(session: Session, task_id: int) -> tuple[NoteLine, ...]:
    return tuple(
        NoteLine(row.id, row.name, row.body, row.created_at)
        for row in plain_rows(session, _NOTES, {"task_id": task_id})
    )


def _delivery(state: OutboxState | None) -> str:
    if state == OutboxState.UNKNOWN:
        return "It isn't known whether the notice left."
    if state == OutboxState.FAILED:
        return "The notice could not be delivered; the message is in the portal."
    return ""
