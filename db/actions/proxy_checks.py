"""What is checked before somebody may act for a patient, with the evidence; the papers, and the patient's consent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.attachments import SentFile, attach, require_sendable
from db.actions.due import resume
from db.actions.files import OpenedFile, require_safe
from db.actions.proxy_parts import undecided
from db.actions.tasks import TaskState, change, clean, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import Attachment, ProxyCheck, ProxyRequest, TaskEvent, TaskStatus
from db.models.proxies import VERDICTS
from db.registry import acting, action
from db.roles import Permission
from rules.proxy_scopes import CHECKS, CONSENT

LONGEST = 2_000
MOST_PAPERS = 20


@action("proxy.check", needs=Permission.PROXIES_WORK)
def check(
    session: Session, *, by: Credential, task_id: int, seen_version: int, kind: str, verdict: str, evidence: str
) -> TaskState:
    """Note one point of `rules.proxy_scopes.CHECKS`: 'met', 'unmet' or 'unknown', and what shows it.

    The newest of a kind counts; older ones are kept. Raises `Invalid` for a finding without evidence.
    """
    held = undecided(session, task_id, seen_version)
    if kind not in CHECKS:
        raise Invalid("kind", "Choose what was checked.")
    if verdict not in VERDICTS:
        raise Invalid("verdict", "Say whether it is so, is not so, or isn't known.")
    words = _text(evidence, "evidence")
    if verdict != "unknown" and not words:
        raise Invalid("evidence", "Say what shows it: which document, who said so, when.")
    _note(session, held.request, kind, verdict, words)
    change(session, held.task)
    task_event(session, task_id, "proxy-checked", check=kind, verdict=verdict)
    audit(
        session, "proxy.checked", patient_id=held.request.patient_id, subject=("proxy_request", held.request.id),
        check=kind, verdict=verdict,
    )  # fmt: skip
    return state(held.task)


@action("proxy.note-consent", needs=Permission.PROXIES_WORK)
def note_consent(
    session: Session, *, by: Credential, task_id: int, seen_version: int, given: bool, evidence: str
) -> TaskState:
    """Note that the patient's consent is there on paper, or that it isn't any more; `evidence` is kept with the checks.

    Raises `Invalid` while it isn't known who the patient is.
    """
    held = undecided(session, task_id, seen_version)
    words = _text(evidence, "evidence")
    if held.patient is None:
        raise Invalid("patient_id", "Find out first who the patient is.")
    if not words:
        raise Invalid("evidence", "Say what shows it: which paper, signed when, or who took it back.")
    request = held.request
    request.consent, request.consent_at = ("paper", acting(session).now) if given else ("none", None)
    _note(session, request, CONSENT, "met" if given else "unmet", words)
    change(session, held.task)
    task_event(session, task_id, "proxy-consent", given=given)
    audit(session, "proxy.consent", patient_id=request.patient_id, subject=("proxy_request", request.id), given=given)
    return state(held.task)


@action("proxy.add-papers", needs=Permission.PROXIES_WORK)
def add_papers(
    session: Session, *, by: Credential, task_id: int, seen_version: int, files: Sequence[SentFile]
) -> TaskState:
    """Keep papers that were brought or came by post; a request that waited for them is worked on again.

    Raises `Invalid` for none, for more than 20 in all, and for a file that can't be taken: nothing is kept then.
    """
    held = undecided(session, task_id, seen_version)
    task, request = held.task, held.request
    require_sendable(files)
    if not files:
        raise Invalid("files", "Choose the papers.")
    kept = session.scalars(select(func.count()).where(Attachment.proxy_request_id == request.id)).one()
    if kept + len(files) > MOST_PAPERS:
        raise Invalid("files", f"A request has {MOST_PAPERS} files at most; it has {kept}.")
    attach(session, request, files)
    request.papers_asked_at, request.papers_text = None, ""
    if task.status == TaskStatus.ON_HOLD:
        change(
            session, task, status=TaskStatus.IN_PROGRESS if task.owner_id else TaskStatus.REQUESTED,
            business_status="", on_hold_until=None,
        )  # fmt: skip
        resume(session, task)
    else:
        change(session, task)
    task_event(session, task_id, "proxy-papers", files=len(files))
    # As the portal's papers: whoever answers without having seen them is stopped.
    task.last_inbound_id = session.scalar(select(func.max(TaskEvent.id)).where(TaskEvent.task_id == task_id))
    task.last_inbound_at = acting(session).now
    audit(
        session, "proxy.papers", patient_id=request.patient_id, subject=("proxy_request", request.id), files=len(files)
    )
    return state(task)


@action("proxy.open-paper", needs=Permission.PROXIES_READ)
def open_paper(session: Session, *, by: Credential, attachment_id: int, preview: bool = False) -> OpenedFile:
    """Read a paper that came with a request; audited each time, since a file leaves the screen's control.

    As `db.actions.files.open_attachment`, for whoever decides requests. Raises `NotFound` for any other file.
    """
    file = session.get(Attachment, attachment_id)
    if file is None or file.proxy_request_id is None:
        raise NotFound("file")
    require_safe(file.checked_at, file.refusal)
    of_patient = session.scalar(select(ProxyRequest.patient_id).where(ProxyRequest.id == file.proxy_request_id))
    shown = preview and file.preview is not None
    audit(session, "file.opened", patient_id=of_patient, subject=("attachment", attachment_id), preview=shown)
    if preview and file.preview is not None:
        return OpenedFile(f"{file.name}.jpg", file.preview_type or "", file.preview)
    return OpenedFile(file.name, file.media_type, file.content)


def verdicts(session: Session, request_id: int) -> dict[str, str]:
    """The newest verdict of each kind that was checked."""
    rows = session.execute(
        select(ProxyCheck.kind, ProxyCheck.verdict).where(ProxyCheck.request_id == request_id).order_by(ProxyCheck.id)
    )
    return {row.kind: row.verdict for row in rows}


def forget_checks(session: Session, request: ProxyRequest, why: str, *, consent: bool = True) -> None:
    """Make what was found out unknown again, with the reason, and the consent too; it all stays in the history."""
    if consent:
        request.consent, request.consent_at = "none", None
    for kind, verdict in verdicts(session, request.id).items():
        if verdict != "unknown" and (consent or kind != CONSENT):
            _note(session, request, kind, "unknown", why)


def _note(session: Session, request: ProxyRequest, kind: str, verdict: str, evidence: str) -> None:
    actor = acting(session)
    session.add(
        ProxyCheck(
            request_id=request.id, kind=kind, verdict=verdict, evidence=evidence, staff_id=actor.person_id, at=actor.now
        )
    )
    session.flush()


def _text(value: str, field: str) -> str:
    words = clean(value.strip(), field)
    if len(words) > LONGEST:
        raise Invalid(field, f"At most {LONGEST:,} characters; this has {len(words):,}.")
    return words
