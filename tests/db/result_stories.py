"""Reports as laboratories leave them, made directly: a report with its values, its task, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any

from sqlalchemy import func, select

from db.models import (
    DiagnosticReport,
    Lab,
    LabFile,
    LabMessage,
    Observation,
    Patient,
    PortalAccount,
    Priority,
    ProxyGrant,
    Queue,
    ReportMessage,
    ResultRelease,
    Task,
)
from rules.result_flags import severity, worst
from tests.conftest import Clinic

numbers = count(1)
TOPICS = ("normal", "abnormal", "critical")
PRIORITIES = (Priority.ROUTINE, Priority.URGENT, Priority.STAT)


@dataclass(frozen=True)
class Value:
    """One value; the rest of an observation's columns in `more`."""

    code: str
    name: str
    text: str
    unit: str = ""
    flag: str = ""
    low: str = ""
    high: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """As the observation's columns."""
        number, comparator = self.text.lstrip("<>="), self.text[: len(self.text) - len(self.text.lstrip("<>="))]
        try:
            found = Decimal(number)
        except ArithmeticError:
            found, comparator = None, ""
        return {
            "code": self.code,
            "display": self.name,
            "value_text": self.text,
            "value_number": found,
            "comparator": comparator,
            "unit": self.unit,
            "flag": self.flag,
            "low": Decimal(self.low) if self.low else None,
            "high": Decimal(self.high) if self.high else None,
        } | self.more


POTASSIUM = Value("2823-3", "Potassium", "4.1", "mmol/L", low="3.5", high="5.1")
SODIUM = Value("2951-2", "Sodium", "131", "mmol/L", "L", "136", "145")
HIGH_POTASSIUM = Value("2823-3", "Potassium", "6.9", "mmol/L", "HH", "3.5", "5.1")


@dataclass(frozen=True)
class Filed:
    """What `file_report` made."""

    report_id: int
    task_id: int
    message_id: int
    patient_id: int | None
    observation_ids: tuple[int, ...]


def file_report(
    clinic: Clinic,
    patient: Patient | None,
    *values: Value,
    display: str = "Basic metabolic panel",
    days_ago: float = 0,
    **columns: Any,
) -> Filed:
    """A laboratory's report with its message, its values and its task; nobody's without a patient."""
    flag = worst(value.flag for value in values)
    heavy = severity(flag)
    with clinic.db.transaction() as session:
        now: datetime = session.scalars(select(func.transaction_timestamp())).one()
        at = now - timedelta(days=days_ago)
        number = next(numbers)
        lab = session.scalar(select(Lab).where(Lab.application == "LIS"))
        if lab is None:
            lab = Lab(application="LIS", facility="ACME", name="Acme Laboratories")
            session.add(lab)
            session.flush()
        report = DiagnosticReport(
            **(
                {
                    "patient_id": patient.id if patient else None,
                    "lab_id": lab.id,
                    "display": display,
                    "loinc": "24321-2",
                    "status": "final",
                    "severity": heavy,
                    "headline": ", ".join(f"{one.name} {one.text} {one.flag}" for one in values if one.flag),
                    "collected_at": at - timedelta(hours=3),
                    "reported_at": at,
                    "filler_number": f"F{number}",
                    "orderer": "PATEL, DEV",
                }
                | columns
            )
        )
        session.add(report)
        session.flush()
        message_id = _message(session, report, f"MSH|^~\\&|LIS|ACME\rPID|1\rOBX|{number}", "filed")
        observations = [
            Observation(
                **(
                    {
                        "patient_id": report.patient_id,
                        "report_id": report.id,
                        "position": place,
                        "effective_at": report.collected_at,
                        "status": report.status,
                    }
                    | value.columns()
                )
            )
            for place, value in enumerate(values)
        ]
        session.add_all(observations)
        slug = "results" if report.patient_id is not None else "unmatched"
        queue = session.scalars(select(Queue).where(Queue.slug == slug)).one()
        task = Task(
            queue_id=queue.id,
            team_id=queue.team_id,
            focus_type="diagnostic_report",
            focus_id=report.id,
            patient_id=report.patient_id,
            title="Lab result",
            topic=TOPICS[heavy],
            priority=PRIORITIES[heavy],
            priority_reason=("", "Abnormal", "Critical value")[heavy],
            last_inbound_id=session.scalars(select(ReportMessage.id).where(ReportMessage.report_id == report.id)).one(),
            triaged_at=now,
        )
        session.add(task)
        session.flush()
        return Filed(report.id, task.id, message_id, report.patient_id, tuple(one.id for one in observations))


