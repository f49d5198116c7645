"""Requests for access that staff take down, whose patient they find, and those that are taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.attachments import SentFile, attach, require_sendable
from db.actions.closing import end
from db.actions.proxy_arrivals import set_due
from db.actions.proxy_checks import forget_checks
from db.actions.proxy_parts import (
    chosen_scopes,
    headline,
    refused,
    require_none,
    require_patient,
    undecided,
    usable_account,
)
from db.actions.tasks import TaskState, change, check_inbound, short, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Patient, ProxyRequest, Task, TaskEvent
from db.queries.clinic_hours import Clocks
from db.queries.proxy_ages import ages
from db.registry import acting, action
from db.roles import Permission
from rules.person_names import folded
from rules.proxy_scopes import RELATIONS

STAFF_CONSENTS = {"none": "Not yet", "paper": "On paper"}  # consent in the portal is given there
LONGEST_NAME, LONGEST_NOTE, LONGEST_EMAIL, LONGEST_PHONE = 200, 2_000, 254, 50


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was taken down, and its task."""

    request_id: int
    task_id: int


@action("proxy.ask", needs=Permission.PROXIES_WORK, once=True)
def ask(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    relation: str,
    scopes: Sequence[str],
    patient_id: int | None = None,
    said_given: str = "",
    said_family: str = "",
    said_birth_date: date | None = None,
    account_id: int | None = None,
    proxy_name: str = "",
    proxy_email: str = "",
    proxy_phone: str = "",
    proxy_birth_date: date | None = None,
    by_patient: bool = False,
    consent: str = "none",
    note: str = "",
    files: Sequence[SentFile] = (),
) -> Asked:
    """Take down that somebody asks to act for a patient, or, `by_patient`, that a patient asks it for somebody.

    The patient is `patient_id`, or what was `said_*` of them until staff find out. The proxy is `account_id`, whose
    name and address hold then, or else a name and an address to invite. Raises `Invalid` naming the field.
    """
    actor = acting(session)
    wanted = chosen_scopes(scopes)
    if relation not in RELATIONS:
        raise Invalid("relation", "Choose how the two are related.")
    if consent not in STAFF_CONSENTS:
        raise Invalid("consent", "Say whether the patient's consent is there on paper.")
    if by_patient and patient_id is None:
        raise Invalid("patient_id", "A patient who asks is known: choose them.")
    patient = require_patient(session, patient_id) if patient_id is not None else None
    given, family = short(said_given, "said_given", 100), short(said_family, "said_family", 100)
    if patient is None and not (given and family):
        raise Invalid("said_family", "Choose the patient, or write down the name that was said.")
    account = usable_account(session, account_id) if account_id is not None else None
    name = account.name if account else " ".join(short(proxy_name, "proxy_name", LONGEST_NAME).split())
    if not name:
        raise Invalid("proxy_name", "Write who asks to act for the patient.")
    email = account.email if account else _email(proxy_email)
    require_sendable(files)
    request = ProxyRequest(
        patient_id=patient.id if patient else None,
        said_given="" if patient else given,
        said_family="" if patient else family,
        said_birth_date=None if patient else said_birth_date,
        account_id=account_id,
        proxy_name=name,
        proxy_email=email,
        proxy_phone=short(proxy_phone, "proxy_phone", LONGEST_PHONE),
        proxy_birth_date=proxy_birth_date,
        asked_by=actor.name,
        by_patient=by_patient,
        relation=relation,
        scopes=wanted,
        note=short(note, "note", LONGEST_NOTE),
        headline=headline(name, relation),
        consent=consent,
        consent_at=actor.now if consent != "none" else None,
        created_at=actor.now,
    )
    require_none(refused(session, request, patient, ages(session)))
    session.add(request)
    task_id = received(session, request)
    attach(session, request, files)
    audit(session, "proxy.asked", patient_id=request.patient_id, subject=("proxy_request", request.id), task_id=task_id)
    return Asked(request.id, task_id)


@action("proxy.match-patient", needs=Permission.PROXIES_WORK)
def match_patient(session: Session, *, by: Credential, task_id: int, seen_version: int, patient_id: int) -> TaskState:
    """Say who the patient of a request is. If it was said of another one before, checks and consent begin anew.

    Raises `Invalid` for a patient who is the proxy or has died, and where the patient asked in person.
    """
    held = undecided(session, task_id, seen_version)
    request, former = held.request, held.request.patient_id
    patient = require_patient(session, patient_id)
    if former == patient.id:
        return state(held.task)
    if former is not None and (request.by_patient or request.first_at is not None):
        why = "The patient asked in person" if request.by_patient else "It was approved by the first of two"
        raise Invalid("patient_id", f"{why}, so the patient is certain. Deny it if that is wrong; nothing was changed.")
    request.patient_id = patient.id
    require_none(refused(session, request, patient, ages(session)))
    if former is not None:
        forget_checks(session, request, "The request turned out to be about another patient.")
    _file_under(session, held.task, patient)
    task_event(session, task_id, "proxy-matched", former_id=former)
    audit(session, "proxy.matched", patient_id=patient.id, subject=("proxy_request", request.id), former_id=former)
    return state(held.task)


