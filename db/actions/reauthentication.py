"""Giving one's password again before a deed that asks for it, such as a controlled drug.

In two steps, as signing in: `give_again` checks the password while no transaction is open, since that takes a quarter
of a second by intention; the action then asks `require_given` for what came of it. That is sealed with the clinic's
own key, for this session, this password and this deed alone, for half a minute: so no page can claim that a password
was given, and what was given for one request opens no other.

Each try counts as an attempt to sign in, whatever becomes of the deed: whoever finds a session open can't try passwords
without end.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.sign_in import begin_sign_in, forget_failures, note
from db.config import config
from db.credentials import Credential, resolve
from db.engine import Database
from db.errors import Invalid
from db.models import Staff, StaffSession
from db.passwords import password_matches
from db.registry import acting

HOLDS = timedelta(seconds=30)  # as a ticket of signing in
FIELD = "password"
AGAIN = "Give your password again; nothing was changed."


@dataclass(frozen=True, slots=True)
class GivenAgain:
    """That the password was given for a `deed`, at that moment of the database's clock."""

    deed: str
    at: datetime
    seal: bytes = field(repr=False)


def give_again(database: Database, *, by: Credential, password: str, deed: str) -> GivenAgain:
    """Check the password of whoever holds the credential, for a deed. Not inside a transaction.

    Raises `Invalid` where it isn't theirs, `TooManyAttempts` while they have to wait.
    """
    if not password:
        raise Invalid(FIELD, AGAIN)
    with database.transaction() as session:
        actor = resolve(session, by)
        username = session.scalars(select(Staff.username).where(Staff.id == actor.person_id)).one()
        source = session.scalar(select(StaffSession.source).where(StaffSession.id == actor.session_id)) or ""
        attempt = begin_sign_in(session, username=username, source=source)
    matches = password_matches(password, attempt.password_hash)
    with database.transaction() as session:
        actor = resolve(session, by)  # the session may have ended meanwhile
        if matches:
            forget_failures(session, name=attempt.username, source=source)
        else:
            note(session, "password.refused", staff_id=actor.staff_id, source=source, session_id=actor.session_id)
    if not matches:
        raise Invalid(FIELD, "This isn't your password. Nothing was changed.")
    return GivenAgain(deed, actor.now, _seal(actor.session_id, deed, actor.now, attempt.password_hash))


def require_given(session: Session, given: GivenAgain, deed: str) -> None:
    """Raise `Invalid` unless the acting person gave the password they have now, just before, for this very deed."""
    actor = acting(session)
    known = session.scalars(select(Staff.password_hash).where(Staff.id == actor.person_id)).one()
    sealed = hmac.compare_digest(given.seal, _seal(actor.session_id, deed, given.at, known))
    if not sealed or given.deed != deed or actor.now - given.at > HOLDS:
        raise Invalid(FIELD, AGAIN)


def _seal(session_id: int | None, deed: str, at: datetime, password_hash: str) -> bytes:
    words = "\n".join(("given-again", str(session_id), deed, at.isoformat(), password_hash))
    return hmac.new(config().secret_key, words.encode(), hashlib.sha256).digest()
