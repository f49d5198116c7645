"""The worker's jobs for payments: what has a number in common is matched, what waits too long is before the clerks."""

from __future__ import annotations

from console.jobs import payments
from db.engine import use
from tests.conftest import Clinic
from tests.matches import BANK, PAYMENT, STRIPE, balance, deposit, exceptions, line, money, paid, payout


def test_what_a_file_brought_is_matched_to_the_last(clinic: Clinic) -> None:
    paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    line(clinic, "50.00", "ch_7Hq2", fee="1.75", payout_id=payout(clinic, "48.25", "po_9Xa41", days=1))
    deposit(clinic, "48.25", memo="STRIPE po_9Xa41")
    with use(clinic.db):
        payments.find_matches()
    assert (balance(clinic, "bank"), balance(clinic, "card")) == (money("48.25"), money("0"))


def test_the_clock_tells_of_what_nothing_was_found_for_and_of_credit_once(clinic: Clinic) -> None:
    there = deposit(clinic, "80.00", days=12)
    rosa = clinic.patient()
    taken = paid(clinic, "50.00", "cash", patient=rosa, days=40)
    wanted = [
        ("unapplied_credit", "patient", rosa.id), ("undeposited_payment", PAYMENT, taken),
        ("unmatched_deposit", BANK, there),
    ]  # fmt: skip
    for _ in range(2):
        with use(clinic.db):
            payments.match_payments()
            payments.watch_credits()
        assert exceptions(clinic) == wanted
