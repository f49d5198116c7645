"""Closing a day: counted as posted or explained, signed by two where it differs, then shut; reopened by a manager."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import ledger_days, payments
from db.actions.matching import undo
from db.actions.payments import PaymentTaken
from db.actions.remittance_placing import place_claim
from db.errors import Conflict, Forbidden, Invalid
from db.models import AuditEvent, LedgerDay, LedgerEntry, Patient
from db.queries import ledger_days as reading
from db.queries.ledger_days import DayTotals
from rules.ledger_day_totals import Taken
from tests.billing import accounts, charge, claims, paid, post, remit
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.feeds.remits import clp, svc
from tests.matches import BANK, confirmed, deposit
from tests.money import ask, count, entries, held, take, today

D = Decimal
EVEN = {"cash": "50.00", "cheque": "20.00", "card": "30.00"}


@pytest.fixture
def rosa(clinic: Clinic) -> Patient:
    return clinic.patient()


@pytest.fixture
def day(clinic: Clinic, rosa: Patient) -> date:
    """Today, with a payment of each tender."""
    for tender, amount in EVEN.items():
        take(clinic, rosa, amount, tender)
    return today(clinic)


def counts(clinic: Clinic, day: date, *, by: Any = None, seen_version: int = 0, why: str = "", **differing: Any) -> int:
    carried = differing.pop("carried", False)
    counted = {tender: D(amount) for tender, amount in (EVEN | differing).items() if amount is not None}
    with clinic.db.transaction() as session:
        return ledger_days.count(
            session, by=by or clinic.ben, day=day, counted=counted, explanation=why, carried=carried,
            seen_version=seen_version,
        )  # fmt: skip


def sign(clinic: Clinic, day: date, version: int, by: Any = None) -> int:
    with clinic.db.transaction() as session:
        return ledger_days.sign(session, by=by or clinic.ben, day=day, seen_version=version)


def close(clinic: Clinic, day: date, version: int, by: Any = None) -> int:
    with clinic.db.transaction() as session:
        return ledger_days.close(session, by=by or clinic.ben, day=day, seen_version=version)


def reopen(clinic: Clinic, day: date, reason: str = "A cheque was found", by: Any = None) -> int:
    with clinic.db.transaction() as session:
        return ledger_days.reopen(session, by=by or clinic.carla, day=day, reason=reason)


def totals(clinic: Clinic, day: date) -> DayTotals:
    with clinic.db.transaction() as session:
        return reading.totals(session, viewer=clinic.ben, day=day)


def test_totals_are_by_source_and_tender_as_posted(clinic: Clinic, rosa: Patient, day: date) -> None:
    take(clinic, rosa, "5.00", source="post")
    ask(clinic, take(clinic, rosa, "40.00").payment_id, "15.00")
    voided = take(clinic, rosa, "70.00")
    with clinic.db.transaction() as session:
        payments.void(session, by=clinic.ben, payment_id=voided.payment_id, reason="Typed twice")
    found = totals(clinic, day)
    assert found.taken == (
        Taken("front_desk", "card", D("30.00"), 1), Taken("front_desk", "cash", D("75.00"), 5),
        Taken("front_desk", "cheque", D("20.00"), 1), Taken("post", "cash", D("5.00"), 1),
    )  # fmt: skip
    assert found.posted == {"cash": D("80.00"), "cheque": D("20.00"), "card": D("30.00"), "online": 0}
    assert (found.state, found.version, found.counted) == ("open", 0, {})


def test_a_day_that_agrees_is_closed_by_one_person(clinic: Clinic, day: date) -> None:
    close(clinic, day, counts(clinic, day))
    found = totals(clinic, day)
    assert (found.state, found.difference, found.first_by, found.second_by) == ("closed", D(0), "Ben Okafor", "")
    assert len(entries(clinic)) == 3
    with clinic.db.transaction() as session:
        (line,) = reading.days(session, viewer=clinic.ben)
    assert (line.day, line.state, line.posted) == (day, "closed", D("100.00"))


def test_nothing_is_posted_into_a_closed_day(clinic: Clinic, rosa: Patient, day: date) -> None:
    close(clinic, day, counts(clinic, day))
    with pytest.raises(Invalid, match=r"^Today is closed: nothing was posted\. A manager can open it again\.$"):
        take(clinic, rosa)
    assert count(clinic, LedgerEntry) == 3


def test_another_day_is_named_only_where_it_is_open(clinic: Clinic, rosa: Patient, day: date) -> None:
    yesterday = day - timedelta(days=1)
    with clinic.db.transaction() as session:
        version = ledger_days.count(session, by=clinic.ben, day=yesterday, counted={})
        ledger_days.close(session, by=clinic.ben, day=yesterday, seen_version=version)
    with pytest.raises(Invalid, match="Post it to today, or have a manager reopen that day"):
        take(clinic, rosa, on_day=yesterday)
    close(clinic, day, counts(clinic, day))
    with pytest.raises(Invalid, match="is closed, and so is today: nothing was posted"):
        take(clinic, rosa, on_day=yesterday)


def test_a_difference_is_explained_signed_by_two_and_posted(clinic: Clinic, day: date) -> None:
    with pytest.raises(Invalid, match=r"differ \(cash -3\.00\)"):
        counts(clinic, day, cash="47.00")
    version = counts(clinic, day, cash="47.00", why="Wrong change")
    with pytest.raises(Forbidden, match="second person"):
        close(clinic, day, version)
    version = sign(clinic, day, version)
    for alone in (sign, close):
        with pytest.raises(Forbidden, match="second person"):
            alone(clinic, day, version)
    close(clinic, day, sign(clinic, day, version, clinic.carla))
    assert entries(clinic)[-1] == ("difference", {"drawer": "-3.00", "difference": "3.00"})
    found = totals(clinic, day)
    assert (found.first_by, found.second_by, found.explanation) == ("Ben Okafor", "Carla Jensen", "Wrong change")
    assert (found.differences, found.difference) == ({"cash": D("-3.00")}, D("3.00"))


def test_a_difference_that_is_carried_is_signed_by_two_and_stands(clinic: Clinic, day: date) -> None:
    version = sign(clinic, day, counts(clinic, day, cash="47.00", why="Looked for tomorrow", carried=True))
    close(clinic, day, version, clinic.carla)
    assert (held(clinic, "drawer"), len(entries(clinic))) == ("50.00", 3)
    assert totals(clinic, day).carried


def test_what_was_posted_since_the_count_is_counted_first(clinic: Clinic, rosa: Patient, day: date) -> None:
    version = counts(clinic, day)
    take(clinic, rosa, "9.00")
    assert totals(clinic, day).stale
    with pytest.raises(Conflict, match="posted since"):
        close(clinic, day, version)
    close(clinic, day, counts(clinic, day, seen_version=version, cash="59.00"))


def test_a_new_count_takes_the_signatures_away(clinic: Clinic, day: date) -> None:
    version = sign(clinic, day, counts(clinic, day, cash="47.00", why="Wrong change"))
    counts(clinic, day, seen_version=version, cash="48.00", why="Wrong change")
    assert totals(clinic, day).first_by == ""


@pytest.mark.parametrize(
    ("counted", "why"),
    [({"cash": None}, "Count cash as well"), ({"cash": "-1.00"}, "Cash: The amount must be above"),
     ({"cash": "50.001"}, "parts of a cent"), ({"cash": "NaN"}, "Enter an amount"), ({"gold": "1.00"}, "Count cash, ")],
)  # fmt: skip
def test_what_can_not_be_counted_is_refused(clinic: Clinic, day: date, counted: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        counts(clinic, day, **counted)
    assert count(clinic, LedgerDay) == 0


def test_a_day_to_come_is_not_counted_and_one_not_counted_not_closed(clinic: Clinic, day: date) -> None:
    with pytest.raises(Invalid, match="today or an earlier day"):
        counts(clinic, day + timedelta(days=1))
    with pytest.raises(Conflict, match="wasn't counted"):
        close(clinic, day, 0)
    with pytest.raises(Conflict, match="in the meantime"):
        counts(clinic, day, seen_version=3)


def test_only_a_manager_reopens_with_a_reason_and_it_is_counted_anew(clinic: Clinic, rosa: Patient, day: date) -> None:
    version = sign(clinic, day, counts(clinic, day, cash="47.00", why="Wrong change"))
    close(clinic, day, version, clinic.carla)
    with pytest.raises(Forbidden):
        reopen(clinic, day, by=clinic.ben)
    with pytest.raises(Invalid, match="Say why"):
        reopen(clinic, day, " ")
    version = reopen(clinic, day)
    found = totals(clinic, day)
    assert (found.state, found.counted, found.first_by, found.reopen_reason) == ("open", {}, "", "A cheque was found")
    assert held(clinic, "drawer") == "50.00"
    with pytest.raises(Conflict, match="isn't closed"):
        reopen(clinic, day)
    take(clinic, rosa, "7.00", "cheque")
    close(clinic, day, counts(clinic, day, seen_version=version, cheque="27.00"))
    with clinic.db.transaction() as session:
        told = session.scalars(select(AuditEvent.kind).where(AuditEvent.kind.like("day.%")).order_by(AuditEvent.id))
        assert list(told) == ["day.counted", "day.signed", "day.closed", "day.reopened", "day.counted", "day.closed"]


def test_reopening_takes_back_what_the_close_posted_and_nothing_else(clinic: Clinic, rosa: Patient, day: date) -> None:
    billed = charge(clinic, rosa, "A-1", "150")
    post(clinic, remit(paid("80", clp("ZZZ-9", "150", "80"), svc("150", "80"), "CAS*CO*45*70")))
    kept = (BANK, deposit(clinic, "-12.00"))
    match_id = confirmed(clinic, kept, difference=D("-12.00"), account="difference", reason="The bank took it.")
    before = accounts(clinic)
    version = sign(clinic, day, counts(clinic, day, cash="47.00", why="Wrong change"))
    close(clinic, day, version, clinic.carla)
    assert accounts(clinic) != before
    reopen(clinic, day)
    assert accounts(clinic) == before
    # What isn't the close's can still be put right.
    with clinic.db.transaction() as session:
        place_claim(session, by=clinic.ben, claim_id=claims(clinic)[0].id, charge_id=billed.id)
        undo(session, by=clinic.ben, match_id=match_id, reason="It was the rent.")
    assert "difference" not in accounts(clinic)


def test_more_may_go_back_on_a_day_than_comes_in(clinic: Clinic, rosa: Patient) -> None:
    day = today(clinic)
    paid = take(clinic, rosa, "40.00", on_day=day - timedelta(days=1))
    ask(clinic, paid.payment_id, "15.00")
    with clinic.db.transaction() as session:
        version = ledger_days.count(session, by=clinic.ben, day=day, counted={"cash": D("-15.00")})
    close(clinic, day, version)


def test_what_is_taken_while_the_day_closes_is_in_its_totals_or_refused(
    clinic: Clinic, rosa: Patient, day: date
) -> None:
    version = counts(clinic, day)
    desks = [clinic.sign_in("erin") for _ in range(5)]
    deeds: list[Any] = [partial(take, clinic, rosa, "1.00", by=by) for by in desks]
    done = at_once([*deeds, lambda: close(clinic, day, version)])
    taken = [one for one in done if isinstance(one, PaymentTaken)]
    found = totals(clinic, day)
    if found.state == "closed":
        assert not taken
        assert sum(isinstance(one, Invalid) for one in done) == 5
    else:
        assert taken
        assert isinstance(done[-1], Conflict)
    assert found.posted["cash"] == 50 + len(taken)


def test_of_many_who_close_or_count_at_once_one_does(clinic: Clinic, day: date) -> None:
    version = counts(clinic, day)
    done = at_once([lambda: close(clinic, day, version) for _ in range(4)])
    assert sorted(isinstance(one, Conflict) for one in done) == [False, True, True, True]
