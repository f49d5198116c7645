"""Replies on their way out, as the reply action leaves them, for tests of what comes after it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from db.models import Message, OutboxMessage, PortalAccount, Task, Thread
from tests.conftest import Clinic

SUBJECT = "New message from Portside clinic"
BODY = "You have a new message from Portside clinic. Sign in to the patient portal to read it."


def replies(
    clinic: Clinic, count: int = 1, *, due_in: float = 0.0, address: str = "{number}@example.invalid"
) -> list[int]:
    """`count` replies to one patient, each with its notice, due in so many seconds; the outbox rows' ids.

    `{number}` in `address` becomes the reply's number, so that every notice can be told from the others.
    """
    patient, staff_id, queue_id = clinic.patient(), clinic.staff_id("alice"), clinic.queue_id()
    with clinic.db.transaction() as session:
        now: datetime = session.scalars(select(func.transaction_timestamp())).one()
        account_id = session.scalar(select(PortalAccount.id).where(PortalAccount.patient_id == patient.id))
        thread = Thread(patient_id=patient.id, account_id=account_id)
        session.add(thread)
        session.flush()
        task = Task(queue_id=queue_id, focus_type="thread", focus_id=thread.id, patient_id=patient.id, title="Message")
        messages = [
            Message(thread_id=thread.id, direction="outbound", staff_id=staff_id, author="Alice Moreno", body="Hello.")
            for _ in range(count)
        ]
        session.add_all([task, *messages])
        session.flush()
        rows = [
            OutboxMessage(
                task_id=task.id,
                message_id=message.id,
                patient_id=patient.id,
                account_id=account_id,
                recipient=address.format(number=number),
                subject=SUBJECT,
                body=BODY,
                send_after=now + timedelta(seconds=due_in),
                created_by_id=staff_id,
            )
            for number, message in enumerate(messages)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def row(clinic: Clinic, outbox_id: int) -> OutboxMessage:
    """The notice as it stands now."""
    with clinic.db.transaction() as session:
        return session.get_one(OutboxMessage, outbox_id)


def left_at(clinic: Clinic, outbox_id: int) -> datetime | None:
    """When the message that the notice tells of left; None before."""
    with clinic.db.transaction() as session:
        message_id = session.get_one(OutboxMessage, outbox_id).message_id
        return session.get_one(Message, message_id).sent_at


def visible(clinic: Clinic, outbox_id: int) -> bool:
    """Whether the patient sees the message that the notice tells of."""
    return left_at(clinic, outbox_id) is not None
