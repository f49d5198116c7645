"""Numbers that come again: after a month, of another payer, or twice for the same money."""

from __future__ import annotations

import pytest

from rules.payment_matching import match
from rules.payment_shapes import ReferenceKind, SideKind
from tests.rules.money_sides import doubts, nothing, one_found, side


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