@action("proxy.name-account", needs=Permission.PROXIES_WORK)
def name_account(session: Session, *, by: Credential, task_id: int, seen_version: int, account_id: int) -> TaskState:
    """Say which portal account the proxy has already; the request bears its name and address from then on.

    Where these aren't what was said of the proxy, what was checked and the consent begin anew; the checks too where
    another account was named before. Raises `Invalid` for the patient's own account, a disabled one, and for a request
    that was made from the proxy's own account.
    """
    held = undecided(session, task_id, seen_version)
    request, former = held.request, held.request.account_id
    if former == account_id:
        return state(held.task)
    if request.first_at is not None:
        raise Invalid("account_id", "It was approved by the first of two as it is. Deny it if that is wrong.")
    if former is not None and not request.by_patient and _from_portal(session, task_id):
        raise Invalid("account_id", "They asked from their own account, which the access is for. Deny it if not so.")
    account = usable_account(session, account_id)
    request.account_id = account.id
    require_none(refused(session, request, held.patient, ages(session)))
    same = (folded(account.name), account.email.lower()) == (folded(request.proxy_name), request.proxy_email.lower())
    if former is not None or not same:
        why = f"It was found out about {request.proxy_name}; then the account of {account.name} was named."
        forget_checks(session, request, why, consent=not same)
    request.proxy_name, request.proxy_email = account.name, account.email
    request.headline = headline(account.name, request.relation)
    change(session, held.task)
    task_event(session, task_id, "proxy-account", account_id=account_id, former_id=former)
    audit(
        session, "proxy.account-named", patient_id=request.patient_id, subject=("proxy_request", request.id),
        account_id=account_id, former_id=former, same=same,
    )  # fmt: skip
    return state(held.task)


@action("proxy.withdraw", needs=Permission.PROXIES_WORK)
def withdraw(
    session: Session, *, by: Credential, task_id: int, seen_version: int, seen_inbound_id: int | None, reason: str
) -> TaskState:
    """Close a request that whoever asked doesn't want any more, such as by telephone. The reason is kept.

    Raises `Conflict` when it was decided meanwhile or papers came. In the portal whoever asked takes it back
    themselves.
    """
    held = undecided(session, task_id, seen_version)
    check_inbound(held.task, seen_inbound_id, "Closing")
    kept = short(reason, "reason", 500)
    if not kept:
        raise Invalid("reason", "Say who took it back, and why.")
    actor, request = acting(session), held.request
    request.decision, request.decided_at, request.decided_by = "withdrawn", actor.now, actor.name
    request.reason = kept
    task_event(session, task_id, "proxy-withdrawn")
    audit(session, "proxy.withdrawn", patient_id=request.patient_id, subject=("proxy_request", request.id))
    end(session, held.task, "withdrawn")
    return state(held.task)


def received(session: Session, request: ProxyRequest) -> int:
    """Put a request that was just written before staff, as the portal's contract does; its task's id."""
    session.flush()
    actor = acting(session)
    made = session.scalar(select(func.proxy_request_received(request.id, actor.name, actor.staff_id)))
    assert made is not None  # noqa: S101  it raises rather than return nothing
    set_due(session.get_one(Task, int(made)), Clocks(session))
    session.flush()
    return int(made)


def _from_portal(session: Session, task_id: int) -> bool:
    """Whether no member of the staff took the request down: its first step is nobody's."""
    first = select(TaskEvent.staff_id).where(TaskEvent.task_id == task_id, TaskEvent.kind == "received")
    return session.scalars(first.order_by(TaskEvent.id).limit(1)).one_or_none() is None


def _file_under(session: Session, task: Task, patient: Patient) -> None:
    topic = session.scalars(select(func.proxy_topic(patient.id))).one()
    change(session, task, patient_id=patient.id, site_id=patient.site_id, topic=topic)


def _email(value: str) -> str:
    email = short(value, "proxy_email", LONGEST_EMAIL).lower()
    name, at, domain = email.partition("@")
    if not (name and at and domain) or "@" in domain or any(letter.isspace() for letter in email):
        raise Invalid("proxy_email", "Write the e-mail address of whoever is to act: the invitation goes there.")
    return email
