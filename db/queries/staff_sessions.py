"""Who is signed in, until when, and where else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.config import config
from db.credentials import Actor, Credential, SessionToken
from db.errors import SignedOut
from db.models import Staff, StaffSession
from db.registry import acting, query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class Me:
    """The signed-in person, as of `actor.now`, and when the session ends if they do nothing."""

    actor: Actor
    idle_ends_at: datetime
    ends_at: datetime

    @property
    def left(self) -> timedelta:
        """How long the session still lives without any activity."""
        return min(self.idle_ends_at, self.ends_at) - self.actor.now


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A live session of one's own; `source` is the address it was opened from."""

    id: int
    started_at: datetime
    last_active_at: datetime
    source: str
    this: bool


@query("session.who_am_i", needs=Permission.OWN_SESSION)
def who_am_i(session: Session, *, viewer: Credential) -> Me:
    """The person behind the credential. One indexed read; extends nothing."""
    actor = acting(session)
    started, active = actor.started_at or actor.now, actor.last_active_at or actor.now
    return Me(
        actor=actor,
        idle_ends_at=active + timedelta(minutes=config().idle_minutes),
        ends_at=started + timedelta(hours=config().session_hours),
    )


@query("session.mine", needs=Permission.OWN_SESSION)
def my_sessions(session: Session, *, viewer: Credential) -> list[SessionLine]:
    """One's live sessions, the newest first."""
    actor = acting(session)
    rows = session.execute(
        select(StaffSession.id, StaffSession.started_at, StaffSession.last_active_at, StaffSession.source)
        .where(
            StaffSession.staff_id == actor.staff_id,
            StaffSession.ended_at.is_(None),
            StaffSession.last_active_at > actor.now - timedelta(minutes=config().idle_minutes),
            StaffSession.started_at > actor.now - timedelta(hours=config().session_hours),
        )
        .order_by(StaffSession.started_at.desc(), StaffSession.id.desc())
    )
    return [
        SessionLine(row.id, row.started_at, row.last_active_at, row.source, this=row.id == actor.session_id)
        for row in rows
    ]


def is_live(session: Session, token: SessionToken) -> bool:
    """Whether a session of this token lives. Extends nothing."""
    try:
        who_am_i(session, viewer=token)
    except SignedOut:
        return False
    return True


def farewell(session: Session, token: SessionToken) -> str:
    """Why the session of this token ended, as a sentence for whoever holds it; empty if there never was one."""
    row = session.execute(
        select(
            StaffSession.end_reason,
            Staff.deactivated_at,
            (StaffSession.started_at <= func.transaction_timestamp() - timedelta(hours=config().session_hours)).label(
                "too_old"
            ),
        )
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.token_hash == token.digest)
    ).one_or_none()
    if row is None:
        return ""
    if row.end_reason == "signed out":
        return "You are signed out."
    if row.end_reason in ("revoked", "deactivated") or row.deactivated_at is not None:
        return "An administrator ended your session. Your drafts were kept."
    if row.end_reason == "password changed":
        return "You were signed out because your password was changed. Your drafts were kept."
    if row.end_reason in ("replaced", "ended elsewhere"):
        return "You were signed out from elsewhere. Your drafts were kept."
    if row.too_old or row.end_reason == "too old":
        return f"You were signed out after {config().session_hours} hours. Your drafts were kept."
    return f"You were signed out after {config().idle_minutes} minutes without activity. Your drafts were kept."
