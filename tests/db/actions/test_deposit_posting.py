"""Banks' and processors' lines: each kept once whatever file brings it, and payouts summed from their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.actions import column_profiles
from db.actions.payment_exceptions import resolve
from db.models import BankAccount, BankTransaction, BillingFile, LedgerEntry, Payout, ProcessorLine, Task
from rules.column_profiles import ColumnProfile
from tests.billing import STRIPE, STRIPE_HEADER, bai2, exceptions, ofx, post, read, stripe
from tests.conftest import Clinic

D = Decimal
FIRST = "txn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-03-01 10:00,"
SECOND = "txn_2,charge,ch_2,50.00,1.75,48.25,usd,2026-03-01 11:00,"
BACK = "txn_3,refund,re_1,-20.00,0.00,-20.00,usd,2026-03-01 12:00,"
OUT = "txn_9,payout,po_1,-125.05,0.00,-125.05,usd,2026-03-03 00:00,po_1"


@pytest.fixture
def known(clinic: Clinic) -> Clinic:
    """A clinic that knows the processor's columns."""
    file = read(clinic, stripe(FIRST), name="header.csv")  # not posted
    with clinic.db.transaction() as session:
        column_profiles.confirm(session, by=clinic.ben, file_id=file.id, version=file.version, rule=STRIPE)
    return clinic


def bank(clinic: Clinic) -> Sequence[BankTransaction]:
    with clinic.db.transaction() as session:
        return session.scalars(select(BankTransaction).order_by(BankTransaction.id)).all()


def payouts(clinic: Clinic) -> dict[str, Decimal]:
    with clinic.db.transaction() as session:
        return {row.reference: row.amount for row in session.execute(select(Payout.reference, Payout.amount))}


def counted(file: BillingFile) -> tuple[str, int, int]:
    return (file.state, file.rows_new, file.rows_known)


def test_lines_that_two_files_share_are_kept_once(clinic: Clinic) -> None:
    week = [("F1", "20260302", "10.00", "NORTH"), ("F2", "20260303", "-4.50", "BANK FEE")]
    assert counted(post(clinic, ofx(*week), name="a.ofx")) == ("posted", 2, 0)
    assert counted(post(clinic, ofx(*week, ("F3", "20260304", "7.00", "X")), name="b.ofx")) == ("posted", 1, 2)
    assert [(one.on_day, one.amount, one.payee) for one in bank(clinic)] == [
        (date(2026, 3, 2), D("10.00"), "NORTH"),
        (date(2026, 3, 3), D("-4.50"), "BANK FEE"),
        (date(2026, 3, 4), D("7.00"), "X"),
    ]


def test_two_lines_that_agree_in_everything_are_two(clinic: Clinic) -> None:
    content = bai2(1000).replace(b"16,165,1000,Z,REF1,,ACH CREDIT 1/", b"16,165,500,Z,,,FEE/\n16,165,500,Z,,,FEE/")
    content = content.replace(b"49,1000,3", b"49,1000,4").replace(b"98,1000,1,5", b"98,1000,1,6")
    content = content.replace(b"99,1000,1,7", b"99,1000,1,8")
    assert counted(post(clinic, content, name="a.bai2")) == ("posted", 2, 0)
    assert counted(post(clinic, content + b"\n", name="b.bai2")) == ("posted", 0, 2)


def test_an_account_shows_only_its_last_digits(clinic: Clinic) -> None:
    post(clinic, ofx(("F1", "20260302", "10.00", "NORTH")), name="a.ofx")
    with clinic.db.transaction() as session:
        [account] = session.scalars(select(BankAccount)).all()
    assert (account.tail, account.bank_ref, account.currency) == ("6789", "021000021", "USD")
    assert "123456789" not in account.number_hash


def test_money_that_was_seen_is_not_in_the_ledger_before_it_is_matched(clinic: Clinic) -> None:
    post(clinic, ofx(("F1", "20260302", "10.00", "NORTH")), name="a.ofx")
    with clinic.db.transaction() as session:
        assert session.scalars(select(LedgerEntry.id)).all() == []


