"""Opening a file that came with a message."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audit import audit
from db.credentials import Credential
from db.errors import NotFound
from db.models import Attachment, Message, Thread
from db.registry import action
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file's content; `media_type` is what it was found to be, not what the sender said."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@action("files.open", needs=Permission.FILE_READ)
def open_attachment(session: Session, *, by: Credential, attachment_id: int) -> OpenedFile:
    """Read an attachment; audited each time, since a file leaves the screen's control."""
    row = session.execute(
        select(Attachment.name, Attachment.media_type, Attachment.content, Thread.patient_id)
        .join(Message, Message.id == Attachment.message_id)
        .join(Thread, Thread.id == Message.thread_id)
        .where(Attachment.id == attachment_id)
    ).one_or_none()
    if row is None:
        raise NotFound("file")
    audit(session, "file.opened", patient_id=row.patient_id, subject=("attachment", attachment_id))
    return OpenedFile(row.name, row.media_type, row.content)
