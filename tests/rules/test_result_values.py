"""A value or a range is read as it was written, to the digit, or left as text: never guessed, never a float."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.result_values import LONGEST, read_range, read_value
from rules.result_words import meaning

numbers = st.decimals(min_value=-99_999, max_value=99_999, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "number", "comparator"),
    [
        ("5.40", "5.40", ""),
        ("<5", "5", "<"),
        (">=6.1", "6.1", ">="),
        ("> = 6.1", "6.1", ">="),
        ("=>6.1", "6.1", ">="),
        ("≤ 3", "3", "<="),
        ("less than 5", "5", "<"),
        ("GREATER THAN OR EQUAL TO 60", "60", ">="),
        ("~6.9", "6.9", "~"),
        ("1,200", "1200", ""),
        ("1,234,567.80", "1234567.80", ""),
        ("-108", "-108", ""),
        ("−2.3", "-2.3", ""),
        ("+1.5", "1.5", ""),
        (".5", "0.5", ""),
        ("1.2E+05", "1.2E+5", ""),
    ],
)
def test_a_number_is_read_with_its_comparator(text: str, number: str, comparator: str) -> None:
    value = read_value(text)
    assert (value.kind, value.number, value.comparator) == ("number", Decimal(number), comparator)
    assert str(value.number) == number
    assert value.text == text


@pytest.mark.parametrize(
    "text",
    [
        "5,4",  # a decimal comma, or a slip
        "1,20",
        "0,200",
        "1.200,50",
        "5.4.1",
        "1E5",  # may be a code
        "120/80",
        "5.4 mg/dL",
        "5.4 H",
        "<",
        "٥",  # a digit, but not one of ours
        "UNABLE TO CALCULATE",
        "Canceled",
        "see note",
        "",
        "   ",
        "9" * (LONGEST + 1),
    ],
)
def test_what_may_mean_two_things_stays_text(text: str) -> None:
    value = read_value(text)
    assert (value.kind, value.number, value.comparator) == ("text", None, "")
    assert value.text == text.strip()


@pytest.mark.parametrize(
    ("text", "number", "comparator"),
    [("1:128", "128", ""), ("<1:8", "8", "<"), ("1 : 64", "64", ""), ("2:1", None, "")],
)
def test_a_titre_is_known_by_its_reciprocal(text: str, number: str | None, comparator: str) -> None:
    value = read_value(text)
    assert (value.kind, value.comparator) == ("ratio", comparator)
    assert value.number == (None if number is None else Decimal(number))


def test_an_interval_has_two_ends_and_no_number() -> None:
    value = read_value("0-5")
    assert (value.kind, value.number, value.low, value.high) == ("number", None, Decimal(0), Decimal(5))
    assert read_value("5-0").kind == "text"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Negative", "negative"),
        ("NEG", "negative"),
        ("Non-Reactive", "negative"),
        ("not detected", "negative"),
        ("Positive", "positive"),
        ("+3", "3+"),
        ("3+", "3+"),
        ("Trace", "trace"),
        ("TNTC", "4+"),
        ("equivocal", "indeterminate"),
    ],
)
def test_coded_words_that_mean_the_same_are_one(text: str, said: str) -> None:
    assert read_value(text).kind == "coded"
    assert meaning(text) == said


@given(numbers, st.sampled_from(["", "<", "<=", ">", ">=", "~"]))
def test_reading_a_number_keeps_every_digit(number: Decimal, comparator: str) -> None:
    value = read_value(f"{comparator}{number:f}")
    assert value.comparator == comparator
    assert str(value.number) == str(number) or (number == 0 and value.number == 0)
    assert read_value(value.text) == value


@given(st.text(max_size=200))
def test_any_text_is_read_and_shown_as_it_came(text: str) -> None:
    value = read_value(text)
    assert value.text == text.strip()
    assert read_value(value.text) == value
    assert value.kind in {"number", "ratio", "coded", "text"}
    assert read_range(text).text == text.strip()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("70-105", "70", "105"),
        ("70_105", "70", "105"),
        ("5 - 20", "5", "20"),
        ("0.5 to 1.3", "0.5", "1.3"),
        ("(70–105)", "70", "105"),
        ("[ 3.5 - 5.1 ]", "3.5", "5.1"),
        ("-2 - 2", "-2", "2"),
        ("-2-2", "-2", "2"),
        ("-3 to +3", "-3", "3"),
        ("1,000-2,000", "1000", "2000"),
        ("70-105 mg/dL", "70", "105"),
        ("1-2.5g/dL", "1", "2.5"),
        ("4.5-11.0 10*3/uL", "4.5", "11.0"),
        ("80-95 fL", "80", "95"),
        ("0-5/hpf", "0", "5"),
        ("0 - 0", "0", "0"),
        ("<=1.030", None, "1.030"),
        ("<200", None, "200"),
        ("< 5.7 %", None, "5.7"),
        ("Up to 40", None, "40"),
        (">40", "40", None),
        ("≥ 60 mL/min", "60", None),
    ],
)
def test_a_range_is_read_as_laboratories_write_it(text: str, low: str | None, high: str | None) -> None:
    found = read_range(text)
    assert (found.low, found.high) == (low and Decimal(low), high and Decimal(high))
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Negative",
        "105-70",
        "12-15 fasting",
        "<1 = Susceptible, >= 1 = Resistant",
        "4-10*3/uL",
        "see note",
        "5",
        "1-2-3",
        "Male 13-17, female 12-16",
        "",
    ],
)
def test_a_range_with_a_condition_or_without_ends_has_none(text: str) -> None:
    found = read_range(text)
    assert (found.low, found.high) == (None, None)


def test_a_range_says_whether_its_end_belongs_to_it() -> None:
    assert not read_range("<200").high_included
    assert read_range("<=200").high_included
    assert not read_range(">40").low_included
    assert read_range("40-60").low_included


@given(numbers, numbers)
def test_a_range_keeps_its_digits(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    found = read_range(f"{low:f} - {high:f}")
    assert (found.low, found.high) == (low, high)
