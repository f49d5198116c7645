"""Whom the clinic's words go to: who wrote, as long as they may act for the patient; nobody who no longer may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions import nudges, outreach, replies, thread_moves
from db.actions.triage import triage_new
from db.credentials import WORKER_IDENTITY
from db.errors import Invalid
from db.models import Message, OutboxMessage, OutboxState, PortalAccount, ProxyGrant, Task, Thread
from db.queries.threads import thread as read_thread
from tests.alarms import CHEST
from tests.conftest import Clinic
from tests.db.portal_visits import grant_proxy

ENDED = ["revoked", "expired", "not yet", "narrowed"]


def account_of(clinic: Clinic, patient_id: int) -> PortalAccount:
    with clinic.db.transaction() as session:
        return session.scalars(select(PortalAccount).where(PortalAccount.patient_id == patient_id)).one()


def written_by_proxy(clinic: Clinic, how: str, *, own: bool = True, body: str = "His knee hurts.") -> tuple[int, int]:
    """A conversation about Leo that Maria wrote while she could act for him; the task and Maria's account."""
    maria, leo = clinic.patient("Maria"), clinic.patient("Leo", account=own)
    account = account_of(clinic, maria.id).id
    task_id = clinic.conversation(body, patient=leo)
    since, until = (5, None) if how == "not yet" else (-10, -1 if how == "expired" else None)
    grant_proxy(clinic, account, leo.id, since=since, until=until)
    with clinic.db.transaction() as session:
        session.execute(update(Thread).where(Thread.patient_id == leo.id).values(account_id=account))
        session.execute(update(Message).values(account_id=account))
        if how == "revoked":
            session.execute(update(ProxyGrant).values(revoked_at=func.now()))
        if how == "narrowed":
            session.execute(update(ProxyGrant).values(scopes=["view", "results", "billing"]))
    return task_id, account


def shown(clinic: Clinic, task_id: int) -> str:
    with clinic.db.transaction() as session:
        return read_thread(session, viewer=clinic.alice, task_id=task_id).recipient


def reply(clinic: Clinic, task_id: int, **values: Any) -> replies.Sent:
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        return replies.reply(
            session, by=clinic.alice, token=uuid4(), task_id=task_id, body="Please rest it.",
            seen_version=task.version, seen_inbound_id=task.last_inbound_id, **values,
        )  # fmt: skip


def sent_to(clinic: Clinic) -> list[int | None]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.patient_id.is_not(None))))


def test_a_proxy_whose_grant_is_in_force_has_the_answer_to_what_they_wrote(clinic: Clinic) -> None:
    task_id, maria = written_by_proxy(clinic, "in force")
    assert shown(clinic, task_id) == "Maria Diaz" == reply(clinic, task_id).recipient
    assert sent_to(clinic) == [maria]


@pytest.mark.parametrize("how", ENDED)
def test_an_answer_goes_to_nobody_who_may_not_act_for_the_patient_today(clinic: Clinic, how: str) -> None:
    task_id, maria = written_by_proxy(clinic, how)
    assert shown(clinic, task_id) == "Leo Diaz" == reply(clinic, task_id).recipient
    assert maria not in sent_to(clinic)


@pytest.mark.parametrize("how", ENDED)
def test_where_the_patient_has_no_account_another_proxy_in_force_has_it(clinic: Clinic, how: str) -> None:
    task_id, _ = written_by_proxy(clinic, how, own=False)
    assert shown(clinic, task_id) == ""
    with pytest.raises(Invalid, match="no portal account"):
        reply(clinic, task_id)
    father = account_of(clinic, clinic.patient("Juan").id)
    patient_id = clinic.task(task_id).patient_id or 0
    grant_proxy(clinic, father.id, patient_id)
    assert shown(clinic, task_id) == "Juan Diaz" == reply(clinic, task_id).recipient


def test_a_disabled_account_is_passed_over(clinic: Clinic) -> None:
    task_id, maria = written_by_proxy(clinic, "in force")
    with clinic.db.transaction() as session:
        session.get_one(PortalAccount, maria).state = "disabled"
    assert shown(clinic, task_id) == "Leo Diaz" == reply(clinic, task_id).recipient


@pytest.mark.parametrize("how", ENDED)
def test_the_emergency_text_calls_nobody_who_may_not_act_for_the_patient(clinic: Clinic, how: str) -> None:
    task_id, maria = written_by_proxy(clinic, how, body=CHEST)
    with clinic.db.transaction() as session:
        assert triage_new(session, by=WORKER_IDENTITY) == 1
    assert sent_to(clinic) == [account_of(clinic, clinic.task(task_id).patient_id or 0).id]
    assert maria not in sent_to(clinic)


def test_nobody_is_reminded_of_what_they_may_no_longer_read(clinic: Clinic) -> None:
    task_id, _ = written_by_proxy(clinic, "in force")
    reply(clinic, task_id)
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(state=OutboxState.SENT, sent_at=func.now()))
        outbound = update(Message).where(Message.direction == "outbound")
        session.execute(outbound.values(sent_at=func.now() - timedelta(days=3, hours=1)))
        session.execute(update(ProxyGrant).values(revoked_at=func.now()))
    with clinic.db.transaction() as session:
        assert nudges.remind(session, by=WORKER_IDENTITY) == 0
    with clinic.db.transaction() as session:
        session.execute(update(ProxyGrant).values(revoked_at=None))
    with clinic.db.transaction() as session:
        assert nudges.remind(session, by=WORKER_IDENTITY) == 1


def test_after_filing_the_former_patient_is_reminded_of_nothing(clinic: Clinic) -> None:
    task_id, leo = clinic.conversation(), clinic.patient("Leo")
    reply(clinic, task_id)
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(state=OutboxState.SENT, sent_at=func.now()))
        outbound = update(Message).where(Message.direction == "outbound")
        session.execute(outbound.values(sent_at=func.now() - timedelta(days=3, hours=1)))
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        thread_moves.refile(
            session, by=clinic.alice, task_id=task_id, seen_version=task.version,
            seen_inbound_id=task.last_inbound_id, patient_id=leo.id, reason="About her son",
        )  # fmt: skip
    with clinic.db.transaction() as session:
        assert nudges.remind(session, by=WORKER_IDENTITY) == 0
    assert shown(clinic, task_id) == "Leo Diaz"


def test_a_conversation_is_begun_with_a_proxy_where_the_patients_own_account_is_disabled(clinic: Clinic) -> None:
    leo, maria = clinic.patient("Leo"), account_of(clinic, clinic.patient("Maria").id)
    grant_proxy(clinic, maria.id, leo.id)
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).where(PortalAccount.patient_id == leo.id).values(state="disabled"))
    with clinic.db.transaction() as session:
        started = outreach.start_conversation(
            session, by=clinic.alice, token=uuid4(), patient_id=leo.id, topic="health", subject="Hello", body="Hello"
        )
    assert started.recipient == "Maria Diaz"
