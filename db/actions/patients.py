"""Opening a patient's record."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.audit import audit
from db.credentials import Credential
from db.errors import NotFound
from db.models import Patient, RecordOpening
from db.registry import acting, action
from db.roles import Permission


@action("patient.open", needs=Permission.PATIENT_VIEW)
def open_patient(session: Session, *, by: Credential, patient_id: int) -> None:
    """Note that the person opened the record: audited once per session and record."""
    actor = acting(session)
    if session.scalar(select(Patient.id).where(Patient.id == patient_id)) is None:
        raise NotFound("patient")
    if actor.session_id is None:
        return
    first = session.execute(
        insert(RecordOpening)
        .values(session_id=actor.session_id, subject_type="patient", subject_id=patient_id)
        .on_conflict_do_nothing()
        .returning(RecordOpening.subject_id)
    ).scalar()
    if first is not None:
        audit(session, "patient.opened", patient_id=patient_id, subject=("patient", patient_id))
