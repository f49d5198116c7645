"""A send that was stopped: kept as a step of the task, so that both people see that it happened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.actions.tasks import permitted_task, short
from db.audit import audit, task_event
from db.credentials import Credential
from db.registry import action
from db.roles import Permission


@action("task.note_stopped", needs=Permission.TASK_WORK)
def note_stopped(session: Session, *, by: Credential, task_id: int, deed: str, reason: str) -> None:
    """Keep that one's `deed` was stopped, in a transaction of its own after the one that was refused.

    `deed` and `reason` are a few words without anything the patient wrote: the refusal's own sentence will do.
    """
    task = permitted_task(session, task_id, "work", lock=False)
    task_event(session, task_id, "stopped", deed=short(deed, "deed", 40), reason=short(reason, "reason", 300))
    audit(session, "task.stopped", patient_id=task.patient_id, subject=("task", task_id))
