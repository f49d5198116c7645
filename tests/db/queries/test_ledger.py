"""What patients and insurers owe, as the ledger says it; the front desk sees sums alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from db.actions import payments
from db.errors import Forbidden, NotFound
from db.models import Patient
from db.queries import ledger
from db.queries import payments as reading
from db.queries.owed_lists import credit_aging
from tests.conftest import Clinic
from tests.money import apply_credit, ask, charge, payer, take, today, visit

D = Decimal


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    return clinic.patient()


def test_a_patients_balances_are_their_own_their_insurers_and_their_credit(clinic: Clinic, rosa: Patient) -> None:
    plan, other = payer(clinic), payer(clinic, "State Plan")
    charge(clinic, rosa, "80.00", days_ago=70)
    charge(clinic, rosa, "120.00", payer_id=plan)
    charge(clinic, rosa, "15.00", payer_id=other)
    charge(clinic, clinic.patient("Tom", "Berg"), "7.00")
    take(clinic, rosa, "100.00")
    charge(clinic, rosa, "5.00", days_ago=0)
    with clinic.db.transaction() as session:
        found = ledger.balances(session, viewer=clinic.ben, patient_id=rosa.id)
        desk = ledger.balances(session, viewer=clinic.erin, patient_id=rosa.id)
    assert (found.owed, found.credit, found.insurers) == (D("5.00"), D("20.00"), D("135.00"))
    assert [(one.name, one.amount) for one in found.payers] == [
        ("Harbor Health Plan", D("120.00")), ("State Plan", D("15.00")),
    ]  # fmt: skip
    assert found.aging["0-30"] == D("5.00")
    assert (desk.owed, desk.credit, desk.insurers, desk.payers) == (D("5.00"), D("20.00"), D("135.00"), ())


def test_nobody_has_no_balance(clinic: Clinic) -> None:
    for attempt in (
        lambda session: ledger.balances(session, viewer=clinic.ben, patient_id=10**9),
        lambda session: ledger.encounter_balance(session, viewer=clinic.ben, encounter_id=10**9),
        lambda session: ledger.payer_balance(session, viewer=clinic.ben, payer_id=10**9),
        lambda session: reading.receipt(session, viewer=clinic.ben, payment_id=10**9),
    ):
        with pytest.raises(NotFound), clinic.db.transaction() as session:
            attempt(session)


def test_the_front_desk_sees_no_line_no_payment_and_no_insurer(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa)
    for attempt in (
        lambda session: ledger.lines(session, viewer=clinic.erin, patient_id=rosa.id),
        lambda session: reading.patient_payments(session, viewer=clinic.erin, patient_id=rosa.id),
        lambda session: ledger.payer_balance(session, viewer=clinic.erin, payer_id=payer(clinic)),
        lambda session: ledger.clinic_aging(session, viewer=clinic.erin),
    ):
        with pytest.raises(Forbidden, match="what is owed, not what it is for"), clinic.db.transaction() as session:
            attempt(session)


def test_lines_are_the_newest_first_page_by_page_and_say_what_was_taken_back(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "80.00")
    taken = take(clinic, rosa, "80.00")
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.ben, payment_id=taken.payment_id, reason="Typed twice")
    with clinic.db.transaction() as session:
        first = ledger.lines(session, viewer=clinic.ben, patient_id=rosa.id, size=2)
        rest = ledger.lines(session, viewer=clinic.ben, patient_id=rosa.id, size=2, before=first.next)
    said = [(line.what, line.amount, line.reversed_on is not None) for line in (*first.lines, *rest.lines)]
    assert said == [
        (f"Taken back: Payment {taken.receipt}, cash", D("80.00"), False),
        (f"Payment {taken.receipt}, cash", D("-80.00"), True), ("Office visit", D("80.00"), False),
    ]  # fmt: skip
    assert (first.lines[0].reason, first.lines[0].actor, rest.next) == ("Typed twice", "Ben Okafor", None)


def test_a_visit_an_insurer_and_everybody_are_aged_by_service(clinic: Clinic, rosa: Patient) -> None:
    plan, seen = payer(clinic), visit(clinic, rosa)
    charge(clinic, rosa, "80.00", days_ago=100, encounter_id=seen)
    charge(clinic, rosa, "120.00", days_ago=130, payer_id=plan, encounter_id=seen)
    tom = clinic.patient("Tom", "Berg")
    take(clinic, tom, "50.00")
    with clinic.db.transaction() as session:
        of_visit = ledger.encounter_balance(session, viewer=clinic.ben, encounter_id=seen)
        of_plan = ledger.payer_balance(session, viewer=clinic.ben, payer_id=plan)
        of_all = ledger.clinic_aging(session, viewer=clinic.ben)
    assert (of_visit.owed, of_visit.insurers) == (D("80.00"), D("120.00"))
    assert (of_plan.owed, of_plan.aging["over 120"]) == (D("120.00"), D("120.00"))
    assert (of_all.patients["91-120"], of_all.insurers["over 120"], of_all.credit) == (
        D("80.00"), D("120.00"), D("50.00"),
    )  # fmt: skip


def test_what_insurers_owe_is_told_of_each_the_most_first(clinic: Clinic, rosa: Patient) -> None:
    first, second = payer(clinic, "North Health"), payer(clinic, "Harbor Health Plan")
    charge(clinic, rosa, "80.00", days_ago=10, payer_id=first)
    charge(clinic, rosa, "120.00", days_ago=70, payer_id=second)
    charge(clinic, clinic.patient("Tom", "Berg"), "30.00", days_ago=100, payer_id=second)
    payer(clinic, "Nobody's Plan")
    with clinic.db.transaction() as session:
        found = ledger.clinic_aging(session, viewer=clinic.carla)
        assert found.payers == tuple(
            ledger.payer_balance(session, viewer=clinic.carla, payer_id=one) for one in (second, first)
        )
    assert [(one.name, one.owed) for one in found.payers] == [
        ("Harbor Health Plan", D("150.00")), ("North Health", D("80.00")),
    ]  # fmt: skip
    assert sum(found.insurers.values()) == D("230.00")


def test_a_receipt_says_what_was_paid_and_what_stays_as_credit(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "30.00")
    taken = take(clinic, rosa, "50.00", "cheque", cheque_number="2207")
    charge(clinic, rosa, "10.00")
    apply_credit(clinic, rosa)
    ask(clinic, taken.payment_id, "5.00")
    with clinic.db.transaction() as session:
        found = reading.receipt(session, viewer=clinic.erin, payment_id=taken.payment_id)
        (line,) = reading.patient_payments(session, viewer=clinic.ben, patient_id=rosa.id)
    assert (found.amount, found.applied, found.credit) == (D("50.00"), D("30.00"), D("20.00"))
    assert (found.cheque_number, found.patient, found.entered_by) == ("2207", "Rosa Diaz", "Erin Walsh")
    assert (line.refunded, line.refundable, line.moved_to, line.matched) == (D("5.00"), D("45.00"), None, False)


def test_a_moved_payment_names_the_patient_it_went_to(clinic: Clinic, rosa: Patient) -> None:
    taken, tom = take(clinic, rosa), clinic.patient("Tom", "Berg")
    with clinic.db.transaction() as session:
        payments.move(session, by=clinic.ben, token=uuid4(), payment_id=taken.payment_id, to_patient_id=tom.id,
                      reason="Wrong one")  # fmt: skip
    with clinic.db.transaction() as session:
        (line,) = reading.patient_payments(session, viewer=clinic.ben, patient_id=rosa.id)
    assert (line.moved_to, line.voided_by, line.void_reason) == (tom.id, "Ben Okafor", "Wrong one")
    assert line.refundable == 0


def test_credit_is_as_old_as_what_is_left_of_it(clinic: Clinic, rosa: Patient) -> None:
    day = today(clinic)
    for days, amount in ((100, "30.00"), (35, "20.00"), (3, "10.00")):
        take(clinic, rosa, amount, on_day=day - timedelta(days=days))
    charge(clinic, rosa, "40.00")
    apply_credit(clinic, rosa)
    take(clinic, clinic.patient("Tom", "Berg"), "5.00")
    with clinic.db.transaction() as session:
        found = credit_aging(session, viewer=clinic.ben)
    assert {age: amount for age, amount in found.items() if amount} == {"0-30": D("15.00"), "31-60": D("10.00")}
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        credit_aging(session, viewer=clinic.erin)
