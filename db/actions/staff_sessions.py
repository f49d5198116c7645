"""Sessions of signed-in staff: staying active, signing out, revoking. Signing in is `db.actions.sign_in`."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.actions.sign_in import end_sessions
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import NotFound
from db.models import RecordOpening, SignInThrottle, SignInTicket, Staff, StaffSession
from db.registry import acting, action
from db.roles import Permission
from rules.sign_in import FORGOTTEN_AFTER


@action("session.stay", needs=Permission.OWN_SESSION)
def stay(session: Session, *, by: Credential) -> None:
    """The person did something, a key or a click: the gate of every action moves the idle end."""


@action("session.sign_out", needs=Permission.OWN_SESSION)
def sign_out(session: Session, *, by: Credential) -> None:
    """End this session."""
    actor = acting(session)
    end_sessions(session, "signed out", StaffSession.id == actor.session_id)
    audit(session, "session.ended", subject=("staff_session", actor.session_id), reason="signed out")


@action("session.end_own", needs=Permission.OWN_SESSION)
def end_own(session: Session, *, by: Credential, session_id: int) -> None:
    """End another session of one's own, such as one left open at a shared workstation."""
    own = StaffSession.staff_id == acting(session).person_id
    if not end_sessions(session, "ended elsewhere", StaffSession.id == session_id, own):
        raise NotFound("session")
    audit(session, "session.ended", subject=("staff_session", session_id), reason="ended elsewhere")


@action("session.end_sessions_of", needs=Permission.STAFF_MANAGE)
def end_sessions_of(session: Session, *, by: Credential, staff_id: int) -> int:
    """End every session of a person at once; return how many there were."""
    if session.scalar(select(Staff.id).where(Staff.id == staff_id)) is None:
        raise NotFound("person")
    ended = end_all(session, staff_id, "revoked")
    audit(session, "session.revoked", subject=("staff", staff_id), ended=ended)
    return ended


@action("session.tidy", needs=Permission.SYSTEM_RUN)
def tidy(session: Session, *, by: Credential) -> int:
    """Mark sessions that ran out as ended, forget old tickets and attempts; return how many sessions."""
    now = acting(session).now
    old = StaffSession.started_at <= now - timedelta(hours=config().session_hours)
    idle = StaffSession.last_active_at <= now - timedelta(minutes=config().idle_minutes)
    over = select(StaffSession.id).where(StaffSession.ended_at < now - FORGOTTEN_AFTER)
    session.execute(delete(RecordOpening).where(RecordOpening.session_id.in_(over)))
    ended = end_sessions(session, "too old", old) + end_sessions(session, "idle", idle)
    session.execute(delete(SignInTicket).where(SignInTicket.created_at < now - FORGOTTEN_AFTER))
    session.execute(delete(SignInThrottle).where(SignInThrottle.last_failed_at < now - FORGOTTEN_AFTER))
    return ended


def end_all(session: Session, staff_id: int, reason: str, *, but: int | None = None) -> int:
    """End a person's sessions (`but` one) and the tickets on their way to one; return how many sessions."""
    session.execute(
        update(SignInTicket)
        .where(SignInTicket.staff_id == staff_id, SignInTicket.used_at.is_(None))
        .values(used_at=func.transaction_timestamp())
    )
    # No row has the id 0, so without `but` every session ends.
    return end_sessions(session, reason, StaffSession.staff_id == staff_id, StaffSession.id != (but or 0))
