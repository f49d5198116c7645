"""What tests of work on tasks ask and arrange: a task's events, somebody's notices, a flag, a call, an absence."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from db.models import PhoneCall, StaffAbsence, StaffNotice, Task, TaskEvent, UrgencyFlag
from tests.conftest import Clinic


def events(clinic: Clinic, task_id: int) -> list[str]:
    """The kinds of a task's events, in order."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(TaskEvent.kind).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id)))


def last_detail(clinic: Clinic, task_id: int) -> dict[str, object]:
    """What a task's newest event keeps."""
    with clinic.db.transaction() as session:
        newest = select(TaskEvent).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id.desc()).limit(1)
        return dict(session.scalars(newest).one().detail)


def notices(clinic: Clinic, username: str, *, unseen: bool = True) -> list[tuple[str, int, str]]:
    """Somebody's notices, each `(kind, task, who)`, the oldest first."""
    with clinic.db.transaction() as session:
        found = select(StaffNotice).where(StaffNotice.staff_id == clinic.staff_id(username)).order_by(StaffNotice.id)
        return [(one.kind, one.task_id, one.actor) for one in session.scalars(found) if not (unseen and one.seen_at)]


def flag(clinic: Clinic, task_id: int, level: str = "red", *, acknowledged_by: str = "") -> None:
    """A flag on the task's newest message as triage leaves it; level '' is one that was overridden."""
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        now = session.scalars(select(func.transaction_timestamp())).one()
        assert task.last_inbound_id is not None
        found = UrgencyFlag(
            task_id=task_id,
            message_id=task.last_inbound_id,
            level=level or "red",
            family="chest pain",
            phrase="chest hurts",
        )
        if not level:
            found.overridden_at, found.overridden_by, found.override_reason = now, "Dev Patel", "It is an old one."
        session.add(found)
        task.flag = level
        task.escalate_at = now + timedelta(minutes=10) if level == "red" else None
        if acknowledged_by:
            task.flag_acknowledged_at, task.flag_acknowledged_by, task.escalate_at = now, acknowledged_by, None


def log_call(clinic: Clinic, task_id: int) -> None:
    """A call about the task with somebody who was reached."""
    with clinic.db.transaction() as session:
        patient_id = session.get_one(Task, task_id).patient_id
        assert patient_id is not None
        session.add(
            PhoneCall(patient_id=patient_id, task_id=task_id, staff_id=clinic.staff_id("alice"), outcome="reached")
        )


def absent(clinic: Clinic, username: str, cover: str | None = None, *, days: float = 3, since: float = -1) -> int:
    """An absence from `since` to `days` days from now; its id."""
    with clinic.db.transaction() as session:
        now = session.scalars(select(func.transaction_timestamp())).one()
        absence = StaffAbsence(
            staff_id=clinic.staff_id(username),
            cover_id=clinic.staff_id(cover) if cover else None,
            starts_at=now + timedelta(days=since),
            ends_at=now + timedelta(days=days),
        )
        session.add(absence)
        session.flush()
        return absence.id
