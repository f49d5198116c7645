"""Sides of money, short to write: for the tests of matching payments."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from rules.payment_shapes import Reference, ReferenceKind, Side, SideKind

DAY = date(2026, 3, 2)


def money(amount: str) -> Decimal:
    """An amount with two places."""
    return Decimal(amount).quantize(Decimal("0.01"))


def side(
    kind: SideKind,
    number: int,
    amount: str,
    *references: tuple[ReferenceKind, str] | tuple[ReferenceKind, str, str],
    day: int = 0,
    name: str = "",
    fee: str = "0",
    entry: str = "",
) -> Side:
    """A side with the references as sent, `day` days after the first."""
    return Side(
        kind,
        number,
        money(amount),
        DAY + timedelta(days=day),
        frozenset(Reference(*one) for one in references),
        name=name,
        fee=money(fee),
        entry=entry,
    )
