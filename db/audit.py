"""Writing audit events and task events, in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.copying import insert_rows
from db.models import AuditEvent, TaskEvent
from db.registry import acting


def audit(
    session: Session,
    kind: str,
    *,
    patient_id: int | None = None,
    subject: tuple[str, int | None] = ("", None),
    **detail: Any,
) -> None:
    """Append one audit event by the acting person; `detail` is JSON and holds ids and values, no message text."""
    actor = acting(session)
    session.execute(
        insert(AuditEvent.__table__).values(  # type: ignore[arg-type]  # a Table, typed as FromClause
            at=actor.now,
            kind=kind,
            actor=actor.name,
            staff_id=actor.staff_id,
            session_id=actor.session_id,
            patient_id=patient_id,
            subject_type=subject[0],
            subject_id=subject[1],
            detail=detail,
        )
    )


def audit_many(session: Session, kind: str, subject_type: str, rows: Sequence[tuple[int, int | None, Any]]) -> None:
    """Append one audit event for each `(subject's id, patient's id, detail)`, in one statement."""
    actor = acting(session)
    about = {"at": actor.now, "kind": kind, "actor": actor.name, "staff_id": actor.staff_id}
    events = [
        about
        | {"session_id": actor.session_id, "patient_id": patient_id, "subject_type": subject_type}
        | {"subject_id": subject_id, "detail": detail}
        for subject_id, patient_id, detail in rows
    ]
    insert_rows(session, AuditEvent, events)


def task_event(session: Session, task_id: int, kind: str, **detail: Any) -> None:
    """Append one step of a task's life by the acting person."""
    actor = acting(session)
    session.execute(
        insert(TaskEvent).values(
            task_id=task_id, at=actor.now, kind=kind, staff_id=actor.staff_id, actor=actor.name, detail=detail
        )
    )


def task_events(session: Session, kind: str, rows: Sequence[tuple[int, Any]]) -> None:
    """Append one step for each `(task's id, detail)`, in one statement."""
    actor = acting(session)
    about = {"at": actor.now, "kind": kind, "staff_id": actor.staff_id, "actor": actor.name}
    insert_rows(session, TaskEvent, [about | {"task_id": task_id, "detail": detail} for task_id, detail in rows])
