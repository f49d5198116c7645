"""Money back: never more than was paid, and above the limit by two different people."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from db.actions import payments, refunds
from db.actions.clinic_settings import change_setting
from db.actions.ledger_adjusting import reverse_entry
from db.actions.refunds import RefundAsked
from db.credentials import COMMAND_LINE_IDENTITY
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import LedgerEntry, Patient, Refund, Setting
from db.queries.payments import patient_payments, waiting_refunds
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.money import ask, charge, count, entries, held, refund, take


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    return clinic.patient()


def approve(clinic: Clinic, refund_id: int, by: Any = None) -> None:
    with clinic.db.transaction() as session:
        refunds.approve(session, by=by or clinic.carla, refund_id=refund_id)


def refuse(clinic: Clinic, refund_id: int, reason: str = "It was owed") -> None:
    with clinic.db.transaction() as session:
        refunds.refuse(session, by=clinic.carla, refund_id=refund_id, reason=reason)


@pytest.mark.parametrize(("tender", "account"), [("cash", "drawer"), ("card", "card"), ("cheque", "bank")])
def test_up_to_the_limit_one_person_gives_back_at_once(
    clinic: Clinic, rosa: Patient, tender: str, account: str
) -> None:
    asked = ask(clinic, take(clinic, rosa, "200.00", tender).payment_id, "100.00")
    assert not asked.waits
    assert entries(clinic)[-1] == ("refund", {account: "-100.00", "unapplied": "100.00"})
    kept = refund(clinic, asked.refund_id)
    assert kept.approved_by_id == kept.asked_by_id == clinic.staff_id("ben")


def test_what_goes_back_is_taken_of_credit_and_then_owed_again(clinic: Clinic, rosa: Patient) -> None:
    charge(clinic, rosa, "70.00", days_ago=60)
    charge(clinic, rosa, "20.00", days_ago=5)
    paid = take(clinic, rosa, "100.00")
    ask(clinic, paid.payment_id, "45.00")
    assert entries(clinic)[-1] == ("refund", {"drawer": "-45.00", "unapplied": "10.00", "patient": "35.00"})
    ask(clinic, paid.payment_id, "55.00")
    assert (held(clinic, "patient", rosa), held(clinic, "drawer")) == ("90.00", "0.00")


def test_above_the_limit_a_second_person_approves(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa, "200.00")
    asked = ask(clinic, paid.payment_id, "100.01")
    assert asked.waits
    assert held(clinic, "drawer") == "200.00"
    with pytest.raises(Forbidden, match="somebody else approves"):
        approve(clinic, asked.refund_id, clinic.ben)
    with clinic.db.transaction() as session:
        (line,) = waiting_refunds(session, viewer=clinic.ben)
    assert (line.id, line.mine, line.asked_by, line.amount) == (asked.refund_id, True, "Ben Okafor", Decimal("100.01"))
    approve(clinic, asked.refund_id)
    assert held(clinic, "drawer") == "99.99"
    for decide in (approve, refuse):
        with pytest.raises(Conflict, match="approved already"):
            decide(clinic, asked.refund_id)
    with clinic.db.transaction() as session:
        assert waiting_refunds(session, viewer=clinic.ben) == ()


def test_the_limit_is_not_walked_around_in_steps(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa, "200.00")
    assert not ask(clinic, paid.payment_id, "60.00").waits
    assert ask(clinic, paid.payment_id, "60.00").waits


def test_all_that_a_patient_gets_back_on_a_day_counts_to_the_limit(clinic: Clinic, rosa: Patient) -> None:
    assert not ask(clinic, take(clinic, rosa, "200.00").payment_id, "60.00").waits
    other = take(clinic, rosa, "200.00").payment_id
    refused = ask(clinic, other, "60.00")
    assert refused.waits
    refuse(clinic, refused.refund_id)
    assert not ask(clinic, other, "40.00").waits
    assert not ask(clinic, take(clinic, clinic.patient("Tom", "Berg")).payment_id, "40.00").waits
    with clinic.db.transaction() as session:
        session.execute(text("UPDATE refund SET asked_at = asked_at - interval '1 day'"))
    assert not ask(clinic, other, "100.00").waits


def test_what_was_given_back_and_taken_back_again_counts_to_the_limit(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa, "200.00")
    ask(clinic, paid.payment_id, "60.00")
    with clinic.db.transaction() as session:
        newest = session.scalars(select(func.max(LedgerEntry.id))).one()
        reverse_entry(session, by=clinic.ben, entry_id=newest, reason="The card was refused")
    assert ask(clinic, paid.payment_id, "60.00").waits


def test_the_limit_is_the_clinics_to_set(clinic: Clinic, rosa: Patient) -> None:
    with clinic.db.transaction() as session:
        change_setting(session, by=COMMAND_LINE_IDENTITY, key="refunds", value={"alone_up_to": "0.00"})
    assert ask(clinic, take(clinic, rosa).payment_id, "0.01").waits
    for wrong in ({"alone_up_to": "much"}, {"alone_up_to": 5}, {"limit": "1.00"}, {"alone_up_to": "-1.00"}):
        with pytest.raises(Invalid), clinic.db.transaction() as session:
            change_setting(session, by=COMMAND_LINE_IDENTITY, key="refunds", value=wrong)
    assert count(clinic, Setting) >= 1


def test_never_more_goes_back_than_was_paid(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa, "150.00")
    waiting = ask(clinic, paid.payment_id, "140.00")
    with pytest.raises(Invalid, match=r"At most 10\.00"):
        ask(clinic, paid.payment_id, "10.01")
    refuse(clinic, waiting.refund_id)
    assert ask(clinic, paid.payment_id, "150.00").waits
    with clinic.db.transaction() as session:
        (line,) = patient_payments(session, viewer=clinic.ben, patient_id=rosa.id)
    assert (line.waiting, line.refunded, line.refundable) == (Decimal("150.00"), Decimal(0), Decimal(0))


@pytest.mark.parametrize("amount", ["0", "-1.00", "0.001"])
def test_what_is_no_amount_is_refused(clinic: Clinic, rosa: Patient, amount: str) -> None:
    paid = take(clinic, rosa)
    with pytest.raises(Invalid) as refused:
        ask(clinic, paid.payment_id, amount)
    assert refused.value.field == "amount"
    with pytest.raises(Invalid, match="Say why"):
        ask(clinic, paid.payment_id, "5.00", reason="")
    assert count(clinic, Refund) == 0


def test_nothing_goes_back_of_a_payment_that_was_voided_or_is_not_there(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa)
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.ben, payment_id=paid.payment_id, reason="Typed twice")
    with pytest.raises(Conflict, match="took this payment back"):
        ask(clinic, paid.payment_id, "5.00")
    with pytest.raises(NotFound):
        ask(clinic, 10**9, "5.00")
    with pytest.raises(NotFound):
        approve(clinic, 10**9)


def test_one_form_submitted_twice_asks_once(clinic: Clinic, rosa: Patient) -> None:
    paid, form, ben = take(clinic, rosa), uuid4(), clinic.ben
    asked = ask(clinic, paid.payment_id, "5.00", token=form, by=ben)
    assert ask(clinic, paid.payment_id, "5.00", token=form, by=ben) == asked
    assert (count(clinic, Refund), held(clinic, "drawer")) == (1, "45.00")


def test_of_many_who_ask_at_once_no_more_get_than_was_paid(clinic: Clinic, rosa: Patient) -> None:
    paid = take(clinic, rosa, "100.00")
    done = at_once([lambda: ask(clinic, paid.payment_id, "30.00") for _ in range(6)])
    assert Counter(type(one) for one in done) == {RefundAsked: 3, Invalid: 3}
    assert held(clinic, "drawer") == "10.00"


def test_of_many_who_approve_at_once_one_does(clinic: Clinic, rosa: Patient) -> None:
    asked = ask(clinic, take(clinic, rosa, "300.00").payment_id, "250.00")
    done = at_once([lambda: approve(clinic, asked.refund_id) for _ in range(4)])
    assert Counter(type(one) for one in done) == {type(None): 1, Conflict: 3}
    assert held(clinic, "drawer") == "50.00"
