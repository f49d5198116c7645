"""No result is lost by a close: its task ends when somebody has reviewed it, or it is nobody's of ours."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.tasks import vocabulary
from db.errors import Conflict
from db.models import DiagnosticReport, Task

NOT_OURS, DUPLICATE = "not-ours", "duplicate"
WITHOUT_PATIENT = (NOT_OURS, DUPLICATE)
TAKEN_BACK = ("cancelled", "entered-in-error")

vocabulary(deeds={}, outcomes={NOT_OURS: "Not our patient"})


def require_closable(session: Session, task: Task, outcome: str) -> None:
    """Raise `Conflict` for the task of a result that nobody reviewed as it stands, or linked to its patient."""
    if task.focus_type != "diagnostic_report":
        return
    report = session.execute(
        select(DiagnosticReport.patient_id, DiagnosticReport.status, DiagnosticReport.reviewed_at).where(
            DiagnosticReport.id == task.focus_id
        )
    ).one_or_none()
    if report is None or report.status in TAKEN_BACK:
        return
    if report.patient_id is None:
        if outcome not in WITHOUT_PATIENT:
            raise Conflict("It isn't known whose result this is: link it to its patient. Nothing was changed.")
    elif report.reviewed_at is None:
        raise Conflict("Nobody has reviewed this result yet: review it and say what follows. Nothing was changed.")
