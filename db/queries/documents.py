"""Documents as one waits for them, and what the worker makes them from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from db.config import config
from db.credentials import Credential
from db.errors import NotFound
from db.models import (
    Attachment,
    Document,
    Message,
    Patient,
    PortalAccount,
    Site,
    Staff,
    Task,
    Thread,
)
from db.queries.paging import plain_rows
from db.queries.threads import RELATION
from db.registry import acting, query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that one asked for; `state` is `making`, `ready` or `failed`."""

    id: int
    name: str
    state: str
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class ChartMessage:
    """One message as it stands in the chart. `relation` is a proxy's; `files` are names."""

    author: str
    relation: str
    from_patient: bool
    at: datetime
    body: str = field(repr=False)
    files: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ThreadForChart:
    """A conversation as it is printed. Instants are in UTC; `zone` is the clinic's, in which they are shown."""

    clinic: str
    site: str
    patient: str = field(repr=False)
    mrn: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex: str
    with_whom: str = field(repr=False)
    topic: str
    subject: str = field(repr=False)
    messages: tuple[ChartMessage, ...]
    printed_at: datetime
    printed_by: str
    zone: str


_MINE = (
    select(Document.id, Document.name, Document.ready_at, Document.failed_at, Document.requested_at)
    .where(Document.requested_by_id == bindparam("me"), Document.id == bindparam("document_id"))
)  # fmt: skip


@query("document.mine", needs=Permission.PATIENT_VIEW)
def document(session: Session, *, viewer: Credential, document_id: int) -> DocumentLine:
    """A document that the viewer asked for, and whether it is ready. `NotFound` for anybody else's."""
    parameters = {"me": acting(session).staff_id, "document_id": document_id}
    row = plain_rows(session, _MINE, parameters).one_or_none()
    if row is None:
        raise NotFound("document")
    state = "ready" if row.ready_at else "failed" if row.failed_at else "making"
    return DocumentLine(row.id, row.name, state, row.requested_at)


_HEAD = (
    select(
        Thread.id,
        Thread.topic,
        Thread.subject,
        Patient.given,
        Patient.family,
        Patient.mrn,
        Patient.birth_date,
        Patient.sex,
        Site.name.label("site"),
        PortalAccount.name.label("with_whom"),
        Staff.name.label("printed_by"),
        Document.requested_at,
    )
    .select_from(Document)
    .join(Task, Task.id == Document.task_id)
    .join(Thread, (Thread.id == Task.focus_id) & (Task.focus_type == "thread"))
    # The patient it was asked about: one that was filed elsewhere since is not printed under the wrong name.
    .join(Patient, (Patient.id == Thread.patient_id) & (Patient.id == Document.patient_id))
    .join(Staff, Staff.id == Document.requested_by_id)
    .outerjoin(Site, Site.id == Patient.site_id)
    .outerjoin(PortalAccount, PortalAccount.id == Thread.account_id)
    .where(Document.id == bindparam("document_id"))
)
_FILES = (
    select(func.array_agg(Attachment.name))
    .where(Attachment.message_id == Message.id)
    .scalar_subquery()
)  # fmt: skip
_MESSAGES = (
    select(
        Message.author,
        Message.direction,
        Message.body,
        Message.sent_at,
        func.coalesce(RELATION, "").label("relation"),
        _FILES.label("files"),
    )
    # What the patient can't see yet, or never will, doesn't belong in the chart.
    .where(Message.thread_id == bindparam("thread_id"), Message.sent_at.is_not(None))
    .order_by(Message.sent_at, Message.id)
)


@query("document.chart", needs=Permission.SYSTEM_RUN)
def chart(session: Session, *, viewer: Credential, document_id: int) -> ThreadForChart:
    """What a document of a conversation is made from: everything that was sent, no notes."""
    head = plain_rows(session, _HEAD, {"document_id": document_id}).one_or_none()
    if head is None:
        raise NotFound("conversation")
    return ThreadForChart(
        clinic=config().clinic_name,
        site=head.site or "",
        patient=f"{head.given} {head.family}",
        mrn=head.mrn,
        birth_date=head.birth_date,
        sex=head.sex,
        with_whom=head.with_whom or "",
        topic=head.topic,
        subject=head.subject,
        messages=tuple(
            ChartMessage(
                row.author, row.relation, row.direction == "inbound", row.sent_at, row.body, tuple(row.files or ())
            )
            for row in plain_rows(session, _MESSAGES, {"thread_id": head.id})
        ),
        printed_at=head.requested_at,
        printed_by=head.printed_by,
        zone=config().time_zone,
    )
