"""Writing first: a new conversation with one patient, or the same message to each of a list.

Each recipient gets a conversation of their own, so nobody sees who else was written to, and an answer comes
back as one patient's task.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.access import account_to_write_to
from db.actions.attachments import SentFile, require_sendable
from db.actions.replies import message_text, send, undo_started
from db.actions.tasks import WAITING_FOR_PATIENT, short, vocabulary
from db.actions.thread_parts import first_words, task_title
from db.audit import audit, task_event
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.jobs import defer
from db.models import (
    OutboxMessage,
    OutboxState,
    Patient,
    PortalAccount,
    Queue,
    Task,
    TaskStatus,
    Thread,
)
from db.queries.outreach import Addressee, addressees
from db.registry import acting, action
from db.roles import Permission
from rules.reply_templates import filled, variable_problem
from rules.topics import TOPICS

QUEUE = "inbox"
MOST = 1_000
THEN = ("wait", "close")

# A message that asked for nothing: its task is done when it is sent, and the patient's answer reopens it.
SENT = "sent"
vocabulary(deeds={"started": "wrote to the patient"}, outcomes={SENT: "Message sent"})


@dataclass(frozen=True, slots=True)
class Started:
    """A conversation whose first message will leave at `send_after` (ISO) unless it is undone before."""

    task_id: int
    version: int
    outbox_id: int
    recipient: str
    send_after: str


@dataclass(frozen=True, slots=True)
class StartedMany:
    """How many were written to; `excluded` has pairs of a patient's id and why not. `outbox_ids` can be undone."""

    started: int
    excluded: list[list[Any]]
    outbox_ids: list[int]
    send_after: str


@dataclass(frozen=True, slots=True)
class UndoneMany:
    """How many messages were taken back, and how many had left already."""

    undone: int
    gone: int


@dataclass(frozen=True, slots=True)
class _Message:
    """What is written, to whomever: `text` may hold the variables of reply templates."""

    queue: Queue
    topic: str
    subject: str
    text: str
    then: str
    files: tuple[SentFile, ...] = ()


@action("message.start", needs=Permission.MESSAGE_START, once=True)
def start_conversation(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_id: int,
    topic: str,
    subject: str,
    body: str,
    then: str = "wait",
    files: tuple[SentFile, ...] = (),
) -> Started:
    """Write to a patient first. It goes to their own portal account, else to the proxy of longest standing.

    `then`: `wait` keeps the author's task waiting for the answer, `close` ends it as sent. `inbox.undo` takes the
    message back before it leaves, and cancels the task. No notice leaves about a patient who has died.
    """
    message = _message(session, topic, subject, message_text(body), then, files)
    patient = session.get(Patient, patient_id)
    if patient is None:
        raise NotFound("patient")
    account = account_to_write_to(session, patient_id)
    if account is None:
        raise Invalid("recipient", "This patient has no portal account to write to. Call instead; your text is kept.")
    task, outbox = _start(session, message, patient, account, message.text)
    defer(session, "release_and_deliver", at=outbox.send_after)
    return Started(task.id, task.version, outbox.id, account.name, outbox.send_after.isoformat())


@action("message.start_many", needs=Permission.MESSAGE_START_MANY, once=True)
def start_many(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_ids: tuple[int, ...],
    expected: int,
    topic: str,
    subject: str,
    body: str,
) -> StartedMany:
    """Write the same message to each of at most 1,000 patients; variables such as {given} are filled in for each.

    `expected` is the number of people that the author confirmed (`outreach.preview`). If it isn't exactly as many
    now, `Conflict` says both numbers and nobody is written to. Tasks are closed as sent.
    """
    message = _message(session, topic, subject, message_text(body), "close")
    if problem := variable_problem(message.text):
        raise Invalid("body", problem)
    if len(set(patient_ids)) > MOST:
        raise Invalid("patient_ids", f"Write to at most {MOST:,} patients at once.")
    found = addressees(session, patient_ids)
    chosen = [one for one in found if not one.reason]
    if len(chosen) != expected:
        raise Conflict(
            f"You confirmed {expected:,}, but {len(chosen):,} would be written to now. Nothing was sent; look at "
            "the list again."
        )
    texts = [_filled(session, message.text, one) for one in chosen]
    if any(text is None for text in texts):
        raise Invalid("body", "A variable has no value for some of them (a site without a telephone, perhaps).")
    accounts = {
        account.patient_id: account
        for account in session.scalars(
            select(PortalAccount).where(PortalAccount.patient_id.in_([one.patient_id for one in chosen]))
        )
    }
    patients = {
        patient.id: patient
        for patient in session.scalars(select(Patient).where(Patient.id.in_([one.patient_id for one in chosen])))
    }
    sent = [
        _start(session, message, patients[one.patient_id], accounts[one.patient_id], text or "")[1]
        for one, text in zip(chosen, texts, strict=True)
    ]
    after = sent[0].send_after if sent else acting(session).now
    if sent:
        defer(session, "release_and_deliver", at=after)
    excluded: list[list[Any]] = [[one.patient_id, one.reason] for one in found if one.reason]
    return StartedMany(len(sent), excluded, [row.id for row in sent], after.isoformat())


