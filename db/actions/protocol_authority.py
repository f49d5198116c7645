"""The authority to refill by an approved protocol: given by a clinician, person by person, and taken back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audit import audit
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import Staff
from db.registry import action
from db.roles import ROLES, Permission


@action("staff.protocol-authority", needs=Permission.PROTOCOL_DELEGATE)
def give_authority(session: Session, *, by: Credential, staff_id: int, given: bool) -> bool:
    """Let somebody approve refills by protocol, or no more; whether anything changed.

    It is a clinician's to delegate, not an administrator's; a shell on the server may too, since a new clinic begins
    there. It takes effect with the person's next action. Raises `Invalid` for somebody whose role works no refills.
    """
    person = session.scalar(
        select(Staff).where(Staff.id == staff_id, Staff.deactivated_at.is_(None)).with_for_update(key_share=True)
    )
    if person is None:
        raise NotFound("person")
    role = ROLES.get(person.role)
    if given and (role is None or Permission.REFILL_PROTOCOL not in role.permissions):
        raise Invalid("staff_id", f"{person.name} doesn't work refills: their role doesn't allow it.")
    if person.protocol_authority == given:
        return False
    person.protocol_authority = given
    person.version += 1
    session.flush()
    audit(session, "staff.protocol-authority", subject=("staff", staff_id), given=given)
    return True
