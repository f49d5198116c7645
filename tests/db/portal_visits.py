"""Signed-in patients and proxies for the tests of the portal's contract."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text

from db.models import Message, Patient, PortalAccount
from db.portal import PortalClient, PortalToken
from tests.conftest import Clinic

KEY = b"k" * 32


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