@action("message.undo_many", needs=Permission.MESSAGE_START_MANY)
def undo_start_many(session: Session, *, by: Credential, outbox_ids: tuple[int, ...]) -> UndoneMany:
    """Take back those of one's own messages to a list that didn't leave yet; their tasks are cancelled."""
    actor = acting(session)
    rows = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.id.in_(outbox_ids),
            OutboxMessage.state == OutboxState.WAITING,
            OutboxMessage.created_by_id == actor.person_id,
            OutboxMessage.undo.has_key("started"),
        )
        .order_by(OutboxMessage.id)
        .with_for_update()
    ).all()
    for row in rows:
        undo_started(session, row)
    return UndoneMany(len(rows), len(set(outbox_ids)) - len(rows))


def _message(
    session: Session, topic: str, subject: str, text: str, then: str, files: Sequence[SentFile] = ()
) -> _Message:
    """The message, if it can be sent at all."""
    if topic not in TOPICS:
        raise Invalid("topic", "Choose what this is about.")
    if then not in THEN:
        raise Invalid("then", "Choose what happens to the task.")
    line = short(subject, "subject", 200)
    if not line.isprintable():
        raise Invalid("subject", "A subject is one line without tabs or invisible characters.")
    require_sendable(files)
    queue = session.scalars(select(Queue).where(Queue.slug == QUEUE)).one()
    return _Message(queue, topic, line, text, then, tuple(files))


def _start(
    session: Session, message: _Message, patient: Patient, account: PortalAccount, text: str
) -> tuple[Task, OutboxMessage]:
    actor = acting(session)
    thread = Thread(
        patient_id=patient.id,
        account_id=account.id,
        topic=message.topic,
        subject=message.subject,
        first_words=first_words(text),
        created_at=actor.now,
        last_message_at=actor.now,
    )
    session.add(thread)
    session.flush()
    closing = message.then == "close"
    task = Task(
        queue_id=message.queue.id,
        focus_type=Thread.__tablename__,
        focus_id=thread.id,
        patient_id=patient.id,
        site_id=patient.site_id,
        team_id=message.queue.team_id,
        owner_id=actor.person_id,
        title=task_title(message.topic),
        topic=message.topic,
        status=TaskStatus.COMPLETED if closing else TaskStatus.ON_HOLD,
        business_status="" if closing else WAITING_FOR_PATIENT,
        outcome=SENT if closing else "",
        claimed_at=actor.now,
        worked_at=actor.now,
        created_at=actor.now,
        arrived_at=actor.now,
        # Nothing of the patient's to read, and nothing due, before they answer.
        triaged_at=actor.now,
        closed_at=actor.now if closing else None,
        closed_by=actor.name if closing else None,
    )
    session.add(task)
    session.flush()
    outbox = send(session, task=task, thread=thread, account=account, text=text, files=message.files)
    outbox.undo = {"started": True, "body": text, "version": task.version}
    task_event(session, task.id, "started", message_id=outbox.message_id)
    audit(session, "message.started", patient_id=patient.id, subject=("message", outbox.message_id), task_id=task.id)
    session.flush()
    return task, outbox


def _filled(session: Session, text: str, one: Addressee) -> str | None:
    """The text for one recipient; None when a variable that it names has no value for them."""
    values = {
        "given": one.given,
        "staff": acting(session).name,
        "clinic": config().clinic_name,
        "clinic_phone": one.clinic_phone,
    }
    if any("{" + name + "}" in text and not value for name, value in values.items()):
        return None
    return filled(text, **values)
