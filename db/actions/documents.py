"""Files that the worker makes when somebody asks: a conversation as a PDF for the chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.actions.files import NotYet, OpenedFile
from db.actions.tasks import permitted_task
from db.audit import audit, task_event
from db.config import config
from db.credentials import Credential
from db.documents import kind
from db.documents.threads import THREAD_PDF
from db.errors import Invalid, NotFound
from db.jobs import defer
from db.models import Document, Task, Thread
from db.registry import acting, action
from db.roles import Permission

# What couldn't be made in this time never will be: its maker died each time.
GIVE_UP_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Requested:
    """A document that is being made; `/documents/<id>` has it when it is ready."""

    document_id: int


@action("document.request", needs=Permission.FILE_READ, once=True)
def request_thread_pdf(session: Session, *, by: Credential, token: UUID, task_id: int) -> Requested:
    """Ask for a task's conversation as a PDF. Only who asks can open it; it is kept for a week."""
    actor = acting(session)
    task = permitted_task(session, task_id, "read", lock=False)
    if task.focus_type != Thread.__tablename__:
        raise Invalid("task_id", "This task is about no conversation.")
    today = actor.now.astimezone(config().zone).date()
    document = Document(
        kind=THREAD_PDF,
        # It ends up in folders of downloads: no patient's name.
        name=f"conversation-{task.focus_id}-{today.isoformat()}.pdf",
        task_id=task.id,
        patient_id=task.patient_id,
        requested_by_id=actor.person_id,
        requested_at=actor.now,
    )
    session.add(document)
    session.flush()
    task_event(session, task.id, "printed", document_id=document.id)
    audit(session, "document.requested", patient_id=task.patient_id, subject=("document", document.id), task_id=task.id)
    defer(session, "make_documents")
    return Requested(document.id)


@action("document.pending", needs=Permission.SYSTEM_RUN)
def pending(session: Session, *, by: Credential) -> tuple[tuple[int, str], ...]:
    """The documents still to be made and their kinds, oldest first; what couldn't be for too long is given up."""
    now = acting(session).now
    waiting = Document.ready_at.is_(None) & Document.failed_at.is_(None)
    session.execute(update(Document).where(waiting, Document.requested_at < now - GIVE_UP_AFTER).values(failed_at=now))
    rows = session.execute(select(Document.id, Document.kind).where(waiting).order_by(Document.id))
    return tuple((row.id, row.kind) for row in rows)


@action("document.finish", needs=Permission.SYSTEM_RUN)
def finish(session: Session, *, by: Credential, document_id: int, content: bytes = b"") -> bool:
    """Keep a document's content. False when it was made, or given up, already."""
    document = _waiting(session, document_id)
    if document is None or not content:
        return False
    document.content, document.ready_at = content, acting(session).now
    audit(session, "document.made", patient_id=document.patient_id, subject=("document", document_id))
    session.flush()
    return True


@action("document.fail", needs=Permission.SYSTEM_RUN)
def fail(session: Session, *, by: Credential, document_id: int) -> bool:
    """Note that a document couldn't be made. False when it was made, or given up, already."""
    document = _waiting(session, document_id)
    if document is None:
        return False
    document.failed_at = acting(session).now
    audit(session, "document.failed", patient_id=document.patient_id, subject=("document", document_id))
    session.flush()
    return True


@action("document.open", needs=Permission.PATIENT_VIEW)
def open_document(session: Session, *, by: Credential, document_id: int) -> OpenedFile:
    """Read a document that one asked for oneself; audited each time.

    Raises `NotFound` for anybody else's, and for one whose task isn't the person's to read any more; `Forbidden` for
    a kind that the role may not open any more; `NotYet` with a sentence while it is being made and when it couldn't be.
    """
    actor = acting(session)
    document = session.get(Document, document_id)
    if document is None or document.requested_by_id != actor.staff_id:
        raise NotFound("document")
    actor.require(kind(document.kind).needs)
    if document.task_id is not None:
        permitted_task(session, document.task_id, "read", lock=False)
        filed = session.scalar(select(Task.patient_id).where(Task.id == document.task_id))
        if filed != document.patient_id:  # its first page names the wrong patient
            raise NotYet("This conversation was filed under another patient since. Ask for it again.")
    if document.failed_at is not None:
        raise NotYet("This document couldn't be made. Ask for it again.")
    content = document.content
    if content is None:
        raise NotYet("This document is being made. Try again in a moment.")
    audit(session, "document.opened", patient_id=document.patient_id, subject=("document", document_id))
    return OpenedFile(document.name, document.media_type, content)


def _waiting(session: Session, document_id: int) -> Document | None:
    return session.scalar(
        select(Document)
        .where(Document.id == document_id, Document.ready_at.is_(None), Document.failed_at.is_(None))
        .with_for_update()
    )
