"""Replies to patients: sent once, to the right person, and undoable until they leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.access import recipient
from db.actions.attachments import SentFile, attach, attach_again, require_sendable
from db.actions.closing import end
from db.actions.due import reschedule, resume
from db.actions.red_flags import require_settled
from db.actions.tasks import (
    WAITING_FOR_PATIENT,
    change,
    check_inbound,
    check_version,
    clean,
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
    Patient,
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
DEADLINES = ("due_at", "first_response_due_at")


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
    files: tuple[SentFile, ...] = (),
    again: tuple[int, ...] = (),
) -> Sent:
    """Answer the patient. The message becomes visible, and its notice leaves, after the undo window.

    `then`: `keep` the task open, `wait` for the patient, or `close` it as answered; the last two not before a
    red flag is settled. Stopped when the patient wrote something unseen (`NewInbound`) or a colleague changed
    the task (`Conflict`). A task that nobody had becomes the author's. The draft goes in the same transaction.
    `files`: names and contents, five of 10 MB at most; `again`: ids of an undone reply's files. No notice leaves
    about a patient who has died.
    """
    actor = acting(session)
    task = permitted_task(session, task_id, "reply")
    if then not in THEN:
        raise Invalid("then", "Choose what happens to the task.")
    text = message_text(body)
    require_sendable(files, more=len(again))
    check_inbound(task, seen_inbound_id, "Sending")
    check_version(session, task, seen_version)
    if task.status not in OPEN:
        raise Conflict("This task is closed. Reopen it to reply; your text is kept.")
    if then != "keep":
        require_settled(session, task, "Sending and closing" if then == "close" else "Sending and waiting")
    thread = _thread(session, task)
    account = _recipient(session, thread)
    before = _snapshot(task, text, seen_inbound_id)
    outbox = send(session, task=task, thread=thread, account=account, text=text, files=files)
    message_id = outbox.message_id
    assert message_id is not None  # noqa: S101  just written
    if again:
        attach_again(session, session.get_one(Message, message_id), again)
    task_event(session, task_id, "replied", message_id=message_id, then=then)
    _after(session, task, then)
    outbox.undo = {**before, "version": task.version}
    session.execute(
        delete(Draft).where(Draft.task_id == task_id, Draft.staff_id == actor.person_id, Draft.kind == "reply")
    )
    audit(session, "message.replied", patient_id=thread.patient_id, subject=("message", message_id), task_id=task_id)
    session.flush()
    defer(session, "release_and_deliver", at=outbox.send_after)
    return Sent(task.id, task.version, message_id, outbox.id, account.name, outbox.send_after.isoformat())


def message_text(body: str) -> str:
    """The text of a message as it is kept; raise `Invalid` for one that can't be sent."""
    text = clean(body.strip(), "body")
    if not text:
        raise Invalid("body", "There is nothing to send yet.")
    if len(text) > LONGEST:
        raise Invalid("body", f"A message has at most {LONGEST:,} characters; this one has {len(text):,}.")
    return text


def send(
    session: Session,
    *,
    task: Task,
    thread: Thread,
    account: PortalAccount,
    text: str,
    files: tuple[SentFile, ...] = (),
) -> OutboxMessage:
    """Write a message by the acting person, and its notice with the recipient frozen, both waiting to be undone."""
    actor = acting(session)
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
    attach(session, message, files)
    patient = session.get_one(Patient, thread.patient_id)
    outbox = OutboxMessage(
        state=OutboxState.WAITING,
        task_id=task.id,
        message_id=message.id,
        patient_id=thread.patient_id,
        account_id=account.id,
        recipient=account.email if patient.deceased_at is None else "",
        send_after=actor.now + timedelta(seconds=config().undo_seconds),
        created_by_id=actor.person_id,
        subject=f"New message from {config().clinic_name}",
        body=notice(account.language),
    )
    session.add(outbox)
    session.flush()
    return outbox


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
    """Who has the answer; the address is frozen into the outbox."""
    account = recipient(session, thread)
    if account is None:
        raise Invalid("recipient", "This patient has no portal account to reply to. Call instead; your text is kept.")
    return account


