"""Which money is the same money: each rule once for, and once against."""

from __future__ import annotations

import pytest

from rules.payment_matching import AMOUNT, RULES, match
from rules.payment_shapes import Matching, Reference, ReferenceKind, SideKind, reference, reference_set
from tests.rules.money_sides import doubts, money, nothing, one_found, side


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("remittance", "deposit", "trace"),
        ("processor_line", "payment", "charge"),
        ("processor_line", "payment", "intent"),
        ("payout", "deposit", "payout"),
        ("payment", "deposit", "cheque"),
        ("remittance", "deposit", "cheque"),
        ("batch", "deposit", "slip"),
        ("batch", "deposit", "batch"),
    ],
)
def test_a_common_number_and_the_same_amount_match_by_themselves(
    left: SideKind, right: SideKind, kind: ReferenceKind
) -> None:
    found = match([side(left, 1, "75", (kind, "7Q-4418"))], [side(right, 9, "75", (kind, "7q-4418 "), day=1)])
    assert [one.rule for one in found.found] == [kind]
    assert found.found[0].difference == money("0")
    assert found.found[0].evidence.reference == Reference(kind, "7q-4418")
    assert found.found[0].why.endswith("and the amount agree, one day apart.")
    assert not found.left_over
    assert not found.suggested


def test_the_same_amount_on_the_same_day_by_the_same_name_is_only_suggested() -> None:
    found = match([side("payment", 1, "25", name="Ana Ruiz")], [side("processor_line", 9, "25", name="ANA RUIZ")])
    assert not found.found
    only = found.suggested[0]
    assert (only.rule, only.left_over, only.evidence.names) == (AMOUNT, money("0"), "same")
    assert only.why == "The amount agrees, on the same day, and the name agrees; no reference says so."
    assert len(found.left_over) == 2


@pytest.mark.parametrize("filler", ["", " ", "0", "000", "999", "NONREF", "N/A", "none", "Unknown", "1234567"])
def test_a_blank_or_filler_reference_counts_as_none(filler: str) -> None:
    found = match([side("payment", 1, "25", ("cheque", filler))], [side("deposit", 9, "25", ("cheque", filler))])
    assert not found.found
    assert found.suggested[0].rule == AMOUNT
    assert reference("cheque", filler) is None


def test_numbers_are_compared_trimmed_case_folded_and_without_leading_zeros() -> None:
    assert one_found(
        side("remittance", 1, "90", ("trace", "0012524965A", "01559123456")),
        side("deposit", 9, "90", ("trace", " 12524965a", "1559123456 ")),
    )
    assert reference_set(("trace", "00ab7", "0X9"), ("cheque", "0", "")) == {Reference("trace", "ab7", "x9")}


def test_a_number_of_one_kind_says_nothing_about_another_kind() -> None:
    found = match([side("payment", 1, "25", ("charge", "7714"))], [side("deposit", 9, "25", ("payout", "7714"))])
    assert not found.found


# Amounts


def test_a_common_number_with_another_amount_is_suggested_with_what_is_left_over() -> None:
    found = match([side("remittance", 1, "100", ("trace", "55A"))], [side("deposit", 9, "86", ("trace", "55A"))])
    assert not found.found
    only = found.suggested[0]
    assert (only.rule, only.left_over, only.evidence.doubts) == ("trace", money("14"), ("amount",))
    assert only.why == "The trace number agrees, but the remittance came to 14.00 more than the deposit."


def test_a_cent_is_a_difference() -> None:
    assert not one_found(
        side("payout", 1, "75.01", ("payout", "po_1x")), side("deposit", 9, "75.00", ("payout", "po_1x"))
    )


def test_the_fee_that_the_line_itself_names_explains_the_difference() -> None:
    line = side("processor_line", 1, "50", ("charge", "ch_1x"), fee="1.75")
    found = match([line], [side("payment", 9, "48.25", ("charge", "ch_1x"))])
    assert found.found[0].difference == money("1.75")
    assert "less the fees of 1.75 that the lines name" in found.found[0].why
    assert doubts(line, side("payment", 9, "48.24", ("charge", "ch_1x"))) == ("amount",)


def test_a_refund_is_not_the_payment_it_gives_back() -> None:
    lines = [
        side("processor_line", 1, "50", ("charge", "ch_1x")),
        side("processor_line", 2, "-50", ("charge", "ch_1x")),
    ]
    found = match(lines, [side("payment", 9, "-50", ("charge", "ch_1x"))])
    assert [one.lefts for one in found.found] == [(lines[1],)]
    assert found.left_over == (lines[0],)


def test_a_returned_dispute_of_the_same_charge_and_amount_is_not_the_charge() -> None:
    charge = side("processor_line", 1, "50", ("charge", "ch_1x"), entry="charge")
    returned = side("processor_line", 2, "50", ("charge", "ch_1x"), entry="dispute_reversal")
    payment = side("payment", 9, "50", ("charge", "ch_1x"), entry="charge")
    found = match([returned, charge], [payment])
    assert [one.lefts for one in found.found] == [(charge,)]
    assert not found.duplicates
    assert not match([returned, charge], [side("payment", 9, "50", ("charge", "ch_1x"))]).found


# The order of the rules


def test_the_first_rule_with_candidates_decides() -> None:
    line = side("processor_line", 1, "50", ("charge", "ch_1x"), ("intent", "pi_1x"))
    by_charge, by_intent = side("payment", 8, "40", ("charge", "ch_1x")), side("payment", 9, "50", ("intent", "pi_1x"))
    found = match([line], [by_charge, by_intent])
    assert [(one.rule, one.rights) for one in found.suggested] == [("charge", (by_charge,))]
    assert not found.found
    assert [one.rule for one in match([line], [by_intent]).found] == ["intent"]


def test_the_rules_can_be_fewer() -> None:
    left, right = side("payment", 1, "25", ("cheque", "4471")), side("deposit", 9, "25", ("cheque", "4471"))
    without = [rule for rule in RULES if rule.reference != "cheque"]
    assert not match([left], [right], rules=without).found


def test_another_charge_number_makes_the_same_intent_a_question() -> None:
    assert doubts(
        side("processor_line", 1, "50", ("charge", "ch_1x"), ("intent", "pi_1x")),
        side("payment", 9, "50", ("charge", "ch_2x"), ("intent", "pi_1x")),
    ) == ("contradiction",)


def test_two_numbers_that_lead_to_two_matches_settle_neither() -> None:
    left = side("processor_line", 1, "50", ("charge", "ch_1x"), ("charge", "ch_2x"))
    rights = [side("payment", 8, "50", ("charge", "ch_1x")), side("payment", 9, "50", ("charge", "ch_2x"))]
    found = match([left], rights)
    assert not found.found
    assert [one.evidence.doubts for one in found.suggested] == [("several",), ("several",)]


def test_different_charges_of_one_amount_and_day_are_not_even_suggested() -> None:
    found = match(
        [side("processor_line", 1, "25", ("charge", "ch_1x"))], [side("payment", 9, "25", ("charge", "ch_2y"))]
    )
    assert nothing(found)


def test_a_side_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        match([side("payment", 1, "25"), side("payment", 1, "30")], [])


def test_nothing_comes_of_nothing() -> None:
    assert match([], []) == Matching((), (), (), ())
