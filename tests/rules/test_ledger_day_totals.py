"""What a day took in, and how a count differs."""

from __future__ import annotations

from decimal import Decimal

from rules.ledger_day_totals import Taken, by_tender, difference, differences

D = Decimal


def test_sums_by_tender_name_every_tender() -> None:
    taken = [Taken("front_desk", "cash", D("20.00"), 2), Taken("post", "cash", D("5.00"), 1),
             Taken("portal", "online", D("9.00"), 1)]  # fmt: skip
    assert by_tender(taken) == {"cash": D("25.00"), "card": 0, "cheque": 0, "online": D("9.00")}


def test_too_much_of_one_tender_does_not_make_up_for_another() -> None:
    found = differences({"cash": D("20.00"), "card": D("10.00")}, {"cash": D("25.00"), "card": D("5.00")})
    assert found == {"cash": D("5.00"), "card": D("-5.00")}
    assert difference(found) == D("10.00")


def test_what_agrees_differs_by_nothing() -> None:
    assert differences({"cash": D("20.00")}, {"cash": D("20.00")}) == {}
    assert difference({}) == 0
