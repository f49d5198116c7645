"""What stands beside a task: who the patient is, and their clinical facts for who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import Patient
from db.queries.observations import written_result
from db.queries.paging import plain_rows
from db.queries.patient_context import BESIDE_A_TASK, SECTIONS, Lines, context_statement
from db.registry import acting, query
from db.roles import Permission, Sensitivity, on_area

# No report's id, nor the 0 of a fact that came without one.
NONE = -1


@dataclass(frozen=True, slots=True)
class PatientHeader:
    """Who it is. Ages are counted from `today`, the database's date in the clinic's zone."""

    id: int
    name: str
    given: str
    mrn: str
    birth_date: date
    sex: str
    language: str
    interpreter: bool
    phone: str
    restrictions: str
    deceased_at: datetime | None
    portal_state: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the context: what, a detail, and when; of a task that the viewer may open, also its id and queue."""

    what: str
    detail: str = ""
    on: date | None = None
    task_id: int | None = None
    queue: str = ""


@dataclass(frozen=True, slots=True)
class PatientContext:
    """The clinical context beside a task; empty tuples for a role that may not read clinical facts."""

    clinical: bool
    allergies: tuple[Fact, ...] = ()
    problems: tuple[Fact, ...] = ()
    medications: tuple[Fact, ...] = ()
    results: tuple[Fact, ...] = ()
    visits: tuple[Fact, ...] = ()
    proxies: tuple[Fact, ...] = ()
    other_tasks: tuple[Fact, ...] = ()


@query("patient.context", needs=Permission.PATIENT_VIEW)
def context(
    session: Session,
    *,
    viewer: Credential,
    patient_id: int,
    but_task: int | None = None,
    but_report: int | None = None,
    most: Lines = BESIDE_A_TASK,
) -> PatientContext:
    """For roles that read clinical facts, what stands beside a patient's task, without its own. One statement."""
    actor = acting(session)
    if not actor.reads(Sensitivity.CLINICAL):
        if session.scalar(select(Patient.id).where(Patient.id == patient_id)) is None:
            raise NotFound("patient")
        return PatientContext(clinical=False)
    asked = {"patient": patient_id, "but_task": but_task or 0, "but_report": but_report or NONE}
    found: dict[str, list[Fact]] = {section: [] for section in SECTIONS}
    for row in plain_rows(session, context_statement(most), asked):
        opens = row.task_id is not None and actor.may(on_area(row.area, "view"))
        task_id, queue = (row.task_id, row.queue) if opens else (None, "")
        detail = row.detail if row.value is None else written_result(row.value)
        found[row.section].append(Fact(row.what, detail, row.on_date, task_id, queue))
    if not found.pop("patient"):
        raise NotFound("patient")
    return PatientContext(clinical=True, **{section: tuple(facts) for section, facts in found.items()})


def header(patient: Patient, portal_state: str | None) -> PatientHeader:
    """Who a patient is, as the line above everything about them says it."""
    return PatientHeader(
        id=patient.id,
        name=f"{patient.given} {patient.family}",
        given=patient.given,
        mrn=patient.mrn,
        birth_date=patient.birth_date,
        sex=patient.sex,
        language=patient.language,
        interpreter=patient.interpreter,
        phone=patient.phone,
        restrictions=patient.restrictions,
        deceased_at=patient.deceased_at,
        portal_state=portal_state or "none",
    )
