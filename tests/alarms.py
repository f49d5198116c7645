"""A clinic with red flags in it, at whatever hour a test needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text, update

from db.actions.triage import triage_new
from db.credentials import WORKER_IDENTITY
from db.models import Message, OutboxMessage, Setting, StaffAbsence, StaffNotice, Task, TaskEvent, UrgencyFlag
from rules.deadlines import WEEKDAYS
from tests.conftest import Clinic

CHEST = "I have crushing chest pain right now and it is going down my left arm."


def set_setting(clinic: Clinic, key: str, value: Any) -> None:
    """Set or replace a named setting."""
    with clinic.db.transaction() as session:
        session.merge(Setting(key=key, value=value))


def opened(clinic: Clinic, *, now: bool) -> None:
    """Let the clinic be open around the clock, or not on any day near today."""
    day = datetime.now(UTC).weekday()
    names = WEEKDAYS if now else [WEEKDAYS[(day + 3) % 7]]
    always = {name: [["00:00", "00:00"]] for name in names}
    set_setting(clinic, "business_hours", {"windows": always, "federal_holidays": False})


def on_call(clinic: Clinic, email: str = "oncall@example.invalid", webhook: str = "") -> None:
    """Name the on-call contact."""
    set_setting(clinic, "on_call", {"email": email, "webhook": webhook})


def flagged(clinic: Clinic, level: str = "red", *, minutes_ago: float = 0, **values: Any) -> int:
    """A task with one flag, as triage left it so many minutes ago; the task's id."""
    task_id = clinic.conversation(CHEST)
    add_flag(clinic, task_id, level)
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        now = session.scalars(select(func.transaction_timestamp())).one()
        task.flag, task.triaged_at = level, now
        task.team_id = session.scalar(text("SELECT team_id FROM queue WHERE slug = 'inbox'"))
        if level == "red":
            task.escalate_at = now - timedelta(minutes=minutes_ago) + timedelta(minutes=10)
        for name, value in values.items():
            setattr(task, name, value)
    return task_id


def add_flag(clinic: Clinic, task_id: int, level: str = "red", family: str = "chest-pain") -> int:
    """One more flag on the task's newest message; the flag's id."""
    with clinic.db.transaction() as session:
        message_id = session.scalar(
            select(func.max(Message.id)).where(Message.thread_id == session.get_one(Task, task_id).focus_id)
        )
        flag = UrgencyFlag(task_id=task_id, message_id=message_id, level=level, family=family, phrase="chest pain")
        session.add(flag)
        session.flush()
        return flag.id


def put(clinic: Clinic, task_id: int, **values: Any) -> None:
    """Put a task into a state."""
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == task_id).values(**values))


def now(clinic: Clinic) -> datetime:
    """The database's clock."""
    with clinic.db.transaction() as session:
        instant: datetime = session.scalars(select(func.clock_timestamp())).one()
    return instant


def absent(clinic: Clinic, username: str, cover: str | None = None) -> None:
    """Somebody is out of office today."""
    with clinic.db.transaction() as session:
        session.add(
            StaffAbsence(
                staff_id=clinic.staff_id(username),
                cover_id=clinic.staff_id(cover) if cover else None,
                starts_at=now(clinic) - timedelta(hours=1),
                ends_at=now(clinic) + timedelta(days=1),
            )
        )


def mails(clinic: Clinic) -> list[OutboxMessage]:
    """What leaves, in order."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def recipients(clinic: Clinic) -> list[str]:
    """To whom."""
    return [mail.recipient for mail in mails(clinic)]


def notices(clinic: Clinic, kind: str = "escalated") -> list[int]:
    """Who has a notice of this kind on screen."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(StaffNotice.staff_id).where(StaffNotice.kind == kind)))


def steps(clinic: Clinic, task_id: int) -> list[str]:
    """What happened to the task."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(TaskEvent.kind).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id)))


def triage(clinic: Clinic) -> int:
    """Let the worker read what came in; how many tasks."""
    with clinic.db.transaction() as session:
        return triage_new(session, by=WORKER_IDENTITY)


def automatic(clinic: Clinic) -> list[Message]:
    """What was sent by itself, in order."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(Message).where(Message.automatic).order_by(Message.id)))


def writes_again(clinic: Clinic, task_id: int, body: str) -> None:
    """As through the portal: the task is to be read again."""
    clinic.patient_writes(task_id, body)
    put(clinic, task_id, triaged_at=None)
