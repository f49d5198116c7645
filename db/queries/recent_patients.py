"""The patients whose records one opened since signing in."""

from __future__ import annotations

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Patient, PortalAccount, RecordOpening
from db.queries.paging import plain_rows
from db.queries.people import PersonLine
from db.registry import acting, query
from db.roles import Permission, Sensitivity

MOST = 20

_OPENED = (
    select(
        Patient.id,
        func.concat(Patient.given, " ", Patient.family).label("name"),
        Patient.birth_date,
        Patient.sex,
        Patient.mrn,
        Patient.phone,
        func.coalesce(PortalAccount.state, "none").label("portal_state"),
        Patient.deceased_at.is_not(None).label("deceased"),
    )
    .join(RecordOpening, (RecordOpening.subject_type == "patient") & (RecordOpening.subject_id == Patient.id))
    .outerjoin(PortalAccount, PortalAccount.patient_id == Patient.id)
    .where(RecordOpening.session_id == bindparam("session_id", type_=BigInteger))
    .order_by(Patient.family, Patient.id)
    .limit(MOST)
)


@query("patient.recent", needs=Permission.PATIENT_VIEW)
def recent_patients(session: Session, *, viewer: Credential) -> tuple[PersonLine, ...]:
    """At most 20 patients that were opened in the viewer's session, by family name."""
    actor = acting(session)
    found = plain_rows(session, _OPENED, {"session_id": actor.session_id}).mappings()
    contact = actor.reads(Sensitivity.CONTACT)
    return tuple(PersonLine(**(dict(row) | ({} if contact else {"phone": ""}))) for row in found)
