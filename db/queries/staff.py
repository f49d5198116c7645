"""Staff as they are shown: for now, oneself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Staff
from db.registry import acting, query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class Account:
    """One's own account."""

    username: str
    name: str
    email: str


@query("staff.my_account", needs=Permission.OWN_SESSION)
def my_account(session: Session, *, viewer: Credential) -> Account:
    """The account of whoever asks."""
    row = session.execute(
        select(Staff.username, Staff.name, Staff.email).where(Staff.id == acting(session).person_id)
    ).one()
    return Account(row.username, row.name, row.email)
