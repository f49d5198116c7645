"""Which money is the same money: each rule once for, and once against."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rules.payment_matching import AMOUNT, RULES, match
from rules.payment_shapes import Matching, Reference, ReferenceKind, Side, SideKind, reference, reference_set
from tests.rules.money_sides import money, side


def one_found(left: Side, right: Side) -> bool:
    """Whether two sides alone are matched by themselves."""
    return bool(match([left], [right]).found)


def doubts(left: Side, right: Side) -> tuple[str, ...]:
    """What keeps two sides alone, which share a number, from being matched by themselves."""
    found = match([left], [right])
    assert not found.found
    assert found.suggested[0].evidence.reference is not None
    return found.suggested[0].evidence.doubts


def nothing(found: Matching) -> bool:
    return not found.found and not found.suggested


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


# Numbers that come again


@pytest.mark.parametrize("kind", ["cheque", "slip", "batch", "trace"])
def test_numbers_that_start_over_settle_nothing_after_a_month(kind: ReferenceKind) -> None:
    left = side("remittance", 1, "60", (kind, "2207"))
    assert one_found(left, side("deposit", 9, "60", (kind, "2207"), day=30))
    assert doubts(left, side("deposit", 9, "60", (kind, "2207"), day=31)) == ("days",)


def test_a_slip_number_that_came_again_is_two_slips() -> None:
    lefts = [side("payment", 1, "25", ("slip", "S-31")), side("payment", 2, "25", ("slip", "S-31"), day=200)]
    rights = [side("deposit", 8, "25", ("slip", "S-31"), day=201), side("deposit", 9, "25", ("slip", "S-31"), day=1)]
    assert {(one.lefts[0].id, one.rights[0].id) for one in match(lefts, rights).found} == {(1, 9), (2, 8)}


def test_a_cheque_number_of_another_year_is_no_duplicate() -> None:
    lefts = [side("payment", 1, "25", ("cheque", "4471")), side("payment", 2, "25", ("cheque", "4471"), day=200)]
    found = match(lefts, [side("deposit", 9, "25", ("cheque", "4471"), day=203)])
    assert not found.duplicates
    assert [one.lefts for one in found.found] == [(lefts[1],)]
    assert not match(lefts, []).duplicates


def test_a_trace_of_a_known_payer_is_matched_whatever_the_day() -> None:
    assert one_found(
        side("remittance", 1, "60", ("trace", "2207", "1512345678")),
        side("deposit", 9, "60", ("trace", "2207", "1512345678"), day=90),
    )


def test_the_same_trace_of_another_payer_is_another_trace() -> None:
    left = side("remittance", 1, "60", ("trace", "2207", "1512345678"))
    found = match([left], [side("deposit", 9, "61", ("trace", "2207", "1998877665"))])
    assert nothing(found)
    lefts = [left, side("remittance", 2, "60", ("trace", "2207", "1998877665"))]
    both = match(lefts, [side("deposit", 9, "60", ("trace", "2207", "1998877665"))])
    assert [one.lefts for one in both.found] == [(lefts[1],)]
    assert not both.duplicates


def test_a_trace_without_its_payer_is_a_question_where_two_payers_use_it() -> None:
    lefts = [side("remittance", 1, "60", ("trace", "2207", "A1")), side("remittance", 2, "40", ("trace", "2207", "B1"))]
    found = match(lefts, [side("deposit", 9, "60", ("trace", "2207"))])
    assert not found.found
    assert [one.lefts for one in found.suggested] == [(lefts[0],)]


def test_a_charge_without_its_processor_is_a_question_where_two_processors_use_the_number() -> None:
    lefts = [
        side("processor_line", 1, "50", ("charge", "88-4", "A1")),
        side("processor_line", 2, "40", ("charge", "88-4", "B1")),
    ]
    found = match(lefts, [side("payment", 9, "50", ("charge", "88-4"))])
    assert not found.found
    assert [one.lefts for one in found.suggested] == [(lefts[0],)]


def test_a_cheque_number_is_a_question_where_the_names_differ() -> None:
    left = side("payment", 1, "25", ("cheque", "1001"), name="Ana Ruiz")
    assert doubts(left, side("deposit", 9, "25", ("cheque", "1001"), name="OTTO BERG")) == ("names",)
    assert one_found(left, side("deposit", 9, "25", ("cheque", "1001"), name="RUIZ A"))
    assert one_found(left, side("deposit", 9, "25", ("cheque", "1001"), name="MOBILE DEPOSIT"))


# Many to one


def slip(*amounts: str) -> list[Side]:
    return [side("payment", at, amount, ("slip", "S-31")) for at, amount in enumerate(amounts, 1)]


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


# Duplicates


@pytest.mark.parametrize(
    ("kind", "number", "facing"),
    [("remittance", "trace", "deposit"), ("payment", "charge", "processor_line"), ("batch", "slip", "deposit")],
)
def test_the_same_number_and_amount_twice_is_called_a_duplicate_and_never_matched(
    kind: SideKind, number: ReferenceKind, facing: SideKind
) -> None:
    twice = [side(kind, 1, "75", (number, "2207")), side(kind, 2, "75", (number, "2207"))]
    other = side(facing, 9, "75", (number, "2207"))
    for lefts, rights in ((twice, [other]), ([other], twice)):
        found = match(lefts, rights)
        assert not found.found
        assert [(one.rule, one.sides, one.others) for one in found.duplicates] == [(number, tuple(twice), (other,))]
        assert len(found.suggested) == 2
        assert all("double" in one.evidence.doubts for one in found.suggested)
    assert "one may be there twice" in found.duplicates[0].why


def test_duplicates_are_named_before_the_other_side_is_there() -> None:
    twice = [side("remittance", 1, "75", ("trace", "2207")), side("remittance", 2, "75", ("trace", "2207"))]
    assert match(twice, []).duplicates[0].sides == tuple(twice)


def test_a_duplicate_stays_one_when_the_other_was_dismissed() -> None:
    twice = [side("payment", 1, "75", ("charge", "ch_1x")), side("payment", 2, "75", ("charge", "ch_1x"))]
    line = side("processor_line", 9, "75", ("charge", "ch_1x"))
    found = match(twice, [line], dismissed=frozenset({(twice[0].key, line.key)}))
    assert not found.found
    assert [one.lefts for one in found.suggested] == [(twice[1],)]


def test_a_line_that_is_there_twice_stops_the_sum_of_its_payout() -> None:
    lines = [side("processor_line", at, "25", ("payout", "po_7"), ("charge", charge)) for at, charge in
             enumerate(("ch_1x", "ch_1x", "ch_2x"), 1)]  # fmt: skip
    found = match(lines, [side("deposit", 9, "75", ("payout", "po_7"))])
    assert not found.found
    assert found.duplicates[0].sides == (lines[0], lines[1])
    assert found.suggested[0].evidence.doubts == ("double",)


def test_one_cheque_for_two_children_is_no_duplicate() -> None:
    lefts = [side("payment", at, "25", ("cheque", "1001"), ("slip", "S-31"), name=name) for at, name in
             enumerate(("Ana Ruiz", "Leo Ruiz"), 1)]  # fmt: skip
    found = match(lefts, [side("deposit", 9, "50", ("slip", "S-31"))])
    assert [one.rule for one in found.found] == ["slip"]
    assert not found.duplicates


# Dismissed


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_dismissed_is_neither_matched_nor_suggested_again(turned: bool) -> None:
    def again(left: Side, right: Side) -> bool:
        pair = (right.key, left.key) if turned else (left.key, right.key)
        return not nothing(match([left], [right], dismissed=frozenset({pair})))

    assert not again(side("payout", 1, "75", ("payout", "po_7")), side("deposit", 9, "75", ("payout", "po_7")))
    assert not again(side("payout", 1, "75", ("payout", "po_7")), side("deposit", 9, "70", ("payout", "po_7")))
    assert not again(side("payout", 1, "75"), side("deposit", 9, "75"))


def test_a_sum_with_a_dismissed_part_does_not_come_back() -> None:
    lefts = slip("25", "30")
    found = match(
        lefts, [side("deposit", 9, "55", ("slip", "S-31"))], dismissed=frozenset({(lefts[0].key, ("deposit", 9))})
    )
    assert not found.found
    assert not found.suggested


def test_a_dismissed_candidate_lets_the_next_rule_speak() -> None:
    left = side("remittance", 1, "75", ("trace", "2207"))
    wrong, right = side("deposit", 8, "70", ("trace", "2207")), side("deposit", 9, "75")
    assert [one.rights for one in match([left], [wrong, right]).suggested] == [(wrong,)]
    after = match([left], [wrong, right], dismissed=frozenset({(left.key, wrong.key)}))
    assert [one.rights for one in after.suggested] == [(right,)]


# Suggestions


def shown(left: Side, rights: Sequence[Side]) -> list[int]:
    return [one.rights[0].id for one in match([left], rights).suggested]


def test_suggestions_are_of_the_amount_within_five_days_the_nearest_first() -> None:
    rights = [side("deposit", 10 + day, "75", day=day) for day in (0, 2, 5, 6)]
    assert shown(side("payout", 1, "75"), [*rights, side("deposit", 30, "75.01")]) == [10, 12, 15]


def test_a_name_in_common_goes_before_a_nearer_day() -> None:
    left = side("remittance", 1, "75", name="Hartford Mutual Insurance")
    rights = [
        side("deposit", 8, "75", name="AETNA HCCLAIMPMT"),
        side("deposit", 9, "75", day=3, name="HARTFORD MUTU HCCLAIMPMT"),
    ]
    found = match([left], rights).suggested
    assert [(one.rights[0].id, one.evidence.names) for one in found] == [(9, "part"), (8, "different")]


def test_a_line_has_ten_suggestions_at_most_and_the_named_one_is_among_them() -> None:
    rights = [side("payment", at, "25", name="Otto Berg") for at in range(100, 400)]
    named = side("payment", 999, "25", day=5, name="Ana Ruiz")
    found = shown(side("processor_line", 1, "25", name="RUIZ"), [*rights, named])
    assert len(found) == 10
    assert found[0] == 999
    many = [side("processor_line", at, "25") for at in range(1, 40)]
    assert len(match(many, rights[:1]).suggested) == 10


def test_nothing_is_suggested_for_a_remittance_of_zero_dollars() -> None:
    assert nothing(match([side("remittance", 1, "0")], [side("deposit", 9, "0")]))


def test_a_number_that_a_crowd_carries_is_none() -> None:
    lefts = [side("payment", at, str(at), ("charge", "stripe")) for at in range(1, 40)]
    rights = [side("processor_line", at, str(at), ("charge", "stripe")) for at in range(1, 40)]
    found = match(lefts, rights)
    assert not found.found
    assert {one.rule for one in found.suggested} == {AMOUNT}


def test_a_side_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        match([side("payment", 1, "25"), side("payment", 1, "30")], [])


def test_nothing_comes_of_nothing() -> None:
    assert match([], []) == Matching((), (), (), ())


def test_no_sentence_names_a_person_or_a_number() -> None:
    lefts = [side("payment", at, "25", ("charge", "ch_98Z"), name="Ana Ruiz") for at in (1, 2)]
    found = match(lefts, [side("processor_line", 9, "25", ("charge", "ch_98Z"), name="Ana Ruiz")])
    said = " ".join([one.why for one in found.suggested] + [one.why for one in found.duplicates])
    assert said
    assert "Ruiz" not in said
    assert "98z" not in said.casefold()
