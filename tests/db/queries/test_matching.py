"""The reconcile page's lists: what is open, what may be one with it and why, and what a record was matched with."""

from __future__ import annotations

from typing import Any

import pytest

from db.actions.match_finding import find
from db.actions.matching import dismiss, undo
from db.credentials import WORKER_IDENTITY
from db.errors import Forbidden, Invalid, NotFound
from db.queries import matching
from db.queries.matching import Candidate, Candidates, LinePage, MatchLine
from tests.conftest import Clinic
from tests.matches import (
    BANK,
    LINE,
    PAYMENT,
    PAYOUT,
    REMITTANCE,
    SLIP,
    STRIPE,
    confirmed,
    deposit,
    found,
    line,
    money,
    paid,
    payout,
    remittance,
)


def listed(clinic: Clinic, **more: Any) -> LinePage:
    with clinic.db.transaction() as session:
        return matching.lines(session, viewer=clinic.ben, **more)


def shown(clinic: Clinic, kind: str, record_id: int) -> Candidates:
    with clinic.db.transaction() as session:
        return matching.candidates(session, viewer=clinic.ben, kind=kind, record_id=record_id)


def only(clinic: Clinic, kind: str, record_id: int) -> Candidate:
    (one,) = shown(clinic, kind, record_id).found
    return one


def history(clinic: Clinic, kind: str, record_id: int) -> tuple[MatchLine, ...]:
    with clinic.db.transaction() as session:
        return matching.matches(session, viewer=clinic.ben, kind=kind, record_id=record_id)


def test_what_is_open_is_listed_the_oldest_first_and_paged(clinic: Clinic) -> None:
    wanted = [
        (BANK, deposit(clinic, "10.00", days=9)),
        (PAYOUT, payout(clinic, "20.00", "po_1", days=5)),
        (LINE, line(clinic, "30.00", "ch_1", days=5)),
        (REMITTANCE, remittance(clinic, "40.00", "48120007", days=2)),
        (BANK, deposit(clinic, "10.00", days=1)),
        (LINE, line(clinic, "-0.25", kind="reserve")),
    ]
    line(clinic, "9.00", kind="charge", cash=True)
    line(clinic, "-20.00", kind="payout")
    keys, after = list[tuple[str, int]](), None
    for _ in range(3):
        page = listed(clinic, size=2, after=after)
        keys += [one.key for one in page.lines]
        after = page.next
    assert (keys, after) == (wanted, None)
    assert [one.key for one in listed(clinic, kind=PAYOUT).lines] == wanted[1:2]
    assert [one.key for one in listed(clinic, kind="other_line").lines] == wanted[5:]
    assert [one.key for one in listed(clinic, amount=money("10.00")).lines] == [wanted[0], wanted[4]]
    with pytest.raises(Invalid):
        listed(clinic, kind="cheque")
    with clinic.db.transaction() as session:
        assert {kind: str(count) for kind, count in matching.counts(session, viewer=clinic.ben).items()} == {
            BANK: "2", PAYOUT: "1", LINE: "1", REMITTANCE: "1", "other_line": "1",
        }  # fmt: skip


def test_what_was_matched_is_on_no_list(clinic: Clinic) -> None:
    confirmed(clinic, (BANK, deposit(clinic, "48.25")), (PAYOUT, payout(clinic, "48.25", "po_1")))
    assert listed(clinic).lines == ()


def test_a_deposits_candidates_say_why_and_are_taken_as_they_stand(clinic: Clinic) -> None:
    there = deposit(clinic, "812.40", payee="HARBOR HLTH DES:CLAIM")
    own = remittance(clinic, "812.40", "48120007", days=1)
    remittance(clinic, "700.00", "48120008")
    payout(clinic, "812.40", "po_far", days=30)
    one = only(clinic, BANK, there)
    assert (one.left, one.rights, one.rule, one.left_over) == (
        (BANK, there),
        ((REMITTANCE, own),),
        "amount",
        money("0"),
    )
    assert one.why == "The amount agrees, one day apart, and the name agrees in part; no reference says so."
    assert (one.reference, one.certain, [other.name for other in one.others]) == ("", False, ["Harbor Health"])
    confirmed(clinic, one.left, *one.rights, difference=one.left_over, why=one.why)
    with pytest.raises(NotFound):
        shown(clinic, BANK, there)


def test_what_shares_a_number_but_not_the_amount_shows_what_is_left_over(clinic: Clinic) -> None:
    there, own = deposit(clinic, "800.00", trace="48120007"), remittance(clinic, "812.40", "0048120007")
    one = only(clinic, BANK, there)
    assert (one.reference, one.left_over, one.doubts) == ("trace number", money("-12.40"), ("amount",))
    back = only(clinic, REMITTANCE, own)
    assert (back.left, back.rights, back.left_over) == ((REMITTANCE, own), ((BANK, there),), money("12.40"))
    confirmed(clinic, back.left, *back.rights, difference=back.left_over, account="fees", reason="Wire fee.")


