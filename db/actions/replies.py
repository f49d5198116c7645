"""Replies to patients: sent once, to the right person, and undoable until they leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.tasks import (
    WAITING_FOR_PATIENT,
    change,
    check_inbound,
    check_version,
    clean,
    end,
    moment,
    permitted_task,
)
from db.audit import audit, task_event
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.jobs import defer
from db.models import (
    OPEN,
    Draft,
    Message,
    OutboxMessage,
    OutboxState,
    PortalAccount,
    Task,
    TaskStatus,
    Thread,
)
from db.registry import acting, action
from db.roles import Permission

LONGEST = 20_000
THEN = ("keep", "wait", "close")
RESTORED = ("status", "business_status", "outcome", "owner_id")
RESTORED_INSTANTS = ("on_hold_until", "claimed_at", "first_response_at", "closed_at")


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply that will leave at `send_after` (ISO) unless it is undone before."""

    task_id: int
    version: int
    message_id: int
    outbox_id: int
    recipient: str
    send_after: str


@action("inbox.reply", needs=Permission.INBOX_REPLY, once=True)
def reply(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    body: str,
    then: str = "keep",
) -> Sent:
    """Answer the patient. The message becomes visible, and its notice leaves, after the undo window.

    `then`: `keep` the task open, `wait` for the patient, or `close` it as answered. Stopped when
    the patient wrote something unseen (`NewInbound`) or a colleague changed the task (`Conflict`).
    A task that nobody had becomes the author's. The draft goes in the same transaction.
    """
    actor = acting(session)
    task = permitted_task(session, task_id, "reply")
    if then not in THEN:
        raise Invalid("then", "Choose what happens to the task.")
    text = clean(body.strip(), "body")
    if not text:
        raise Invalid("body", "There is nothing to send yet.")
    if len(text) > LONGEST:
        raise Invalid("body", f"A reply has at most {LONGEST:,} characters; this one has {len(text):,}.")
    check_inbound(task, seen_inbound_id, "Sending")
    check_version(session, task, seen_version)
    if task.status not in OPEN:
        raise Conflict("This task is closed. Reopen it to reply; your text is kept.")
    thread = _thread(session, task)
    account = _recipient(session, thread)
    before = _snapshot(task, text, seen_inbound_id)

    message = Message(
        thread_id=thread.id,
        direction="outbound",
        staff_id=actor.person_id,
        author=actor.name,
        account_id=account.id,
        body=text,
        created_at=actor.now,
    )
    session.add(message)
    session.flush()
    send_after = actor.now + timedelta(seconds=config().undo_seconds)
    outbox = OutboxMessage(
        state=OutboxState.WAITING,
        task_id=task.id,
        message_id=message.id,
        patient_id=thread.patient_id,
        account_id=account.id,
        recipient=account.email,
        send_after=send_after,
        created_by_id=actor.person_id,
        subject=f"New message from {config().clinic_name}",
        body=notice(account.language),
        undo=before,
    )
    session.add(outbox)
    session.flush()
    _after(session, task, then)
    outbox.undo = {**before, "version": task.version}
    session.execute(
        delete(Draft).where(Draft.task_id == task_id, Draft.staff_id == actor.person_id, Draft.kind == "reply")
    )
    task_event(session, task_id, "replied", message_id=message.id, then=then)
    audit(session, "message.replied", patient_id=thread.patient_id, subject=("message", message.id), task_id=task_id)
    session.flush()
    defer(session, "release_and_deliver", at=send_after)
    return Sent(task.id, task.version, message.id, outbox.id, account.name, send_after.isoformat())


def notice(language: str) -> str:
    """The text of a notice, in the recipient's language: that there is a message, never what it says."""
    clinic, where = config().clinic_name, config().portal_url
    if language == "es":
        return f"Tiene un mensaje nuevo de {clinic}. Inicie sesión en el portal para leerlo.\n{where}".strip()
    return f"You have a new message from {clinic}. Sign in to the patient portal to read it.\n{where}".strip()


def _thread(session: Session, task: Task) -> Thread:
    thread = session.get(Thread, task.focus_id) if task.focus_type == "thread" else None
    if thread is None:
        raise NotFound("conversation")
    return thread


