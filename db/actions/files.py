"""Opening a file that came with a message, or that belongs to a result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, NotFound
from db.models import Attachment, DiagnosticReport, Message, Thread
from db.registry import acting, action
from db.roles import Permission


class NotYet(Conflict):
    """The file is there, but can't be opened now: it is being checked or made, or was refused."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file's content; `media_type` is what it was found to be, not what the sender said."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@action("files.open", needs=Permission.FILE_READ)
def open_attachment(session: Session, *, by: Credential, attachment_id: int, preview: bool = False) -> OpenedFile:
    """Read an attachment; audited each time, since a file leaves the screen's control.

    `preview`: as a browser can show it, where the file itself can't be shown; else the file. Raises `NotYet`
    with a sentence for one that was refused, or that waits for the virus scanner. A result's file is for who may
    read results; for anybody else there is none. What came with another record only that record's own action opens.
    """
    row = session.execute(
        select(
            Attachment.name,
            Attachment.media_type,
            Attachment.content,
            Attachment.checked_at,
            Attachment.refusal,
            Attachment.preview,
            Attachment.preview_type,
            Attachment.report_id,
            func.coalesce(Thread.patient_id, DiagnosticReport.patient_id).label("patient_id"),
        )
        .outerjoin(Message, Message.id == Attachment.message_id)
        .outerjoin(Thread, Thread.id == Message.thread_id)
        .outerjoin(DiagnosticReport, DiagnosticReport.id == Attachment.report_id)
        .where(Attachment.id == attachment_id, Attachment.message_id.is_not(None) | Attachment.report_id.is_not(None))
    ).one_or_none()
    if row is None or (row.report_id is not None and not acting(session).may(Permission.RESULTS_READ)):
        raise NotFound("file")
    require_safe(row.checked_at, row.refusal)
    shown = preview and row.preview is not None
    audit(session, "file.opened", patient_id=row.patient_id, subject=("attachment", attachment_id), preview=shown)
    if shown:
        return OpenedFile(f"{row.name}.jpg", row.preview_type, row.preview)
    return OpenedFile(row.name, row.media_type, row.content)


def require_safe(checked_at: datetime | None, refusal: str) -> None:
    """Raise `NotYet` with a sentence for a file that was refused, or that waits for the virus scanner."""
    if refusal:
        raise NotYet(f"This file can't be opened here. {refusal}")
    if checked_at is None and config().clamav:
        raise NotYet("This file is being checked for viruses. Try again in a minute.")
