"""A word to the patient about a result, in plain words; it stands with the result wherever that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.actions.releasing import undoable
from db.actions.result_access import result_of, task_of
from db.actions.result_notices import stop_mails, tell
from db.actions.tasks import check_inbound, clean
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import Draft, ResultComment
from db.registry import acting, action
from db.roles import Permission

LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Commented:
    """A comment that was kept, and its task as it is now."""

    comment_id: int
    task_id: int
    version: int


@action("result.comment", needs=Permission.RESULT_RELEASE, once=True)
def comment(
    session: Session, *, by: Credential, token: UUID, task_id: int, seen_inbound_id: int | None, body: str
) -> Commented:
    """Write to the patient about a result. Who may see the result sees it at once, and is mailed after the undo window.

    No edit of the task: its version stays. Stopped when a newer version of the result came (`NewInbound`): the
    words were about another one. The draft of the reply goes in the same transaction.
    """
    held, actor = result_of(session, task_id), acting(session)
    text = clean(body.strip(), "body")
    if not text:
        raise Invalid("body", "There is nothing to say yet.")
    if len(text) > LONGEST:
        raise Invalid("body", f"A comment has at most {LONGEST:,} characters; this one has {len(text):,}.")
    check_inbound(held.task, seen_inbound_id, "Commenting")
    made = ResultComment(
        report_id=held.report.id, staff_id=actor.person_id, author=actor.name, body=text, created_at=actor.now
    )
    session.add(made)
    if held.task.first_response_at is None:
        held.task.first_response_at = actor.now
    if held.task.owner_id == actor.staff_id:
        held.task.worked_at = actor.now
    session.flush()
    session.execute(
        delete(Draft).where(Draft.task_id == task_id, Draft.staff_id == actor.person_id, Draft.kind == "reply")
    )
    task_event(session, task_id, "commented", comment_id=made.id)
    audit(session, "result.commented", patient_id=held.patient.id, subject=("result_comment", made.id), task_id=task_id)
    tell(session, [held.report.id], "comment", send_after=undoable(actor.now), comment_id=made.id)
    return Commented(made.id, task_id, held.task.version)


@action("result.withdraw-comment", needs=Permission.RESULT_RELEASE)
def withdraw_comment(session: Session, *, by: Credential, comment_id: int) -> None:
    """Take a comment back: patients see it no more, staff see that it was. Raises `Conflict` when it was already."""
    actor = acting(session)
    report_id = session.scalar(select(ResultComment.report_id).where(ResultComment.id == comment_id))
    if report_id is None:
        raise NotFound("comment")
    held = result_of(session, task_of(session, report_id))
    found = session.get_one(ResultComment, comment_id, with_for_update=True)
    if found.withdrawn_at is not None:
        who = Since(found.withdrawn_by or "", "took this comment back", found.withdrawn_at)
        raise Conflict(f"{found.withdrawn_by} took this comment back already. Nothing was changed.", who)
    found.withdrawn_at, found.withdrawn_by = actor.now, actor.name
    session.flush()
    task_event(session, held.task.id, "comment-withdrawn", comment_id=comment_id)
    audit(session, "result.comment-withdrawn", patient_id=held.patient.id, subject=("result_comment", comment_id))
    stop_mails(session, report_id, held.patient.id, comment_id=comment_id)
