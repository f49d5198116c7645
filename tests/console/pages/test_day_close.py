"""Closing the day: counted beside posted, signed by one or two, closed; reopened by a manager with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from console.documents import make_documents
from console.panes.printing import asked_key
from db.actions import documents, ledger_days
from db.credentials import SessionToken
from db.engine import use
from db.models import LedgerDay
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.money import held, take, today


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def kept(clinic: Clinic, day: date) -> LedgerDay:
    with clinic.db.transaction() as session:
        return session.get_one(LedgerDay, day)


def count(app: AppTest, day: date, version: int = 0, *, why: str = "", carried: bool = False, **sums: str) -> None:
    """Fill in what was counted, and keep it."""
    key = f"day:{day.isoformat()}:{version}"
    for tender, amount in sums.items():
        app.text_input(key=f"{key}:{tender}").set_value(amount)
    app.text_area(key=f"{key}:why").set_value(why)
    app.checkbox(key=f"{key}:carried").set_value(carried)
    press(app, f"{key}:count")
    assert not app.exception


def deed(app: AppTest, day: date, version: int, name: str) -> None:
    press(app, f"day:{day.isoformat()}:{version}:{name}")
    assert not app.exception


def deeds(app: AppTest, day: date) -> set[str]:
    """Which of signing and closing are offered."""
    keys = [str(one.key) for one in app.button if str(one.key).startswith(f"day:{day.isoformat()}:")]
    return {key.rsplit(":", 1)[1] for key in keys} & {"sign", "close"}


def paid(clinic: Clinic) -> date:
    """A day with cash and a card."""
    patient = clinic.patient()
    take(clinic, patient, "1200.00", "cash")
    take(clinic, patient, "50.00", "card", source="post")
    return today(clinic)


@pytest.fixture
def ben(clinic: Clinic) -> SessionToken:
    return clinic.ben


def test_a_day_without_money_says_so_and_is_closed_by_one_person(clinic: Clinic, ben: SessionToken) -> None:
    day = today(clinic)
    app = visit(ben, "day-close")
    assert "Nothing was paid on this day." in [one.value for one in app.caption]
    count(app, day)
    deed(app, day, 1, "close")
    assert app.success[0].value.startswith("The day is closed")
    assert (kept(clinic, day).state, kept(clinic, day).first_by_id) == ("closed", clinic.staff_id("ben"))


def test_what_was_posted_stands_by_source_and_tender_beside_what_was_counted(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    page = texts(app)
    for words in ("Front desk", "Post", "Cash", "Card", "$1,200.00", "$50.00", "$1,250.00", "not yet"):
        assert words in page, words
    count(app, day, cash="1,200.00", card="50")
    assert app.success[0].value == "The count is kept."
    assert "Counted by" in texts(app)
    assert kept(clinic, day).difference == 0


def test_a_difference_is_explained_signed_by_two_and_posted(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    count(app, day, cash="1180.00", card="50.00")
    assert "Counted and posted differ (cash -20.00): say why" in app.warning[0].value
    count(app, day, cash="1180.00", card="50.00", why="Twenty given out as change")
    assert "\N{MINUS SIGN}$20.00" in texts(app)
    assert "missing" in texts(app)
    deed(app, day, 1, "sign")
    assert not deeds(app, day)
    assert "you signed first: somebody else signs and closes it" in " ".join(one.value for one in app.caption)
    second = visit(clinic.carla, "day-close", day=day.isoformat())
    assert deeds(second, day) == {"sign", "close"}
    assert "Ben Okafor signed first: you sign and close it" in " ".join(one.value for one in second.caption)
    deed(second, day, 2, "close")
    assert second.success[0].value.startswith("The day is closed")
    row = kept(clinic, day)
    assert (row.first_by_id, row.second_by_id) == (clinic.staff_id("ben"), clinic.staff_id("carla"))
    assert held(clinic, "drawer") == "1180.00"


def test_who_signed_first_and_whose_page_is_older_is_refused_all_the_same(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    count(app, day, cash="1180.00", card="50.00", why="Twenty given out as change")
    with clinic.db.transaction() as session:
        ledger_days.sign(session, by=clinic.ben, day=day, seen_version=1)
    app.button(key=f"day:{day.isoformat()}:1:sign").click().run()
    assert app.warning[0].value.startswith("Somebody counted or signed this day in the meantime.")
    app.run()
    assert not deeds(app, day)


def test_a_count_that_agrees_is_signed_and_closed_by_the_same_person(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    count(app, day, cash="1200", card="50")
    deed(app, day, 1, "sign")
    assert deeds(app, day) == {"close"}
    deed(app, day, 2, "close")
    assert kept(clinic, day).state == "closed"


def test_a_difference_can_be_carried_on(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    count(app, day, cash="1180.00", card="50.00", why="To be looked for", carried=True)
    assert "carried on: " in texts(app)
    assert kept(clinic, day).totals["carried"] is True


def test_what_is_no_amount_and_what_was_left_out_are_said(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    count(app, day, cash="12,50")
    assert app.warning[0].value == "Cash: enter an amount, such as 12.50. Nothing was changed."
    count(app, day, cash="1200")
    assert "Count card as well: 50.00 was posted." in app.warning[0].value


def test_who_comes_second_with_a_count_is_told(clinic: Clinic, ben: SessionToken) -> None:
    day = today(clinic)
    app = visit(ben, "day-close")
    with clinic.db.transaction() as session:
        ledger_days.count(session, by=clinic.carla, day=day, counted={})
    app.button(key=f"day:{day.isoformat()}:0:count").click().run()
    app.run()
    assert app.warning[0].value.startswith("Somebody counted or signed this day in the meantime.")


def test_what_is_posted_after_the_count_asks_for_another_one(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    count(app, day, cash="1200", card="50")
    take(clinic, clinic.patient("Leo"), "10.00")
    deed(app, day, 1, "close")
    assert "Something was posted since this day was counted." in app.warning[0].value
    assert f"day:{day.isoformat()}:1:close" not in [one.key for one in app.button]
    count(app, day, 1, cash="1210", card="50")
    deed(app, day, 2, "close")
    assert kept(clinic, day).state == "closed"


def test_only_a_manager_opens_a_closed_day_again_and_says_why(clinic: Clinic, ben: SessionToken) -> None:
    day = today(clinic)
    app = visit(ben, "day-close")
    count(app, day)
    deed(app, day, 1, "close")
    assert f"day:{day.isoformat()}:2:do-reopen" not in [one.key for one in app.button]
    carla = visit(clinic.carla, "day-close")
    deed(carla, day, 2, "do-reopen")
    assert carla.warning[0].value == "Say why. Nothing was changed."
    carla.text_input(key=f"day:{day.isoformat()}:2:reopen-why").set_value("A cheque was forgotten")
    deed(carla, day, 2, "do-reopen")
    assert carla.success[0].value == "The day is open again."
    assert "A cheque was forgotten" in texts(carla)
    assert kept(clinic, day).state == "open"


def test_earlier_days_that_are_open_are_a_click_away(clinic: Clinic, ben: SessionToken) -> None:
    yesterday = today(clinic) - timedelta(days=1)
    take(clinic, clinic.patient(), "41.00", on_day=yesterday)
    app = visit(ben, "day-close")
    assert "$41.00" not in texts(app)
    press(app, f"day-close:{yesterday.isoformat()}")
    assert "$41.00" in texts(app)
    assert app.query_params["day"] == yesterday.isoformat()


@pytest.mark.parametrize("address", ["tomorrow", "2999-01-01", "1000-01-01", ""])
def test_an_address_that_names_no_day_is_no_crash(clinic: Clinic, ben: SessionToken, address: str) -> None:
    assert not visit(ben, "day-close", day=address).exception


def test_the_sheet_is_printed(clinic: Clinic, ben: SessionToken) -> None:
    day = paid(clinic)
    app = visit(ben, "day-close")
    press(app, f"print:day:{day.isoformat()}")
    make_documents(clinic.db, lambda: False)
    app.run()
    number = app.session_state[asked_key(f"day:{day.isoformat()}")]
    with clinic.db.transaction() as session:
        found = documents.open_document(session, by=ben, document_id=number)
    assert found.content.startswith(b"%PDF")
    assert found.name == f"day-sheet-{day.isoformat()}.pdf"


@pytest.mark.parametrize("name", ["alice", "dev", "erin", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    paid(clinic)
    assert "$1,200.00" not in texts(visit(clinic.sign_in(name), "day-close"))
