"""Moving conversations in tests: the moves as a nurse makes them, and what they leave."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import select, update

from db.actions import replies, thread_moves
from db.credentials import SessionToken
from db.models import AuditEvent, Message, Task, TaskEvent, Thread, UrgencyFlag
from tests.conftest import Clinic


def merge(clinic: Clinic, task_id: int, into: int, by: SessionToken | None = None, **values: Any) -> thread_moves.Moved:
    """Merge as somebody who saw the first task as it stands."""
    version = clinic.task(task_id).version
    with clinic.db.transaction() as session:
        return thread_moves.merge(
            session, by=by or clinic.alice, task_id=task_id, into_task_id=into, **({"seen_version": version} | values)
        )


def split(clinic: Clinic, task_id: int, message_id: int, topic: str = "refill") -> thread_moves.Moved:
    """Split as a nurse who saw the task as it stands."""
    version = clinic.task(task_id).version
    with clinic.db.transaction() as session:
        return thread_moves.split(
            session, by=clinic.alice, task_id=task_id, seen_version=version, message_id=message_id, topic=topic
        )


def refile(clinic: Clinic, task_id: int, patient_id: int, reason: str = "About her child", **values: Any) -> str:
    """File under another patient as a nurse who saw the task as it stands; the sentence."""
    task = clinic.task(task_id)
    seen = {"seen_version": task.version, "seen_inbound_id": task.last_inbound_id}
    arguments: dict[str, Any] = seen | {"reason": reason} | values
    with clinic.db.transaction() as session:
        return thread_moves.refile(
            session, by=clinic.alice, task_id=task_id, patient_id=patient_id, **arguments
        ).sentence


def set_task(clinic: Clinic, task_id: int, **values: Any) -> None:
    """Put a task into a state."""
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == task_id).values(**values))


def thread(clinic: Clinic, task_id: int) -> Thread:
    """The conversation of a task."""
    with clinic.db.transaction() as session:
        return session.get_one(Thread, session.get_one(Task, task_id).focus_id)


def bodies(clinic: Clinic, task_id: int) -> list[str]:
    """What was written in a task's conversation, the oldest first."""
    with clinic.db.transaction() as session:
        about = session.get_one(Task, task_id).focus_id
        return list(session.scalars(select(Message.body).where(Message.thread_id == about).order_by(Message.id)))


def reply(clinic: Clinic, task_id: int, body: str = "Please rest it.") -> replies.Sent:
    """Alice answers; it can be undone for some seconds."""
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        return replies.reply(
            session, by=clinic.alice, token=uuid4(), task_id=task_id, body=body,
            seen_version=task.version, seen_inbound_id=task.last_inbound_id,
        )  # fmt: skip


def flag(clinic: Clinic, task_id: int, level: str, family: str = "chest pain") -> None:
    """Raise a flag for the newest message of a task."""
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        session.add(
            UrgencyFlag(task_id=task_id, message_id=task.last_inbound_id, level=level, family=family, phrase="chest")
        )
        task.flag = level


def audited(clinic: Clinic, kind: str) -> list[AuditEvent]:
    """The audit events of a kind."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(AuditEvent).where(AuditEvent.kind == kind).order_by(AuditEvent.id)))


def steps(clinic: Clinic, task_id: int) -> list[str]:
    """What happened to a task, in order."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(TaskEvent.kind).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id)))
