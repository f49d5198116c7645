"""Signing in, before there is a credential.

These functions take no `by=` and stand outside the registry, since nobody is signed in yet:
`begin_sign_in` and `finish_sign_in` around the password check (which the console makes while no
transaction is open), then `open_session`, from ticket to session. They write their audit events themselves.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import case, delete, func, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.config import config
from db.credentials import SessionToken, token_digest
from db.errors import TooManyAttempts
from db.models import AuditEvent, SignInThrottle, SignInTicket, Staff, StaffSession
from db.passwords import DUMMY_HASH
from rules.sign_in import FORGOTTEN_AFTER, LIMITS

TICKET_LIVES = timedelta(seconds=30)
NOBODY = "nobody"  # the actor of an event before anybody is signed in


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that may be checked: against this hash, which is a dummy's where nobody could sign in.

    `staff_id` is who has the name (for the audit), `locked` which limits this attempt reaches if it fails.
    """

    username: str
    source: str
    staff_id: int | None
    locked: tuple[str, ...]
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A new session. Its token is known only here and in the cookie."""

    token: SessionToken
    session_id: int


def username_typed(text: str) -> str:
    """A user name as typed, in the form in which names are kept."""
    return "".join(letter for letter in text if letter.isprintable()).strip().lower()[:200]


def begin_sign_in(session: Session, *, username: str, source: str) -> Attempt:
    """Count an attempt and say what to check the password against.

    It counts as failed until it succeeds, so that many at once can't slip past the limit. Raises
    `TooManyAttempts` while the name or the source has to wait, for unknown names just the same.
    """
    name = username_typed(username)
    # Always in this order, so that two attempts can't wait for each other.
    limits = [("source", _count(session, "source", source)), ("name", _count(session, "name", name))]
    known = session.execute(
        select(Staff.id, Staff.password_hash, Staff.deactivated_at).where(Staff.username == name)
    ).one_or_none()
    usable = known is not None and known.deactivated_at is None and known.password_hash.startswith("$2")
    return Attempt(
        username=name,
        source=source,
        staff_id=known.id if known else None,
        locked=tuple(kind for kind, failures in limits if failures >= LIMITS[kind].lock_at),
        password_hash=known.password_hash if known and usable else DUMMY_HASH,
    )


def finish_sign_in(session: Session, *, attempt: Attempt, verified: bool, browser: str) -> str | None:
    """Record the outcome: a ticket (one use, 30 s, for this browser only), or None for a refusal."""
    name = None
    if verified and browser:
        # Asked again: checking a password takes a quarter of a second, in which much can happen.
        name = session.scalar(
            select(Staff.name).where(
                Staff.id == attempt.staff_id,
                Staff.password_hash == attempt.password_hash,
                Staff.deactivated_at.is_(None),
            )
        )
    if name is None or attempt.staff_id is None:
        note(session, "session.refused", staff_id=attempt.staff_id, source=attempt.source)
        for kind in attempt.locked:
            note(session, "session.locked", staff_id=attempt.staff_id, source=attempt.source, by=kind)
        return None
    forget_failures(session, name=attempt.username, source=attempt.source)
    ticket = secrets.token_urlsafe(32)
    session.add(
        SignInTicket(
            ticket_hash=token_digest(ticket),
            browser_hash=token_digest(browser),
            staff_id=attempt.staff_id,
            source=attempt.source,
        )
    )
    session.flush()
    return ticket


def open_session(
    session: Session, *, ticket: str, browser: str, replaces: SessionToken | None = None
) -> OpenedSession | None:
    """Turn a ticket into a session, once; None if it is unknown, used, over 30 s old or another browser's.

    `replaces` is the session that this browser's cookie still named: a browser has one, so it ends.
    """
    used = session.execute(
        update(SignInTicket)
        .where(
            SignInTicket.ticket_hash == token_digest(ticket),
            SignInTicket.browser_hash == token_digest(browser),
            SignInTicket.used_at.is_(None),
            SignInTicket.created_at > func.transaction_timestamp() - TICKET_LIVES,
            SignInTicket.staff_id.in_(select(Staff.id).where(Staff.deactivated_at.is_(None))),
        )
        .values(used_at=func.transaction_timestamp())
        .returning(SignInTicket.staff_id, SignInTicket.source)
    ).one_or_none()
    if used is None:
        return None
    if replaces is not None:
        end_sessions(session, "replaced", StaffSession.token_hash == replaces.digest)
    token = SessionToken(secrets.token_urlsafe(32))
    row = StaffSession(token_hash=token.digest, staff_id=used.staff_id, source=used.source)
    session.add(row)
    session.flush()
    note(session, "session.opened", staff_id=used.staff_id, session_id=row.id, source=used.source)
    return OpenedSession(token, row.id)


def end_sessions(session: Session, reason: str, *which: object) -> int:
    """End the sessions that fulfil the conditions and haven't ended; return how many there were."""
    ended = session.scalars(
        update(StaffSession)
        .where(StaffSession.ended_at.is_(None), *which)  # type: ignore[arg-type]  # column expressions
        .values(ended_at=func.transaction_timestamp(), end_reason=reason)
        .returning(StaffSession.id)
    )
    return len(ended.all())


