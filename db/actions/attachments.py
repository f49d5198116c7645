"""Files with messages, results and proxy requests: taking what staff send, and keeping what the worker found in any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, inspect, select, update
from sqlalchemy.orm import Session

from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Attachment, Base, DiagnosticReport, Message, Task, Thread
from db.registry import acting, action
from db.roles import Permission
from rules.attachments import MOST_FILES, clean_name, media_type_of, refusal

BATCH = 10
# What files belong to, by its table: the column of theirs that refers to it.
BELONGS = {key.column.table.name: key.parent.name for key in Attachment.__table__.foreign_keys}
SentFile = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class UncheckedFile:
    """A file that nobody has looked into yet."""

    id: int
    name: str = field(repr=False)
    media_type: str
    outbound: bool
    content: bytes = field(repr=False)


def require_sendable(files: Sequence[SentFile], *, more: int = 0) -> None:
    """Raise `Invalid` for the first file that can't be sent, with a sentence that says why; `more` go with them."""
    if len(files) + more > MOST_FILES:
        raise Invalid("files", f"Send at most {MOST_FILES} files with a message; your text is kept.")
    for name, content in files:
        why = refusal(name, content)
        if why:
            raise Invalid("files", why)


def attach_again(session: Session, message: Message, ids: tuple[int, ...]) -> None:
    """Move files of one's own undone reply to a message of the same thread. Raises `Invalid` where one isn't there."""
    undone = select(Message.id).where(
        Message.thread_id == message.thread_id,
        Message.staff_id == message.staff_id,
        Message.withdrawn_at.is_not(None),
    )
    moved = session.execute(
        update(Attachment)
        .where(Attachment.id.in_(ids), Attachment.message_id.in_(undone))
        .values(message_id=message.id)
        .returning(Attachment.id)
        .execution_options(synchronize_session=False)
    ).all()
    if len(moved) != len(set(ids)):
        raise Invalid("files", "The undone reply's files aren't there any more. Attach them anew; your text is kept.")


def attach(session: Session, record: Base, files: Sequence[SentFile]) -> None:
    """Keep files, which `require_sendable` let through, with a message, a result or whatever else files belong to.

    Whoever may see the record sees them; a column of `attachment` refers to its table. The worker looks into them next.
    """
    key = inspect(record).identity
    if key is None:
        raise ValueError(f"{type(record).__name__} isn't in the database yet")
    belongs = {BELONGS[record.__tablename__]: key[0]}
    for name, content in files:
        kind = media_type_of(content)
        session.add(
            Attachment(
                **belongs,
                name=clean_name(name, kind),
                media_type=kind,
                content=content,
                created_at=acting(session).now,
            )
        )
    session.flush()


# Whether patients are sent the file: one of a message to them or of a result. All others came in.
_OUTBOUND = Attachment.report_id.is_not(None) | (func.coalesce(Message.direction, "inbound") == "outbound")


@action("attachment.unchecked", needs=Permission.SYSTEM_RUN)
def unchecked(session: Session, *, by: Credential, after_id: int) -> tuple[UncheckedFile, ...]:
    """At most ten files that nobody has looked into, in order of their ids, from the one after `after_id` on."""
    rows = session.execute(
        select(Attachment.id, Attachment.name, Attachment.media_type, _OUTBOUND.label("outbound"), Attachment.content)
        .outerjoin(Message, Message.id == Attachment.message_id)
        .where(Attachment.checked_at.is_(None), Attachment.id > after_id)
        .order_by(Attachment.id)
        .limit(BATCH)
    )
    return tuple(UncheckedFile(row.id, row.name, row.media_type, row.outbound, row.content) for row in rows)


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

    A picture that patients are sent, and browsers can't show, is replaced by its preview.
    """
    row = session.execute(
        select(Attachment, _OUTBOUND.label("outbound"))
        .outerjoin(Message, Message.id == Attachment.message_id)
        .where(Attachment.id == attachment_id, Attachment.checked_at.is_(None))
        .with_for_update(of=Attachment)
    ).one_or_none()
    if row is None:
        return False
    file: Attachment = row.Attachment
    file.checked_at, file.refusal = acting(session).now, refusal
    if preview is not None and preview_type is not None and not refusal:
        if row.outbound:
            file.name = clean_name(file.name.rpartition(".")[0], preview_type)
            file.content, file.media_type = preview, preview_type
        else:
            file.preview, file.preview_type = preview, preview_type
    if refusal:
        _tell(session, file)
    session.flush()
    return True


def _tell(session: Session, file: Attachment) -> None:
    """A refused file is a step of the task that its record has: somebody may have to ask for it again."""
    focus_type, focus_id, patient_id = _about(session, file)
    task_id = session.scalar(
        select(Task.id)
        .where(Task.focus_type == focus_type, Task.focus_id == focus_id)
        .order_by(Task.closed_at.is_(None).desc(), Task.id.desc())
        .limit(1)
    )
    if file.report_id is not None:  # said where the result is read, by staff and patients
        report = session.get_one(DiagnosticReport, file.report_id, with_for_update=True)
        report.notes = f"{report.notes}\nThe attachment is missing: the file that came can't be opened.".strip()
    if task_id is not None:
        task_event(session, task_id, "file-refused", attachment_id=file.id)
    audit(session, "file.refused", patient_id=patient_id, subject=("attachment", file.id))


def _about(session: Session, file: Attachment) -> tuple[str, int, int | None]:
    """What the file's task is about, a message's conversation or the record itself, and which patient's that is."""
    table, number = next((to, found) for to, name in BELONGS.items() if (found := getattr(file, name)) is not None)
    if table == Message.__tablename__:
        table, number = Thread.__tablename__, session.get_one(Message, number).thread_id
    record = Base.metadata.tables[table]
    return table, number, session.scalar(select(record.c.patient_id).where(record.c.id == number))
