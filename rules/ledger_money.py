"""Amounts of money as people enter them: positive, in whole cents."""

from __future__ import annotations

from decimal import Decimal

CENT = Decimal("0.01")
MOST = Decimal("9999999.99")  # above any payment of a patient; below what the ledger's columns hold


def positive(amount: object) -> Decimal:
    """The amount with two places. Raises `ValueError` with a sentence for what isn't an amount above nothing."""
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise ValueError("Enter an amount, such as 12.50.")
    if amount <= 0:
        raise ValueError("The amount must be above 0.00.")
    return in_cents(amount)


def not_negative(amount: object) -> Decimal:
    """As `positive`, but nothing at all is an amount too: an empty drawer is counted."""
    if isinstance(amount, Decimal) and amount.is_finite() and amount == 0:
        return Decimal("0.00")
    return positive(amount)


def in_cents(amount: Decimal) -> Decimal:
    """The amount with two places; `ValueError` for parts of a cent, and for more than can be meant."""
    if abs(amount) > MOST:
        raise ValueError(f"The amount is above {MOST:,}. Look at it again.")
    if amount != amount.quantize(CENT):
        raise ValueError("The amount has parts of a cent. Enter two places at most.")
    return amount.quantize(CENT)
