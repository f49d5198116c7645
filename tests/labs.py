"""Laboratories' messages as tests write them, and the way of a file from the door to staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from console.lab_files import read_again as again
from console.lab_files import read_waiting
from db.actions import lab_files
from db.credentials import COMMAND_LINE_IDENTITY
from db.models import (
    DiagnosticReport,
    FileState,
    LabFile,
    LabMessage,
    Observation,
    Patient,
    Queue,
    ReportMessage,
    ResultRelease,
    Setting,
    Task,
)
from tests.conftest import Clinic

OURS = "PORTSIDE"
BORN = date(1955, 3, 1)
POTASSIUM = "OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L|3.5-5.1||||F"
SODIUM = "OBX|2|NM|2951-2^Sodium^LN||139|mmol/L|135-145||||F"


def never() -> bool:
    """Nobody stops the reader."""
    return False


def pid(patient: Patient | None = None, **said: str) -> str:
    """A PID segment: the patient's own data, but for what is said otherwise; without a patient a stranger's."""
    values = {
        "mrn": patient.mrn if patient else "",
        "authority": OURS,
        "family": patient.family if patient else "Nobody",
        "given": patient.given if patient else "Known",
        "born": f"{patient.birth_date if patient else BORN:%Y%m%d}",
        "sex": {"female": "F", "male": "M"}.get(patient.sex if patient else "", "U"),
    } | said
    number = f"{values['mrn']}^^^{values['authority']}^MR" if values["mrn"] else ""
    return f"PID|1||{number}||{values['family']}^{values['given']}||{values['born']}|{values['sex']}"


def obr(
    filler: str = "F1",
    *,
    placer: str = "",
    code: str = "24323-8^Metabolic panel^LN",
    status: str = "F",
    collected: str = "202603010800",
    reported: str = "20260301120000",
) -> str:
    """An OBR segment."""
    return f"OBR|1|{placer}|{filler}|{code}|||{collected}|||||||||7^Patel^Dev||||||{reported}|||{status}"


def obx(value: str, *, code: str = "2823-3^Potassium^LN", number: int = 1, status: str = "F", **said: str) -> str:
    """An OBX segment of a number."""
    about = {"type": "NM", "unit": "mmol/L", "range": "3.5-5.1", "flag": "", "sub": "", "at": ""} | said
    return (
        f"OBX|{number}|{about['type']}|{code}|{about['sub']}|{value}|{about['unit']}|{about['range']}|{about['flag']}"
        f"|||{status}|||{about['at']}"
    )


def message(*segments: str, control: str = "1", lab: str = "LABSYS|QUARRY", kind: str = "ORU^R01") -> str:
    """A whole message."""
    return "\r".join((f"MSH|^~\\&|{lab}|EHR|CLINIC|20260301120100||{kind}|{control}|P|2.5.1", *segments)) + "\r"


def ours(clinic: Clinic, *names: str, unnamed: Sequence[str] = ()) -> None:
    """Say under which names laboratories send our record numbers."""
    value: dict[str, Any] = {"authorities": list(names or (OURS,)), "unnamed": list(unnamed)}
    with clinic.db.transaction() as session:
        session.merge(Setting(key="lab", value=value))


def receive(clinic: Clinic, *messages: str | bytes, name: str = "results.hl7") -> lab_files.Received:
    """Hand in a file of these messages."""
    content = b"".join(each if isinstance(each, bytes) else each.encode() for each in messages)
    with clinic.db.transaction() as session:
        return lab_files.receive(session, by=COMMAND_LINE_IDENTITY, name=name, content=content, source="command")


def file(clinic: Clinic, *messages: str | bytes, name: str = "results.hl7") -> LabFile:
    """Hand in a file, and let the worker read it."""
    received = receive(clinic, *messages, name=name)
    read_waiting(clinic.db, never)
    return lab_file(clinic, received.file_id)


def lab_file(clinic: Clinic, file_id: int) -> LabFile:
    """A file as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(LabFile, file_id)


def messages_of(clinic: Clinic, file_id: int | None = None) -> list[LabMessage]:
    """A file's messages (or all) and what became of them."""
    with clinic.db.transaction() as session:
        found = select(LabMessage).order_by(LabMessage.id)
        return list(session.scalars(found if file_id is None else found.where(LabMessage.file_id == file_id)))


def states(clinic: Clinic) -> list[str]:
    """What became of all messages, in order."""
    return [one.state.value for one in messages_of(clinic)]


def reports(clinic: Clinic, patient: Patient | None = None) -> list[DiagnosticReport]:
    """All reports, or a patient's."""
    with clinic.db.transaction() as session:
        found = select(DiagnosticReport).order_by(DiagnosticReport.id)
        return list(
            session.scalars(found if patient is None else found.where(DiagnosticReport.patient_id == patient.id))
        )


def observations(clinic: Clinic, report_id: int | None = None) -> list[Observation]:
    """All values, or a report's, as they came."""
    with clinic.db.transaction() as session:
        found = select(Observation).where(Observation.report_id.is_not(None)).order_by(Observation.id)
        return list(session.scalars(found if report_id is None else found.where(Observation.report_id == report_id)))


def standing(clinic: Clinic, report_id: int | None = None) -> dict[str, str]:
    """The values that stand, by name."""
    return {one.display: one.value_text for one in observations(clinic, report_id) if one.superseded_at is None}


def versions(clinic: Clinic, report_id: int) -> list[str]:
    """What each message did to a report."""
    with clinic.db.transaction() as session:
        found = select(ReportMessage.change).where(ReportMessage.report_id == report_id).order_by(ReportMessage.id)
        return list(session.scalars(found))


def released(clinic: Clinic) -> int:
    """How many releases stand."""
    with clinic.db.transaction() as session:
        open_ = select(func.count()).select_from(ResultRelease).where(ResultRelease.withdrawn_at.is_(None))
        return session.scalars(open_).one()


def tasks(clinic: Clinic, slug: str = "results", *, open_only: bool = True) -> list[Task]:
    """The tasks of a queue."""
    with clinic.db.transaction() as session:
        found = select(Task).join(Queue, Queue.id == Task.queue_id).where(Queue.slug == slug).order_by(Task.id)
        return list(session.scalars(found.where(Task.closed_at.is_(None)) if open_only else found))


def counts(clinic: Clinic) -> tuple[int, ...]:
    """How much there is: messages, reports, values, tasks, versions."""
    with clinic.db.transaction() as session:
        models = (LabMessage, DiagnosticReport, Observation, Task, ReportMessage)
        return tuple(session.query(model).count() for model in models)


def waiting_again(clinic: Clinic, file_id: int) -> None:
    """A reader died on the file."""
    with clinic.db.transaction() as session:
        session.execute(update(LabFile).where(LabFile.id == file_id).values(state=FileState.READING))


def read_again(clinic: Clinic, message_ids: Sequence[int]) -> None:
    """Let the worker read messages again."""
    again(clinic.db, message_ids)
