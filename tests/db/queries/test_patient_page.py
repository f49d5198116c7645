"""A patient's page: everything that a role may see of one person, and nothing that it may not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Date, cast, func, select, text, update

from db.actions.patients import open_patient
from db.credentials import SessionToken
from db.errors import Forbidden, NotFound
from db.models import Allergy, AuditEvent, Patient, PhoneCall, PortalAccount, ProxyGrant, Queue, Site, Task, Thread
from db.queries.patient_page import PatientPage, patient_page
from tests.conftest import Clinic


def page(clinic: Clinic, viewer: SessionToken, patient: Patient) -> PatientPage:
    """The page as somebody sees it."""
    with clinic.db.reading() as session:
        return patient_page(session, viewer=viewer, patient_id=patient.id)


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    """A patient with a conversation, a to-do, a call, an allergy and a daughter who acts for her."""
    patient = clinic.patient(phone="207-555-0100", address="1 Sea Rd", city="Harbor", state="ME", postal_code="04001")
    clinic.conversation("It burns when I pee.", patient=patient)
    daughter = clinic.patient("Ana", "Diaz")
    with clinic.db.transaction() as session:
        account = session.scalars(select(PortalAccount).where(PortalAccount.patient_id == daughter.id)).one()
        own = session.scalars(select(PortalAccount).where(PortalAccount.patient_id == patient.id)).one()
        own.last_sign_in_at = datetime(2026, 1, 2, tzinfo=UTC)
        session.add(
            ProxyGrant(account_id=account.id, patient_id=patient.id, relation="daughter", starts_on=date(2020, 1, 1))
        )
        session.add(Allergy(patient_id=patient.id, code="7980", display="Penicillin"))
        session.add(
            PhoneCall(patient_id=patient.id, staff_id=clinic.staff_id("dev"), outcome="reached", detail="Feels better.")
        )
        todo = session.scalars(select(Queue.id).where(Queue.slug == "todo")).one()
        session.add(Task(queue_id=todo, focus_type="errand", focus_id=1, patient_id=patient.id, title="To do"))
    return patient


def test_a_nurse_sees_everything(clinic: Clinic, rosa: Patient) -> None:
    found = page(clinic, clinic.alice, rosa)
    assert found.header.name == "Rosa Diaz"
    assert found.contacts.phone == "207-555-0100"
    assert found.contacts.address == "1 Sea Rd, Harbor, ME 04001"
    assert found.portal is not None
    assert (found.portal.state, found.portal.last_sign_in_at) == ("active", datetime(2026, 1, 2, tzinfo=UTC))
    assert [(one.name, one.relation) for one in found.proxies] == [("Ana Diaz", "daughter")]
    assert [(one.subject, one.last_words) for one in found.threads] == [("A question", "It burns when I pee.")]
    assert {one.queue for one in found.tasks} == {"inbox", "todo"}
    assert found.threads[0].task_id in {one.id for one in found.tasks}
    assert [(call.who, call.outcome, call.detail) for call in found.calls] == [
        ("Dev Patel", "reached", "Feels better.")
    ]
    assert [fact.what for fact in found.context.allergies] == ["Penicillin"]


def test_for_whom_a_patient_acts_stands_on_their_own_page(clinic: Clinic, rosa: Patient) -> None:
    with clinic.db.transaction() as session:
        daughter = session.scalars(select(Patient).where(Patient.given == "Ana")).one()
    assert [(one.name, one.patient_id) for one in page(clinic, clinic.erin, daughter).acts_for] == [
        ("Rosa Diaz", rosa.id)
    ]


# At every hour it is another day than in UTC at one of the two.
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_who_acts_for_whom_goes_by_the_calendar_of_the_patients_site(clinic: Clinic, zone: str) -> None:
    site_id = clinic.id_of(Site, "Harbor Clinic")
    patient, daughter, son = clinic.patient("Rosa", site_id=site_id), clinic.patient("Ana"), clinic.patient("Ivo")
    with clinic.db.transaction() as session:
        session.execute(update(Site).where(Site.id == site_id).values(time_zone=zone))
        there = session.scalars(select(cast(func.timezone(zone, func.transaction_timestamp()), Date))).one()
        day = timedelta(days=1)
        for proxy, starts_on, ends_on in ((daughter, there, there + day), (son, there - day, there)):
            account_id = session.scalars(select(PortalAccount.id).where(PortalAccount.patient_id == proxy.id)).one()
            session.add(
                ProxyGrant(
                    account_id=account_id, patient_id=patient.id, relation="child", starts_on=starts_on, ends_on=ends_on
                )
            )
    found = page(clinic, clinic.alice, patient)
    assert [one.name for one in found.proxies] == ["Ana Diaz"]
    assert [one.what for one in found.context.proxies] == ["Ana Diaz"]
    assert [len(page(clinic, clinic.alice, one).acts_for) for one in (daughter, son)] == [1, 0]


def test_the_front_desk_sees_contacts_and_topics_but_no_clinical_words(clinic: Clinic, rosa: Patient) -> None:
    found = page(clinic, clinic.erin, rosa)
    assert found.contacts.phone == "207-555-0100"
    assert [(one.topic, one.subject, one.last_words) for one in found.threads] == [("health", "", "")]
    assert [call.detail for call in found.calls] == [""]
    assert not found.context.clinical
    assert "burns" not in repr(found)
    assert "Penicillin" not in repr(found)


def test_billing_sees_no_conversations_and_only_its_own_queues(clinic: Clinic, rosa: Patient) -> None:
    found = page(clinic, clinic.ben, rosa)
    assert found.threads == ()
    assert {one.queue for one in found.tasks} == {"todo"}


def test_conversations_that_were_merged_away_are_left_out(clinic: Clinic, rosa: Patient) -> None:
    clinic.conversation("Another", patient=rosa)
    with clinic.db.transaction() as session:
        first, second = session.scalars(select(Thread).where(Thread.patient_id == rosa.id).order_by(Thread.id)).all()
        first.merged_into_id = second.id
    assert [one.id for one in page(clinic, clinic.alice, rosa).threads] == [second.id]


def test_the_administrator_sees_no_patient_and_nobody_one_that_is_not_there(clinic: Clinic, rosa: Patient) -> None:
    with pytest.raises(Forbidden):
        page(clinic, clinic.farid, rosa)
    with pytest.raises(NotFound), clinic.db.reading() as session:
        patient_page(session, viewer=clinic.alice, patient_id=0)


def test_opening_is_audited_once_in_a_session(clinic: Clinic, rosa: Patient) -> None:
    alice = clinic.alice
    for viewer in (alice, alice, clinic.alice):
        with clinic.db.transaction() as session:
            open_patient(session, by=viewer, patient_id=rosa.id)
    with clinic.db.transaction() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.kind == "patient.opened")).all()
    assert [(one.patient_id, one.actor) for one in events] == [(rosa.id, "Alice Moreno")] * 2
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        open_patient(session, by=alice, patient_id=0)


def test_the_whole_page_is_eight_statements_at_most(clinic: Clinic, rosa: Patient) -> None:
    from sqlalchemy import event

    said: list[str] = []
    alice = clinic.alice
    with clinic.db.reading() as session:
        session.execute(text("SELECT 1"))
        event.listen(clinic.db.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
        patient_page(session, viewer=alice, patient_id=rosa.id)
    assert len(said) <= 8
