"""Results put into a state straight away, for the tests of what the portal shows of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, update

from db.models import Attachment, DiagnosticReport, Observation, ResultComment, ResultHold, ResultRelease
from tests.conftest import Clinic
from tests.db.portal_visits import PDF

MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def report(clinic: Clinic, patient_id: int | None, *, potassium: str = "4.1", release: str = "everybody",
           **values: Any) -> int:  # fmt: skip
    """A report with one value, released unless told otherwise (`release` empty); its id."""
    with clinic.db.transaction() as session:
        row = DiagnosticReport(
            **{"patient_id": patient_id, "display": "Basic metabolic panel", "status": "final", "collected_at": MONDAY,
               "reported_at": MONDAY} | values
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(_value(row, potassium))
        if release:
            assert patient_id is not None
            session.add(
                ResultRelease(report_id=row.id, patient_id=patient_id, audience=release, released_by="the rule")
            )
        return row.id


def _value(row: DiagnosticReport, text: str, **values: Any) -> Observation:
    return Observation(
        **{"report_id": row.id, "patient_id": row.patient_id, "code": "2823-3", "display": "Potassium",
           "value_text": text, "unit": "mmol/L", "effective_at": MONDAY} | values
    )  # fmt: skip


def value(clinic: Clinic, report_id: int, text: str, **values: Any) -> int:
    """One more value of a report."""
    with clinic.db.transaction() as session:
        row = _value(session.get_one(DiagnosticReport, report_id), text, **values)
        session.add(row)
        session.flush()
        return row.id


def correct(clinic: Clinic, report_id: int, text: str) -> int:
    """Replace a report's values by a new one."""
    new = value(clinic, report_id, text, status="corrected")
    with clinic.db.transaction() as session:
        session.execute(
            update(Observation)
            .where(Observation.report_id == report_id, Observation.id != new, Observation.superseded_at.is_(None))
            .values(superseded_at=func.clock_timestamp(), superseded_by_id=new)
        )
        session.execute(update(DiagnosticReport).where(DiagnosticReport.id == report_id).values(status="corrected"))
    return new


def release(clinic: Clinic, report_id: int, patient_id: int, audience: str, account_id: int | None = None) -> int:
    """Release a report to an audience."""
    with clinic.db.transaction() as session:
        row = ResultRelease(
            report_id=report_id, patient_id=patient_id, audience=audience, account_id=account_id, released_by="Alice"
        )
        session.add(row)
        session.flush()
        return row.id


def hold(
    clinic: Clinic, report_id: int, patient_id: int, audience: str = "everybody", account_id: int | None = None,
    *, days: int = 3, ended: bool = False, rationale: str = "She asked for it.",
) -> int:  # fmt: skip
    """Hold a report from an audience, until so many days from now; a negative number has run out."""
    with clinic.db.transaction() as session:
        now = func.clock_timestamp()
        row = ResultHold(
            report_id=report_id, patient_id=patient_id, reason="patient-request", rationale=rationale,
            audience=audience, account_id=account_id, decided_by_id=clinic.staff_id("dev"),
            starts_at=now - timedelta(days=30), expires_at=now + timedelta(days=days),
            ended_at=now if ended else None, ended_by="Dev" if ended else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def comment(clinic: Clinic, report_id: int, body: str, *, withdrawn: bool = False) -> int:
    """A word of the nurse's about a report."""
    with clinic.db.transaction() as session:
        row = ResultComment(
            report_id=report_id, staff_id=clinic.staff_id("alice"), author="Alice Moreno", body=body,
            withdrawn_at=func.clock_timestamp() if withdrawn else None, withdrawn_by="Alice" if withdrawn else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def attach(clinic: Clinic, report_id: int, content: bytes = PDF, name: str = "report.pdf") -> int:
    """A file of a report."""
    with clinic.db.transaction() as session:
        row = Attachment(report_id=report_id, name=name, media_type="application/pdf", content=content)
        session.add(row)
        session.flush()
        return row.id
