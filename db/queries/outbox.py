"""Reading the outbox: what a person must decide, and what became of a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import OutboxMessage, OutboxState, Patient, Queue, Task
from db.registry import acting, query
from db.roles import Permission, Sensitivity

UNDECIDED = (OutboxState.UNKNOWN, OutboxState.FAILED)
PAGE = 50


@dataclass(frozen=True, slots=True)
class UndecidedNotice:
    """A notice that waits for a person: it failed, or nobody can say whether it arrived.

    `patient` is empty for a role that sees no patients; `recipient` is masked for one that reads
    no contact data, and of a webhook only the host is shown: its path may be a secret. `to_staff`: a call for
    help with a task, not a notice to a patient; `to_pharmacy`: an order. `queue`: the slug of the task's queue.
    """

    id: int
    state: OutboxState
    to_staff: bool
    to_pharmacy: bool
    task_id: int | None
    queue: str
    patient_id: int | None
    patient: str = field(repr=False)
    recipient: str = field(repr=False)
    reason: str
    attempts: int
    created_at: datetime
    tried_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeState:
    """What became of a message: when it becomes visible, and how its notice stands."""

    outbox_id: int
    message_id: int
    state: OutboxState
    channel: str
    send_after: datetime
    sent_at: datetime | None
    reason: str


@query("outbox.undecided", needs=Permission.OUTBOX_VIEW)
def undecided(
    session: Session, *, viewer: Credential, after_id: int = 0, limit: int = PAGE
) -> tuple[UndecidedNotice, ...]:
    """Unknown and failed notices, oldest first; the next page starts after the last one's id."""
    actor = acting(session)
    rows = session.execute(
        select(OutboxMessage, Patient.given, Patient.family, Queue.slug)
        .outerjoin(Patient, Patient.id == OutboxMessage.patient_id)
        .outerjoin(Task, Task.id == OutboxMessage.task_id)
        .outerjoin(Queue, Queue.id == Task.queue_id)
        .where(OutboxMessage.state.in_(UNDECIDED), OutboxMessage.id > after_id)
        .order_by(OutboxMessage.id)
        .limit(limit)
    )
    sees_patients, reads_contact = actor.may(Permission.PATIENT_VIEW), actor.reads(Sensitivity.CONTACT)
    return tuple(
        UndecidedNotice(
            id=row.id,
            state=row.state,
            to_staff=row.account_id is None and row.order_id is None,
            to_pharmacy=row.order_id is not None,
            task_id=row.task_id,
            queue=slug or "",
            patient_id=row.patient_id if sees_patients else None,
            patient=f"{given} {family}" if sees_patients and given is not None else "",
            recipient=_address(row, reads_contact),
            reason=row.error,
            attempts=row.attempts,
            created_at=row.created_at,
            tried_at=row.sending_at,
        )
        for row, given, family, slug in rows
    )


@query("outbox.states_of_messages", needs=Permission.INBOX_READ)
def states_of_messages(
    session: Session, *, viewer: Credential, message_ids: Collection[int]
) -> Mapping[int, NoticeState]:
    """How the notices of these messages stand, by message; one statement for a whole thread."""
    rows = session.scalars(select(OutboxMessage).where(OutboxMessage.message_id.in_(message_ids)))
    return {
        row.message_id: NoticeState(
            row.id, row.message_id, row.state, row.channel, row.send_after, row.sent_at, row.error
        )
        for row in rows
        if row.message_id is not None
    }


def state_of_message(session: Session, *, viewer: Credential, message_id: int) -> NoticeState | None:
    """How the notice of one message stands; None for a message that has none."""
    return states_of_messages(session, viewer=viewer, message_ids=[message_id]).get(message_id)


def _address(row: OutboxMessage, reads_contact: bool) -> str:
    if row.channel == "webhook":
        return urlsplit(row.recipient).hostname or "…"
    return row.recipient if reads_contact else masked(row.recipient)


def masked(address: str) -> str:
    """An address by its first letter and its domain."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}…{at}{domain}" if name else "…"