def _recipient(session: Session, thread: Thread) -> PortalAccount:
    """The account that writes this thread, else the patient's own; its address is frozen into the outbox."""
    account = session.get(PortalAccount, thread.account_id) if thread.account_id else None
    if account is None:
        account = session.scalar(select(PortalAccount).where(PortalAccount.patient_id == thread.patient_id))
    if account is None or account.state == "disabled":
        raise Invalid("recipient", "This patient has no portal account to reply to. Call instead; your text is kept.")
    return account


def _snapshot(task: Task, text: str, seen_inbound_id: int | None) -> dict[str, Any]:
    kept: dict[str, Any] = {name: getattr(task, name) for name in RESTORED}
    kept["status"] = task.status.value
    kept |= {name: moment(getattr(task, name)) for name in RESTORED_INSTANTS}
    return kept | {"closed_by": task.closed_by, "body": text, "seen_inbound_id": seen_inbound_id}


def _after(session: Session, task: Task, then: str) -> None:
    actor = acting(session)
    if task.first_response_at is None:
        task.first_response_at = actor.now
    if task.owner_id is None:
        task.owner_id, task.claimed_at = actor.person_id, actor.now
    if then == "close":
        end(session, task, "answered")
    elif then == "wait":
        change(session, task, status=TaskStatus.ON_HOLD, business_status=WAITING_FOR_PATIENT)
    else:
        change(session, task, status=TaskStatus.IN_PROGRESS, business_status="", on_hold_until=None)


@dataclass(frozen=True, slots=True)
class Undone:
    """A reply that was taken back: the task's version, and the text, which is a draft again."""

    task_id: int
    version: int
    body: str


@action("inbox.undo", needs=Permission.INBOX_REPLY)
def undo(session: Session, *, by: Credential, outbox_id: int) -> Undone:
    """Take back one's own reply before it leaves: message withdrawn, task and draft as they were.

    What happened since stays: if a colleague or the patient changed the task meanwhile, only the
    message is withdrawn, the text becomes a draft, and the task is left open.
    """
    actor = acting(session)
    won = session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == outbox_id,
            OutboxMessage.state == OutboxState.WAITING,
            OutboxMessage.created_by_id == actor.person_id,
        )
        .values(state=OutboxState.WITHDRAWN)
        .returning(OutboxMessage.task_id, OutboxMessage.message_id, OutboxMessage.undo)
    ).one_or_none()
    if won is None:
        raise Conflict("It was sent already and can't be taken back. Write a second message to correct it.")
    task = permitted_task(session, won.task_id, "reply")
    session.execute(
        update(Message).where(Message.id == won.message_id).values(withdrawn_at=actor.now, withdrawn_by=actor.name)
    )
    before = dict(won.undo)
    if task.version == before["version"]:
        _restore(session, task, before)
    elif task.status not in OPEN:
        change(
            session,
            task,
            status=TaskStatus.IN_PROGRESS,
            outcome="",
            closed_at=None,
            closed_by=None,
            owner_id=task.owner_id or actor.person_id,
        )
    _draft_again(session, task.id, actor.person_id, before, actor.now)
    task_event(session, task.id, "undone", message_id=won.message_id)
    audit(session, "message.undone", patient_id=task.patient_id, subject=("message", won.message_id))
    return Undone(task.id, task.version, before["body"])


def _restore(session: Session, task: Task, before: dict[str, Any]) -> None:
    values: dict[str, Any] = {name: before[name] for name in (*RESTORED, "closed_by")}
    values["status"] = TaskStatus(before["status"])
    for name in RESTORED_INSTANTS:
        values[name] = datetime.fromisoformat(before[name]) if before[name] else None
    woken = task.last_inbound_id is not None and task.last_inbound_id > (before["seen_inbound_id"] or 0)
    if woken and values["status"] == TaskStatus.ON_HOLD:
        values |= {
            "status": TaskStatus.IN_PROGRESS if values["owner_id"] else TaskStatus.REQUESTED,
            "on_hold_until": None,
            "business_status": "",
        }
    change(session, task, **values)


def _draft_again(session: Session, task_id: int, staff_id: int, before: dict[str, Any], now: datetime) -> None:
    """The text back into the draft; in front of what was typed since, if anything was."""
    statement = insert(Draft).values(
        task_id=task_id,
        staff_id=staff_id,
        kind="reply",
        body=before["body"],
        seen_inbound_id=before["seen_inbound_id"],
        saved_at=now,
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["task_id", "staff_id", "kind"],
            set_={"body": statement.excluded.body + "\n\n" + Draft.body, "saved_at": now},
        )
    )