def test_several_that_share_a_trace_are_one_candidate_whichever_side_is_asked(clinic: Clinic) -> None:
    there = deposit(clinic, "300.00", trace="48120007")
    both = [remittance(clinic, "100.00", "48120007", days=1), remittance(clinic, "200.00", "48120007", days=1)]
    rights = tuple((REMITTANCE, one) for one in both)
    for kind, record_id in ((BANK, there), (REMITTANCE, both[0])):
        one = only(clinic, kind, record_id)
        assert (one.left, one.rights, one.certain) == ((BANK, there), rights, True)
    assert [other.key for other in only(clinic, REMITTANCE, both[0]).others] == [(BANK, there), rights[1]]


def test_a_slip_is_one_candidate_with_all_that_is_on_it(clinic: Clinic) -> None:
    first = paid(clinic, "20.00", "cash", slip="S-0412")
    paid(clinic, "60.00", "cheque", slip="S-0412")
    there = deposit(clinic, "80.00", days=-1)
    one = only(clinic, BANK, there)
    assert (one.rights, one.others[0].amount, one.rule) == (((SLIP, first),), money("80.00"), "amount")
    assert only(clinic, SLIP, first).rights == ((BANK, there),)


def test_a_card_lines_candidates_are_payments_with_whose_they_are(clinic: Clinic) -> None:
    patient = clinic.patient("Tom", "Berg")
    payment = paid(clinic, "50.00", patient=patient, processor=STRIPE, days=2)
    own = line(clinic, "50.00", "ch_9", fee="1.75")
    one = only(clinic, LINE, own)
    assert (one.left, one.rights, one.others[0].name) == ((LINE, own), ((PAYMENT, payment),), "Tom Berg")
    assert one.others[0].patient_id == patient.id
    confirmed(clinic, one.left, *one.rights)
    assert [match.rule for match in history(clinic, PAYMENT, payment)] == ["person"]


def test_a_dispute_is_offered_the_payment_that_carries_its_number(clinic: Clinic) -> None:
    payment = paid(clinic, "50.00", processor=STRIPE, charge_ref="ch_7Hq2")
    line(clinic, "50.00", "ch_7Hq2")
    assert found(clinic) == 1
    own = line(clinic, "-50.00", "ch_7Hq2", kind="dispute")
    one = only(clinic, LINE, own)
    assert (one.rights, one.left_over) == (((PAYMENT, payment),), money("0"))
    confirmed(clinic, one.left, *one.rights)
    assert len(history(clinic, PAYMENT, payment)) == 2


def test_a_dismissed_candidate_is_not_shown_again(clinic: Clinic) -> None:
    there, own = deposit(clinic, "48.25"), payout(clinic, "48.25", "po_1")
    with clinic.db.transaction() as session:
        dismiss(session, by=clinic.ben, left=(BANK, there), rights=[(PAYOUT, own)])
    assert shown(clinic, BANK, there).found == shown(clinic, PAYOUT, own).found == ()


def test_a_deposit_that_is_there_twice_says_so(clinic: Clinic) -> None:
    remittance(clinic, "812.40", "48120007")
    there = [deposit(clinic, "812.40", trace="48120007") for _ in range(2)]
    asked = shown(clinic, BANK, there[0])
    assert asked.double.startswith("Two deposits carry the same trace number and the same amount")
    assert not any(one.certain for one in asked.found)


def test_the_matches_of_a_record_stay_after_they_were_undone(clinic: Clinic) -> None:
    there, own = deposit(clinic, "48.25", memo="po_9Xa41"), payout(clinic, "48.25", "po_9Xa41")
    with clinic.db.transaction() as session:
        find(session, by=WORKER_IDENTITY)
    (first,) = history(clinic, BANK, there)
    assert (first.rule, first.automatic, [side.kind for side in first.sides]) == ("payout", True, [BANK, PAYOUT])
    with clinic.db.transaction() as session:
        undo(session, by=clinic.ben, match_id=first.id, reason="Another clinic's.")
    confirmed(clinic, (BANK, there), (PAYOUT, own))
    newest, first = history(clinic, PAYOUT, own)
    assert (newest.made_by, first.undone_by, first.undo_reason) == ("Ben Okafor", "Ben Okafor", "Another clinic's.")
    assert [side.live for side in (*newest.sides, *first.sides)] == [True, True, False, False]


def test_who_may_not_read_payments_sees_none_of_it(clinic: Clinic) -> None:
    there = deposit(clinic, "48.25")
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        matching.lines(session, viewer=clinic.alice)
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        matching.candidates(session, viewer=clinic.alice, kind=BANK, record_id=there)
