"""Opening a laboratory's message as it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audit import audit
from db.credentials import Credential
from db.errors import NotFound
from db.models import DiagnosticReport, Lab, LabFile, LabMessage, ReportMessage
from db.registry import action
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as it came, its lines ended by `\\n`; `state`, `segment`, `where`, `reason` say what became of it."""

    id: int
    lab: str
    control_id: str
    file: str
    position: int
    received_at: datetime
    state: str
    segment: str
    where: str
    reason: str
    text: str = field(repr=False)


@action("raw-message.open", needs=Permission.RESULTS_READ)
def open_message(session: Session, *, by: Credential, message_id: int) -> RawMessage:
    """Read a message whole; audited each time, for each patient whom its results belong to."""
    row = session.execute(
        select(LabMessage, LabMessage.raw, LabFile.name.label("file"), Lab.name.label("lab"))
        .join(LabFile, LabFile.id == LabMessage.file_id)
        .outerjoin(Lab, Lab.id == LabMessage.lab_id)
        .where(LabMessage.id == message_id)
    ).one_or_none()
    if row is None:
        raise NotFound("message")
    patients = session.scalars(
        select(DiagnosticReport.patient_id)
        .join(ReportMessage, ReportMessage.report_id == DiagnosticReport.id)
        .where(ReportMessage.message_id == message_id)
        .distinct()
    ).all()
    for patient_id in patients or [None]:
        audit(session, "raw-message.opened", patient_id=patient_id, subject=("lab_message", message_id))
    message: LabMessage = row.LabMessage
    return RawMessage(
        id=message.id,
        lab=row.lab or "",
        control_id=message.control_id,
        file=row.file,
        position=message.position,
        received_at=message.received_at,
        state=message.state.value,
        segment=message.segment,
        where=message.field,
        reason=message.reason,
        text=row.raw.replace("\r\n", "\n").replace("\r", "\n"),
    )