def _message(session: Any, report: DiagnosticReport, text: str, change: str) -> int:
    content = text.encode()
    file = LabFile(
        name=f"results-{report.id}-{change}.hl7",
        source="upload",
        content_hash=sha256(content).digest(),
        content=content,
        state="read",
        messages=1,
        read_messages=1,
        received_by="Alice Moreno",
        finished_at=func.transaction_timestamp(),
    )
    session.add(file)
    session.flush()
    message = LabMessage(
        file_id=file.id,
        position=1,
        lab_id=report.lab_id,
        control_id=f"C{next(numbers)}",
        content_hash=file.content_hash,
        raw=text,
        state="filed",
    )
    session.add(message)
    session.flush()
    session.add(ReportMessage(report_id=report.id, message_id=message.id, change=change, status=report.status))
    session.flush()
    return int(message.id)


def correct(clinic: Clinic, filed: Filed, place: int, value: Value) -> int:
    """A correction replaces one of a report's values; the new one's id."""
    with clinic.db.transaction() as session:
        report = session.get_one(DiagnosticReport, filed.report_id)
        report.status = "corrected"
        old = session.get_one(Observation, filed.observation_ids[place])
        new = Observation(
            patient_id=old.patient_id,
            report_id=old.report_id,
            position=old.position,
            effective_at=old.effective_at,
            **({"status": "corrected"} | value.columns()),
        )
        session.add(new)
        session.flush()
        old.superseded_at, old.superseded_by_id = func.transaction_timestamp(), new.id
        _message(session, report, f"MSH|corrected|{next(numbers)}", "corrected")
        return int(new.id)


def withdraw(clinic: Clinic, filed: Filed, place: int, status: str = "cancelled") -> None:
    """The laboratory takes one of a report's values back."""
    with clinic.db.transaction() as session:
        old = session.get_one(Observation, filed.observation_ids[place])
        old.status, old.superseded_at = status, func.transaction_timestamp()


def release(clinic: Clinic, filed: Filed, *, days_ago: float = 0, **columns: Any) -> int:
    """The report is open to an audience since then; the release's id."""
    with clinic.db.transaction() as session:
        now = session.scalars(select(func.transaction_timestamp())).one()
        found = ResultRelease(
            **(
                {
                    "report_id": filed.report_id,
                    "patient_id": filed.patient_id,
                    "released_at": now - timedelta(days=days_ago),
                    "released_by": "the rule",
                }
                | columns
            )
        )
        session.add(found)
        session.flush()
        return found.id


def account_of(clinic: Clinic, patient: Patient) -> int:
    """The id of a patient's own account."""
    with clinic.db.transaction() as session:
        return session.scalars(select(PortalAccount.id).where(PortalAccount.patient_id == patient.id)).one()


def proxy(clinic: Clinic, patient: Patient, relation: str = "daughter") -> int:
    """Somebody acts for the patient since a while; the id of their account."""
    other = account_of(clinic, clinic.patient("Ana", "Diaz"))
    with clinic.db.transaction() as session:
        today = session.scalars(select(func.current_date())).one()
        session.add(
            ProxyGrant(account_id=other, patient_id=patient.id, relation=relation, starts_on=today - timedelta(days=90))
        )
    return other
