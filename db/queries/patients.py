"""What stands beside a task: who the patient is, and their clinical facts for who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.errors import NotFound
from db.models import (
    OPEN,
    Allergy,
    Appointment,
    Condition,
    Encounter,
    Medication,
    Observation,
    Patient,
    PortalAccount,
    ProxyGrant,
    Queue,
    Task,
)
from db.registry import acting, query
from db.roles import Permission, Sensitivity

RECENT = 8


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
    """One line of the context: what, a detail, and when."""

    what: str
    detail: str = ""
    on: date | None = None


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
def context(session: Session, *, viewer: Credential, patient_id: int, but_task: int | None = None) -> PatientContext:
    """For roles that read clinical facts, what stands beside a task of this patient's."""
    actor = acting(session)
    if session.scalar(select(Patient.id).where(Patient.id == patient_id)) is None:
        raise NotFound("patient")
    if not actor.reads(Sensitivity.CLINICAL):
        return PatientContext(clinical=False)
    return PatientContext(
        clinical=True,
        allergies=_allergies(session, patient_id),
        problems=_problems(session, patient_id),
        medications=_medications(session, patient_id),
        results=_results(session, patient_id),
        visits=_visits(session, patient_id, actor.now),
        proxies=_proxies(session, patient_id, actor.now),
        other_tasks=_other_tasks(session, patient_id, but_task),
    )


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


def _allergies(session: Session, patient_id: int) -> tuple[Fact, ...]:
    rows = session.scalars(select(Allergy).where(Allergy.patient_id == patient_id).order_by(Allergy.display).limit(20))
    return tuple(
        Fact(a.display, ", ".join(filter(None, (a.reaction, a.severity.lower()))), a.recorded_on) for a in rows
    )


def _problems(session: Session, patient_id: int) -> tuple[Fact, ...]:
    rows = session.scalars(
        select(Condition)
        .where(Condition.patient_id == patient_id, Condition.abatement_date.is_(None))
        .order_by(Condition.onset_date.desc().nulls_last(), Condition.id)
        .limit(20)
    )
    return tuple(Fact(c.display, on=c.onset_date) for c in rows)


def _medications(session: Session, patient_id: int) -> tuple[Fact, ...]:
    rows = session.scalars(
        select(Medication)
        .where(Medication.patient_id == patient_id, Medication.stopped_on.is_(None))
        .order_by(Medication.started_on.desc().nulls_last(), Medication.id)
        .limit(20)
    )
    return tuple(Fact(m.display, m.directions, m.started_on) for m in rows)


def _results(session: Session, patient_id: int) -> tuple[Fact, ...]:
    rows = session.scalars(
        select(Observation)
        .where(Observation.patient_id == patient_id)
        .order_by(Observation.effective_at.desc(), Observation.id.desc())
        .limit(RECENT)
    )
    return tuple(Fact(o.display, _value(o), o.effective_at.date()) for o in rows)


def _value(row: Observation) -> str:
    shown = f"{row.value_number.normalize():f} {row.unit}" if row.value_number is not None else row.value_text
    return f"{shown.strip()} {row.flag}".strip()


def _visits(session: Session, patient_id: int, now: datetime) -> tuple[Fact, ...]:
    ahead = session.scalars(
        select(Appointment)
        .where(Appointment.patient_id == patient_id, Appointment.status == "booked", Appointment.starts_at >= now)
        .order_by(Appointment.starts_at)
        .limit(1)
    ).all()
    past = session.scalars(
        select(Encounter)
        .where(Encounter.patient_id == patient_id, Encounter.started_at < now)
        .order_by(Encounter.started_at.desc())
        .limit(2)
    ).all()
    return (
        *(Fact(a.display, "next visit", a.starts_at.date()) for a in ahead),
        *(Fact(e.display, "", e.started_at.date()) for e in past),
    )


def _proxies(session: Session, patient_id: int, now: datetime) -> tuple[Fact, ...]:
    today = now.date()
    rows = session.execute(
        select(PortalAccount.name, ProxyGrant.relation, ProxyGrant.ends_on)
        .join(PortalAccount, PortalAccount.id == ProxyGrant.account_id)
        .where(
            ProxyGrant.patient_id == patient_id,
            ProxyGrant.revoked_at.is_(None),
            ProxyGrant.starts_on <= today,
            func.coalesce(ProxyGrant.ends_on, date.max) > today,
        )
        .order_by(PortalAccount.name)
    )
    return tuple(Fact(row.name, row.relation, row.ends_on) for row in rows)


def _other_tasks(session: Session, patient_id: int, but_task: int | None) -> tuple[Fact, ...]:
    rows = session.execute(
        select(Queue.title, Task.title.label("task"), Task.created_at)
        .join(Queue, Queue.id == Task.queue_id)
        .where(Task.patient_id == patient_id, Task.status.in_(OPEN), Task.id != (but_task or 0))
        .order_by(Task.created_at.desc())
        .limit(5)
    )
    return tuple(Fact(row.task, row.title, row.created_at.date()) for row in rows)
