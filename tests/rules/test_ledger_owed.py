"""What money applies to, and how old what is owed is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ledger_owed import AGES, ZERO, Owed, age, aging, applied, open_items

TODAY = date(2026, 3, 1)


def owed(amount: str, days: int, charge_id: int | None = None) -> Owed:
    return Owed(TODAY - timedelta(days=days), Decimal(amount), charge_id)


AMOUNTS = st.decimals("-500.00", "500.00", places=2)
BALANCES = st.lists(st.builds(lambda a, d, c: Owed(TODAY - timedelta(days=d), a, c), AMOUNTS, st.integers(0, 400),
                              st.integers(1, 50)), max_size=12, unique_by=lambda one: one.charge_id)  # fmt: skip


def test_ages_are_those_of_billing_offices() -> None:
    assert AGES == ("0-30", "31-60", "61-90", "91-120", "over 120")


@pytest.mark.parametrize(
    ("days", "step"),
    [(0, "0-30"), (30, "0-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90"), (91, "91-120"),
     (120, "91-120"), (121, "over 120"), (4000, "over 120"), (-3, "0-30")],
)  # fmt: skip
def test_an_age_begins_on_its_first_day(days: int, step: str) -> None:
    assert age(TODAY - timedelta(days=days), TODAY) == step


def test_aging_sums_what_is_owed_by_age_and_names_every_age() -> None:
    assert aging([owed("10.00", 5), owed("2.50", 30), owed("7.00", 200)], TODAY) == {
        "0-30": Decimal("12.50"), "31-60": ZERO, "61-90": ZERO, "91-120": ZERO, "over 120": Decimal("7.00"),
    }  # fmt: skip


def test_a_payment_pays_the_oldest_first_and_leaves_the_rest() -> None:
    due = open_items([owed("30.00", 10, 2), owed("20.00", 40, 1)])
    parts, rest = applied(due, Decimal("25.00"))
    assert [(part.charge_id, part.amount) for part in parts] == [(1, Decimal("20.00")), (2, Decimal("5.00"))]
    assert rest == 0
    assert applied(due, Decimal("60.00"))[1] == Decimal("10.00")


def test_a_credit_of_one_charge_pays_the_oldest_other_one() -> None:
    left = open_items([owed("20.00", 40, 1), owed("-5.00", 90, 2), owed("30.00", 10, 3)])
    assert [(one.charge_id, one.amount) for one in left] == [(1, Decimal("15.00")), (3, Decimal("30.00"))]


@given(BALANCES)
def test_what_is_open_is_the_balance_or_nothing(balances: list[Owed]) -> None:
    left = open_items(balances)
    assert sum((one.amount for one in left), ZERO) == max(sum((one.amount for one in balances), ZERO), ZERO)
    assert all(one.amount > 0 for one in left)
    assert [one.since for one in left] == sorted(one.since for one in left)


@given(BALANCES, st.decimals("0.01", "900.00", places=2))
def test_no_cent_of_a_payment_is_lost_and_nothing_is_paid_twice(balances: list[Owed], amount: Decimal) -> None:
    due = open_items(balances)
    parts, rest = applied(due, amount)
    assert sum((part.amount for part in parts), ZERO) + rest == amount
    assert all(part.amount <= one.amount for part, one in zip(parts, due, strict=False))
    assert rest == 0 or [part.amount for part in parts] == [one.amount for one in due]
