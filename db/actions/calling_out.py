"""Calling staff to a task outside of the screen: mails to people, and the on-call contact.

What leaves names the task by its number and no patient: it passes through mail servers and telephones.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.actions.notices import notify
from db.config import config
from db.models import OutboxMessage, OutboxState, Queue, Staff, StaffNotice, Task
from db.models.foci import FOCI
from db.queries.clinic_settings import clinic_setting
from db.registry import acting

log = logging.getLogger(__name__)

ON_CALL = "on_call"
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class OnCall:
    """Where the on-call contact is reached out of hours; either may be empty."""

    email: str = field(default="", repr=False)
    webhook: str = field(default="", repr=False)


def waits(task: Task) -> str:
    """What is said of a task with a red flag."""
    return FOCI[task.focus_type].alarm


def on_call(session: Session) -> OnCall:
    """The clinic's on-call contact, from the setting `on_call`; what can't be used is left out and logged."""
    value = clinic_setting(session, ON_CALL)
    email, webhook = str(value.get("email") or ""), str(value.get("webhook") or "")
    if email and not usable_email(email):
        log.error("The setting %s has an e-mail address that can't be used", ON_CALL)
        email = ""
    if webhook and not usable_address(webhook):
        log.error("The setting %s has a webhook that is neither https nor on this machine", ON_CALL)
        webhook = ""
    return OnCall(email, webhook)


def usable_email(address: str) -> bool:
    """Whether a mail may be sent there, as far as one can see without sending it."""
    return "@" in address and address.isprintable() and " " not in address


def usable_address(url: str) -> bool:
    """Whether a webhook may be sent there: https, or this machine itself."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or not url.isprintable() or " " in url or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)


def call_staff(session: Session, task: Task, people: list[Staff], sentence: str) -> int:
    """A notice on screen and a mail to each; return how many. An unseen notice is not doubled."""
    for person in people:
        unseen = exists().where(
            StaffNotice.staff_id == person.id,
            StaffNotice.task_id == task.id,
            StaffNotice.kind == "escalated",
            StaffNotice.seen_at.is_(None),
        )
        if not session.scalar(select(unseen)):
            notify(session, staff_id=person.id, task_id=task.id, kind="escalated")
        if person.email:
            _leave(session, task, person.email, sentence, staff_id=person.id)
    return len(people)


def call_out(session: Session, task: Task, sentence: str) -> bool:
    """The on-call contact, by mail and webhook; False if the clinic has set none."""
    contact = on_call(session)
    if contact.email:
        _leave(session, task, contact.email, sentence)
    if contact.webhook:
        _leave(session, task, contact.webhook, sentence, channel="webhook")
    return bool(contact.email or contact.webhook)


def _leave(
    session: Session, task: Task, recipient: str, sentence: str, *, staff_id: int | None = None, channel: str = "email"
) -> None:
    queue = session.get_one(Queue, task.queue_id)
    lines = [f"{sentence} Task {task.id}.", f"Portside, {config().clinic_name}"]
    if config().public_url:
        lines.insert(1, f"{config().public_url.rstrip('/')}/{queue.slug}?task={task.id}")
    session.add(
        OutboxMessage(
            state=OutboxState.READY,
            channel=channel,
            task_id=task.id,
            staff_id=staff_id,
            recipient=recipient,
            subject=sentence.rstrip("."),
            body="\n".join(lines),
            send_after=acting(session).now,
        )
    )
    session.flush()
