"""Giving one's password again before a deed that asks for it, such as a controlled drug.

The action takes the password itself, so no page can claim that it was given. Each try counts as an attempt to sign
in, in a transaction of its own: a refusal takes the action back, never the count. So whoever finds a session open
can't try passwords without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.actions.sign_in import begin_sign_in, forget_failures, note
from db.errors import Invalid
from db.models import Staff, StaffSession
from db.passwords import password_matches
from db.registry import acting


def require_password(session: Session, password: str, *, field: str = "password") -> None:
    """Raise `Invalid` unless it is the acting person's password, `TooManyAttempts` while they have to wait.

    Call it before anything is locked: checking takes a quarter of a second by intention.
    """
    actor = acting(session)
    if not password:
        raise Invalid(field, "Give your password again; nothing was changed.")
    username = session.scalars(select(Staff.username).where(Staff.id == actor.person_id)).one()
    source = session.scalar(select(StaffSession.source).where(StaffSession.id == actor.session_id)) or ""
    with _own_connection(session) as engine:
        with Session(engine) as counting, counting.begin():
            attempt = begin_sign_in(counting, username=username, source=source)
        matches = password_matches(password, attempt.password_hash)
        with Session(engine) as counting, counting.begin():
            if matches:
                forget_failures(counting, name=attempt.username, source=source)
            else:
                note(counting, "password.refused", staff_id=actor.staff_id, source=source, session_id=actor.session_id)
    if not matches:
        raise Invalid(field, "This isn't your password. Nothing was changed.")


@contextmanager
def _own_connection(session: Session) -> Iterator[Engine]:
    """A connection beside the pool's, for as long as a check takes.

    The action holds one of the pool already: where each of the last ones belongs to somebody who gives their password,
    all would wait for another that nobody gives back.
    """
    engine = session.get_bind()
    assert isinstance(engine, Engine)  # noqa: S101  the application's sessions are bound to it
    own = Engine(engine.pool.recreate(), engine.dialect, engine.url, hide_parameters=True)
    try:
        yield own
    finally:
        own.dispose()
