"""Files of payments on screen: handed in, previewed, their columns set, held, posted by a word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from console.billing_files import read_waiting
from console.panes.payment_files_tables import refusals_table
from db.engine import use
from db.models import BillingFile
from db.queries.billing_files import RefusalLine
from tests.billing import accounts, bai2, billing_file, charge, ofx, paid, read, remit, remittances, stripe
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.feeds.remits import clp
from tests.labs import never

HOSTILE = "<img src=x onerror=alert(1)>"
ROW = "txn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-03-01 10:00,po_1"
PAID = remit(paid("80", clp("A-1", "150", "80"), "CAS*CO*45*70"))


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, file: BillingFile, name: str = "ben") -> AppTest:
    app = visit(clinic.sign_in(name), "payment-files", file=str(file.id))
    assert not app.exception
    return app


def plain(app: AppTest) -> str:
    return texts(app).replace('\\"', '"').replace('<bdi dir="auto">', "").replace("</bdi>", "")


def listed(app: AppTest) -> str:
    return " ".join(str(e.proto) for e in app.get("bidi_component") if "payment-files:" in str(e.proto))


def keys(app: AppTest) -> set[str]:
    return {one.key or "" for one in app.button}


def test_without_files_the_list_says_what_to_do(clinic: Clinic) -> None:
    app = visit(clinic.ben, "payment-files")
    assert not app.exception
    assert "Upload one" in listed(app)


def test_a_file_is_handed_in_previewed_and_posted_by_a_word(clinic: Clinic) -> None:
    charge(clinic, clinic.patient(), "A-1", "150")
    app = visit(clinic.ben, "payment-files")
    [chooser] = list(app.file_uploader)
    chooser.set_value(("monday.835", PAID, "text/plain")).run()
    [button] = [one for one in app.button if one.label == "Hand it in"]
    button.click().run()
    app.run()
    assert any("nothing is posted before you say so" in one.value for one in app.success)
    assert "Waits to be read" in plain(app)
    assert app.session_state["payment-files:busy"]
    read_waiting(clinic.db, never)
    app.run()
    assert "Ready to be posted" in plain(app)
    for words in ("NORTH HEALTH", "EFT-77", "80.00", "agrees"):
        assert words in plain(app), words
    assert remittances(clinic) == []
    press(app, "post:1")
    assert "Waits to be posted" in plain(app)
    read_waiting(clinic.db, never)
    app.run()
    assert "Posted by Ben Okafor" in plain(app)
    assert "<dt>Claims posted</dt><dd>1</dd>" in plain(app)
    assert accounts(clinic)["remit"] == 80


def test_the_same_bytes_again_say_so(clinic: Clinic) -> None:
    read(clinic, PAID)
    app = visit(clinic.ben, "payment-files")
    [chooser] = list(app.file_uploader)
    chooser.set_value(("again.835", PAID, "text/plain")).run()
    [button] = [one for one in app.button if one.label == "Hand it in"]
    button.click().run()
    app.run()
    assert any("came before" in one.value for one in app.info)


def test_a_held_file_shows_where_its_sums_differ_before_it_is_read_all_the_same(clinic: Clinic) -> None:
    file = read(clinic, bai2(10000, 2550, total=99999), name="b.bai2")
    app = opened(clinic, file)
    for words in ("Held: its sums don", "125.50", "999.99"):
        assert words in plain(app), words
    assert "post:1" not in keys(app)
    press(app, "lenient:1")
    read_waiting(clinic.db, never)
    app.run()
    assert "Ready to be posted" in plain(app)
    assert "125.50" in plain(app)  # the difference stays in sight


def test_refused_rows_stand_with_number_and_reason(clinic: Clinic) -> None:
    file = read(clinic, ofx(("F1", "20260302", "10.00", "X"), ("F2", "20260302", "ten", "Y")), name="b.ofx")
    app = opened(clinic, file)
    assert 'aria-label="Refused rows"' in plain(app)
    assert "It has no usable amount." in plain(app)
    assert "1 refused" in listed(app)


def test_a_file_of_which_nothing_can_be_posted_says_so_and_offers_no_posting(clinic: Clinic) -> None:
    app = opened(clinic, read(clinic, ofx(("F1", "20260302", "10.00", "X"), currency="EUR"), name="b.ofx"))
    assert "Nothing in it can be posted" in plain(app)
    assert "none in dollars" in plain(app)
    assert "post:1" not in keys(app)
    assert "aside:1" in keys(app)
    assert "nothing to post" in listed(app)


def test_refused_rows_that_follow_each_other_with_one_reason_are_one_line(clinic: Clinic) -> None:
    lines = [RefusalLine(position, "Account …1", "No.") for position in (1, 2, 3, 7)]
    said = str(refusals_table([*lines, RefusalLine(8, "Account …2", "No.")]))
    assert [number in said for number in (">1–3<", ">7<", ">8<")] == [True, True, True]


def test_a_csv_with_a_header_and_no_rows_is_refused_whole(clinic: Clinic) -> None:
    file = read(clinic, b"Date,Amount\n", name="b.csv")
    assert (file.state, file.reason) == ("refused", "The file has no rows under its first line.")


def test_lines_that_came_in_another_file_are_told_and_count_once(clinic: Clinic) -> None:
    first = read(clinic, ofx(("F1", "20260302", "10.00", "X")), name="monday.ofx")
    second = read(clinic, ofx(("F1", "20260302", "10.00", "X"), ("F2", "20260303", "5.00", "Y")), name="tuesday.ofx")
    for file in (first, second):
        press(opened(clinic, file), f"post:{file.id}")
        read_waiting(clinic.db, never)
    app = opened(clinic, second)
    assert "<dt>Lines taken</dt><dd>1</dd>" in plain(app)
    assert any("counted once" in one.value for one in app.caption)
    assert "1 known before" in listed(app)


def test_whose_file_it_is_must_be_said_before_a_csv_is_read(clinic: Clinic) -> None:
    app = opened(clinic, read(clinic, stripe(ROW), name="march.csv"))
    [confirm] = [one for one in app.button if one.key == "confirm:1"]
    assert confirm.disabled
    assert any("which bank or processor" in one.value for one in app.caption)
    assert 'aria-label="As it would be read"' in plain(app)


def test_a_csvs_columns_are_set_once_with_ten_rows_in_sight(clinic: Clinic) -> None:
    file = read(clinic, stripe(ROW), name="march.csv")
    app = opened(clinic, file)
    [confirm] = [one for one in app.button if one.key == "confirm:1"]
    assert app.selectbox(key="columns:1:processor:gross").value == "Amount"  # guessed from the header
    assert 'aria-label="As it would be read"' in plain(app)
    assert "2026-03-01 10:00+00:00" in plain(app)
    app.text_input(key="columns:1:source").set_value("Stripe").run()
    app.selectbox(key="columns:1:zone").set_value("America/New_York").run()
    app.run()
    assert "2026-03-01 10:00-05:00" in plain(app)
    press(app, confirm.key or "")
    read_waiting(clinic.db, never)
    app.run()
    assert "Ready to be posted" in plain(app)
    found = billing_file(clinic, file.id)
    assert (found.state, found.rows, found.summary["facts"][0]) == ("preview", 1, ["Processor", "stripe"])
    press(app, "post:1")
    read_waiting(clinic.db, never)
    assert billing_file(clinic, file.id).state == "posted"


def test_a_mapping_that_cannot_be_read_by_says_why_and_is_not_confirmed(clinic: Clinic) -> None:
    file = read(clinic, stripe(ROW), name="march.csv")
    app = opened(clinic, file)
    app.selectbox(key="columns:1:processor:gross").set_value("–").run()
    app.run()
    assert any("Say which column is the gross amount." in one.value for one in app.caption)
    [confirm] = [one for one in app.button if one.key == "confirm:1"]
    assert confirm.disabled


def test_who_posts_second_is_told(clinic: Clinic) -> None:
    file = read(clinic, PAID)
    app = opened(clinic, file)
    with clinic.db.transaction() as session:
        session.get_one(BillingFile, file.id).version += 1
    app.button(key="post:1").click().run()
    assert any("changed this file" in one.value for one in app.warning)


def test_what_a_bank_wrote_is_never_markup(clinic: Clinic) -> None:
    row = f'txn_1,"{HOSTILE}","{HOSTILE}",100.00,3.20,96.80,usd,2026-03-01 10:00,"{HOSTILE}"'
    for number, content in enumerate((stripe(row), ofx(("F1", "20260302", "10.00", "&lt;img src=x&gt;"))), 1):
        file = read(clinic, content, name=f"{HOSTILE}{number}.txt")
        assert "<img" not in texts(opened(clinic, file))


def test_who_may_not_import_is_not_shown_it(clinic: Clinic) -> None:
    file = read(clinic, PAID)
    for name in ("alice", "erin", "farid"):
        assert "EFT-77" not in texts(opened(clinic, file, name))
