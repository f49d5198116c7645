"""Drafts: what a person has typed, kept within seconds, per task and person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.tasks import permitted_task, worked
from db.credentials import Credential
from db.errors import Invalid
from db.models import Draft
from db.models.foci import FOCI
from db.registry import acting, action
from db.roles import Permission

KINDS = ("reply", "note")
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Saved:
    """When a draft was kept."""

    at: datetime


@action("draft.save", needs=Permission.TASK_WORK)
def save_draft(
    session: Session, *, by: Credential, task_id: int, kind: str, body: str, seen_inbound_id: int | None
) -> Saved:
    """Keep what was typed; empty text lets the draft go. Typing counts as activity of the session,
    and as its owner's work on the task.

    What can't be stored as typed (control characters) is stored without them: nothing is lost for it.
    """
    actor = acting(session)
    if kind not in KINDS:
        raise Invalid("kind", "A draft is of a reply or of a note.")
    if len(body) > LONGEST:
        raise Invalid("body", f"At most {LONGEST:,} characters are kept; shorten the text.")
    task = permitted_task(session, task_id, "work", lock=False)
    if kind == "reply":
        actor.require(FOCI[task.focus_type].writes)
    kept = "".join(c for c in body if ord(c) >= 32 or c in "\n\t")
    if not kept.strip():
        session.execute(
            delete(Draft).where(Draft.task_id == task_id, Draft.staff_id == actor.person_id, Draft.kind == kind)
        )
        return Saved(actor.now)
    worked(session, task_id)
    statement = insert(Draft).values(
        task_id=task_id,
        staff_id=actor.person_id,
        kind=kind,
        body=kept,
        seen_inbound_id=seen_inbound_id,
        saved_at=actor.now,
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["task_id", "staff_id", "kind"],
            set_={
                "body": statement.excluded.body,
                "seen_inbound_id": statement.excluded.seen_inbound_id,
                "saved_at": actor.now,
            },
        )
    )
    return Saved(actor.now)
