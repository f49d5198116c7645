"""Notices to staff: a mention, an assignment, a claim that went back. Each a row, none overwrites another."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import Invalid
from db.models import StaffNotice
from db.models.teamwork import NOTICE_KINDS
from db.registry import acting, action
from db.roles import Permission


def notify(session: Session, *, staff_id: int, task_id: int, kind: str, note_id: int | None = None) -> None:
    """Tell somebody of something on a task, in the transaction that did it. Nobody is told of their own deeds."""
    actor = acting(session)
    if staff_id == actor.staff_id:
        return
    session.add(
        StaffNotice(
            staff_id=staff_id, task_id=task_id, note_id=note_id, kind=kind, actor=actor.name, created_at=actor.now
        )
    )
    session.flush()


@action("notice.see", needs=Permission.TASK_VIEW)
def see(session: Session, *, by: Credential, task_id: int, kind: str = "") -> None:
    """Mark one's own notices of a task as seen: all of them, or those of one kind."""
    actor = acting(session)
    if kind and kind not in NOTICE_KINDS:
        raise Invalid("kind", "There is no such notice.")
    own = update(StaffNotice).where(
        StaffNotice.staff_id == actor.person_id, StaffNotice.task_id == task_id, StaffNotice.seen_at.is_(None)
    )
    session.execute(
        (own.where(StaffNotice.kind == kind) if kind else own)
        .values(seen_at=actor.now)
        .execution_options(synchronize_session=False)
    )
