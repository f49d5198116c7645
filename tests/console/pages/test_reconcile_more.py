"""The page that reconciles: one account's lines, slips by amount, other card lines, dismissals taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.actions.match_dismissals import suggest_again
from db.actions.matching import dismiss
from db.engine import use
from db.errors import Conflict
from db.models import BankAccount, MatchDismissal, MatchSide, ProcessorLine
from db.queries import matching
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.matches import (
    BANK,
    LINE,
    REMITTANCE,
    SLIP,
    balance,
    deposit,
    line,
    money,
    paid,
    payout,
    remittance,
    the_match,
)
from tests.reconciled import deposit as deposit_at


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, kind: str, record_id: int, name: str = "ben") -> AppTest:
    app = visit(clinic.sign_in(name), "reconcile", kind=kind, id=str(record_id))
    assert not app.exception
    return app


def listed(app: AppTest) -> str:
    return str([one.proto for one in app.get("bidi_component")])


def explain(app: AppTest, kind: str, asked: int, account: str, reason: str) -> None:
    app.radio(key=f"match:{kind}:{asked}:account").set_value(account)
    app.text_input(key=f"match:{kind}:{asked}:reason").set_value(reason)
    press(app, f"match:{kind}:{asked}:do:explained")
    assert not app.exception


def dismissals(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return session.scalar(select(func.count()).select_from(MatchDismissal)) or 0


def test_of_several_accounts_one_is_chosen_and_counted_by_itself(clinic: Clinic) -> None:
    deposit(clinic, "120.00", payee="THE FIRST")
    deposit_at(clinic, "33.00", payee="THE SECOND")
    payout(clinic, "62.51", "po_77")
    app = visit(clinic.ben, "reconcile")
    with clinic.db.transaction() as session:
        first = session.scalars(select(BankAccount.id).where(BankAccount.tail == "4321")).one()
    box = app.selectbox(key="reconcile:source:pick")
    assert box.options == ["All accounts", "Checking …4321", "Operating …4411", "stripe"]
    box.set_value(first).run()
    app.run()
    assert "THE FIRST" in listed(app)
    assert "THE SECOND" not in listed(app)
    assert "po_77" not in listed(app)
    assert [app.button(key=f"reconcile:view:{kind}").label for kind in ("bank_transaction", "payout")] == [
        "Bank 1", "Payouts",
    ]  # fmt: skip
    app.selectbox(key="reconcile:source:pick").set_value("stripe").run()
    app.run()
    assert "po_77" in listed(app)
    assert "THE FIRST" not in listed(app)
    assert dict(app.query_params) == {}


def test_with_one_account_there_is_nothing_to_choose(clinic: Clinic) -> None:
    deposit(clinic, "120.00")
    payout(clinic, "62.51", "po_77")
    assert "reconcile:source:pick" not in [one.key for one in visit(clinic.ben, "reconcile").selectbox]


def test_an_amount_finds_the_deposit_slip_and_the_single_cheque(clinic: Clinic) -> None:
    first = paid(clinic, "30.00", "cash", slip="S-1", days=40)
    paid(clinic, "50.00", "cash", slip="S-1", days=40)
    paid(clinic, "44.00", "cheque", days=30)
    paid(clinic, "80.00", "cash", slip="S-2", days=200)
    asked = deposit(clinic, "79.00")
    app = opened(clinic, BANK, asked)
    app.text_input(key=f"match:{BANK}:{asked}:amount").set_value("44").run()
    [cheque] = app.checkbox
    assert "$44.00" in cheque.label.replace("\\", "")
    app.text_input(key=f"match:{BANK}:{asked}:amount").set_value("80").run()
    app.run()
    boxes = [str(one.key) for one in app.checkbox]
    assert boxes == [f"match:{BANK}:{asked}:tick:{SLIP}-{first}"]
    app.checkbox(key=boxes[0]).check().run()
    app.run()
    explain(app, BANK, asked, "A difference that is kept as one", "Counted one short")
    with clinic.db.transaction() as session:
        sides = session.scalars(select(MatchSide.kind).order_by(MatchSide.id)).all()
    assert list(sides) == [BANK, "payment", "payment"]
    assert balance(clinic, "difference") == money("1.00")


def test_a_processors_adjustment_is_listed_and_given_a_reason(clinic: Clinic) -> None:
    asked = line(clinic, "-7.50", kind="adjustment", description="Card network fine")
    line(clinic, "-100.00", kind="reserve")
    app = visit(clinic.ben, "reconcile")
    assert "Card network fine" in listed(app)
    assert app.button(key="reconcile:view:other_line").label == "Other card lines 2"
    press(app, "reconcile:view:other_line")
    assert "Kept in reserve" in listed(app)
    app = opened(clinic, LINE, asked)
    explain(app, LINE, asked, "A fee of the bank or the processor", "Fine of the network")
    assert (balance(clinic, "fees"), balance(clinic, "card")) == (money("7.50"), money("-7.50"))
    assert the_match(clinic).why.endswith("Fine of the network")
    press(app, "reconcile:view:other_line")
    assert "Card network fine" not in listed(app)


def test_an_adjustment_of_a_payments_amount_is_suggested_and_never_said_to_match_by_itself(clinic: Clinic) -> None:
    payment = paid(clinic, "40.00", "card", processor="stripe", charge_ref="ch_9")
    asked = line(clinic, "40.00", "ch_9", kind="adjustment")
    with clinic.db.transaction() as session:
        found = matching.candidates(session, viewer=clinic.ben, kind=LINE, record_id=asked).found
    assert [(one.rights, one.certain) for one in found] == [((("payment", payment),), False)]
    app = opened(clinic, LINE, asked)
    press(app, f"match:{LINE}:{asked}:do:1")
    with clinic.db.transaction() as session:
        assert session.get_one(ProcessorLine, asked).matched_at is not None


def test_a_dismissal_is_taken_back_and_the_pair_is_suggested_again(clinic: Clinic) -> None:
    remittance(clinic, "80.00", "EFT-778899")
    asked = deposit(clinic, "80.00")
    app = opened(clinic, BANK, asked)
    press(app, f"match:{BANK}:{asked}:not:1")
    page = texts(app)
    assert "Remittance of Harbor Health" in page
    assert "Ben Okafor" in page
    again = next(str(one.key) for one in app.button if ":again:" in str(one.key))
    press(app, again)
    assert "Taken back: it can be suggested again." in [one.value for one in app.success]
    assert dismissals(clinic) == 0
    assert f"match:{BANK}:{asked}:not:1" in [one.key for one in app.button]


def test_what_was_taken_back_meanwhile_says_so_once_and_changes_nothing(clinic: Clinic) -> None:
    remit = remittance(clinic, "80.00", "EFT-778899")
    asked = deposit(clinic, "80.00")
    with clinic.db.transaction() as session:
        dismiss(session, by=clinic.ben, left=(BANK, asked), rights=((REMITTANCE, remit),))
    for first in (True, False):
        with clinic.db.transaction() as session:
            if first:
                suggest_again(session, by=clinic.ben, left=(REMITTANCE, remit), right=(BANK, asked))
            else:
                with pytest.raises(Conflict, match="taken back already"):
                    suggest_again(session, by=clinic.ben, left=(BANK, asked), right=(REMITTANCE, remit))
    assert dismissals(clinic) == 0


def test_a_manager_reads_what_was_dismissed_and_takes_nothing_back(clinic: Clinic) -> None:
    remit = remittance(clinic, "80.00", "EFT-778899")
    asked = deposit(clinic, "80.00")
    with clinic.db.transaction() as session:
        dismiss(session, by=clinic.ben, left=(BANK, asked), rights=((REMITTANCE, remit),))
    app = opened(clinic, BANK, asked, "carla")
    assert "Not suggested any more: 1" in [one.label for one in app.expander]
    assert not [one for one in app.button if ":again:" in str(one.key)]
