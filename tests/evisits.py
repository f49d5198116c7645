"""Conversations that may be billed: begun by a patient weeks ago, answered by a prescriber, with consent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from db.actions import evisits
from db.actions.clinic_settings import change_setting
from db.credentials import COMMAND_LINE_IDENTITY, Credential
from db.models import Encounter, EvisitCandidate, Message, Patient, PortalAccount, Queue, Task, Thread
from tests.conftest import Clinic
from tests.money import today

PRICES = {"99421": "15.00", "99422": "30.00", "99423": "48.50"}
WORDS = "zzbody My rash itches."


def turn_on(clinic: Clinic, *, on: bool = True) -> None:
    """Bill messages, or stop it."""
    with clinic.db.transaction() as session:
        change_setting(session, by=COMMAND_LINE_IDENTITY, key="evisits", value={"on": on, "prices": PRICES})


def now(clinic: Clinic) -> datetime:
    """The database's clock."""
    with clinic.db.transaction() as session:
        at: datetime = session.scalars(select(func.transaction_timestamp())).one()
        return at


def seen(clinic: Clinic, patient: Patient, days_ago: float) -> None:
    """A visit that took place."""
    with clinic.db.transaction() as session:
        at = session.scalars(select(func.transaction_timestamp())).one() - timedelta(days=days_ago)
        session.add(Encounter(patient_id=patient.id, display="Visit", started_at=at))


def agree(clinic: Clinic, patient: Patient, days_ago: int = 60, *, given: bool = True, **values: Any) -> None:
    """What the patient said when asked, so many days ago."""
    by: Credential = values.pop("by", None) or clinic.ben
    on_day = today(clinic) - timedelta(days=days_ago)
    asked: dict[str, Any] = {"token": uuid4(), "how": "spoken", "on_day": on_day, "given": given} | values
    with clinic.db.transaction() as session:
        evisits.record_consent(session, by=by, patient_id=patient.id, **asked)


def messages(
    clinic: Clinic,
    patient: Patient,
    *,
    days_ago: float = 14,
    topic: str = "health",
    answers: tuple[tuple[str, float], ...] = (("dev", 1.0),),
) -> int:
    """A conversation that the patient began, and its answers: by whom, how many days later. The thread's id."""
    at = now(clinic) - timedelta(days=days_ago)
    staff = {name: clinic.staff_id(name) for name, _ in answers}
    with clinic.db.transaction() as session:
        account = session.scalar(select(PortalAccount.id).where(PortalAccount.patient_id == patient.id))
        thread = Thread(patient_id=patient.id, account_id=account, topic=topic, subject=WORDS, first_words=WORDS)
        thread.created_at = thread.last_message_at = at
        session.add(thread)
        session.flush()
        said: dict[str, Any] = {"thread_id": thread.id, "body": WORDS}
        session.add(Message(**said, direction="inbound", account_id=account, author="Rosa", created_at=at, sent_at=at))
        for name, days in answers:
            then = at + timedelta(days=days)
            more = {"direction": "outbound", "staff_id": staff[name], "author": name, "sent_at": then}
            session.add(Message(**said, **more, created_at=then))
        inbox = session.scalars(select(Queue.id).where(Queue.slug == "inbox")).one()
        session.add(
            Task(queue_id=inbox, focus_type="thread", focus_id=thread.id, patient_id=patient.id, title="", topic=topic)
        )
        session.flush()
        return thread.id


def ready(clinic: Clinic, given: str = "Rosa", **values: Any) -> tuple[Patient, int]:
    """A patient who was seen and agreed, and their conversation's id."""
    patient = clinic.patient(given, **values)
    seen(clinic, patient, 100)
    agree(clinic, patient)
    return patient, messages(clinic, patient)


def propose(clinic: Clinic, thread_id: int, minutes: int = 12, by: Credential | None = None) -> int:
    """The billing clerk proposes; the proposal's id."""
    with clinic.db.transaction() as session:
        return evisits.propose(session, by=by or clinic.ben, thread_id=thread_id, minutes=minutes)


def confirm(
    clinic: Clinic, candidate_id: int, minutes: int = 12, attests: tuple[str, ...] = ("surgery",),
    by: Credential | None = None,
) -> int:  # fmt: skip
    """The prescriber confirms; the charge's id."""
    with clinic.db.transaction() as session:
        who = by or clinic.dev
        return evisits.confirm(session, by=who, candidate_id=candidate_id, minutes=minutes, attests=attests)


def refuse(clinic: Clinic, candidate_id: int, reason: str = "courtesy") -> None:
    """The prescriber refuses."""
    with clinic.db.transaction() as session:
        evisits.refuse(session, by=clinic.dev, candidate_id=candidate_id, reason=reason)


def candidate(clinic: Clinic, candidate_id: int) -> EvisitCandidate:
    """The proposal as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(EvisitCandidate, candidate_id)
