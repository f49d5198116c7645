"""Many to one: what is matched together because it adds up under a common number."""

from __future__ import annotations

from rules.payment_matching import match
from tests.rules.money_sides import money, nothing, side, slip


def test_all_payments_of_a_slip_are_matched_to_its_deposit_together() -> None:
    lefts = slip("25", "25", "30")
    found = match(lefts, [side("deposit", 9, "80", ("slip", "S-31"), day=1)])
    assert [(one.rule, one.lefts) for one in found.found] == [("slip", tuple(lefts))]
    assert found.found[0].why == "Three payments of one deposit slip add up to this deposit to the cent, one day apart."
    assert not found.duplicates


def test_a_payouts_lines_are_matched_gross_less_their_fees() -> None:
    lines = [side("processor_line", at, "50", ("payout", "po_7"), fee="1.75") for at in (1, 2, 3)]
    found = match(lines, [side("deposit", 9, "144.75", ("payout", "po_7"))])
    assert found.found[0].difference == money("5.25")
    assert not match(lines, [side("deposit", 9, "144.74", ("payout", "po_7"))]).found


def test_one_of_a_slip_that_happens_to_equal_the_deposit_is_not_matched_alone() -> None:
    found = match(slip("80", "25"), [side("deposit", 9, "80", ("slip", "S-31"))])
    assert not found.found
    only = found.suggested[0]
    assert (len(only.lefts), only.left_over) == (2, money("25"))
    assert only.why == "The deposit slip agrees, but the payments came to 25.00 more than the deposit."


def test_payments_of_a_slip_are_not_shared_out_among_two_deposits_of_it() -> None:
    rights = [side("deposit", 8, "25", ("slip", "S-31")), side("deposit", 9, "30", ("slip", "S-31"))]
    found = match(slip("25", "30"), rights)
    assert not found.found
    assert [(one.rule, one.left_over, one.evidence.doubts) for one in found.suggested] == [
        ("slip", money("0"), ("several",)),
        ("slip", money("0"), ("several",)),
    ]


def test_remittances_that_share_a_trace_are_matched_to_the_deposit_of_both() -> None:
    lefts = [side("remittance", 1, "60", ("trace", "2207")), side("remittance", 2, "40", ("trace", "2207"))]
    assert len(match(lefts, [side("deposit", 9, "100", ("trace", "2207"))]).found) == 1
    one_too_many = match(lefts, [side("deposit", 9, "60", ("trace", "2207"))])
    assert not one_too_many.found
    assert [(one.lefts, one.evidence.doubts) for one in one_too_many.suggested] == [((lefts[0],), ("several",))]


def test_two_of_a_trace_on_either_side_are_matched_each_with_its_own_amount() -> None:
    lefts = [side("remittance", 1, "60", ("trace", "2207")), side("remittance", 2, "40", ("trace", "2207"))]
    rights = [side("deposit", 8, "40", ("trace", "2207")), side("deposit", 9, "60", ("trace", "2207"))]
    assert {(one.lefts[0].id, one.rights[0].id) for one in match(lefts, rights).found} == {(1, 9), (2, 8)}


def test_a_payout_that_arrived_in_two_deposits_is_matched_to_both() -> None:
    rights = [side("deposit", 8, "40", ("payout", "po_7")), side("deposit", 9, "60", ("payout", "po_7"))]
    found = match([side("payout", 1, "100", ("payout", "po_7"))], rights)
    assert found.found[0].rights == tuple(rights)


def test_amounts_that_add_up_without_a_common_number_are_nothing() -> None:
    lefts = [side("payment", at, amount) for at, amount in enumerate(("20", "25", "30"), 1)]
    assert nothing(match(lefts, [side("deposit", 9, "75")]))


def test_payments_with_one_charge_number_are_not_added_up() -> None:
    lefts = [side("payment", 1, "20", ("charge", "ch_1x")), side("payment", 2, "30", ("charge", "ch_1x"))]
    found = match(lefts, [side("processor_line", 9, "50", ("charge", "ch_1x"))])
    assert not found.found
    assert sorted(one.left_over for one in found.suggested) == [money("-30"), money("-20")]
