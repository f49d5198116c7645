"""Who may refill by an approved protocol, and who could."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Staff
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import ROLES, Permission


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """Somebody who works refills and decides none by themselves, or who holds the authority (`given`) for all that.

    `counts`: with their role it makes a difference. Who changed roles may still hold it, to be taken back.
    """

    id: int
    name: str
    role: str
    given: bool
    counts: bool


# A prescriber decides without it.
WORKING = tuple(
    slug
    for slug, role in ROLES.items()
    if Permission.REFILL_PROTOCOL in role.permissions and Permission.REFILL_DECIDE not in role.permissions
)
_LINES = (
    select(Staff.id, Staff.name, Staff.role, Staff.protocol_authority)
    .where(
        Staff.deactivated_at.is_(None),
        or_(Staff.role.in_(bindparam("working", expanding=True)), Staff.protocol_authority),
    )
    .order_by(Staff.name, Staff.id)
)


@query("refill-protocol.authority", needs=Permission.PROTOCOL_EDIT)
def authority(session: Session, *, viewer: Credential) -> tuple[AuthorityLine, ...]:
    """Everybody who holds the authority or could be given it, by name. One statement."""
    return tuple(
        AuthorityLine(
            id=row.id,
            name=row.name,
            role=ROLES[row.role].name if row.role in ROLES else row.role,
            given=row.protocol_authority,
            counts=row.role in WORKING,
        )
        for row in plain_rows(session, _LINES, {"working": WORKING})
    )
