"""What is only suggested, in which order, and that a pair once dismissed stays away."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rules.payment_matching import AMOUNT, match
from rules.payment_shapes import Side
from tests.rules.money_sides import nothing, side, slip


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


def test_no_sentence_names_a_person_or_a_number() -> None:
    lefts = [side("payment", at, "25", ("charge", "ch_98Z"), name="Ana Ruiz") for at in (1, 2)]
    found = match(lefts, [side("processor_line", 9, "25", ("charge", "ch_98Z"), name="Ana Ruiz")])
    said = " ".join([one.why for one in found.suggested] + [one.why for one in found.duplicates])
    assert said
    assert "Ruiz" not in said
    assert "98z" not in said.casefold()


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
