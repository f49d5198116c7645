"""The demo's refill requests and requests for access, as the worker and staff find them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.order_making import pending
from db.actions.proxy_arrivals import schedule_new
from db.actions.proxy_notices import notice_changes
from db.actions.refill_judging import judge_again, judge_new
from db.credentials import WORKER_IDENTITY
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.models import (
    Medication,
    MedicationDispense,
    OrderState,
    OutboxMessage,
    Patient,
    PharmacyOrder,
    PortalAccount,
    ProxyGrant,
    ProxyRequest,
    RefillDecision,
    RefillProtocol,
    RefillRequest,
    Staff,
    Task,
    TaskStatus,
)
from db.queries import refills
from db.queries.recipients import in_force
from db.queries.refill_facts import evaluate_all
from demo.load import load_clinic
from demo.medicines import PHARMACIES
from rules.refill_protocol_settings import DEFAULTS
from tests.conftest import Clinic
from tests.demo.clinics import CAST, copied

PATIENTS = 500


@pytest.fixture(scope="module")
def day(postgres: EmbeddedServer, template: Organisation) -> Iterator[Database]:
    """A demo clinic of today, whose requests the worker has judged."""
    with copied(postgres, template, "demo_refills") as database:
        load_clinic(database, CAST, patients=PATIENTS, months=6, rounds=4)
        with database.transaction() as session:
            judge_new(session, by=WORKER_IDENTITY)
            schedule_new(session, by=WORKER_IDENTITY)
        yield database


@pytest.fixture
def session(day: Database) -> Iterator[Session]:
    """A look at the day."""
    with day.reading() as reading:
        yield reading


def open_requests(session: Session) -> list[RefillRequest]:
    """What nobody has decided."""
    return list(session.scalars(select(RefillRequest).where(RefillRequest.decision == "").order_by(RefillRequest.id)))


def test_every_kind_of_refill_request_waits_today(session: Session) -> None:
    waiting = open_requests(session)
    assert 15 <= len(waiting) <= 20
    tasks = session.scalars(select(Task).where(Task.focus_type == "refill_request", Task.closed_at.is_(None))).all()
    proposals = Counter(task.topic for task in tasks)
    assert proposals["approve"] >= 4
    assert proposals["bridge"] >= 2
    assert proposals["new-prescription"] == 1
    assert proposals["prescriber"] >= 6
    judged = evaluate_all(session, [one.id for one in waiting], datetime.now(UTC))
    ties = Counter(one.evaluation.proposal.tie for one in judged.values())
    assert min(ties["visit"], ties["labs"]) >= 1
    unmet = {one.kind for each in judged.values() for one in each.evaluation.criteria if one.verdict == "unmet"}
    assert {"class", "active", "dose", "duplicate", "early"} <= unmet
    assert {one.schedule for one in waiting} == {"", "II", "III", "IV"}
    assert {one.source for one in waiting} == {"patient", "pharmacy"}
    assert sum(one.prepared_at is not None for one in waiting) == 1


def test_what_passes_can_be_approved_by_the_nurse_with_authority(day: Database, session: Session) -> None:
    passing = session.scalars(select(Task).where(Task.topic == "approve", Task.closed_at.is_(None))).first()
    assert passing is not None
    alice, ines = Clinic(day).sign_in("alice"), Clinic(day).sign_in("ines")
    with day.reading() as reading:
        assert "approve" in refills.detail(reading, viewer=alice, task_id=passing.id).may
    with day.reading() as reading:
        assert "approve" not in refills.detail(reading, viewer=ines, task_id=passing.id).may


def test_the_protocols_are_the_defaults_and_three_of_them_approved_by_dev(session: Session) -> None:
    protocols = session.scalars(select(RefillProtocol)).all()
    assert {one.drug_class for one in protocols} == {one.drug_class for one in DEFAULTS}
    dev = session.scalars(select(Staff.id).where(Staff.username == "dev")).one()
    active = [one for one in protocols if one.active]
    assert len(active) == 3
    assert {one.approved_by_id for one in active} == {dev}
    with_authority = session.scalars(select(Staff.username).where(Staff.protocol_authority).order_by(Staff.username))
    assert with_authority.all() == ["alice", "grace"]


def test_past_requests_were_decided_as_the_protocols_say(session: Session) -> None:
    decided = session.scalars(select(RefillRequest).where(RefillRequest.decision != "")).all()
    assert len(decided) > PATIENTS * 0.03 * 6 * 0.4
    kinds = Counter(one.decision for one in decided)
    assert {"approved", "denied"} <= set(kinds)
    steps = session.scalars(select(RefillDecision).where(RefillDecision.by_protocol)).all()
    assert steps
    for step in steps:
        assert step.protocol_id is not None
        assert {criterion["verdict"] for criterion in step.criteria if criterion["kind"] not in ("visit", "lab")} == {
            "met"
        }
    tasks = session.scalars(select(Task).where(Task.focus_type == "refill_request", Task.closed_at.is_not(None))).all()
    assert Counter(task.outcome for task in tasks) == kinds
    assert all(task.first_response_at or task.outcome == "withdrawn" for task in tasks)
    ordered = session.scalar(select(func.count()).select_from(PharmacyOrder))
    assert ordered == kinds["approved"] + kinds["bridged"]


def test_orders_of_this_morning_wait_for_a_person(day: Database, session: Session) -> None:
    states = Counter(session.scalars(select(PharmacyOrder.state)))
    assert states[OrderState.TO_PRINT] + states[OrderState.FAILED] >= 2
    with day.transaction() as writing:
        assert len(pending(writing, by=WORKER_IDENTITY)) == states[OrderState.TO_PRINT]
        writing.rollback()


def test_most_of_what_is_taken_has_dispenses_of_the_last_year(session: Session) -> None:
    taken = set(session.scalars(select(Medication.id).where(Medication.stopped_on.is_(None))))
    known = set(session.scalars(select(MedicationDispense.medication_id)))
    assert 0.8 * len(taken) < len(taken & known) < len(taken)
    oldest, newest = session.execute(
        select(func.min(MedicationDispense.dispensed_on), func.max(MedicationDispense.dispensed_on))
    ).one()
    assert newest <= datetime.now(UTC).date()
    assert oldest >= datetime.now(UTC).date() - timedelta(days=480)
    assert all(email == "" or email.endswith(".invalid") for _, _, _, _, email, _ in PHARMACIES)


def test_every_kind_of_request_for_access_waits_today(session: Session) -> None:
    waiting = session.scalars(select(ProxyRequest).where(ProxyRequest.decision == "")).all()
    assert {one.relation for one in waiting} >= {"parent", "child", "spouse", "guardian", "power-of-attorney"}
    assert sum(one.patient_id is None for one in waiting) == 1
    assert sum(one.first_id is not None for one in waiting) == 1
    assert sum(one.by_patient and one.consent == "portal" for one in waiting) == 1
    tasks = session.scalars(select(Task).where(Task.focus_type == "proxy_request", Task.closed_at.is_(None))).all()
    assert {task.focus_id for task in tasks} == {one.id for one in waiting}
    assert sum(task.status == TaskStatus.ON_HOLD for task in tasks) == 1
    shared = select(ProxyRequest.id).join(
        PortalAccount,
        (PortalAccount.patient_id == ProxyRequest.patient_id) & (PortalAccount.email == ProxyRequest.proxy_email),
    )
    assert len(session.scalars(shared).all()) == 1
    decided = Counter(session.scalars(select(ProxyRequest.decision).where(ProxyRequest.decision != "")))
    assert set(decided) >= {"approved", "denied", "withdrawn"}


def test_no_access_outlives_its_ground_and_nobody_is_told_anew(day: Database, session: Session) -> None:
    today = datetime.now(UTC).date()
    for grant, patient in session.execute(
        select(ProxyGrant, Patient).join(Patient, Patient.id == ProxyGrant.patient_id)
    ):
        minor = today < patient.birth_date + timedelta(days=365 * 18)
        assert grant.basis in (("parental", "custodial") if minor else ("consent", "parental"))
        if grant.basis == "custodial":
            assert grant.ends_on is not None
            assert grant.ends_on <= today + timedelta(days=366)
    assert session.scalar(select(func.count()).select_from(ProxyGrant).where(in_force(ProxyGrant.patient_id))) == (
        session.scalar(select(func.count()).select_from(ProxyGrant))
    )
    with day.transaction() as writing:
        before = writing.scalar(select(func.count()).select_from(OutboxMessage))
        notice_changes(writing, by=WORKER_IDENTITY)
        assert writing.scalar(select(func.count()).select_from(OutboxMessage)) == before
        writing.rollback()


def test_the_worker_judges_all_of_them_again_without_another_outcome(day: Database, session: Session) -> None:
    topics = select(Task.id, Task.topic).where(Task.focus_type == "refill_request", Task.closed_at.is_(None))
    before = dict(session.execute(topics.order_by(Task.id)).all())
    with day.transaction() as writing:
        judge_again(writing, by=WORKER_IDENTITY)
        assert dict(writing.execute(topics.order_by(Task.id)).all()) == before
        writing.rollback()
