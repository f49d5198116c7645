"""Internal notes: for colleagues, never for the patient."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.actions.tasks import clean, permitted_task
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Draft, Note
from db.registry import acting, action
from db.roles import Permission

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that was kept."""

    task_id: int
    note_id: int


@action("task.note", needs=Permission.TASK_WORK, once=True)
def add_note(session: Session, *, by: Credential, token: UUID, task_id: int, body: str) -> Noted:
    """Leave a note on a task. It changes no version: a note is no edit of what others work on."""
    actor = acting(session)
    task = permitted_task(session, task_id, "work", lock=False)
    text = clean(body.strip(), "body")
    if not text:
        raise Invalid("body", "There is nothing to keep yet.")
    if len(text) > LONGEST:
        raise Invalid("body", f"A note has at most {LONGEST:,} characters; this one has {len(text):,}.")
    note = Note(task_id=task_id, staff_id=actor.person_id, body=text, created_at=actor.now)
    session.add(note)
    session.flush()
    session.execute(
        delete(Draft).where(Draft.task_id == task_id, Draft.staff_id == actor.person_id, Draft.kind == "note")
    )
    task_event(session, task_id, "noted", note_id=note.id)
    audit(session, "note.added", patient_id=task.patient_id, subject=("note", note.id), task_id=task_id)
    return Noted(task_id, note.id)
