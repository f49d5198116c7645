"""What waits too long for its other side is put before the clerks once, and settled when it is found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text

from db.actions.ledger_posting import Entry, Posting, business_day, post
from db.actions.match_watching import business_days_before, watch, watch_credit
from db.actions.matching import undo
from db.actions.payment_exceptions import resolve
from db.actions.payments import void
from db.config import config
from db.credentials import WORKER_IDENTITY
from db.models import PaymentException, Task
from rules.deadlines import default_hours
from tests.conftest import Clinic
from tests.matches import (
    BANK,
    LINE,
    PAYMENT,
    PAYOUT,
    REMITTANCE,
    STRIPE,
    confirmed,
    deposit,
    exceptions,
    found,
    line,
    money,
    paid,
    payout,
    remittance,
)
from tests.results import as_worker

LATE = 12  # days: three business days, whatever holidays lie between


def watched(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return watch(session, by=WORKER_IDENTITY)


def credits_watched(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return watch_credit(session, by=WORKER_IDENTITY)


def resolved(clinic: Clinic) -> None:
    """The clerk resolves whatever is open."""
    with clinic.db.transaction() as session:
        for task in session.scalars(
            select(Task).where(Task.focus_type == "payment_exception", Task.closed_at.is_(None))
        ):
            resolve(
                session, by=clinic.ben, task_id=task.id, seen_version=1, resolution="explained", reason="It is rent."
            )


def used(clinic: Clinic, patient_id: int, amount: str) -> None:
    with clinic.db.transaction() as session, as_worker(session):
        lines = (Posting("unapplied", money(amount), patient_id), Posting("patient", -money(amount), patient_id))
        post(session, Entry("apply", "system", business_day(session), lines))


@pytest.mark.parametrize(
    ("today", "days", "last"),
    [
        (date(2026, 3, 6), 3, date(2026, 3, 2)),  # Friday: Tuesday to Thursday have gone by
        (date(2026, 3, 9), 3, date(2026, 3, 3)),
        (date(2026, 3, 8), 1, date(2026, 3, 5)),
        (date(2026, 5, 28), 3, date(2026, 5, 21)),  # Memorial Day lies between
    ],
)
def test_business_days_leave_out_weekends_and_holidays(today: date, days: int, last: date) -> None:
    assert business_days_before(today, days, default_hours(config().zone, today.year)) == last


def test_what_waits_longer_than_three_business_days_is_told_once(clinic: Clinic) -> None:
    plain, insurers = (
        deposit(clinic, "80.00", days=LATE),
        deposit(clinic, "812.40", days=LATE, payee="HCCLAIMPMT NORTH"),
    )
    own, sent = remittance(clinic, "700.00", "48120007", days=LATE), payout(clinic, "48.25", "po_1", days=LATE)
    sold = line(clinic, "50.00", "ch_1", days=LATE)
    deposit(clinic, "80.00", days=1)
    deposit(clinic, "-900.00", days=LATE)
    remittance(clinic, "700.00", "48120008", days=LATE, state="unbalanced")
    line(clinic, "20.00", days=LATE, cash=True)
    wanted = [
        ("deposit_without_remit", BANK, insurers),
        ("remit_without_deposit", REMITTANCE, own),
        ("unmatched_deposit", BANK, plain),
        ("unmatched_line", LINE, sold),
        ("unmatched_payout", PAYOUT, sent),
    ]
    assert (watched(clinic), exceptions(clinic)) == (5, wanted)
    assert (watched(clinic), exceptions(clinic)) == (0, wanted)
    with clinic.db.transaction() as session:
        words = session.scalars(select(PaymentException.headline).order_by(PaymentException.kind)).all()
        assert words[0].startswith("Deposit of ") and words[1].startswith("Harbor Health: payment 48120007 of ")


def test_a_remittance_without_a_day_waits_from_the_day_it_came(clinic: Clinic) -> None:
    own = remittance(clinic, "80.00", "48120007", paid_on=None)
    assert watched(clinic) == 0
    with clinic.db.transaction() as session:
        session.execute(text("UPDATE remittance SET created_at = created_at - interval '12 days'"))
    assert (watched(clinic), exceptions(clinic)) == (1, [("remit_without_deposit", REMITTANCE, own)])


def reasons(clinic: Clinic) -> list[str]:
    """Why each exception arose, in the order of their records."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(PaymentException.reason).order_by(PaymentException.record_id)))


def test_a_card_line_says_whether_a_payment_carries_its_number(clinic: Clinic) -> None:
    paid(clinic, "100.00", days=LATE, processor=STRIPE, charge_ref="ch_1")
    line(clinic, "90.00", "ch_1", days=LATE)
    line(clinic, "90.00", "ch_2", days=LATE)
    line(clinic, "-10.00", "ch_1", kind="refund", days=LATE)
    line(clinic, "-120.00", "ch_1", kind="dispute", days=LATE)
    assert (found(clinic), watched(clinic)) == (0, 4)
    assert reasons(clinic) == [
        "The payment that carries its number is of 100.00.",
        "No payment carries its number.",
        "No open refund carries its number.",
        "The payment that carries its number is of 100.00.",
    ]


def test_a_card_line_whose_payment_another_line_has_says_so(clinic: Clinic) -> None:
    paid(clinic, "100.00", days=LATE, processor=STRIPE, charge_ref="ch_1")
    line(clinic, "100.00", "ch_1", days=LATE)
    assert found(clinic) == 1
    line(clinic, "100.00", "ch_1", days=LATE)
    assert (found(clinic), watched(clinic)) == (0, 1)
    assert reasons(clinic) == ["A payment of the same amount carries its number: look whether it is this one."]