def forget_failures(session: Session, *, name: str, source: str | None = None) -> bool:
    """Start counting anew for a name (and a source); return whether the name had any failures."""
    # The source first, as in `begin_sign_in`.
    for kind, key in (("source", source), ("name", name)):
        if key is not None:
            found = session.scalar(
                delete(SignInThrottle)
                .where(SignInThrottle.kind == kind, SignInThrottle.key_hash == _key(kind, key))
                .returning(SignInThrottle.failures)
            )
    return found is not None


def note(
    session: Session, kind: str, *, staff_id: int | None, source: str, session_id: int | None = None, **detail: str
) -> None:
    """An audit event where there is no actor yet. Never holds the name typed: people type passwords there."""
    actor = session.scalar(select(Staff.name).where(Staff.id == staff_id)) if staff_id is not None else None
    session.execute(
        plain_insert(AuditEvent.__table__).values(  # type: ignore[arg-type]  # a Table, typed as FromClause
            kind=kind,
            actor=actor or NOBODY,
            staff_id=staff_id,
            session_id=session_id,
            subject_type="staff_session",
            subject_id=session_id,
            detail={"source": source} | detail,
        )
    )


def _key(kind: str, value: str) -> bytes:
    """Keyed, since a name typed may be a password: whoever reads the table alone can't guess it."""
    return hmac.new(config().secret_key, f"{kind}:{value}".encode(), hashlib.sha256).digest()


def _count(session: Session, kind: str, value: str) -> int:
    """Count one failure in advance and return how many there are; the row stays locked till the end."""
    now = func.transaction_timestamp()
    throttle = SignInThrottle
    waiting = throttle.locked_until > now
    row = session.execute(
        insert(throttle)
        .values(kind=kind, key_hash=_key(kind, value), failures=1)
        .on_conflict_do_update(
            index_elements=[throttle.kind, throttle.key_hash],
            set_={
                "failures": case(
                    (waiting, throttle.failures),
                    (throttle.last_failed_at < now - FORGOTTEN_AFTER, 1),
                    else_=throttle.failures + 1,
                ),
                "last_failed_at": case((waiting, throttle.last_failed_at), else_=now),
            },
        )
        .returning(
            throttle.failures,
            func.coalesce(waiting, False).label("waiting"),
            (throttle.locked_until - now).label("left"),
        )
    ).one()
    if row.waiting:
        raise TooManyAttempts(f"Too many attempts. Try again in {_in_words(row.left)}.")
    pause = LIMITS[kind].pause_after(row.failures)
    session.execute(
        update(throttle)
        .where(throttle.kind == kind, throttle.key_hash == _key(kind, value))
        .values(locked_until=now + pause if pause else None)
    )
    return int(row.failures)


def _in_words(left: timedelta) -> str:
    seconds = max(1, round(left.total_seconds()))
    if seconds < 60:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
