"""Files with messages, results and proxy requests: taking what staff send, and keeping what the worker found in any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Attachment, DiagnosticReport, Message, ProxyRequest, Task, Thread
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


def attach(session: Session, message_id: int, files: Sequence[SentFile]) -> None:
    """Keep files, which `require_sendable` let through, with a message. The worker looks into them next."""
    _keep(session, files, message_id=message_id)


def attach_to_report(session: Session, report_id: int, files: Sequence[SentFile]) -> None:
    """Keep files, which `require_sendable` let through, with a result: whoever may see it sees them."""
    _keep(session, files, report_id=report_id)


def attach_to_proxy_request(session: Session, request_id: int, files: Sequence[SentFile]) -> None:
    """Keep papers, which `require_sendable` let through, with a proxy request."""
    _keep(session, files, proxy_request_id=request_id)


def _keep(
    session: Session,
    files: Sequence[SentFile],
    *,
    message_id: int | None = None,
    report_id: int | None = None,
    proxy_request_id: int | None = None,
) -> None:
    for name, content in files:
        kind = media_type_of(content)
        session.add(
            Attachment(
                message_id=message_id,
                report_id=report_id,
                proxy_request_id=proxy_request_id,
                name=clean_name(name, kind),
                media_type=kind,
                content=content,
                created_at=acting(session).now,
            )
        )
    session.flush()


# Whether patients are sent the file. Messages of theirs and papers with a proxy request come in.
_OUTBOUND = Attachment.proxy_request_id.is_(None) & (func.coalesce(Message.direction, "outbound") != "inbound")


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
        select(
            Attachment,
            _OUTBOUND.label("outbound"),
            func.coalesce(Thread.patient_id, DiagnosticReport.patient_id, ProxyRequest.patient_id).label("patient_id"),
            case(
                (Attachment.report_id.is_not(None), DiagnosticReport.__tablename__),
                (Attachment.proxy_request_id.is_not(None), ProxyRequest.__tablename__),
                else_=Thread.__tablename__,
            ).label("about"),
            func.coalesce(Thread.id, DiagnosticReport.id, ProxyRequest.id).label("about_id"),
        )
        .outerjoin(Message, Message.id == Attachment.message_id)
        .outerjoin(Thread, Thread.id == Message.thread_id)
        .outerjoin(DiagnosticReport, DiagnosticReport.id == Attachment.report_id)
        .outerjoin(ProxyRequest, ProxyRequest.id == Attachment.proxy_request_id)
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
        _tell(session, file, (row.about, row.about_id), row.patient_id)
    session.flush()
    return True


def _tell(session: Session, file: Attachment, focus: tuple[str, int], patient_id: int | None) -> None:
    """A refused file is a step of the task that its record has: somebody may have to ask for it again."""
    task_id = session.scalar(
        select(Task.id)
        .where(Task.focus_type == focus[0], Task.focus_id == focus[1])
        .order_by(Task.closed_at.is_(None).desc(), Task.id.desc())
        .limit(1)
    )
    if file.report_id is not None:  # said where the result is read, by staff and patients
        report = session.get_one(DiagnosticReport, file.report_id, with_for_update=True)
        report.notes = f"{report.notes}\nThe attachment is missing: the file that came can't be opened.".strip()
    if task_id is not None:
        task_event(session, task_id, "file-refused", attachment_id=file.id)
    audit(session, "file.refused", patient_id=patient_id, subject=("attachment", file.id))
