"""Everything about one patient that a role may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.orm import Session

from db.credentials import Actor, Credential
from db.errors import NotFound
from db.models import (
    Message,
    Patient,
    PhoneCall,
    PortalAccount,
    ProxyGrant,
    Queue,
    Site,
    Staff,
    Task,
    Thread,
)
from db.queries.paging import plain_rows
from db.queries.patient_context import OWN_PAGE
from db.queries.patients import PatientContext, PatientHeader, context, header
from db.queries.presence import visible_areas
from db.queries.recipients import in_force
from db.registry import acting, query
from db.roles import Permission, Sensitivity

MOST = 20


@dataclass(frozen=True, slots=True)
class Contacts:
    """How to reach somebody; all empty for a role that reads no contact data."""

    phone: str = ""
    email: str = ""
    address: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class PortalLine:
    """The patient's own portal account."""

    state: str
    last_sign_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProxyLine:
    """Who acts for whom. `patient_id`: the other patient, where the other person is one."""

    name: str
    relation: str
    patient_id: int | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A conversation; `subject` and `last_words` are empty for who may not read messages."""

    id: int
    task_id: int | None
    topic: str
    subject: str
    last_words: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in any queue that the viewer may see."""

    id: int
    queue: str
    queue_title: str
    title: str
    topic: str
    status: str
    owner: str
    flag: str
    due_at: datetime
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PatientCall:
    """A telephone call; `detail` is empty for who may not read messages."""

    at: datetime
    who: str
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class PatientPage:
    """What the patient's page shows."""

    header: PatientHeader
    contacts: Contacts
    portal: PortalLine | None
    proxies: tuple[ProxyLine, ...]
    acts_for: tuple[ProxyLine, ...]
    threads: tuple[ThreadLine, ...]
    tasks: tuple[TaskLine, ...]
    calls: tuple[PatientCall, ...]
    context: PatientContext
    now: datetime


@query("patient.page", needs=Permission.PATIENT_VIEW)
def patient_page(session: Session, *, viewer: Credential, patient_id: int) -> PatientPage:
    """Everything about a patient that the viewer's role may see; `NotFound` when there is none. Seven statements.

    Conversations (the newest 20) are for who sees the inbox, their words for who reads it; tasks (open ones
    first, 20) are those of every queue that one sees.
    """
    actor = acting(session)
    row = session.execute(_PATIENT, {"patient": patient_id}).one_or_none()
    if row is None:
        raise NotFound("patient")
    contact, reads = actor.reads(Sensitivity.CONTACT), _reads_messages(actor)
    shown = header(row.Patient, row.state)
    return PatientPage(
        header=shown if contact else replace(shown, phone=""),
        contacts=_contacts(row) if contact else Contacts(),
        portal=None if row.state is None else PortalLine(row.state, row.last_sign_in_at),
        proxies=_proxies(session, _ACT_FOR_THEM, patient_id),
        acts_for=_proxies(session, _THEY_ACT_FOR, patient_id),
        threads=_threads(session, patient_id, reads) if actor.may(Permission.INBOX_VIEW) else (),
        tasks=_tasks(session, patient_id, visible_areas(actor)),
        calls=tuple(
            PatientCall(call.called_at, call.name, call.outcome, call.detail if reads else "")
            for call in plain_rows(session, _CALLS, {"patient": patient_id})
        ),
        context=context(session, viewer=viewer, patient_id=patient_id, most=OWN_PAGE),
        now=actor.now,
    )


def _reads_messages(actor: Actor) -> bool:
    return actor.may(Permission.INBOX_READ) and actor.reads(Sensitivity.CLINICAL)


def _contacts(row: Any) -> Contacts:
    patient: Patient = row.Patient
    town = " ".join(part for part in (patient.state, patient.postal_code) if part)
    lines = (patient.address, ", ".join(part for part in (patient.city, town) if part))
    return Contacts(patient.phone, patient.email, ", ".join(line for line in lines if line), row.site or "")


def _proxies(session: Session, statement: Any, patient_id: int) -> tuple[ProxyLine, ...]:
    rows = plain_rows(session, statement, {"patient": patient_id})
    return tuple(ProxyLine(row.name, row.relation, row.patient_id, row.ends_on) for row in rows)


