"""Matching money: by itself by a common number only, by hand to the cent; undone, dismissed, and by one at a time."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.actions import payments
from db.actions.ledger_adjusting import reverse_entry
from db.actions.ledger_posting import business_day
from db.actions.match_dismissals import suggest_again
from db.actions.matching import dismiss, undo
from db.actions.payment_exceptions import resolve
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import BankTransaction, LedgerDay, LedgerEntry, MatchSide, Refund, Task
from db.queries import matching as queries
from db.queries.match_sides import REFUND
from db.registry import acting
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.matches import (
    BANK,
    LINE,
    PAYMENT,
    PAYOUT,
    REMITTANCE,
    SLIP,
    STRIPE,
    balance,
    confirmed,
    deposit,
    exceptions,
    found,
    kinds_posted,
    line,
    money,
    paid,
    payout,
    remittance,
    the_match,
)
from tests.money import ask
from tests.results import as_worker, audited


def undone(clinic: Clinic, match_id: int, reason: str = "Another clinic's.") -> None:
    with clinic.db.transaction() as session:
        undo(session, by=clinic.ben, match_id=match_id, reason=reason)


def is_open(clinic: Clinic, deposit_id: int) -> bool:
    with clinic.db.transaction() as session:
        return session.get_one(BankTransaction, deposit_id).matched_at is None


def listed(clinic: Clinic) -> list[tuple[str, int]]:
    """What a processor wrote beside payments and nobody explained, each with its candidates to be read."""
    with clinic.db.transaction() as session:
        keys = [one.key for one in queries.lines(session, viewer=clinic.ben, kind="other_line").lines]
        for kind, record_id in keys:
            queries.candidates(session, viewer=clinic.ben, kind=kind, record_id=record_id)
        return keys


def test_a_card_line_finds_its_payment_by_the_charges_number_and_its_fee_is_posted(clinic: Clinic) -> None:
    payment = paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    own = line(clinic, "50.00", "ch_7Hq2", fee="1.75")
    assert found(clinic) == 1
    match = the_match(clinic)
    assert (match.rule, match.automatic, match.made_by, match.difference) == ("charge", True, "Worker", money("0"))
    assert match.why == "The charge number and the amount agree, on the same day."
    assert (balance(clinic, "card"), balance(clinic, "fees")) == (money("48.25"), money("1.75"))
    with clinic.db.transaction() as session:
        sides = session.execute(select(MatchSide.stage, MatchSide.kind, MatchSide.record_id).order_by(MatchSide.id))
        assert [tuple(side) for side in sides] == [("clearing", LINE, own), ("clearing", PAYMENT, payment)]
    assert found(clinic) == 0


def test_a_payout_finds_its_deposit_by_the_number_in_the_memo(clinic: Clinic) -> None:
    paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    sent = payout(clinic, "48.00", "po_9Xa41", days=1)
    line(clinic, "50.00", "ch_7Hq2", fee="1.75", payout_id=sent)
    line(clinic, "-0.25", kind="fee", payout_id=sent)
    deposit(clinic, "48.00", memo="STRIPE TRANSFER PO_9XA41")
    assert found(clinic) == 3
    assert (balance(clinic, "bank"), balance(clinic, "card"), balance(clinic, "fees")) == (
        money("48.00"), money("0"), money("2.00"),
    )  # fmt: skip


def test_what_the_processor_keeps_is_posted_whether_its_payout_is_there_or_not(clinic: Clinic) -> None:
    sent = payout(clinic, "48.25", "po_9Xa41", days=1)
    deposit(clinic, "48.25", memo="STRIPE TRANSFER PO_9XA41")
    line(clinic, "-0.25", kind="fee")
    assert (found(clinic), balance(clinic, "fees")) == (2, money("0.25"))
    line(clinic, "-0.50", kind="fee", payout_id=sent)  # it came after the payout was found
    line(clinic, "0", kind="fee", fee="0.10")
    assert (found(clinic), balance(clinic, "fees"), found(clinic)) == (2, money("0.85"), 0)


@pytest.mark.parametrize(("kind", "gross"), [("fee", "-0.25"), ("dispute", "-50.00")])
def test_what_a_person_undid_of_a_line_by_itself_is_not_posted_again(clinic: Clinic, kind: str, gross: str) -> None:
    paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    line(clinic, gross, "ch_7Hq2", kind=kind)
    assert found(clinic) == 1
    undone(clinic, the_match(clinic).id)
    assert (found(clinic), balance(clinic, "card")) == (0, money("50.00"))


def test_what_stands_in_a_payout_beside_payments_is_explained_by_a_person(clinic: Clinic) -> None:
    sent = payout(clinic, "67.00", "po_9Xa41")
    paid(clinic, "100.00", processor=STRIPE, charge_ref="ch_7Hq2")
    line(clinic, "100.00", "ch_7Hq2", fee="3.00", payout_id=sent)
    held = line(clinic, "-30.00", kind="adjustment", payout_id=sent)
    deposit(clinic, "67.00", memo="STRIPE po_9Xa41")
    assert (found(clinic), balance(clinic, "card")) == (2, money("30.00"))
    assert listed(clinic) == [(LINE, held)]
    said: dict[str, Any] = {"difference": money("-30.00"), "account": "fees", "reason": "Rent of the terminal."}
    confirmed(clinic, (LINE, held), **said)
    assert (balance(clinic, "card"), listed(clinic)) == (money("0"), [])


def test_a_remittance_finds_its_deposit_by_its_trace(clinic: Clinic) -> None:
    remittance(clinic, "812.40", "0048120007", days=2)
    deposit(clinic, "812.40", trace="48120007", payee="HARBOR HLTH HCCLAIMPMT")
    deposit(clinic, "812.40")
    assert found(clinic) == 1
    assert the_match(clinic).rule == "trace"
    assert (balance(clinic, "bank"), balance(clinic, "remit")) == (money("812.40"), money("-812.40"))


def test_a_slips_cash_and_cheques_are_found_in_one_deposit(clinic: Clinic) -> None:
    for amount, tender in (("20.00", "cash"), ("35.00", "cheque"), ("25.00", "cash")):
        paid(clinic, amount, tender, slip="S-0412")
    paid(clinic, "35.00", "cheque")
    deposit(clinic, "80.00", reference="S-0412")
    assert found(clinic) == 1
    assert [balance(clinic, account) for account in ("bank", "drawer", "cheques")] == [
        money("80.00"), money("0"), money("35.00"),
    ]  # fmt: skip


def test_nothing_is_matched_by_its_amount_alone(clinic: Clinic) -> None:
    paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    line(clinic, "50.00", "ch_other")
    payout(clinic, "48.25", "po_9Xa41")
    remittance(clinic, "48.25", "48120007")
    deposit(clinic, "48.25", memo="DEPOSIT")
    assert found(clinic) == 0


def test_a_number_whose_amount_differs_is_left_to_a_person(clinic: Clinic) -> None:
    remittance(clinic, "812.40", "48120007")
    deposit(clinic, "800.00", trace="48120007")
    assert found(clinic) == 0


def test_a_remittance_that_does_not_balance_is_not_matched(clinic: Clinic) -> None:
    own = remittance(clinic, "812.40", "48120007", state="unbalanced")
    there = deposit(clinic, "812.40", trace="48120007")
    assert found(clinic) == 0
    with pytest.raises(Invalid, match="can't be matched here"):
        confirmed(clinic, (BANK, there), (REMITTANCE, own))


def test_a_line_that_came_twice_is_put_before_the_clerk_and_stays_answered(clinic: Clinic) -> None:
    paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    line(clinic, "50.00", "ch_7Hq2")
    second = line(clinic, "50.00", "ch_7Hq2")
    assert found(clinic) == 0
    assert exceptions(clinic) == [("duplicate", LINE, second)]
    with clinic.db.transaction() as session:
        task = session.scalars(select(Task.id).where(Task.topic == "duplicate")).one()
        resolve(session, by=clinic.ben, task_id=task, seen_version=1, resolution="counted-once", reason="Two exports.")
    assert (found(clinic), exceptions(clinic)) == (0, [])


def test_a_refund_finds_its_line_and_a_dispute_the_payment_it_is_about(clinic: Clinic) -> None:
    payment = paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    with clinic.db.transaction() as session, as_worker(session):
        ben = clinic.staff_id("ben")
        back = Refund(
            payment_id=payment, amount=money("10.00"), reason="Paid twice.", needs_second=False, asked_by_id=ben,
            approved_by_id=ben, approved_at=acting(session).now,
        )  # fmt: skip
        session.add(back)
    line(clinic, "50.00", "ch_7Hq2")
    line(clinic, "-10.00", "ch_7Hq2", kind="refund")
    line(clinic, "-40.00", "ch_7Hq2", kind="dispute", fee="15.00")
    assert found(clinic) == 3
    assert (balance(clinic, "disputes"), balance(clinic, "fees")) == (money("40.00"), money("15.00"))
    assert exceptions(clinic) == [("dispute", PAYMENT, payment)]
    line(clinic, "40.00", "ch_7Hq2", kind="dispute_reversal")
    assert found(clinic) == 1
    assert (balance(clinic, "disputes"), exceptions(clinic)) == (money("0"), [])


def test_a_dispute_is_about_one_payment_that_is_as_large(clinic: Clinic) -> None:
    small, large = paid(clinic, "20.00"), paid(clinic, "50.00")
    own = line(clinic, "-40.00", kind="dispute")
    for chosen in (((PAYMENT, small),), ((PAYMENT, small), (PAYMENT, large))):
        with pytest.raises(Invalid, match="the one payment"):
            confirmed(clinic, (LINE, own), *chosen)
    match_id = confirmed(clinic, (LINE, own), (PAYMENT, large))
    assert (kinds_posted(clinic, match_id), exceptions(clinic)) == (["chargeback"], [("dispute", PAYMENT, large)])
    undone(clinic, match_id)
    assert (balance(clinic, "disputes"), exceptions(clinic)) == (money("0"), [])


def test_a_clerk_matches_by_hand_to_the_cent(clinic: Clinic) -> None:
    sent, there = payout(clinic, "48.25", "po_9Xa41"), deposit(clinic, "48.25")
    match_id = confirmed(clinic, (BANK, there), (PAYOUT, sent), why="The amount agrees.")
    match = the_match(clinic)
    assert (match.id, match.rule, match.automatic, match.made_by) == (match_id, "person", False, "Ben Okafor")
    assert (match.why, balance(clinic, "bank"), balance(clinic, "card")) == (
        "The amount agrees.", money("48.25"), money("-48.25"),
    )  # fmt: skip
    assert audited(clinic, "payment-match.made")[0].detail["rule"] == "person"


def test_one_deposit_is_split_over_several(clinic: Clinic) -> None:
    there = deposit(clinic, "180.00")
    taken = [paid(clinic, "20.00", "cash", slip="S-1"), paid(clinic, "60.00", "cash", slip="S-1")]
    other = remittance(clinic, "100.00", "48120007")
    confirmed(clinic, (BANK, there), (SLIP, taken[0]), (REMITTANCE, other))
    assert [balance(clinic, account) for account in ("bank", "drawer", "remit")] == [
        money("180.00"), money("0"), money("-100.00"),
    ]  # fmt: skip
    with pytest.raises(Conflict, match="Ben Okafor matched this payment already"):
        confirmed(clinic, (BANK, deposit(clinic, "80.00")), (SLIP, taken[0]))


def test_a_payout_that_came_in_two_deposits_is_matched_with_both(clinic: Clinic) -> None:
    sent = payout(clinic, "48.25", "po_9Xa41")
    confirmed(clinic, (PAYOUT, sent), (BANK, deposit(clinic, "40.00")), (BANK, deposit(clinic, "8.25")))
    assert (balance(clinic, "bank"), balance(clinic, "card")) == (money("48.25"), money("-48.25"))


@pytest.mark.parametrize(
    ("account", "kind"), [("fees", "fee"), ("difference", "difference"), ("write_off", "write_off")]
)
def test_a_difference_is_posted_where_the_clerk_says_with_a_reason(clinic: Clinic, account: str, kind: str) -> None:
    sent, there = remittance(clinic, "100.00", "48120007"), deposit(clinic, "97.00")
    both = ((BANK, there), (REMITTANCE, sent))
    said: dict[str, Any] = {"difference": money("-3.00"), "account": account, "reason": "The bank's fee."}
    for missing, field in (
        ({"difference": money("0")}, "difference"),
        ({"account": ""}, "account"),
        ({"account": "bank"}, "account"),
        ({"reason": " "}, "reason"),
    ):
        with pytest.raises(Invalid) as refusal:
            confirmed(clinic, *both, **(said | missing))
        assert refusal.value.field == field
    match_id = confirmed(clinic, *both, **said)
    assert kinds_posted(clinic, match_id) == ["deposit", kind]
    assert the_match(clinic).why == "Matched by hand. The bank's fee."
    assert [balance(clinic, name) for name in ("bank", "remit", account)] == [
        money("97.00"), money("-100.00"), money("3.00"),
    ]  # fmt: skip


def test_a_banks_own_fee_is_explained_without_another_side(clinic: Clinic) -> None:
    fee = deposit(clinic, "-25.00", memo="SERVICE CHARGE")
    said: dict[str, Any] = {"difference": money("-25.00"), "account": "fees", "reason": "Monthly fee."}
    confirmed(clinic, (BANK, fee), **said)
    assert (balance(clinic, "bank"), balance(clinic, "fees")) == (money("-25.00"), money("25.00"))
    assert not is_open(clinic, fee)


def test_what_does_not_go_together_is_refused(clinic: Clinic) -> None:
    there, sent, own = deposit(clinic, "50.00"), payout(clinic, "50.00", "po_1"), line(clinic, "50.00", "ch_1")
    cleared = paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_1")
    assert found(clinic) == 1
    for left, right in (
        ((BANK, there), (LINE, own)),
        ((PAYOUT, sent), (PAYMENT, cleared)),
        ((BANK, there), (BANK, there)),
    ):
        with pytest.raises(Invalid, match="don't go together"):
            confirmed(clinic, left, right)
    with pytest.raises(Conflict, match="Worker matched this payment already"):
        confirmed(clinic, (BANK, there), (PAYMENT, cleared))
    with pytest.raises(NotFound):
        confirmed(clinic, (BANK, there), (PAYOUT, 999_999))
    with pytest.raises(Forbidden):
        confirmed(clinic, (BANK, there), (PAYOUT, sent), by=clinic.erin)


@pytest.mark.parametrize("left", [BANK, PAYMENT])
def test_of_two_clerks_who_match_the_same_at_once_one_wins_and_the_other_hears_who(clinic: Clinic, left: str) -> None:
    there = [deposit(clinic, "50.00"), deposit(clinic, "50.00")]
    taken = [paid(clinic, "50.00", "cash"), paid(clinic, "50.00", "cash")]
    together, answers = threading.Barrier(2), list[object]()

    def one(number: int, who: str) -> None:
        keys = ((BANK, there[0 if left == BANK else number]), (PAYMENT, taken[0 if left == PAYMENT else number]))
        by = clinic.sign_in(who)
        together.wait(20)
        try:
            answers.append(confirmed(clinic, *keys, by=by))
        except Conflict as conflict:
            answers.append(str(conflict))

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(("ben", "ben"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    said = [answer for answer in answers if isinstance(answer, str)]
    what = "deposit" if left == BANK else "payment"
    assert len(answers) == 2 and said == [f"Ben Okafor matched this {what} already. Nothing was changed."]
    assert balance(clinic, "bank") == money("50.00")


def test_an_undone_match_opens_both_sides_reverses_what_it_posted_and_stays_on_record(clinic: Clinic) -> None:
    remittance(clinic, "812.40", "48120007")
    there = deposit(clinic, "812.40", trace="48120007")
    assert found(clinic) == 1
    match = the_match(clinic)
    with pytest.raises(Invalid, match="Say why"):
        undone(clinic, match.id, " ")
    undone(clinic, match.id)
    assert is_open(clinic, there)
    assert (balance(clinic, "bank"), balance(clinic, "remit")) == (money("0"), money("0"))
    assert kinds_posted(clinic, match.id) == ["deposit", "reversal"]
    kept = the_match(clinic)
    assert (kept.undone_by, kept.undo_reason) == ("Ben Okafor", "Another clinic's.")
    with pytest.raises(Conflict, match="Ben Okafor undid this match already"):
        undone(clinic, match.id)
    # Its number would match it again.
    assert found(clinic) == 0


def moved(clinic: Clinic, payment_id: int) -> int:
    """The payment belongs to somebody else; the one that takes its place."""
    with clinic.db.transaction() as session:
        return payments.move(
            session, by=clinic.ben, token=uuid4(), payment_id=payment_id, reason="Typed to another one",
            to_patient_id=clinic.patient("Tom", "Berg").id,
        ).payment_id  # fmt: skip


@pytest.mark.parametrize("said", ["undone", "dismissed"])
def test_a_slip_that_was_said_to_be_another_one_stays_so_when_its_payments_move(clinic: Clinic, said: str) -> None:
    taken = [paid(clinic, amount, "cash", slip="4711") for amount in ("20.00", "30.00")]
    there = deposit(clinic, "50.00", reference="4711")
    if said == "undone":
        assert found(clinic) == 1
        undone(clinic, the_match(clinic).id)
    else:
        with clinic.db.transaction() as session:
            dismiss(session, by=clinic.ben, left=(BANK, there), rights=[(SLIP, taken[0])])
    for one in taken:
        moved(clinic, one)
        assert found(clinic) == 0
    with clinic.db.transaction() as session:
        suggest_again(session, by=clinic.ben, left=(BANK, there), right=(SLIP, taken[0]))
        if said == "undone":
            for one in taken:
                suggest_again(session, by=clinic.ben, left=(BANK, there), right=(PAYMENT, one))
    assert found(clinic) == 1


def test_a_cheque_that_was_said_to_be_another_one_stays_so_when_it_moves(clinic: Clinic) -> None:
    taken = paid(clinic, "50.00", "cheque", cheque_number="60012")
    there = deposit(clinic, "50.00", cheque_number="60012")
    assert found(clinic) == 1
    undone(clinic, the_match(clinic).id)
    instead = moved(clinic, taken)
    assert found(clinic) == 0
    with clinic.db.transaction() as session:
        suggest_again(session, by=clinic.ben, left=(BANK, there), right=(PAYMENT, instead))
    assert found(clinic) == 1


def taken_back(clinic: Clinic, refund_id: int) -> int:
    """A refund didn't go out after all."""
    entry = select(LedgerEntry.id).where(LedgerEntry.refund_id == refund_id, LedgerEntry.kind == "refund")
    with clinic.db.transaction() as session:
        entry_id = session.scalars(entry).one()
        return reverse_entry(session, by=clinic.ben, entry_id=entry_id, reason="The card was refused")