def _snapshot(task: Task, text: str, seen_inbound_id: int | None) -> dict[str, Any]:
    kept: dict[str, Any] = {name: getattr(task, name) for name in RESTORED}
    kept["status"] = task.status.value
    kept |= {name: moment(getattr(task, name)) for name in (*RESTORED_INSTANTS, *DEADLINES)}
    return kept | {"closed_by": task.closed_by, "body": text, "seen_inbound_id": seen_inbound_id}


def _after(session: Session, task: Task, then: str) -> None:
    actor = acting(session)
    if task.first_response_at is None:
        task.first_response_at = actor.now
    if task.owner_id is None:
        task.owner_id, task.claimed_at = actor.person_id, actor.now
    if task.owner_id == actor.staff_id:
        task.worked_at = actor.now
    if then == "close":
        end(session, task, "answered")
    elif then == "wait":
        change(session, task, status=TaskStatus.ON_HOLD, business_status=WAITING_FOR_PATIENT, on_hold_until=None)
    else:
        change(session, task, status=TaskStatus.IN_PROGRESS, business_status="", on_hold_until=None)
        reschedule(session, task)


@dataclass(frozen=True, slots=True)
class Undone:
    """A reply that was taken back: the task's version, and the text, which is a draft again."""

    task_id: int
    version: int
    body: str


@action("inbox.undo", needs=Permission.INBOX_REPLY)
def undo(session: Session, *, by: Credential, outbox_id: int) -> Undone:
    """Take back one's own reply before it leaves: message withdrawn, task and draft as they were.

    The first message of a conversation that staff began cancels its task; the text is in the result alone.
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
    if before.get("started"):
        task = undo_started(session, session.get_one(OutboxMessage, outbox_id))
        return Undone(task.id, task.version, before["body"])
    if task.version == before["version"]:
        _restore(session, task, before)
    elif task.status not in OPEN:
        _unanswer(session, task, won.message_id)
        change(
            session,
            task,
            status=TaskStatus.IN_PROGRESS,
            outcome="",
            closed_at=None,
            closed_by=None,
            owner_id=task.owner_id or actor.person_id,
        )
        resume(session, task)
    else:  # what a colleague did since stays; that nobody answered is true again
        _unanswer(session, task, won.message_id)
        reschedule(session, task)
    _draft_again(session, task.id, actor.person_id, before, actor.now)
    task_event(session, task.id, "undone", message_id=won.message_id)
    audit(session, "message.undone", patient_id=task.patient_id, subject=("message", won.message_id))
    return Undone(task.id, task.version, before["body"])


def _unanswer(session: Session, task: Task, message_id: int) -> None:
    """A reply that was taken back was no first response."""
    if task.first_response_at == session.get_one(Message, message_id).created_at:
        task.first_response_at = None


def undo_started(session: Session, outbox: OutboxMessage) -> Task:
    """Take back the first message of a conversation: without another one there is nothing to work on.

    The caller has checked that it waits and whose it is, and holds its row.
    """
    actor = acting(session)
    outbox.state = OutboxState.WITHDRAWN
    session.execute(
        update(Message).where(Message.id == outbox.message_id).values(withdrawn_at=actor.now, withdrawn_by=actor.name)
    )
    task = session.scalars(select(Task).where(Task.id == outbox.task_id).with_for_update()).one()
    more = session.scalar(
        select(Message.id).where(Message.thread_id == task.focus_id, Message.withdrawn_at.is_(None)).limit(1)
    )
    if more is None:
        change(
            session,
            task,
            status=TaskStatus.CANCELLED,
            business_status="",
            outcome="",
            on_hold_until=None,
            closed_at=actor.now,
            closed_by=actor.name,
        )
    task_event(session, task.id, "undone", message_id=outbox.message_id)
    audit(session, "message.undone", patient_id=task.patient_id, subject=("message", outbox.message_id))
    session.flush()
    return task


def _restore(session: Session, task: Task, before: dict[str, Any]) -> None:
    values: dict[str, Any] = {name: before[name] for name in (*RESTORED, "closed_by")}
    values["status"] = TaskStatus(before["status"])
    for name in RESTORED_INSTANTS:
        values[name] = datetime.fromisoformat(before[name]) if before[name] else None
    woken = task.last_inbound_id is not None and task.last_inbound_id > (before["seen_inbound_id"] or 0)
    if not woken:  # else the new message set them
        values |= {name: datetime.fromisoformat(before[name]) for name in DEADLINES if before.get(name)}
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
