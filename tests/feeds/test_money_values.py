"""Amounts, days and times of banks and processors: exact or refused, never guessed."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from decimal import Decimal

import pytest

from feeds.money_values import Keys, ValueRefused, amount, cents, clock, day, offset, trace_in, words

D = Decimal


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("12", ".", "12.00"),
        ("12.5", ".", "12.50"),
        ("1,234.56", ".", "1234.56"),
        ("1,234,567.89", ".", "1234567.89"),
        ("1.234,56", ",", "1234.56"),
        ("1'234.56", ".", "1234.56"),
        ("1 234,56", ",", "1234.56"),
        ("1\u00a0234,56", ",", "1234.56"),
        ("-12.50", ".", "-12.50"),
        ("12.50-", ".", "-12.50"),
        ("(12.50)", ".", "-12.50"),
        ("$12.50", ".", "12.50"),
        ("-$12.50", ".", "-12.50"),
        ("$-12.50", ".", "-12.50"),
        ("+12.50", ".", "12.50"),
        ("0.00", ".", "0.00"),
        ("-0.00", ".", "0.00"),
        (" 12.50 ", ".", "12.50"),
    ],
)
def test_an_amount_is_read_to_the_cent_by_its_decimal_sign(text: str, decimal: str, value: str) -> None:
    found = amount(text, decimal)
    assert (found, found.as_tuple().exponent) == (D(value), -2)
    assert not found.is_signed() or found != 0


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("", "."),
        ("ten", "."),
        ("1e5", "."),
        ("NaN", "."),
        ("12.345", "."),
        ("1.234", "."),
        ("12,50", "."),
        ("12.50", ","),
        ("1,23,456.00", "."),
        ("1234,567.00", "."),
        (",500.00", "."),
        ("1.234.567", "."),
        ("1,234.5,6", "."),
        ("(12.50", "."),
        ("12.50)", "."),
        ("--5", "."),
        ("-(5)", "."),
        ("(-5)", "."),
        ("-5-", "."),
        ("5-5", "."),
        ("10000000000.00", "."),
        ("99999999999999999999999999999999", "."),
        ("=1+1", "."),
        ("\u0661\u0662.50", "."),
        ("\u00b2", "."),
        ("1' 234.00", "."),
        ("12 34 5.00", "."),
    ],
)
def test_what_could_be_another_amount_is_refused(text: str, decimal: str) -> None:
    with pytest.raises(ValueRefused):
        amount(text, decimal)


def test_cents_become_dollars_and_have_a_bound() -> None:
    assert cents(-1234) == D("-12.34")
    assert cents(5).as_tuple().exponent == -2
    with pytest.raises(ValueRefused):
        cents(10**12)
    with pytest.raises(ValueRefused):
        cents(10**60)


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("2026-03-02", "YMD", date(2026, 3, 2)),
        ("2026-03-02 10:11:12", "MDY", date(2026, 3, 2)),
        ("2026-03-02T10:11:12Z", "YMD", date(2026, 3, 2)),
        ("20260302", "YMD", date(2026, 3, 2)),
        ("02/03/2026", "DMY", date(2026, 3, 2)),
        ("02/03/2026", "MDY", date(2026, 2, 3)),
        ("2.3.26", "DMY", date(2026, 3, 2)),
    ],
)
def test_a_day_is_read_by_its_order(text: str, order: str, value: date) -> None:
    assert day(text, order) == value


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", "YMD"),
        ("30/02/2026", "DMY"),
        ("13/31/2026", "DMY"),
        ("31/13/2026", "DMY"),
        ("02/03/1826", "DMY"),
        ("02/03/9026", "DMY"),
        ("yesterday", "YMD"),
        ("2026", "YMD"),
        ("20261302", "YMD"),
        ("202603021", "YMD"),
        ("02/03/202", "DMY"),
        ("02/03/20261", "DMY"),
    ],
)
def test_what_is_no_day_is_refused(text: str, order: str) -> None:
    with pytest.raises(ValueRefused):
        day(text, order)


def test_a_time_of_day_is_midnight_where_none_is_written() -> None:
    assert clock("10:11") == (10, 11, 0)
    assert clock("10:11:12.500") == (10, 11, 12)
    assert clock("") == (0, 0, 0)
    assert [clock(text) for text in ("12:05 AM", "1:05 pm", "12:05PM")] == [(0, 5, 0), (13, 5, 0), (12, 5, 0)]
    for text in ("25:00", "10:75", "13:00 PM", "0:30 am"):
        with pytest.raises(ValueRefused):
            clock(text)


def test_a_distance_from_utc_is_read_where_a_time_says_one() -> None:
    assert offset("2026-03-02T10:11:12Z") == UTC
    assert offset("2026-03-02T10:11:12.000-05:00") == timezone(-timedelta(hours=5))
    assert offset("2026-03-02 10:11+0530") == timezone(timedelta(hours=5, minutes=30))
    assert offset("2026-03-02 10:11") is None
    assert offset("2026-03-02") is None


def test_texts_are_one_line_of_a_bounded_length_without_control_characters() -> None:
    assert words(" a\r\n\tb\x00c\u200b ") == "a b c"
    assert len(words("x" * 5_000)) == 200
    assert words(None) == ""


def test_an_insurers_trace_is_found_in_what_the_bank_passed_on() -> None:
    assert trace_in("HCCLAIMPMT", "TRN*1*EFT-77*1512345678\\") == "EFT-77"
    assert trace_in("HCCLAIMPMT EFT-77") == ""


def test_keys_tell_lines_apart_and_are_the_same_in_another_file() -> None:
    first, second = Keys(), Keys()
    found = [first.of("a", 1), first.of("a", 1), first.of("a", 2)]
    assert len(set(found)) == 3
    assert [second.of("a", 1), second.of("a", 1)] == found[:2]
    assert first.of("a1") != first.of("a", "1")
