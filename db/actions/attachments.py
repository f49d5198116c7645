"""Files with messages: taking those that staff send, and keeping what the worker found in any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Attachment, Message, Task, Thread
from db.registry import acting, action
from db.roles import Permission
from rules.attachments import MOST_FILES, clean_name, media_type_of, refusal

BATCH = 10
SentFile = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class UncheckedFile:
    """A file that nobody has looked into yet."""

    id: int
    name: str = field(repr=False)
    media_type: str
    outbound: bool
    content: bytes = field(repr=False)


def require_sendable(files: Sequence[SentFile]) -> None:
    """Raise `Invalid` for the first file that can't be sent, with a sentence that says why."""
    if len(files) > MOST_FILES:
        raise Invalid("files", f"Send at most {MOST_FILES} files with a message; your text is kept.")
    for name, content in files:
        why = refusal(name, content)
        if why:
            raise Invalid("files", why)


def attach(session: Session, message_id: int, files: Sequence[SentFile]) -> None:
    """Keep files, which `require_sendable` let through, with a message. The worker looks into them next."""
    for name, content in files:
        kind = media_type_of(content)
        session.add(
            Attachment(
                message_id=message_id,
                name=clean_name(name, kind),
                media_type=kind,
                content=content,
                created_at=acting(session).now,
            )
        )
    session.flush()


@action("attachment.unchecked", needs=Permission.SYSTEM_RUN)
def unchecked(session: Session, *, by: Credential, after_id: int) -> tuple[UncheckedFile, ...]:
    """At most ten files that nobody has looked into, in order of their ids, from the one after `after_id` on."""
    rows = session.execute(
        select(Attachment.id, Attachment.name, Attachment.media_type, Message.direction, Attachment.content)
        .join(Message, Message.id == Attachment.message_id)
        .where(Attachment.checked_at.is_(None), Attachment.id > after_id)
        .order_by(Attachment.id)
        .limit(BATCH)
    )
    return tuple(
        UncheckedFile(row.id, row.name, row.media_type, row.direction == "outbound", row.content) for row in rows
    )


@action("attachment.judge", needs=Permission.SYSTEM_RUN)
def judge(
    session: Session,
    *,
    by: Credential,
    attachment_id: int,
    refusal: str,
    preview: bytes | None = None,
    preview_type: str | None = None,
) -> bool:
    """Keep what was found in a file; False when that was known already.

    A picture of staff's that browsers can't show is replaced by its preview: patients' browsers can't either.
    """
    row = session.execute(
        select(Attachment, Message.direction, Thread.patient_id, Thread.id.label("thread_id"))
        .join(Message, Message.id == Attachment.message_id)
        .join(Thread, Thread.id == Message.thread_id)
        .where(Attachment.id == attachment_id, Attachment.checked_at.is_(None))
        .with_for_update(of=Attachment)
    ).one_or_none()
    if row is None:
        return False
    file: Attachment = row.Attachment
    file.checked_at, file.refusal = acting(session).now, refusal
    if preview is not None and preview_type is not None and not refusal:
        if row.direction == "outbound":
            file.name = clean_name(file.name.rpartition(".")[0], preview_type)
            file.content, file.media_type = preview, preview_type
        else:
            file.preview, file.preview_type = preview, preview_type
    if refusal:
        _tell(session, file, row.thread_id, row.patient_id)
    session.flush()
    return True


def _tell(session: Session, file: Attachment, thread_id: int, patient_id: int) -> None:
    """A refused file is a step of the conversation's task: somebody may have to ask for it again."""
    task_id = session.scalar(
        select(Task.id)
        .where(Task.focus_type == "thread", Task.focus_id == thread_id)
        .order_by(Task.closed_at.is_(None).desc(), Task.id.desc())
        .limit(1)
    )
    if task_id is not None:
        task_event(session, task_id, "file-refused", attachment_id=file.id)
    audit(session, "file.refused", patient_id=patient_id, subject=("attachment", file.id))
