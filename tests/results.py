"""A clinic with results in it: of a laboratory as the worker files them, and posted by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.actions import results
from db.actions.release_rule import on_filed
from db.actions.result_tasks import Arrival, put_before_staff
from db.credentials import WORKER_IDENTITY, Credential, resolve
from db.models import (
    AuditEvent,
    DiagnosticReport,
    LabFile,
    LabMessage,
    LabPanel,
    Observation,
    OutboxMessage,
    Patient,
    PortalAccount,
    ProxyGrant,
    ReportMessage,
    ResultHold,
    ResultRead,
    ResultRelease,
    Task,
    UrgencyFlag,
)
from db.queries.result_audience import visible_to
from rules.result_flags import severity, worst
from tests.conftest import Clinic

numbers = count(1)
YESTERDAY = datetime.now(UTC) - timedelta(days=1)

# name, value, flag, range
NORMAL = (("Sodium", "140", "", "135-145"), ("Potassium", "4.2", "", "3.5-5.1"))
HIGH = (("Sodium", "140", "", "135-145"), ("Potassium", "5.4", "H", "3.5-5.1"))
CRITICAL = (("Potassium", "6.9", "HH", "3.5-5.1"),)

Values = Sequence[tuple[str, str, str, str]]


@contextmanager
def as_worker(session: Session) -> Iterator[None]:
    """What the worker's own actions call is called as they call it."""
    session.info["acting"] = [resolve(session, WORKER_IDENTITY)]
    try:
        yield
    finally:
        session.info["acting"].pop()


def filed(
    clinic: Clinic,
    patient: Patient | None,
    values: Values = NORMAL,
    *,
    status: str = "final",
    release: bool = True,
    **more: Any,
) -> int:
    """A report of a laboratory's, put before staff and released by the rule; its id."""
    with clinic.db.transaction() as session:
        report = DiagnosticReport(
            **(
                {
                    "patient_id": patient.id if patient else None,
                    "display": "Basic metabolic panel",
                    "status": status,
                    "severity": severity(worst(value[2] for value in values)),
                    "reported_at": func.transaction_timestamp(),
                    "collected_at": YESTERDAY,
                }
                | more
            )
        )
        session.add(report)
        session.flush()
        report_id = report.id
    _version(clinic, report_id, "filed", status, values, release=release)
    return report_id


def changed(clinic: Clinic, report_id: int, values: Values, *, change: str = "corrected", status: str = "") -> None:
    """A newer version of a laboratory's report: `corrected` replaces its values, `appended` adds, `withdrawn` ends."""
    new = status or {"corrected": "corrected", "withdrawn": "cancelled"}.get(change, "final")
    with clinic.db.transaction() as session:
        if change != "appended":
            session.execute(
                update(Observation)
                .where(Observation.report_id == report_id)
                .values(superseded_at=func.transaction_timestamp())
            )
        report = session.get_one(DiagnosticReport, report_id)
        flags = [] if change != "appended" else ["H"] * (report.severity == 1) + ["HH"] * (report.severity == 2)
        report.status, report.severity = new, severity(worst([*flags, *(value[2] for value in values)]))
    _version(clinic, report_id, change, new, values)


def _version(clinic: Clinic, report_id: int, change: str, status: str, values: Values, *, release: bool = True) -> None:
    number = next(numbers)
    with clinic.db.transaction() as session:
        digest = number.to_bytes(32)
        file = LabFile(
            name="results.hl7", source="upload", content_hash=digest, content=b"MSH", received_by="Worker", messages=1,
            state="read", finished_at=func.transaction_timestamp(),
        )  # fmt: skip
        session.add(file)
        session.flush()
        message = LabMessage(file_id=file.id, position=1, content_hash=digest, raw="MSH", state="filed")
        session.add(message)
        session.flush()
        version = ReportMessage(report_id=report_id, message_id=message.id, change=change, status=status)
        session.add(version)
        patient_id = session.get_one(DiagnosticReport, report_id).patient_id
        session.add_all(
            Observation(
                patient_id=patient_id, report_id=report_id, position=at, code="", display=name, value_text=value,
                value_number=Decimal(value), unit="mmol/L", flag=flag, range_text=span, effective_at=YESTERDAY,
            )
            for at, (name, value, flag, span) in enumerate(values, start=1)
        )  # fmt: skip
        session.flush()
        with as_worker(session):
            put_before_staff(session, [Arrival(report_id, version.id, change)])
            if release:
                on_filed(session, [report_id])