def test_what_a_processor_took_or_gave_beside_payments_is_a_persons_to_explain(clinic: Clinic) -> None:
    there = [line(clinic, "-30.00", kind=kind, days=LATE) for kind in ("adjustment", "reserve", "transfer", "other")]
    line(clinic, "-67.00", kind="payout", days=LATE)
    line(clinic, "-30.00", kind="adjustment")
    wanted = [("unexplained_line", LINE, one) for one in there]
    assert (watched(clinic), exceptions(clinic)) == (4, wanted)
    said: dict[str, Any] = {"difference": money("-30.00"), "account": "difference", "reason": "Held back for a month."}
    confirmed(clinic, (LINE, there[0]), **said)
    assert exceptions(clinic) == wanted[1:]
    assert watched(clinic) == 0


def test_a_payment_that_nobody_paid_out_or_paid_in_is_told_until_it_is_found(clinic: Clinic) -> None:
    rosa = clinic.patient()
    sold = paid(clinic, "100.00", patient=rosa, days=20, processor=STRIPE, charge_ref="ch_1")
    cash = paid(clinic, "40.00", "cash", patient=rosa, days=20)
    slip, on_it = (paid(clinic, "10.00", "cash", days=20, slip="4711") for _ in range(2))
    paid(clinic, "100.00", days=2)
    paid(clinic, "40.00", "cash", days=9)
    assert watched(clinic) == 0  # no file has come yet that could say
    line(clinic, "1.00", "ch_2")
    deposit(clinic, "1.00")
    wanted = [("uncleared_payment", PAYMENT, sold), ("undeposited_payment", PAYMENT, cash),
              ("undeposited_payment", PAYMENT, slip)]  # fmt: skip
    assert (watched(clinic), exceptions(clinic)) == (3, wanted)
    assert (watched(clinic), exceptions(clinic)) == (0, wanted)
    with clinic.db.transaction() as session:
        told = session.scalars(select(PaymentException).order_by(PaymentException.record_id)).all()
        assert [(one.patient_id, one.amount) for one in told] == [
            (rosa.id, money("100.00")), (rosa.id, money("40.00")), (None, money("20.00"))
        ]  # fmt: skip
        assert told[2].headline.startswith("Deposit slip 4711 of ")
    confirmed(clinic, (BANK, deposit(clinic, "20.00")), (PAYMENT, slip), (PAYMENT, on_it))
    confirmed(clinic, (BANK, deposit(clinic, "40.00")), (PAYMENT, cash))
    line(clinic, "100.00", "ch_1", fee="3.00")
    assert found(clinic) == 1
    assert (watched(clinic), exceptions(clinic)) == (0, [])


def test_a_payment_that_was_taken_back_is_waited_for_no_more(clinic: Clinic) -> None:
    cash = paid(clinic, "40.00", "cash", days=20)
    deposit(clinic, "1.00")
    assert watched(clinic) == 1
    with clinic.db.transaction() as session:
        void(session, by=clinic.ben, payment_id=cash, reason="Typed twice")
    assert (exceptions(clinic), watched(clinic)) == ([], 0)


def test_what_is_matched_settles_both_sides_and_arises_anew_when_it_is_undone(clinic: Clinic) -> None:
    there, sent = deposit(clinic, "48.25", days=LATE), payout(clinic, "48.25", "po_1", days=LATE)
    assert watched(clinic) == 2
    match_id = confirmed(clinic, (BANK, there), (PAYOUT, sent))
    assert exceptions(clinic) == []
    with clinic.db.transaction() as session:
        undo(session, by=clinic.ben, match_id=match_id, reason="Another clinic's.")
    assert watched(clinic) == 2


def test_what_a_clerk_resolved_is_not_told_again(clinic: Clinic) -> None:
    deposit(clinic, "80.00", days=LATE)
    assert watched(clinic) == 1
    resolved(clinic)
    assert (watched(clinic), exceptions(clinic)) == (0, [])


def test_credit_of_more_than_thirty_days_is_told_until_it_is_used(clinic: Clinic) -> None:
    rosa, tom = clinic.patient(), clinic.patient("Tom", "Berg")
    paid(clinic, "50.00", "cash", patient=rosa, days=40)
    paid(clinic, "20.00", "cash", patient=rosa, days=3)
    paid(clinic, "90.00", "cash", patient=tom, days=20)
    assert (credits_watched(clinic), exceptions(clinic)) == (1, [("unapplied_credit", "patient", rosa.id)])
    used(clinic, rosa.id, "30.00")
    assert credits_watched(clinic) == 1
    with clinic.db.transaction() as session:
        assert session.scalars(select(PaymentException.amount)).one() == Decimal("20.00")
    used(clinic, rosa.id, "20.00")
    assert (credits_watched(clinic), exceptions(clinic)) == (0, [])


def test_credit_that_a_clerk_answered_rests_a_month_and_comes_back(clinic: Clinic) -> None:
    rosa = clinic.patient()
    paid(clinic, "50.00", "cash", patient=rosa, days=40)
    credits_watched(clinic)
    resolved(clinic)
    assert (credits_watched(clinic), exceptions(clinic)) == (0, [])
    with clinic.db.transaction() as session:
        session.execute(text("UPDATE payment_exception SET resolved_at = resolved_at - interval '31 days'"))
    assert (credits_watched(clinic), exceptions(clinic)) == (1, [("unapplied_credit", "patient", rosa.id)])
