"""What holds of all money, however it is numbered: nothing is matched twice, unequally, or without a number."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.patient_identifiers import usable_identifier
from rules.payment_candidates import SHOWN
from rules.payment_matching import match
from rules.payment_references import MEMBERS
from rules.payment_shapes import Found, Key, Matching, Reference, Side, SideKind
from tests.rules.money_sides import DAY

VALUES = ["A7", "a7 ", "B8", "00B8", "0", "NONREF", ""]
references = st.frozensets(
    st.builds(
        Reference,
        st.sampled_from(["trace", "charge", "intent", "payout", "cheque", "slip", "batch"]),
        st.sampled_from(VALUES),
        st.sampled_from(["", "", "P1", "P2"]),
    ),
    max_size=3,
)


def some(*kinds: SideKind) -> st.SearchStrategy[list[Side]]:
    """A few sides of these kinds; amounts and numbers are few, so that much coincides."""
    return st.lists(
        st.builds(
            Side,
            st.sampled_from(kinds),
            st.integers(1, 9),
            st.sampled_from([Decimal(text) for text in ("20.00", "25.00", "45.00", "-25.00", "0.00")]),
            st.integers(0, 70).map(lambda days: DAY + timedelta(days)),
            references,
            st.sampled_from(["", "Ana Ruiz", "Otto Berg", "RUIZ A"]),
            fee=st.sampled_from([Decimal("0.00"), Decimal("5.00")]),
            entry=st.sampled_from(["", "charge", "refund"]),
        ),
        max_size=6,
        unique_by=lambda side: side.key,
    )


lists = st.one_of(
    st.tuples(some("payment", "batch", "payout"), some("deposit")),
    st.tuples(some("processor_line"), some("payment", "deposit")),
    st.tuples(some("remittance"), some("deposit")),
)


def keys(sides: tuple[Side, ...]) -> tuple[Key, ...]:
    return tuple(side.key for side in sides)


def together(found: Matching) -> set[tuple[Key, Key]]:
    """Every pair that is matched or suggested."""
    groups = [(one.lefts, one.rights) for one in found.found]
    groups += [(one.lefts, one.rights) for one in found.suggested]
    return {(left.key, right.key) for lefts, rights in groups for left in lefts for right in rights}


def shares(one: Found, number: Reference) -> bool:
    """Whether all of a match carry a usable number."""
    return all(
        any(own.kind == number.kind and usable_identifier(own.value) == number.value for own in side.references)
        for side in (*one.lefts, *one.rights)
    )


@given(lists)
@settings(max_examples=200)
def test_nothing_is_matched_twice_unequally_or_without_a_number_that_all_carry(
    given_lists: tuple[list[Side], list[Side]],
) -> None:
    found = match(*given_lists)
    taken = [key for one in found.found for key in keys((*one.lefts, *one.rights))]
    assert len(taken) == len(set(taken))
    for one in found.found:
        lefts, rights = (sum((side.amount for side in sides), Decimal(0)) for sides in (one.lefts, one.rights))
        fees = [sum((side.fee for side in one.lefts), Decimal(0)), -sum((side.fee for side in one.rights), Decimal(0))]
        assert one.difference == lefts - rights
        assert one.difference in (Decimal(0), *fees)
        assert one.evidence.reference is not None
        assert usable_identifier(one.evidence.reference.value) == one.evidence.reference.value != ""
        assert shares(one, one.evidence.reference)
        assert not one.evidence.doubts


@given(lists)
@settings(max_examples=200)
def test_every_side_is_matched_or_left_over_and_what_is_suggested_is_left_over(
    given_lists: tuple[list[Side], list[Side]],
) -> None:
    lefts, rights = given_lists
    found = match(lefts, rights)
    taken = {key for one in found.found for key in keys((*one.lefts, *one.rights))}
    left = {side.key for side in found.left_over}
    assert taken | left == {side.key for side in (*lefts, *rights)}
    assert taken.isdisjoint(left)
    for one in found.suggested:
        assert set(keys((*one.lefts, *one.rights))) <= left
        assert one.left_over == sum(side.amount for side in one.lefts) - sum(side.amount for side in one.rights)
        assert 0 <= one.score <= 100


@given(lists)
@settings(max_examples=200)
def test_many_are_matched_only_by_a_number_that_may_be_shared(given_lists: tuple[list[Side], list[Side]]) -> None:
    for one in match(*given_lists).found:
        assert min(len(one.lefts), len(one.rights)) == 1
        if len(one.lefts) + len(one.rights) > 2:
            assert one.rule in {"trace", "payout", "slip", "batch"}


@given(lists)
@settings(max_examples=200)
def test_duplicates_are_of_one_list_with_one_amount_and_are_never_matched(
    given_lists: tuple[list[Side], list[Side]],
) -> None:
    found = match(*given_lists)
    taken = {key for one in found.found for key in keys((*one.lefts, *one.rights))}
    for one in found.duplicates:
        assert len(one.sides) > 1
        assert len({side.amount for side in one.sides}) == 1
        assert taken.isdisjoint(keys(one.sides))
        for list_ in given_lists:
            assert {side in list_ for side in one.sides} in ({True}, {False})


@given(lists, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_the_order_of_the_lists_changes_nothing(
    given_lists: tuple[list[Side], list[Side]], chance: random.Random
) -> None:
    lefts, rights = given_lists
    shuffled = (chance.sample(lefts, len(lefts)), chance.sample(rights, len(rights)))
    assert match(*shuffled) == match(lefts, rights)


@given(lists, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_what_was_dismissed_never_comes_back(given_lists: tuple[list[Side], list[Side]], chance: random.Random) -> None:
    before = sorted(together(match(*given_lists)))
    dismissed = frozenset(chance.sample(before, chance.randint(0, len(before))))
    for turned in (dismissed, frozenset((right, left) for left, right in dismissed)):
        assert together(match(*given_lists, dismissed=turned)).isdisjoint(dismissed)


@given(lists)
@settings(max_examples=200)
def test_dismissing_everything_leaves_nothing(given_lists: tuple[list[Side], list[Side]]) -> None:
    lefts, rights = given_lists
    everything = frozenset((left.key, right.key) for left in lefts for right in rights)
    assert not together(match(lefts, rights, dismissed=everything))


@given(lists)
@settings(max_examples=200)
def test_the_lists_can_change_places(given_lists: tuple[list[Side], list[Side]]) -> None:
    lefts, rights = given_lists
    one, other = match(lefts, rights).found, match(rights, lefts).found
    assert {(keys(found.lefts), keys(found.rights)) for found in one} == {
        (keys(found.rights), keys(found.lefts)) for found in other
    }


@given(lists)
@settings(max_examples=200)
def test_no_line_has_more_suggestions_than_are_shown(given_lists: tuple[list[Side], list[Side]]) -> None:
    found = match(*given_lists)
    count: dict[Key, int] = {}
    for one in found.suggested:
        for key in keys((*one.lefts, *one.rights)):
            count[key] = count.get(key, 0) + 1
    assert max(count.values(), default=0) <= SHOWN
    assert len({(keys(one.lefts), keys(one.rights)) for one in found.suggested}) == len(found.suggested)


@given(lists)
@settings(max_examples=200)
def test_equal_amounts_under_one_number_are_told_apart_only_where_they_may_share_it(
    given_lists: tuple[list[Side], list[Side]],
) -> None:
    for one in match(*given_lists).found:
        kind = one.evidence.reference.kind if one.evidence.reference else None
        for sides in (one.lefts, one.rights):
            alone = [side for side in sides if (side.kind, kind) not in MEMBERS]
            amounts = [(side.amount, side.entry) for side in alone if len(side.references) == 1]
            assert len(amounts) == len(set(amounts))
