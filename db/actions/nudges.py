"""Answers that the patient hasn't read: a second notice after some days, then the team is told.

After three days the patient is reminded and after seven the clinic is, as practices do that watch for it
(Klara, Pharmeon); a letter or a call is then the team's to decide. The deceased are never written to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, or_, select, text, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from db.actions.outreach import SENT
from db.actions.task_again import bring_back
from db.audit import audit, task_event
from db.config import config
from db.credentials import Credential
from db.jobs import defer
from db.models import (
    Message,
    OutboxMessage,
    OutboxState,
    Patient,
    PhoneCall,
    PortalAccount,
    Task,
    TaskEvent,
    Thread,
)
from db.queries.clinic_settings import whole_number
from db.queries.recipients import may_act
from db.registry import acting, action
from db.roles import Permission

BATCH = 200
SETTING = "unread"
NUDGE_DAYS = 3
TELL_DAYS = 7
MOST_DAYS = 365
# Looked back so far and no further: what an old system left unread years ago is nobody's news.
WINDOW = timedelta(days=14)


@action("nudge.remind", needs=Permission.SYSTEM_RUN)
def remind(session: Session, *, by: Credential) -> int:
    """Send a second notice for at most 200 conversations with unread answers, once for each; return how many."""
    days = whole_number(session, SETTING, "nudge_days", NUDGE_DAYS, most=MOST_DAYS)
    if not days:
        return 0
    rows = _unread(session, days, Message.nudged_at.is_(None), PortalAccount.email != "")
    for message, account in rows:
        _remind(session, message, account)
    if rows:
        defer(session, "release_and_deliver")
    session.flush()
    return len(rows)


@action("nudge.tell", needs=Permission.SYSTEM_RUN)
def tell_team(session: Session, *, by: Credential) -> int:
    """Put at most 200 conversations with unread answers before their team again, once for each answer."""
    days = whole_number(session, SETTING, "tell_days", TELL_DAYS, most=MOST_DAYS)
    if not days:
        return 0
    told = exists().where(
        TaskEvent.kind == "unread",
        TaskEvent.task_id.in_(
            select(Task.id).where(Task.focus_type == "thread", Task.focus_id == Message.thread_id).correlate(Message)
        ),
        TaskEvent.detail["message_id"].as_integer() >= Message.id,
    )
    # What was sent to be read and needs no answer ("sent": also to whole lists) is reminded of, no more.
    awaited = (
        exists()
        .where(Task.focus_type == "thread", Task.focus_id == Message.thread_id, Task.outcome != SENT)
        .correlate(Message)
    )
    rows = _unread(session, days, ~told, awaited)
    return sum(_tell(session, message, days) for message, _ in rows)


def _unread(session: Session, days: int, *more: ColumnElement[bool]) -> Sequence[tuple[Message, PortalAccount]]:
    """The newest unread answer of each conversation, sent so many days ago, that still needs its reader."""
    now = acting(session).now
    sent_by = now - timedelta(days=days)
    rows = session.execute(
        select(Message, PortalAccount)
        .join(Thread, Thread.id == Message.thread_id)
        .join(Patient, Patient.id == Thread.patient_id)
        .join(PortalAccount, PortalAccount.id == Message.account_id)
        .where(
            text("message.direction = 'outbound'"),  # a literal, so that the index of the unread is found
            Message.read_at.is_(None),
            Message.sent_at <= sent_by,
            Message.sent_at > sent_by - WINDOW,
            ~Message.automatic,
            Patient.deceased_at.is_(None),
            PortalAccount.state != "disabled",
            # It was revoked or narrowed, or filed under another patient, since.
            may_act(Message.account_id, Thread.patient_id, "messages"),
            # Who wrote or was spoken to since needs no reminder.
            or_(Thread.last_inbound_id.is_(None), Thread.last_inbound_id < Message.id),
            ~exists().where(
                PhoneCall.patient_id == Thread.patient_id,
                PhoneCall.outcome == "reached",
                PhoneCall.called_at > Message.sent_at,
            ),
            *more,
        )
        .ext(distinct_on(Message.thread_id))
        .order_by(Message.thread_id, Message.id.desc())
        .limit(BATCH)
    )
    return [(row.Message, row.PortalAccount) for row in rows]


def _remind(session: Session, message: Message, account: PortalAccount) -> None:
    now = acting(session).now
    session.execute(
        update(Message)
        .where(
            Message.thread_id == message.thread_id,
            Message.direction == "outbound",
            Message.read_at.is_(None),
            Message.id <= message.id,
        )
        .values(nudged_at=now)
    )
    task, patient_id = _task(session, message), session.get_one(Thread, message.thread_id).patient_id
    session.add(
        OutboxMessage(
            state=OutboxState.READY,
            task_id=task.id if task else None,
            patient_id=patient_id,
            account_id=account.id,
            recipient=account.email,
            subject=_subject(account.language),
            body=reminder(account.language),
            send_after=now,
        )
    )
    if task is not None:
        task_event(session, task.id, "reminded", message_id=message.id)
    audit(session, "message.reminded", patient_id=patient_id, subject=("message", message.id))


def _subject(language: str) -> str:
    clinic = config().clinic_name
    return f"Recordatorio: un mensaje de {clinic}" if language == "es" else f"Reminder: a message from {clinic}"


def reminder(language: str) -> str:
    """The text of a second notice, in the recipient's language."""
    clinic, where = config().clinic_name, config().portal_url
    if language == "es":
        return f"Todavía no ha leído un mensaje de {clinic}. Inicie sesión en el portal para leerlo.\n{where}".strip()
    return f"You have not read a message from {clinic} yet. Sign in to the patient portal to read it.\n{where}".strip()


def _task(session: Session, message: Message) -> Task | None:
    """The conversation's task, locked: the open one, else the newest."""
    return session.scalar(
        select(Task)
        .where(Task.focus_type == "thread", Task.focus_id == message.thread_id)
        .order_by(Task.closed_at.is_not(None), Task.id.desc())
        .limit(1)
        .with_for_update(of=Task)
    )


def _tell(session: Session, message: Message, days: int) -> bool:
    """Reopen or wake the conversation's task; one that is being worked on only gets the reason."""
    task = _task(session, message)
    if task is None:
        return False
    bring_back(session, task, f"Not read by the patient for {days} days")
    task_event(session, task.id, "unread", message_id=message.id, days=days)
    audit(session, "message.unread", patient_id=task.patient_id, subject=("message", message.id), days=days)
    session.flush()
    return True
