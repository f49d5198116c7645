"""Staff: adding, unlocking, deactivating, and passwords."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.sign_in import forget_failures, username_typed
from db.actions.staff_sessions import end_all
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import Staff
from db.passwords import check_acceptable, hash_password, password_matches, random_password
from db.registry import acting, action
from db.roles import ROLES, Permission

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A password for one sign-in: shown once, kept nowhere, and changed at that sign-in."""

    staff_id: int
    username: str
    password: str = field(repr=False)


@action("staff.add", needs=Permission.STAFF_MANAGE)
def add(session: Session, *, by: Credential, username: str, name: str, role: str, email: str = "") -> FirstPassword:
    """Add somebody, with a random first password that they must change."""
    username, name, email = username_typed(username), name.strip(), email.strip()
    if not USERNAME.fullmatch(username):
        raise Invalid("username", "A user name has 2 to 40 letters a-z, digits, dots or hyphens, a letter first.")
    if not name or not name.isprintable() or len(name) > 80:
        raise Invalid("name", "A name has 1 to 80 characters.")
    if role not in ROLES:
        raise Invalid("role", f"There is no role {role!r}. The roles are {', '.join(ROLES)}.")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise Invalid("email", "This isn't an e-mail address.")
    password = random_password()
    staff_id = session.scalar(
        insert(Staff)
        .values(
            username=username,
            name=name,
            role=role,
            email=email,
            password_hash=hash_password(password),
            must_change_password=True,
        )
        .on_conflict_do_nothing(index_elements=[Staff.username])
        .returning(Staff.id)
    )
    if staff_id is None:
        raise Conflict(f"There is already somebody with the user name {username}. Nothing was changed.")
    audit(session, "staff.added", subject=("staff", staff_id), role=role)
    return FirstPassword(staff_id, username, password)


@action("staff.unlock", needs=Permission.STAFF_MANAGE)
def unlock(session: Session, *, by: Credential, username: str) -> bool:
    """Let somebody try to sign in again at once; return whether anything was in their way."""
    name = username_typed(username)
    staff_id = session.scalar(select(Staff.id).where(Staff.username == name))
    if staff_id is None:
        raise NotFound("person")
    was_locked = forget_failures(session, name=name)
    audit(session, "staff.unlocked", subject=("staff", staff_id))
    return was_locked


@action("staff.reset_password", needs=Permission.STAFF_MANAGE)
def reset_password(session: Session, *, by: Credential, staff_id: int) -> FirstPassword:
    """Give somebody a new first password; their sessions end, and they may try at once."""
    username = session.scalar(select(Staff.username).where(Staff.id == staff_id, Staff.deactivated_at.is_(None)))
    if username is None:
        raise NotFound("person")
    password = random_password()
    session.execute(
        update(Staff)
        .where(Staff.id == staff_id)
        .values(password_hash=hash_password(password), must_change_password=True, version=Staff.version + 1)
    )
    end_all(session, staff_id, "password changed")
    forget_failures(session, name=username)
    audit(session, "staff.password_reset", subject=("staff", staff_id))
    return FirstPassword(staff_id, username, password)


@action("staff.deactivate", needs=Permission.STAFF_MANAGE)
def deactivate(session: Session, *, by: Credential, staff_id: int) -> int:
    """Take somebody's access away at once: no sign-in, no live session. Return how many sessions ended."""
    actor = acting(session)
    if staff_id == actor.staff_id:
        raise Invalid("staff_id", "Nobody can deactivate themselves; ask another administrator.")
    done = session.scalar(
        update(Staff)
        .where(Staff.id == staff_id, Staff.deactivated_at.is_(None))
        .values(deactivated_at=actor.now, deactivated_by=actor.name, version=Staff.version + 1)
        .returning(Staff.id)
    )
    if done is None:
        _was_faster(session, staff_id)
    ended = end_all(session, staff_id, "deactivated")
    audit(session, "staff.deactivated", subject=("staff", staff_id), ended=ended)
    return ended


@action("staff.change_password", needs=Permission.OWN_SESSION)
def change_password(session: Session, *, by: Credential, old: str, new: str) -> None:
    """Change one's own password; every other session of one's own ends.

    Raises `Invalid` naming `old` or `password`. Count the attempt with `sign_in.begin_sign_in` in a
    transaction of its own first, so that a stolen session can't try passwords without end.
    """
    actor = acting(session)
    staff = session.execute(select(Staff).where(Staff.id == actor.person_id).with_for_update()).scalar_one()
    if not password_matches(old, staff.password_hash):
        raise Invalid("old", "The current password isn't right. Nothing was changed.")
    if new == old:
        raise Invalid("password", "Choose a password that differs from the current one.")
    check_acceptable(new, personal=("portside", staff.username, *staff.name.split(), *config().clinic_name.split()))
    staff.password_hash, staff.must_change_password = hash_password(new), False
    session.flush()
    ended = end_all(session, actor.person_id, "password changed", but=actor.session_id)
    forget_failures(session, name=staff.username)
    audit(session, "staff.password_changed", subject=("staff", actor.staff_id), ended=ended)


def _was_faster(session: Session, staff_id: int) -> NoReturn:
    """Say who had deactivated this person already; `NotFound` if there is none."""
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise NotFound("person")
    raise Conflict(
        f"{staff.name} was already deactivated by {staff.deactivated_by}. Nothing was changed.",
        Since(staff.deactivated_by or "", "deactivated", staff.deactivated_at),
    )
