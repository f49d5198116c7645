"""From a credential to a live person with live permissions, inside the transaction that acts.

A credential is a secret (a signed-in session's token) or a process's own identity. It resolves to
an `Actor`, once per transaction; nothing else makes one, so holding an `Actor` means that the
session was alive and the permissions current when this transaction began.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Interval, bindparam, func, select, update
from sqlalchemy.orm import Session

from db.config import config
from db.errors import Forbidden, SignedOut
from db.models import Staff, StaffSession, TeamMember
from db.roles import COMMAND_LINE, ROLES, WORKER, Permission, Role, Sensitivity

TOUCH_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class SessionToken:
    """The secret of a signed-in session. Never printed."""

    value: str = field(repr=False)

    @property
    def digest(self) -> bytes:
        """What the database knows of it."""
        return token_digest(self.value)


@dataclass(frozen=True, slots=True)
class System:
    """A process's own identity: the worker's or the command line's. Never used by a page."""

    role: Role


WORKER_IDENTITY = System(WORKER)
COMMAND_LINE_IDENTITY = System(COMMAND_LINE)

Credential = SessionToken | System


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, resolved in this transaction. `now` is the database's clock at its start."""

    name: str
    role: Role
    now: datetime
    staff_id: int | None = None
    session_id: int | None = None
    site_id: int | None = None
    team_ids: frozenset[int] = frozenset()
    must_change_password: bool = False
    started_at: datetime | None = None
    last_active_at: datetime | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do."""
        return self.role.permissions

    def may(self, permission: Permission) -> bool:
        """Whether the role holds `permission`."""
        return permission in self.role.permissions

    def reads(self, sensitivity: Sensitivity) -> bool:
        """Whether the role may read values of this sensitivity."""
        return sensitivity in self.role.sensitivities

    def require(self, permission: Permission) -> None:
        """Raise `Forbidden` unless the role holds `permission`."""
        if permission not in self.role.permissions:
            raise Forbidden

    @property
    def person_id(self) -> int:
        """The staff row's id; raise `Forbidden` for a process, where only a person can act."""
        if self.staff_id is None:
            raise Forbidden("Only a person can do this.")
        return self.staff_id


def token_digest(token: str) -> bytes:
    """SHA-256 of a session token, the only form in which it is stored."""
    return hashlib.sha256(token.encode()).digest()


def resolve(session: Session, credential: Credential) -> Actor:
    """The live person behind `credential`; one indexed read per transaction.

    Raises `SignedOut` when the session is unknown, ended, idle or too old, or its person deactivated.
    """
    known: dict[Credential, Actor] = session.info.setdefault("actors", {})
    if credential not in known:
        known[credential] = (
            _process(session, credential) if isinstance(credential, System) else _person(session, credential)
        )
    return known[credential]


def forget_actors(session: Session) -> None:
    """Called when a transaction ends: the next one asks anew."""
    session.info.pop("actors", None)


def _process(session: Session, credential: System) -> Actor:
    now = session.scalar(select(func.transaction_timestamp()))
    assert now is not None  # noqa: S101  transaction_timestamp() has no NULL
    return Actor(name=credential.role.name, role=credential.role, now=now)


_PERSON = (
    select(
        StaffSession.id,
        StaffSession.started_at,
        StaffSession.last_active_at,
        Staff.id.label("staff_id"),
        Staff.name,
        Staff.role,
        Staff.site_id,
        Staff.must_change_password,
        func.transaction_timestamp().label("now"),
        select(func.array_agg(TeamMember.team_id))
        .where(TeamMember.staff_id == Staff.id)
        .scalar_subquery()
        .label("teams"),
    )
    .join(Staff, Staff.id == StaffSession.staff_id)
    .where(
        StaffSession.token_hash == bindparam("digest"),
        StaffSession.ended_at.is_(None),
        Staff.deactivated_at.is_(None),
        StaffSession.last_active_at > func.transaction_timestamp() - bindparam("idle", type_=Interval),
        StaffSession.started_at > func.transaction_timestamp() - bindparam("longest", type_=Interval),
    )
)


def _person(session: Session, credential: SessionToken) -> Actor:
    limits = {
        "idle": timedelta(minutes=config().idle_minutes),
        "longest": timedelta(hours=config().session_hours),
    }
    row = session.connection().execute(_PERSON, {"digest": credential.digest} | limits).one_or_none()
    if row is None or row.role not in ROLES:
        raise SignedOut
    return Actor(
        name=row.name,
        role=ROLES[row.role],
        now=row.now,
        staff_id=row.staff_id,
        session_id=row.id,
        site_id=row.site_id,
        team_ids=frozenset(row.teams or ()),
        must_change_password=row.must_change_password,
        started_at=row.started_at,
        last_active_at=row.last_active_at,
    )


def touch(session: Session, actor: Actor) -> None:
    """Note that the person is active: only a deed of theirs calls this, never a timer on screen."""
    if actor.session_id is None or actor.last_active_at is None:
        return
    if actor.now - actor.last_active_at >= TOUCH_EVERY:
        session.execute(
            update(StaffSession).where(StaffSession.id == actor.session_id).values(last_active_at=actor.now)
        )
