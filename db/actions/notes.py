"""Internal notes: for colleagues, never for the patient."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.actions.notices import notify
from db.actions.tasks import clean, permitted_task, worked
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Draft, Note, Queue, Staff, Task
from db.registry import acting, action
from db.roles import ROLES, Permission, on_area

LONGEST = 20_000
# `@alice`, also at the end of a sentence; an e-mail address mentions nobody.
MENTION = re.compile(r"(?<![\w.@+-])@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)(?![\w@])")


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that was kept."""

    task_id: int
    note_id: int


@action("task.note", needs=Permission.TASK_WORK, once=True)
def add_note(session: Session, *, by: Credential, token: UUID, task_id: int, body: str) -> Noted:
    """Leave a note on a task. It changes no version: a note is no edit of what others work on.

    Each colleague whom it mentions by user name (`@alice`) gets a notice. Raises `Invalid` when nobody is
    called that, or when the task isn't theirs to see, so that no mention is lost in silence.
    """
    actor = acting(session)
    task = permitted_task(session, task_id, "work", lock=False)
    text = clean(body.strip(), "body")
    if not text:
        raise Invalid("body", "There is nothing to keep yet.")
    if len(text) > LONGEST:
        raise Invalid("body", f"A note has at most {LONGEST:,} characters; this one has {len(text):,}.")
    mentioned = _mentioned(session, task, text)
    worked(session, task_id)  # before the draft: the task is locked first everywhere
    note = Note(task_id=task_id, staff_id=actor.person_id, body=text, created_at=actor.now)
    session.add(note)
    session.flush()
    session.execute(
        delete(Draft).where(Draft.task_id == task_id, Draft.staff_id == actor.person_id, Draft.kind == "note")
    )
    for staff_id in mentioned:
        notify(session, staff_id=staff_id, task_id=task_id, kind="mention", note_id=note.id)
    task_event(session, task_id, "noted", note_id=note.id)
    audit(session, "note.added", patient_id=task.patient_id, subject=("note", note.id), task_id=task_id)
    return Noted(task_id, note.id)


def mentions(text: str) -> list[str]:
    """The user names that a text mentions, each once, in order."""
    return list(dict.fromkeys(name.lower() for name in MENTION.findall(text)))


def _mentioned(session: Session, task: Task, text: str) -> Sequence[int]:
    names = mentions(text)
    if not names:
        return ()
    view = on_area(session.scalars(select(Queue.area).where(Queue.id == task.queue_id)).one(), "view")
    found = {
        row.username: row
        for row in session.execute(
            select(Staff.id, Staff.username, Staff.name, Staff.role).where(
                Staff.username.in_(names), Staff.deactivated_at.is_(None)
            )
        )
    }
    for name in names:
        if name not in found:
            raise Invalid("body", f"Nobody here is called @{name}. Correct the name; your note is kept.")
        role = ROLES.get(found[name].role)
        if role is None or not {Permission.TASK_VIEW, view} <= role.permissions:
            raise Invalid("body", f"{found[name].name} doesn't see this queue, so nobody would be told. Name others.")
    return [found[name].id for name in names]
