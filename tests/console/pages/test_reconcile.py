"""The page that reconciles: candidates with reason and sum, matching to the cent or explained, the next line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from console.panes.match_sums import join
from console.panes.reconcile_list import key_of, row_id
from db.engine import use
from db.models import MatchDismissal, PaymentMatch
from db.queries.match_shapes import OpenLine
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.matches import (
    BANK,
    PAYOUT,
    REMITTANCE,
    balance,
    confirmed,
    deposit,
    money,
    payout,
    remittance,
    the_match,
    today,
)


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


def tick(app: AppTest, kind: str, asked: int, *keys: tuple[str, int]) -> None:
    named = ":".join(f"{one}-{number}" for one, number in keys)
    app.checkbox(key=f"match:{kind}:{asked}:tick:{named}").check().run()
    app.run()


def matched(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return session.scalar(select(func.count()).select_from(PaymentMatch)) or 0


def test_with_nothing_open_it_says_that_all_is_reconciled(clinic: Clinic) -> None:
    app = visit(clinic.ben, "reconcile")
    assert not app.exception
    assert "All that came is reconciled" in listed(app)


def test_the_list_holds_what_is_open_and_narrows_to_a_kind(clinic: Clinic) -> None:
    deposit(clinic, "120.00", payee="HARBOR HEALTH")
    payout(clinic, "62.51", "po_77")
    app = visit(clinic.ben, "reconcile")
    assert "HARBOR HEALTH" in listed(app)
    assert "po_77" in listed(app)
    assert app.button(key="reconcile:view:payout").label == "Payouts 1"
    press(app, "reconcile:view:payout")
    assert "HARBOR HEALTH" not in listed(app)
    assert dict(app.query_params) == {}


def test_a_candidate_says_why_and_a_match_is_one_press_after_which_the_next_line_follows(clinic: Clinic) -> None:
    remittance(clinic, "80.00", "EFT-778899", days=1)
    first = deposit(clinic, "80.00", payee="SOMEBODY ELSE", days=1)
    second = deposit(clinic, "33.00")
    app = opened(clinic, BANK, first)
    page = texts(app)
    for words in ("nothing left over", "no reference says so", "The amount agrees"):
        assert words in page, words
    press(app, f"match:{BANK}:{first}:do:1")
    assert the_match(clinic).made_by == "Ben Okafor"
    assert "The amount agrees" in the_match(clinic).why
    assert balance(clinic, "bank") == money("80.00")
    assert dict(app.query_params) == {"kind": BANK, "id": str(second)}
    assert "Matched." in [one.value for one in app.success]
    press(app, "reconcile:last")
    assert dict(app.query_params) == {"kind": BANK, "id": str(first)}
    assert "Matched by" in texts(app)


def test_after_the_last_line_the_one_above_follows_and_after_the_only_one_none(clinic: Clinic) -> None:
    above = deposit(clinic, "33.00", days=2)
    for asked, left in ((deposit(clinic, "-12.00"), {"kind": BANK, "id": str(above)}), (above, {})):
        app = opened(clinic, BANK, asked)
        app.radio(key=f"match:{BANK}:{asked}:account").set_value("A difference that is kept as one")
        app.text_input(key=f"match:{BANK}:{asked}:reason").set_value("Looked into")
        press(app, f"match:{BANK}:{asked}:do:explained")
        assert dict(app.query_params) == left


def test_several_are_ticked_the_sum_runs_and_one_deposit_is_split_over_them(clinic: Clinic) -> None:
    one = remittance(clinic, "80.00", "EFT-778811")
    other = remittance(clinic, "40.00", "EFT-778822")
    asked = deposit(clinic, "120.00")
    app = opened(clinic, BANK, asked)
    for number, amount in ((one, "80.00"), (other, "40.00")):
        app.text_input(key=f"match:{BANK}:{asked}:amount").set_value(amount).run()
        tick(app, BANK, asked, (REMITTANCE, number))
        assert matched(clinic) == 0
    page = texts(app)
    assert "Ticked" in page
    assert "nothing left over" in page
    press(app, f"match:{BANK}:{asked}:do:sum")
    assert matched(clinic) == 1
    assert balance(clinic, "bank") == money("120.00")


def test_what_doesnt_agree_is_matched_only_with_the_difference_explained(clinic: Clinic) -> None:
    remit = remittance(clinic, "80.00", "EFT-778899")
    asked = deposit(clinic, "75.00", trace="EFT-778899")
    app = opened(clinic, BANK, asked)
    keys = [button.key for button in app.button]
    assert f"match:{BANK}:{asked}:do:1" not in keys
    tick(app, BANK, asked, (REMITTANCE, remit))
    assert f"match:{BANK}:{asked}:do:sum" not in [button.key for button in app.button]
    assert "$5.00" in texts(app)
    press(app, f"match:{BANK}:{asked}:do:explained")
    assert matched(clinic) == 0
    assert app.warning
    app.radio(key=f"match:{BANK}:{asked}:account").set_value("A fee of the bank or the processor")
    app.text_input(key=f"match:{BANK}:{asked}:reason").set_value("Wire fee")
    press(app, f"match:{BANK}:{asked}:do:explained")
    assert the_match(clinic).difference == Decimal("-5.00")
    assert balance(clinic, "fees") == money("5.00")


def test_a_banks_fee_is_explained_without_another_side(clinic: Clinic) -> None:
    asked = deposit(clinic, "-12.00", payee="SERVICE CHARGE")
    app = opened(clinic, BANK, asked)
    app.radio(key=f"match:{BANK}:{asked}:account").set_value("A fee of the bank or the processor")
    app.text_input(key=f"match:{BANK}:{asked}:reason").set_value("Monthly fee")
    press(app, f"match:{BANK}:{asked}:do:explained")
    assert balance(clinic, "fees") == money("12.00")


def test_a_dismissed_suggestion_is_gone_and_stays_gone(clinic: Clinic) -> None:
    remittance(clinic, "80.00", "EFT-778899")
    asked = deposit(clinic, "80.00")
    app = opened(clinic, BANK, asked)
    press(app, f"match:{BANK}:{asked}:not:1")
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(MatchDismissal)) == 1
    assert f"match:{BANK}:{asked}:not:1" not in [button.key for button in app.button]


def test_who_comes_second_reads_who_matched_it(clinic: Clinic) -> None:
    remit = remittance(clinic, "80.00", "EFT-778899")
    asked = deposit(clinic, "80.00")
    app = opened(clinic, BANK, asked)
    confirmed(clinic, (BANK, asked), (REMITTANCE, remit))
    press(app, f"match:{BANK}:{asked}:do:1")
    assert "matched this deposit already" in app.warning[0].value
    assert matched(clinic) == 1
    assert "Matched by" in texts(app)


def test_a_match_is_undone_with_a_reason_and_both_sides_are_open_again(clinic: Clinic) -> None:
    sent = payout(clinic, "62.51", "po_77")
    asked = deposit(clinic, "62.51")
    number = confirmed(clinic, (BANK, asked), (PAYOUT, sent))
    app = opened(clinic, BANK, asked)
    assert "Payout of stripe" in texts(app)
    press(app, f"match:{BANK}:{asked}:do-undo:{number}")
    assert app.warning
    app.text_input(key=f"match:{BANK}:{asked}:undo-why:{number}").set_value("Another month's")
    press(app, f"match:{BANK}:{asked}:do-undo:{number}")
    assert the_match(clinic).undone_by == "Ben Okafor"
    assert "month" in texts(app)
    assert balance(clinic, "bank") == Decimal(0)


def test_a_manager_reads_it_and_matches_nothing(clinic: Clinic) -> None:
    remittance(clinic, "80.00", "EFT-778899")
    asked = deposit(clinic, "80.00")
    app = opened(clinic, BANK, asked, "carla")
    assert "The amount agrees" in texts(app)
    assert not [button for button in app.button if str(button.key).startswith("match:")]
    assert not app.checkbox


def test_nobody_else_finds_the_page(clinic: Clinic) -> None:
    asked = deposit(clinic, "80.00", payee="SOMEBODY")
    for name in ("alice", "erin", "farid"):
        app = visit(clinic.sign_in(name), "reconcile", kind=BANK, id=str(asked))
        assert "SOMEBODY" not in texts(app) + listed(app)


def test_an_address_of_nothing_says_so(clinic: Clinic) -> None:
    app = opened(clinic, BANK, 4711)
    assert "This record doesn't exist." in [one.value for one in app.warning]


@pytest.mark.parametrize("key", [("bank_transaction", 1), ("payout", 1), ("remittance", 9), ("processor_line", 3)])
def test_a_row_of_the_list_names_one_record(key: tuple[str, int]) -> None:
    assert key_of(row_id(key)) == key


def test_several_on_both_sides_are_no_match(clinic: Clinic) -> None:
    on = today(clinic)
    lines = [OpenLine(kind, number, on, Decimal(10)) for number, kind in enumerate((BANK, BANK, PAYOUT, PAYOUT), 1)]
    assert join(lines[0], lines[1:]) is None
    whole = join(lines[2], lines[:2])
    assert whole is not None
    assert (whole.left, whole.rights, whole.left_over) == ((PAYOUT, 3), ((BANK, 1), (BANK, 2)), Decimal(-10))