def _threads(session: Session, patient_id: int, reads: bool) -> tuple[ThreadLine, ...]:
    return tuple(
        ThreadLine(
            row.id,
            row.task_id,
            row.topic,
            row.subject if reads else "",
            " ".join(row.last_words.split()) if reads and row.last_words else "",
            row.last_message_at,
        )
        for row in plain_rows(session, _THREADS, {"patient": patient_id})
    )


def _tasks(session: Session, patient_id: int, areas: list[str]) -> tuple[TaskLine, ...]:
    return tuple(
        TaskLine(
            row.id,
            row.slug,
            row.queue_title,
            row.title,
            row.topic,
            str(row.status),
            row.owner or "",
            row.flag,
            row.due_at,
            row.created_at,
            row.closed_at,
        )
        for row in plain_rows(session, _TASKS, {"patient": patient_id, "areas": areas})
    )


_ID = bindparam("patient", type_=BigInteger)
_PATIENT = (
    select(Patient, PortalAccount.state, PortalAccount.last_sign_in_at, Site.name.label("site"))
    .outerjoin(PortalAccount, PortalAccount.patient_id == Patient.id)
    .outerjoin(Site, Site.id == Patient.site_id)
    .where(Patient.id == _ID)
)
_ACT_FOR_THEM = (
    select(PortalAccount.name, ProxyGrant.relation, PortalAccount.patient_id, ProxyGrant.ends_on)
    .join(ProxyGrant, ProxyGrant.account_id == PortalAccount.id)
    .where(in_force(_ID))
    .order_by(PortalAccount.name, PortalAccount.id)
    .limit(MOST)
)
_THEY_ACT_FOR = (
    select(
        func.concat_ws(" ", Patient.given, Patient.family).label("name"),
        ProxyGrant.relation,
        Patient.id.label("patient_id"),
        ProxyGrant.ends_on,
    )
    .join(ProxyGrant, ProxyGrant.patient_id == Patient.id)
    .join(PortalAccount, PortalAccount.id == ProxyGrant.account_id)
    .where(PortalAccount.patient_id == _ID, in_force(ProxyGrant.patient_id))
    .order_by(Patient.family, Patient.given, Patient.id)
    .limit(MOST)
)
_NEWEST_TASK = (
    select(Task.id)
    .where(Task.focus_type == "thread", Task.focus_id == Thread.id)
    .order_by(Task.id.desc())
    .limit(1)
    .scalar_subquery()
)
_LAST_WORDS = (
    select(func.left(Message.body, 160))
    .where(Message.thread_id == Thread.id, Message.withdrawn_at.is_(None))
    .order_by(Message.id.desc())
    .limit(1)
    .scalar_subquery()
)
_THREADS = (
    select(
        Thread.id,
        Thread.topic,
        Thread.subject,
        Thread.last_message_at,
        _NEWEST_TASK.label("task_id"),
        _LAST_WORDS.label("last_words"),
    )
    .where(Thread.patient_id == _ID, Thread.merged_into_id.is_(None))
    .order_by(Thread.last_message_at.desc(), Thread.id.desc())
    .limit(MOST)
)
_TASKS = (
    select(
        Task.id,
        Queue.slug,
        Queue.title.label("queue_title"),
        Task.title,
        Task.topic,
        Task.status,
        Staff.name.label("owner"),
        Task.flag,
        Task.due_at,
        Task.created_at,
        Task.closed_at,
    )
    .join(Queue, Queue.id == Task.queue_id)
    .outerjoin(Staff, Staff.id == Task.owner_id)
    .where(Task.patient_id == _ID, Queue.area.in_(bindparam("areas", expanding=True)))
    .order_by(Task.closed_at.is_not(None), Task.created_at.desc(), Task.id.desc())
    .limit(MOST)
)
_CALLS = (
    select(PhoneCall.called_at, Staff.name, PhoneCall.outcome, PhoneCall.detail)
    .join(Staff, Staff.id == PhoneCall.staff_id)
    .where(PhoneCall.patient_id == _ID)
    .order_by(PhoneCall.called_at.desc(), PhoneCall.id.desc())
    .limit(MOST)
)
