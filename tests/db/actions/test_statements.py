"""Statements: what the last one said, what happened since, what is owed by age; the same to the patient's portal."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.actions import ledger_adjusting, payments, statements
from db.actions.statements import StatementMade
from db.errors import Invalid, NotFound
from db.models import AuditEvent, Patient, Statement
from db.queries import statements as reading
from db.queries.statements import StatementPrint
from tests.conftest import Clinic
from tests.money import apply_credit, ask, charge, count, payer, take, today

D = Decimal


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    return clinic.patient(address="7 Elm Street", city="Springfield", state="MA", postal_code="01101")


def make(clinic: Clinic, patient: Patient) -> StatementMade:
    with clinic.db.transaction() as session:
        return statements.make(session, by=clinic.ben, token=uuid4(), patient_id=patient.id)


def printed(clinic: Clinic, made: StatementMade) -> StatementPrint:
    with clinic.db.transaction() as session:
        return reading.printed(session, viewer=clinic.ben, statement_id=made.statement_id)


def said(statement: StatementPrint) -> list[tuple[str, str]]:
    return [(line.what, f"{line.amount:.2f}") for line in statement.lines]


def test_the_first_says_all_that_happened_and_adds_up(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00", days_ago=40)
    charge(clinic, rosa, "30.00", days_ago=3, display="Strep test")
    paid = take(clinic, rosa, "50.00", "card", tail="4242")
    found = printed(clinic, make(clinic, rosa))
    assert said(found) == [
        ("Office visit", "80.00"), ("Strep test", "30.00"), (f"Payment {paid.receipt}, card", "-50.00"),
    ]  # fmt: skip
    assert found.balance == sum(line.amount for line in found.lines) == D("60.00")
    assert (found.aging["31-60"], found.aging["0-30"], found.credit) == (D("30.00"), D("30.00"), D(0))
    assert (found.patient, found.address) == ("Rosa Diaz", "7 Elm Street, Springfield, MA 01101")
    assert found.on_day == today(clinic)


def test_the_next_goes_on_from_the_last_ones_balance(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    first = make(clinic, rosa)
    paid = take(clinic, rosa, "100.00")
    ask(clinic, paid.payment_id, "5.00")
    second = printed(clinic, make(clinic, rosa))
    assert said(second) == [
        (f"Balance of statement {first.number}", "80.00"), (f"Payment {paid.receipt}, cash", "-100.00"),
        (f"Refund {paid.receipt}, cash", "5.00"),
    ]  # fmt: skip
    assert (second.balance, second.credit) == (D("-15.00"), D("15.00"))


def test_what_an_insurer_owes_is_not_on_it_and_the_patients_share_is(clinic: Clinic, rosa: Patient) -> None:
    plan = payer(clinic)
    charge(clinic, rosa, "120.00", payer_id=plan)
    with clinic.db.transaction() as session:
        ledger_adjusting.transfer(
            session, by=clinic.ben, patient_id=rosa.id, payer_id=plan, to="patient", amount=D("25.00"), reason="Copay"
        )
    assert said(printed(clinic, make(clinic, rosa))) == [("Your share after insurance: Office visit", "25.00")]


def test_credit_that_was_used_changes_no_balance(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa, "20.00")
    charge(clinic, rosa, "20.00")
    apply_credit(clinic, rosa)
    found = printed(clinic, make(clinic, rosa))
    assert said(found) == [(f"Payment {paid.receipt}, cash", "-20.00"), ("Office visit", "20.00")]
    assert (found.balance, found.credit) == (D(0), D(0))


def test_what_was_taken_back_is_said(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "20.00")
    paid = take(clinic, rosa, "20.00")
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.ben, payment_id=paid.payment_id, reason="Typed twice")
    assert said(printed(clinic, make(clinic, rosa)))[1:] == [
        (f"Payment {paid.receipt}, cash", "-20.00"), (f"Taken back: Payment {paid.receipt}, cash", "20.00"),
    ]  # fmt: skip


def test_there_is_none_where_nothing_is_owed_and_nothing_happened(clinic: Clinic, rosa: Patient) -> None:
    with pytest.raises(Invalid, match="Nothing is owed"):
        make(clinic, rosa)
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        statements.make(session, by=clinic.ben, token=uuid4(), patient_id=10**9)
    assert count(clinic, Statement) == 0


def test_statements_are_numbered_listed_and_audited_and_stay_as_they_were_printed(
    clinic: Clinic, rosa: Patient
) -> None:
    charge(clinic, rosa, "80.00")
    first, before = make(clinic, rosa), None
    before = printed(clinic, first)
    take(clinic, rosa, "80.00")
    second = make(clinic, rosa)
    assert printed(clinic, first) == before
    with clinic.db.transaction() as session:
        listed = reading.statements(session, viewer=clinic.ben, patient_id=rosa.id)
        told = session.scalars(select(AuditEvent).where(AuditEvent.kind == "statement.made")).all()
    assert [(one.number, one.balance) for one in listed] == [(second.number, 0), (first.number, D("80.00"))]
    assert first.number == f"S{first.statement_id:06d}"
    assert [one.patient_id for one in told] == [rosa.id] * 2


def test_a_statement_for_somebody_who_has_died_is_made(clinic: Clinic) -> None:
    gone = clinic.patient(deceased_at="2026-01-05T00:00:00Z")
    charge(clinic, gone, "80.00")
    assert printed(clinic, make(clinic, gone)).balance == D("80.00")