def panel_id(clinic: Clinic, slug: str = "bmp") -> int:
    """A panel's id."""
    with clinic.db.transaction() as session:
        return session.scalars(select(LabPanel.id).where(LabPanel.slug == slug)).one()


def posted(clinic: Clinic, by: Credential, patient: Patient, values: dict[str, str], **more: Any) -> results.Posted:
    """A basic metabolic panel posted by hand."""
    arguments: dict[str, Any] = {"token": uuid4(), "panel_id": panel_id(clinic), "collected_at": YESTERDAY}
    with clinic.db.transaction() as session:
        return results.post(session, by=by, patient_id=patient.id, values=tuple(values.items()), **(arguments | more))


def report(clinic: Clinic, report_id: int) -> DiagnosticReport:
    """The report as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(DiagnosticReport, report_id)


def task_of(clinic: Clinic, report_id: int) -> Task:
    """The task by which it is worked on."""
    with clinic.db.transaction() as session:
        return session.scalars(
            select(Task)
            .where(Task.focus_type == "diagnostic_report", Task.focus_id == report_id)
            .order_by(Task.closed_at.is_not(None), Task.id.desc())
            .limit(1)
        ).one()


def proxy(clinic: Clinic, patient: Patient, name: str = "Marta Diaz") -> int:
    """Somebody who acts for the patient; the account's id."""
    number = next(numbers)
    with clinic.db.transaction() as session:
        account = PortalAccount(
            name=name, login=f"proxy{number}", email=f"proxy{number}@example.invalid", salt=b"s" * 16
        )
        session.add(account)
        session.flush()
        session.add(
            ProxyGrant(account_id=account.id, patient_id=patient.id, relation="parent", starts_on=date(2020, 1, 1))
        )
        return account.id


def own_account(clinic: Clinic, patient: Patient) -> int:
    """The patient's own account."""
    with clinic.db.transaction() as session:
        return session.scalars(select(PortalAccount.id).where(PortalAccount.patient_id == patient.id)).one()


def sees(clinic: Clinic, account_id: int, report_id: int) -> bool:
    """Whether an account sees a report in the portal now."""
    with clinic.db.transaction() as session:
        statement = select(DiagnosticReport.id).where(DiagnosticReport.id == report_id, visible_to(account_id))
        return session.scalar(statement) is not None


def opens(clinic: Clinic, account_id: int, report_id: int) -> None:
    """An account opens a report in the portal."""
    with clinic.db.transaction() as session:
        session.add(ResultRead(report_id=report_id, account_id=account_id))


def releases(clinic: Clinic, report_id: int) -> list[ResultRelease]:
    """All releases of a report, in order."""
    with clinic.db.transaction() as session:
        found = select(ResultRelease).where(ResultRelease.report_id == report_id).order_by(ResultRelease.id)
        return list(session.scalars(found))


def holds(clinic: Clinic, report_id: int) -> list[ResultHold]:
    """All holds of a report, in order."""
    with clinic.db.transaction() as session:
        found = select(ResultHold).where(ResultHold.report_id == report_id).order_by(ResultHold.id)
        return list(session.scalars(found))


def flags(clinic: Clinic, report_id: int) -> list[UrgencyFlag]:
    """All urgency flags of a report, in order."""
    with clinic.db.transaction() as session:
        found = select(UrgencyFlag).where(UrgencyFlag.report_id == report_id).order_by(UrgencyFlag.id)
        return list(session.scalars(found))


def patient_mails(clinic: Clinic) -> list[OutboxMessage]:
    """What leaves for patients and proxies, in order."""
    with clinic.db.transaction() as session:
        found = select(OutboxMessage).where(OutboxMessage.account_id.is_not(None)).order_by(OutboxMessage.id)
        return list(session.scalars(found))


def audited(clinic: Clinic, kind: str) -> list[AuditEvent]:
    """The audit events of a kind."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(AuditEvent).where(AuditEvent.kind == kind).order_by(AuditEvent.at)))


def ago(clinic: Clinic, model: Any, row_id: int, **moved: timedelta) -> None:
    """Move instants of a row into the past."""
    with clinic.db.transaction() as session:
        row = session.get_one(model, row_id)
        for name, by in moved.items():
            setattr(row, name, getattr(row, name) - by)
