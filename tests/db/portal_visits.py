"""Signed-in patients and proxies for the tests of the portal's contract."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import func, select, text, update

from db.engine import DatabaseRole, Organisation
from db.models import Message, Patient, PortalAccount, Task, TaskEvent
from db.portal import PortalClient, PortalToken
from tests.conftest import Clinic

KEY = b"k" * 32
PDF = b"%PDF-1.7 letter"


@dataclass(frozen=True)
class Visit:
    """A signed-in account and its own patient."""

    patient: Patient
    account_id: int
    login: str
    token: PortalToken


def sign_in(clinic: Clinic, portal: PortalClient, patient: Patient) -> Visit:
    """A portal session of this patient's account."""
    with clinic.db.transaction() as session:
        account = session.query(PortalAccount).filter_by(patient_id=patient.id).one()
        account.key_hash = hashlib.sha256(KEY).digest()
        login = account.login
    return Visit(patient, account.id, login, portal.open_session_with_key(login, KEY))


def grant_proxy(
    clinic: Clinic, account_id: int, patient_id: int, *, since: int = -10, until: int | None = None
) -> None:
    """Let the account act for the patient, from and to so many days from today."""
    with clinic.db.transaction() as session:
        session.execute(
            text(
                "INSERT INTO proxy_grant (account_id, patient_id, relation, starts_on, ends_on) VALUES (:account, "
                ":patient, 'daughter', current_date + cast(:since AS int), current_date + cast(:until AS int))"
            ),
            {"account": account_id, "patient": patient_id, "since": since, "until": until},
        )


def write(portal: PortalClient, visit: Visit, body: str = "My knee is swollen.", **values: Any) -> tuple[int, int]:
    """Start a conversation about the account's own patient; the thread's and the message's id."""
    message: dict[str, Any] = {"patient_id": visit.patient.id, "topic": "health", "body": body} | values
    sent = portal.send_message(visit.token, **message)
    return sent.thread_id, sent.message_id


def reply(clinic: Clinic, thread_id: int, body: str = "Please come in.", *, sent: bool = True, **values: Any) -> int:
    """A nurse's reply, visible unless told otherwise."""
    with clinic.db.transaction() as session:
        message = Message(
            thread_id=thread_id,
            direction="outbound",
            staff_id=clinic.staff_id("alice"),
            author="Alice Moreno",
            body=body,
        )
        for name, value in values.items():
            setattr(message, name, value)
        session.add(message)
        session.flush()
        if sent:
            message.sent_at = session.scalar(select(func.clock_timestamp()))
        return message.id


def task_of(clinic: Clinic, thread_id: int) -> Task:
    """The task of a conversation."""
    with clinic.db.transaction() as session:
        return session.scalars(select(Task).where(Task.focus_type == "thread", Task.focus_id == thread_id)).one()


def change_task(clinic: Clinic, thread_id: int, **values: Any) -> None:
    """Put the task of a conversation into a state."""
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.focus_type == "thread", Task.focus_id == thread_id).values(**values))


def steps(clinic: Clinic, thread_id: int) -> list[tuple[str, str]]:
    """What happened to the task of a conversation, and by whom."""
    task = task_of(clinic, thread_id)
    with clinic.db.transaction() as session:
        rows = session.execute(
            select(TaskEvent.kind, TaskEvent.actor).where(TaskEvent.task_id == task.id).order_by(TaskEvent.id)
        )
        return [(row.kind, row.actor) for row in rows]


def answer(portal: PortalClient, visit: Visit, thread_id: int, body: str = "Now my chest hurts.") -> int:
    """Write again in a conversation."""
    return write(portal, visit, body, thread_id=thread_id, topic="")[1]


def connect(place: Organisation, role: DatabaseRole = DatabaseRole.PORTAL) -> psycopg.Connection[Any]:
    """A connection as the role itself, each statement its own transaction."""
    url = place.url(role).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(url, autocommit=True, options=f"-c search_path={place.search_path}")


def rows(connection: psycopg.Connection[Any], statement: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query of ours."""
    return connection.execute(statement, values).fetchall()
