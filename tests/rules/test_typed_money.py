"""Amounts as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.typed_money import typed_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("80", "80"),
        (" $1,234.50 ", "1234.50"),
        ("1234.5", "1234.5"),
        ("0", "0"),
        ("-12.00", "-12.00"),
        ("\N{MINUS SIGN}$12", "-12"),
        ("7.", "7"),
        ("1.005", "1.005"),
    ],
)
def test_an_amount_is_read_as_it_was_typed(text: str, amount: str) -> None:
    assert typed_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "12,50", "1,23", "1.234,50", "twelve", "1e3", "NaN", "8 0", "٣", "$", "5 USD"])
def test_what_may_mean_something_else_is_no_amount(text: str) -> None:
    assert typed_amount(text) is None
