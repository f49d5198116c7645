"""A flag says what is sure: never lower for a worse value, never guessed, critical from the limit on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.result_flags import (
    WORDS,
    Limits,
    change,
    flag_of,
    is_abnormal,
    is_critical,
    limits_of,
    read_flag,
    severity,
    surely_normal,
    worst,
)
from rules.result_values import read_range, read_value

POTASSIUM = Limits(Decimal("3.5"), Decimal("5.1"), Decimal("2.8"), Decimal("6.0"))
NEGATIVE = Limits(normal=("Negative",))
FLAGS = tuple(WORDS)

amounts = st.decimals(min_value=-50, max_value=50, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def ordered_limits(draw: st.DrawFn) -> Limits:
    """Limits in order, some of them missing, their ends in or out."""
    critical_low, low, high, critical_high = sorted(draw(st.lists(amounts, min_size=4, max_size=4, unique=True)))
    return Limits(
        low if draw(st.booleans()) else None,
        high if draw(st.booleans()) else None,
        critical_low if draw(st.booleans()) else None,
        critical_high if draw(st.booleans()) else None,
        low_included=draw(st.booleans()),
        high_included=draw(st.booleans()),
    )


def flagged(text: str, limits: Limits = POTASSIUM) -> str:
    return flag_of(read_value(text), limits)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("2.7", "LL"),
        ("2.8", "LL"),
        ("2.9", "L"),
        ("3.49", "L"),
        ("3.5", ""),
        ("5.1", ""),
        ("5.11", "H"),
        ("5.9", "H"),
        ("6.0", "HH"),
        ("~6.9", "HH"),
        ("hemolyzed", ""),
    ],
)
def test_a_value_at_a_normal_limit_is_normal_and_one_at_a_critical_limit_is_critical(text: str, flag: str) -> None:
    assert flagged(text) == flag


@pytest.mark.parametrize(
    ("text", "limits", "flag"),
    [
        ("<5", Limits(low=Decimal(10)), "L"),
        ("<5", Limits(low=Decimal(5)), "L"),
        ("<=5", Limits(low=Decimal(5)), ""),
        ("<5", Limits(low=Decimal(3)), ""),
        ("<5", Limits(high=Decimal(10)), ""),
        ("<5", Limits(low=Decimal(10), critical_low=Decimal(5)), "LL"),
        ("<5", Limits(low=Decimal(10), critical_low=Decimal(4)), "L"),
        (">6.0", POTASSIUM, "HH"),
        (">5.5", POTASSIUM, "H"),
        (">5.0", POTASSIUM, ""),
        (">=60", Limits(low=Decimal(60)), ""),
        ("4-6", Limits(high=Decimal(3)), "H"),
        ("2-6", Limits(high=Decimal(3)), ""),
        ("1:128", Limits(high=Decimal(64)), "H"),
    ],
)
def test_a_comparator_is_honoured_and_what_it_leaves_open_is_not_guessed(text: str, limits: Limits, flag: str) -> None:
    assert flagged(text, limits) == flag


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Negative", ""),
        ("not detected", ""),
        ("Nonreactive", ""),
        ("Normal", ""),
        ("Positive", "A"),
        ("Trace", "A"),
        ("Invalid", "A"),
        ("100", "A"),
        ("0", ""),
        ("<5", ""),
        ("1:64", "A"),
        ("See note", ""),
        ("Canceled", ""),
    ],
)
def test_a_coded_value_is_abnormal_unless_it_is_among_the_normal_ones(text: str, flag: str) -> None:
    assert flagged(text, NEGATIVE) == flag


def test_a_coded_value_without_a_list_of_normal_ones_is_unknown() -> None:
    assert flagged("Positive", Limits()) == ""
    assert flagged("Positive", POTASSIUM) == ""


@given(ordered_limits(), amounts, amounts)
def test_a_worse_value_never_has_a_milder_flag(limits: Limits, one: Decimal, other: Decimal) -> None:
    nearer, farther = sorted((one, other))
    high = [flag for flag in (flagged(str(nearer), limits), flagged(str(farther), limits)) if flag not in ("L", "LL")]
    assert [severity(flag) for flag in high] == sorted(severity(flag) for flag in high)
    low = [flag for flag in (flagged(str(farther), limits), flagged(str(nearer), limits)) if flag not in ("H", "HH")]
    assert [severity(flag) for flag in low] == sorted(severity(flag) for flag in low)


@given(ordered_limits(), amounts, st.sampled_from(["<", "<=", ">", ">="]), st.integers(0, 100))
def test_a_comparators_flag_holds_for_every_value_that_it_may_stand_for(
    limits: Limits, number: Decimal, comparator: str, away: int
) -> None:
    flag = flagged(f"{comparator}{number}", limits)
    step = Decimal(away) / 4 + (Decimal(0) if "=" in comparator else Decimal("0.0001"))
    possible = number - step if "<" in comparator else number + step
    assert severity(flagged(str(possible), limits)) >= severity(flag)
    if surely_normal(read_value(f"{comparator}{number}"), limits):
        assert flagged(str(possible), limits) == ""


@given(ordered_limits(), amounts)
def test_what_is_surely_normal_has_no_flag_and_a_plain_number_within_both_limits_is(
    limits: Limits, number: Decimal
) -> None:
    sure = surely_normal(read_value(str(number)), limits)
    assert not sure or flagged(str(number), limits) == ""
    if limits.low is not None and limits.high is not None:
        assert sure == (flagged(str(number), limits) == "")


@pytest.mark.parametrize(
    ("text", "limits", "sure"),
    [
        ("4.0", POTASSIUM, True),
        ("~4.0", POTASSIUM, False),
        ("<5", POTASSIUM, False),
        ("<5", Limits(high=Decimal(5), high_included=False), True),
        (">90", Limits(low=Decimal(60)), True),
        ("4.0", Limits(), False),
        ("4.0", Limits(critical_high=Decimal(6)), False),
        ("Negative", NEGATIVE, True),
        ("Negative", Limits(), False),
        ("See note", NEGATIVE, False),
        ("0", NEGATIVE, True),
    ],
)
def test_without_a_flag_is_not_yet_normal(text: str, limits: Limits, sure: bool) -> None:
    assert surely_normal(read_value(text), limits) is sure


def test_a_sent_range_gives_limits() -> None:
    assert flagged("200", limits_of(read_range("<200"))) == "H"
    assert flagged("200", limits_of(read_range("<=200"))) == ""
    assert flagged("40", limits_of(read_range(">40"))) == "L"
    assert flagged("Detected", limits_of(read_range("Not detected"))) == "A"
    assert flagged("Trace", limits_of(read_range("Negative/Trace"))) == ""
    assert limits_of(read_range("see note")) == Limits()
    assert limits_of(read_range("")) == Limits()


@pytest.mark.parametrize(
    ("sent", "flag"),
    [
        ("N", ""), ("", ""), ("h", "H"), (" HH ", "HH"), ("<", "LL"), (">", "HH"), ("ABN", "A"), ("R", "A"),
        ("S", ""), ("CRIT", "AA"), ("ZZZ", None),
    ],
)  # fmt: skip
def test_a_laboratorys_flag_is_read_and_an_unknown_one_said_to_be(sent: str, flag: str | None) -> None:
    assert read_flag(sent) == flag


def test_critical_abnormal_and_the_rest_are_told_apart() -> None:
    assert [flag for flag in FLAGS if is_critical(flag)] == ["LL", "HH", "AA"]
    assert [flag for flag in FLAGS if is_abnormal(flag)] == ["L", "H", "A"]
    assert severity("") == 0
    assert is_abnormal("X")


@given(st.lists(st.sampled_from(FLAGS)))
def test_the_worst_flag_is_one_of_them_and_none_is_worse(flags: list[str]) -> None:
    found = worst(flags)
    assert found in (flags or [""])
    assert all(severity(flag) <= severity(found) for flag in flags)


def test_a_change_has_size_share_and_direction() -> None:
    up = change(Decimal("4.0"), Decimal("5.0"))
    assert up is not None
    assert (up.delta, up.percent, up.direction) == (Decimal("1.0"), Decimal("25.0"), "up")
    down = change(Decimal(-2), Decimal(-3))
    assert down is not None
    assert (down.delta, down.percent, down.direction) == (Decimal(-1), Decimal("-50.0"), "down")
    same = change(Decimal(0), Decimal(0))
    assert same is not None
    assert (same.percent, same.direction) == (None, "same")
    assert change(None, Decimal(1)) is None
    assert change(Decimal(1), None) is None


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_two_numbers_have_a_change(previous: Decimal, current: Decimal) -> None:
    found = change(read_value(str(previous)).number, read_value(str(current)).number)
    if found is not None and found.percent:
        assert (found.percent > 0) == (found.direction == "up")
