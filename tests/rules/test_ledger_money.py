"""Amounts as people enter them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.ledger_money import not_negative, positive


@pytest.mark.parametrize(
    ("given", "kept"), [("12.5", "12.50"), ("0.01", "0.01"), ("1E+2", "100.00"), ("7.500", "7.50")]
)
def test_an_amount_has_two_places(given: str, kept: str) -> None:
    assert str(positive(Decimal(given))) == kept


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (Decimal(0), "above 0.00"), (Decimal(-1), "above 0.00"), (Decimal("1.005"), "parts of a cent"),
        (Decimal("NaN"), "Enter an amount"), (Decimal("Infinity"), "Enter an amount"),
        (Decimal("1E+30"), "Look at it again"), (1.5, "Enter an amount"), ("2", "Enter an amount"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_a_sentence(given: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        positive(given)


def test_an_empty_drawer_is_counted_too() -> None:
    assert str(not_negative(Decimal(0))) == "0.00"
    with pytest.raises(ValueError, match="above"):
        not_negative(Decimal("-0.01"))
