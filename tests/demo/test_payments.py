"""The demo's last weeks of money: taken in as real files are, found again by number, and a few things left to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import billing_files
from db.actions.billing_files import post
from db.actions.match_finding import find
from db.credentials import WORKER_IDENTITY
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.models import (
    BankTransaction,
    BillingFile,
    BillingRefusal,
    Charge,
    ColumnProfile,
    Encounter,
    LedgerDay,
    LedgerEntry,
    LedgerLine,
    Payment,
    PaymentException,
    PaymentMatch,
    Payout,
    ProcessorLine,
    RemitClaim,
    Remittance,
    Task,
)
from db.queries.billing_files import files
from db.queries.ledger import balances
from demo.load import load_clinic
from demo.payment_files import STRIPE
from demo.payments import WAITING
from tests.conftest import Clinic
from tests.demo.clinics import CAST, MONDAY, copied
from tests.labs import never

PATIENTS = 500


@pytest.fixture(scope="module")
def loaded(postgres: EmbeddedServer, template: Organisation) -> Iterator[Database]:
    """A clinic large enough for every kind of oddity."""
    with copied(postgres, template, "demo_payments") as database:
        load_clinic(database, CAST, patients=PATIENTS, months=1, rounds=4, now=MONDAY)
        yield database


@pytest.fixture
def session(loaded: Database) -> Iterator[Session]:
    """A look into it."""
    with loaded.reading() as reading:
        yield reading


def ledger_sums(session: Session) -> dict[str, Decimal]:
    """What stands on each account."""
    found = session.execute(select(LedgerLine.account, func.sum(LedgerLine.amount)).group_by(LedgerLine.account))
    return dict(found.all())


def test_every_visit_of_the_last_weeks_is_charged_once(session: Session) -> None:
    of_time = Encounter.started_at.between(MONDAY - timedelta(days=35), MONDAY)
    visits = set(session.scalars(select(Encounter.id).where(of_time)))
    charged = set(session.scalars(select(Charge.encounter_id)))
    assert visits == charged
    entries = session.scalar(select(func.count()).where(LedgerEntry.kind == "charge"))
    assert entries == len(visits) > 50
    assert -ledger_sums(session)["income"] == session.scalar(select(func.sum(Charge.amount)))


def test_every_file_was_read_without_a_refusal_and_balances(session: Session) -> None:
    assert session.scalar(select(func.count(BillingRefusal.id))) == 0
    states = Counter((one.kind, one.state) for one in session.scalars(select(BillingFile)))
    assert states == {("remittance", "posted"): states["remittance", "posted"], ("remittance", "waiting"): 1,
                      ("processor", "posted"): 5, ("bank", "posted"): 5}  # fmt: skip
    assert states["remittance", "posted"] >= 16
    balanced = Counter(session.scalars(select(Remittance.state)).all())
    assert set(balanced) == {"posted", "unbalanced"}
    assert balanced["unbalanced"] == 1
    again = session.scalars(select(BillingFile).where(BillingFile.rows_known > 0)).one()
    assert again.rows_new == 0  # an insurer's payment of a week ago, sent once more
    assert {one.format for one in session.scalars(select(BillingFile).where(BillingFile.kind == "bank"))} == {"bai2"}


def test_the_columns_of_the_processors_export_are_confirmed_by_the_clerk(session: Session) -> None:
    profile = session.scalars(select(ColumnProfile)).one()
    assert (profile.fingerprint, profile.confirmed_by, profile.active) == (STRIPE.fingerprint, "Ben Okafor", True)
    assert STRIPE.problems() == {}
    read_by = session.scalars(select(BillingFile.profile_id).where(BillingFile.kind == "processor").distinct())
    assert read_by.all() == [profile.id]


def test_nearly_everything_is_found_by_a_common_number(session: Session) -> None:
    for model, least in ((BankTransaction, 30), (ProcessorLine, 15), (Remittance, 16)):
        many = session.scalar(select(func.count(model.id))) or 0
        found = session.scalar(select(func.count(model.id)).where(model.matched_at.is_not(None))) or 0
        assert many >= least
        assert found / many > 0.9
    assert session.scalar(select(func.count(Payout.id)).where(Payout.matched_at.is_(None))) == 0
    rules = set(session.scalars(select(PaymentMatch.rule).distinct()))
    assert rules == {"charge", "payout", "slip", "trace"}
    assert session.scalars(select(PaymentMatch.automatic).distinct()).all() == [True]


def test_what_is_left_in_the_bank_is_what_a_clerk_has_to_look_for(session: Session) -> None:
    left = session.scalars(select(BankTransaction).where(BankTransaction.matched_at.is_(None))).all()
    kinds = Counter("trace" if one.trace else one.memo for one in left)
    assert kinds == {"trace": 1, "MOBILE DEPOSIT": 1, "COUNTER DEPOSIT": 1}
    short = next(one for one in left if one.memo == "COUNTER DEPOSIT")
    taken = session.scalar(select(func.sum(Payment.amount)).where(Payment.slip == short.reference))
    assert taken == short.amount + Decimal("10.00")
    unpaid = session.scalars(
        select(Remittance).where(Remittance.matched_at.is_(None), Remittance.state == "posted")
    ).one()
    assert ledger_sums(session)["remit"] == unpaid.amount
    cards = session.scalars(select(ProcessorLine).where(ProcessorLine.matched_at.is_(None))).one()
    assert session.scalar(select(Payment.id).where(Payment.charge_ref == cards.charge_ref)) is None


def test_the_queue_of_payments_holds_one_or_more_of_each_kind(session: Session) -> None:
    found = Counter(session.scalars(select(PaymentException.kind).where(PaymentException.resolved_at.is_(None))))
    assert found["denial"] == 6
    once = ("recoupment", "unmatched_claim", "reversal_without_original", "dispute", "unmatched_line",
            "remit_without_deposit", "unbalanced_remit", "duplicate")  # fmt: skip
    assert all(found[kind] == 1 for kind in once)
    assert found["unmatched_deposit"] == 2
    assert found.total() == 16
    waiting = session.scalars(select(Task).where(Task.focus_type == "payment_exception", Task.closed_at.is_(None)))
    assert Counter(task.topic for task in waiting) == found
    assert all(one.created_at <= MONDAY for one in session.scalars(select(PaymentException)))


def test_a_denial_puts_nothing_on_the_patient(session: Session) -> None:
    denied = session.scalars(select(RemitClaim).where(RemitClaim.denied)).all()
    owed = func.coalesce(func.sum(LedgerLine.amount), 0)
    for claim in denied:
        charges = select(Charge.id).where(Charge.claim_number == claim.control_number)
        of_claim = select(owed).where(LedgerLine.charge_id.in_(charges))
        assert session.scalar(of_claim.where(LedgerLine.account == "patient")) == 0
        assert session.scalar(of_claim.where(LedgerLine.account == "payer")) == claim.charged


def test_nothing_counts_to_a_day_that_is_to_come_and_nobody_is_below_nothing(session: Session) -> None:
    assert session.scalars(select(func.max(LedgerEntry.on_day))).one() <= MONDAY.date()
    assert session.scalars(select(func.max(Payment.paid_at))).one() < MONDAY
    below = (
        select(LedgerLine.charge_id)
        .where(LedgerLine.account == "patient", LedgerLine.charge_id.is_not(None))
        .group_by(LedgerLine.charge_id)
        .having(func.sum(LedgerLine.amount) < 0)
    )
    assert session.scalars(below).all() == []
    assert ledger_sums(session)["unapplied"] <= 0


def test_the_clerk_sees_the_files_and_a_patients_balance(loaded: Database) -> None:
    ben = Clinic(loaded).sign_in("ben")
    with loaded.reading() as session:
        assert [one.state for one in files(session, viewer=ben).files].count("waiting") == 1
        patient_id = session.scalars(
            select(LedgerLine.patient_id)
            .where(LedgerLine.account == "patient")
            .group_by(LedgerLine.patient_id)
            .having(func.sum(LedgerLine.amount) > 0)
        ).first()
        assert patient_id is not None
        found = balances(session, viewer=ben, patient_id=patient_id)
        assert found.owed > 0


def test_the_days_that_are_over_are_closed_and_the_short_slips_day_is_signed_by_two(session: Session) -> None:
    days = session.scalars(select(LedgerDay).order_by(LedgerDay.day)).all()
    assert {one.state for one in days} == {"closed"}
    paid = set(session.scalars(select(Payment.on_day).distinct()))
    assert {one.day for one in days} == {day for day in paid if day <= MONDAY.date() - timedelta(days=2)}
    [short] = [one for one in days if one.difference != 0]
    assert (list(short.totals["differences"].values()), short.totals["carried"]) == (["-10.00"], True)
    assert short.second_by_id not in (None, short.first_by_id)
    assert all(one.second_by_id is None for one in days if one is not short)


def test_the_file_that_waits_is_read_by_the_worker_and_its_deposit_found_once_it_is_posted(loaded: Database) -> None:
    billing_files.read_waiting(loaded, never)
    ben = Clinic(loaded).sign_in("ben")
    with loaded.transaction() as session:
        file = session.scalars(select(BillingFile).where(BillingFile.state == "preview")).one()
        post(session, by=ben, file_id=file.id, version=file.version)
    billing_files.read_waiting(loaded, never)
    with loaded.transaction() as session:
        assert find(session, by=WORKER_IDENTITY) == 1
        found = session.scalars(select(Remittance).where(Remittance.file_id == file.id)).one()
        assert (found.payer_name, found.state, found.matched_at is not None) == (WAITING, "posted", True)
