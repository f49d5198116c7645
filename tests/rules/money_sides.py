"""Sides of money, short to write, and what comes of them: for the tests of matching payments."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from rules.payment_matching import match
from rules.payment_shapes import Matching, Reference, ReferenceKind, Side, SideKind

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


def slip(*amounts: str) -> list[Side]:
    """Payments on one deposit slip, of these amounts."""
    return [side("payment", at, amount, ("slip", "S-31")) for at, amount in enumerate(amounts, 1)]


def one_found(left: Side, right: Side) -> bool:
    """Whether two sides alone are matched by themselves."""
    return bool(match([left], [right]).found)


def doubts(left: Side, right: Side) -> tuple[str, ...]:
    """What keeps two sides alone, which share a number, from being matched by themselves."""
    found = match([left], [right])
    assert not found.found
    assert found.suggested[0].evidence.reference is not None
    return found.suggested[0].evidence.doubts


def nothing(found: Matching) -> bool:
    """Whether nothing was matched and nothing suggested."""
    return not found.found and not found.suggested
