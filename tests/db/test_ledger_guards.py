"""What the database refuses of the ledger, whoever writes: the application's own role, in statements of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.models import LedgerDay, LedgerEntry, LedgerLine, Payment, Staff
from tests.conftest import Clinic
from tests.db.portal_visits import Visit
from tests.money import take, today

ENTRY = (
    "INSERT INTO ledger_entry (kind, source, on_day, actor) VALUES ('difference', 'system', :day, 'Somebody') "
    "RETURNING id"
)
LINE = "INSERT INTO ledger_line (entry_id, account, amount) VALUES (:entry, :account, :amount)"


def posted(session: Session, day: date, *lines: tuple[str, str]) -> int:
    """An entry of these accounts and amounts."""
    entry: int = session.execute(text(ENTRY), {"day": day}).scalar_one()
    for account, amount in lines:
        session.execute(text(LINE), {"entry": entry, "account": account, "amount": amount})
    return entry


def stands(clinic: Clinic) -> list[int]:
    """The entries there are."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(LedgerEntry.id)))


def test_an_entry_that_balances_stands(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        entry = posted(session, today(clinic), ("bank", "12.00"), ("fees", "-12.00"))
    assert stands(clinic) == [entry]


@pytest.mark.parametrize(
    "lines",
    [(("bank", "12.00"), ("fees", "-11.99")), (("bank", "12.00"),), (), (("bank", "0.00"), ("fees", "0.01"))],
    ids=["a cent", "one line", "no line", "nothing and a cent"],
)
def test_an_entry_that_does_not_balance_is_refused(clinic: Clinic, lines: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(DBAPIError, match=r"balance|ck_ledger_line"), clinic.db.transaction() as session:
        posted(session, today(clinic), *lines)
    assert stands(clinic) == []


def test_a_line_that_comes_after_the_entry_was_looked_at_is_looked_at_too(clinic: Clinic) -> None:
    with pytest.raises(DBAPIError, match="does not balance"), clinic.db.transaction() as session:
        entry = posted(session, today(clinic), ("bank", "12.00"), ("fees", "-12.00"))
        session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        session.execute(text(LINE), {"entry": entry, "account": "bank", "amount": "100.00"})
    assert stands(clinic) == []


def test_an_entry_of_before_takes_no_line_is_not_changed_and_not_deleted(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        entry = posted(session, today(clinic), ("bank", "12.00"), ("fees", "-12.00"))
    for statement in (
        LINE,
        "UPDATE ledger_line SET amount = :amount WHERE entry_id = :entry AND account = :account",
        "DELETE FROM ledger_line WHERE entry_id = :entry",
        "UPDATE ledger_entry SET reason = 'Otherwise' WHERE id = :entry",
        "DELETE FROM ledger_entry WHERE id = :entry",
    ):
        with pytest.raises(DBAPIError), clinic.db.transaction() as session:
            session.execute(text(statement), {"entry": entry, "account": "bank", "amount": "1.00"})
    with clinic.db.transaction() as session:
        assert sorted(session.scalars(select(LedgerLine.amount))) == [-12, 12]


def test_nothing_is_posted_into_a_closed_day(clinic: Clinic) -> None:
    day = today(clinic) - timedelta(days=1)
    with clinic.db.transaction() as session:
        now = session.scalars(select(func.transaction_timestamp())).one()
        carla = session.scalars(select(Staff.id).where(Staff.username == "carla")).one()
        session.add(LedgerDay(day=day, state="closed", closed_at=now, first_by_id=carla))
    with pytest.raises(DBAPIError, match="is closed: nothing was posted"), clinic.db.transaction() as session:
        posted(session, day, ("bank", "12.00"), ("fees", "-12.00"))
    assert stands(clinic) == []


@pytest.mark.parametrize("amount", ["-5.00", "0.00"])
def test_a_payment_of_less_than_a_cent_is_refused(clinic: Clinic, amount: str) -> None:
    payment = take(clinic, clinic.patient(), "5.00").payment_id
    copied = (
        "INSERT INTO payment (patient_id, amount, tender, source, receipt, paid_at, on_day, entered_by) "
        "SELECT patient_id, :amount, tender, source, receipt || '-2', paid_at, on_day, entered_by "
        "FROM payment WHERE id = :payment"
    )
    with pytest.raises(DBAPIError, match="ck_payment_amount"), clinic.db.transaction() as session:
        session.execute(text(copied), {"payment": payment, "amount": amount})


@pytest.mark.parametrize("when", ["-infinity", "infinity", "0001-01-01 00:00:00+00", "1999-12-31 23:59:59+00"])
def test_a_portal_records_no_payment_of_a_day_that_no_calendar_has(
    clinic: Clinic, intruder: psycopg.Connection[Any], rosa: Visit, when: str
) -> None:
    record = "SELECT * FROM portal_record_payment(%s, 5, 'stripe', 'ch_1', '', '', %s::timestamptz)"
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="dated"), intruder.transaction():
        intruder.execute("SELECT portal_enter(%s)", [rosa.token.value])
        intruder.execute(record, [rosa.patient.id, when])
    with clinic.db.transaction() as session:
        assert session.scalars(select(Payment.id)).all() == []