def test_a_refund_that_was_taken_back_is_not_found_at_the_processor(clinic: Clinic) -> None:
    payment = paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    refund_id = ask(clinic, payment, "50.00").refund_id
    taken_back(clinic, refund_id)
    back = line(clinic, "-50.00", "ch_7Hq2", kind="refund")
    assert found(clinic) == 0
    with pytest.raises(Invalid, match="This refund can't be matched here"):
        confirmed(clinic, (LINE, back), (REFUND, refund_id))
    again = ask(clinic, payment, "50.00").refund_id
    assert found(clinic) == 1
    with clinic.db.transaction() as session:
        assert session.scalars(select(MatchSide.record_id).where(MatchSide.kind == REFUND)).one() == again


def test_of_those_who_take_a_refund_back_and_find_it_at_once_one_does(clinic: Clinic) -> None:
    refund_id = ask(clinic, paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_1"), "50.00").refund_id
    back = line(clinic, "-50.00", "ch_1", kind="refund")
    deeds: list[Any] = [
        lambda: taken_back(clinic, refund_id),
        lambda: confirmed(clinic, (LINE, back), (REFUND, refund_id)),
    ]
    done = at_once(deeds)
    assert sum(isinstance(one, int) for one in done) == 1


def test_a_card_payment_that_was_found_in_the_bank_is_not_found_at_the_processor_as_well(clinic: Clinic) -> None:
    payment = paid(clinic, "100.00", processor=STRIPE, charge_ref="ch_1")
    match_id = confirmed(clinic, (BANK, deposit(clinic, "100.00")), (PAYMENT, payment))
    own = line(clinic, "100.00", "ch_1", fee="3.00")
    assert found(clinic) == 0
    with pytest.raises(Conflict, match="Ben Okafor matched this payment already"):
        confirmed(clinic, (LINE, own), (PAYMENT, payment))
    undone(clinic, match_id)
    assert (found(clinic), balance(clinic, "card")) == (1, money("97.00"))
    with pytest.raises(Conflict, match="Worker matched this payment already"):
        confirmed(clinic, (BANK, deposit(clinic, "100.00")), (PAYMENT, payment))


def test_a_match_that_was_undone_can_be_made_again_by_hand(clinic: Clinic) -> None:
    sent, there = payout(clinic, "48.25", "po_9Xa41"), deposit(clinic, "48.25")
    undone(clinic, confirmed(clinic, (BANK, there), (PAYOUT, sent)))
    confirmed(clinic, (BANK, there), (PAYOUT, sent))
    assert balance(clinic, "bank") == money("48.25")


def test_what_was_dismissed_stays_dismissed(clinic: Clinic) -> None:
    own = remittance(clinic, "812.40", "48120007")
    there = deposit(clinic, "812.40", trace="48120007")
    for _ in range(2):
        with clinic.db.transaction() as session:
            dismiss(session, by=clinic.ben, left=(BANK, there), rights=[(REMITTANCE, own)])
    assert found(clinic) == 0
    assert is_open(clinic, there)


def test_nothing_is_posted_into_a_day_that_is_closed(clinic: Clinic) -> None:
    sent, there = payout(clinic, "48.25", "po_9Xa41"), deposit(clinic, "48.25", memo="po_9Xa41")
    with clinic.db.transaction() as session, as_worker(session):
        session.add(
            LedgerDay(
                day=business_day(session),
                state="closed",
                first_by_id=clinic.staff_id("ben"),
                closed_at=acting(session).now,
            )
        )
    assert found(clinic) == 0
    with pytest.raises(Invalid, match="is closed"):
        confirmed(clinic, (BANK, there), (PAYOUT, sent))
    assert (is_open(clinic, there), balance(clinic, "bank")) == (True, Decimal(0))