def test_a_payout_is_the_sum_of_its_rows(known: Clinic) -> None:
    post(
        known, stripe(FIRST + "po_1", SECOND + "po_1", BACK + "po_1", FIRST.replace("_1", "_7") + "po_2"), name="a.csv"
    )
    assert payouts(known) == {"po_1": D("125.05"), "po_2": D("96.80")}


def test_what_the_processor_says_it_transferred_counts_before_the_rows(known: Clinic) -> None:
    post(known, stripe(FIRST + "po_1", OUT), name="a.csv")  # the export begins in the middle of the payout
    assert payouts(known) == {"po_1": D("125.05")}


def test_the_rest_of_a_payout_in_another_file_is_added_to_it(known: Clinic) -> None:
    post(known, stripe(FIRST + "po_1"), name="a.csv")
    done = post(known, stripe(FIRST + "po_1", SECOND + "po_1"), name="b.csv")
    assert counted(done) == ("posted", 1, 1)
    assert payouts(known) == {"po_1": D("145.05")}


def test_a_row_that_came_before_its_payout_gets_it_later_and_stays_one_row(known: Clinic) -> None:
    post(known, stripe(FIRST), name="a.csv")
    assert payouts(known) == {}
    assert counted(post(known, stripe(FIRST + "po_1"), name="b.csv")) == ("posted", 0, 1)
    assert payouts(known) == {"po_1": D("96.80")}
    with known.db.transaction() as session:
        [line] = session.scalars(select(ProcessorLine)).all()
    assert (line.processor, line.kind, line.charge_ref, line.net) == ("stripe", "charge", "ch_1", D("96.80"))


def test_a_payout_that_was_found_in_the_bank_keeps_its_amount(known: Clinic) -> None:
    post(known, stripe(FIRST + "po_1"), name="a.csv")
    with known.db.transaction() as session:
        payout = session.scalars(select(Payout)).one()
        payout.matched_at = payout.created_at
    post(known, stripe(SECOND + "po_1"), name="b.csv")
    assert payouts(known) == {"po_1": D("96.80")}


def test_a_payout_that_is_not_what_its_rows_come_to_is_put_before_a_clerk_until_they_are_there(known: Clinic) -> None:
    post(known, stripe(FIRST + "po_1", OUT), name="a.csv")
    assert exceptions(known) == [("payout_differs", D("28.25"))]
    post(known, stripe(SECOND + "po_1", BACK + "po_1"), name="b.csv")
    assert exceptions(known) == []


def test_a_payout_without_rows_is_compared_with_nothing(known: Clinic) -> None:
    post(known, stripe(FIRST, OUT), name="a.csv")
    assert exceptions(known) == []


def test_rows_that_come_after_their_payout_was_found_are_put_before_a_clerk_once(known: Clinic) -> None:
    post(known, stripe(FIRST + "po_1"), name="a.csv")
    with known.db.transaction() as session:
        payout = session.scalars(select(Payout)).one()
        payout.matched_at = payout.created_at
    post(known, stripe(SECOND + "po_1"), name="b.csv")
    assert exceptions(known) == [("payout_differs", D("-48.25"))]
    with known.db.transaction() as session:
        task = session.scalars(select(Task.id).where(Task.topic == "payout_differs")).one()
        resolve(session, by=known.ben, task_id=task, seen_version=1, resolution="explained", reason="Paid in April.")
    post(known, stripe(BACK, SECOND + "po_1"), name="c.csv")
    assert exceptions(known) == []


def test_a_header_is_recognised_whatever_its_case_and_no_other_is(known: Clinic) -> None:
    shouted = read(known, stripe(FIRST).replace(b"Amount", b"AMOUNT"), name="a.csv")
    assert (shouted.state, shouted.rows) == ("preview", 1)
    other = stripe(FIRST).replace(b"Transfer", b"Payout")
    assert read(known, other, name="b.csv").state == "profile"
    assert ColumnProfile.from_json(STRIPE).header == tuple(STRIPE_HEADER.split(","))
