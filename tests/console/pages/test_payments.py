"""The queue of payments: what is wrong, the record it is about in words, and how it is resolved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.actions.payment_exceptions import RESOLUTIONS, resolve
from db.engine import use
from db.errors import NotFound
from db.models import PaymentException, ProviderAdjustment
from db.queries import payment_exceptions
from tests.conftest import Clinic
from tests.console.panes.opened import submit
from tests.console.visiting import press, texts, visit
from tests.reconciled import claim, deposit, exception, payout, put, remittance


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, task_id: int, name: str = "ben") -> AppTest:
    app = visit(clinic.sign_in(name), "payments", task=str(task_id))
    assert not app.exception
    return app


def kept(clinic: Clinic) -> PaymentException:
    with clinic.db.transaction() as session:
        return session.scalars(select(PaymentException)).one()


def say_how(app: AppTest, task_id: int, how: str, why: str) -> None:
    """Fill in the dialog that resolves it."""
    press(app, f"close:{task_id}")
    app.radio(key=f"close:{task_id}:how").set_value(RESOLUTIONS[how])
    app.text_input(key=f"close:{task_id}:why").set_value(why)
    submit(app, "Resolve it")


def test_an_empty_queue_says_so_kindly(clinic: Clinic) -> None:
    app = visit(clinic.ben, "payments")
    assert not app.exception
    assert "All caught up" in str([e.proto for e in app.get("bidi_component")])


def test_a_row_says_how_much_it_is_about_with_a_minus_below_nothing(clinic: Clinic) -> None:
    exception(clinic, "unmatched_deposit", deposit(clinic, "1240.00"), "1240.00")
    exception(clinic, "unmatched_deposit", deposit(clinic, "-200.90"), "-200.90")
    rows = str([e.proto for e in visit(clinic.ben, "payments").get("bidi_component")])
    assert r"$1,240.00 \\u00b7 " in rows and r"\\u2212$200.90 \\u00b7 " in rows


def test_it_says_what_is_wrong_by_how_much_and_shows_the_banks_line(clinic: Clinic) -> None:
    task_id = exception(clinic, "unmatched_deposit", deposit(clinic, "1240.00", trace="EFT-77"), "1240.00")
    page = texts(opened(clinic, task_id))
    for words in (
        "Deposit without a source",
        "1,240.00",
        "Nothing names it.",
        "Deposit of 2 Mar 2026",
        "Operating …4411",
    ):
        assert words in page, words
    assert "EFT-77" in page


def test_a_denied_claim_says_why_in_words_and_by_code(clinic: Clinic) -> None:
    whole = [("CO", "29", "120.00")]
    nothing = {"denied": True, "status": "4", "paid": Decimal(0), "remarks": ["N30"]}
    one = claim(clinic, remittance(clinic, "0.00"), adjustments=whole, **nothing)
    page = texts(opened(clinic, exception(clinic, "denial", one)))
    for words in (
        "Denied claim",
        "CO 29",
        "Sent after the deadline",
        "Contract: the clinic writes it off",
        "eligible for this service",
    ):
        assert words.lower() in page.lower(), words
    assert "Remittance of NORTH HEALTH" in page


def test_a_remittance_that_doesnt_balance_shows_both_sums_and_its_claims(clinic: Clinic) -> None:
    difference = {"level": "claim", "where": "Claim C-1001", "expected": "80.00", "found": "75.00"}
    remit = remittance(clinic, "80.00", state="unbalanced", differences=[difference])
    claim(clinic, remit, adjustments=[("CO", "45", "40.00")])
    put(
        clinic,
        ProviderAdjustment(remittance_id=remit.id, position=1, code="WO", reference="8871", amount=Decimal("5.00")),
    )
    page = texts(opened(clinic, exception(clinic, "unbalanced_remit", remit)))
    assert "the parts come to" in page
    assert "75.00" in page
    assert "Above the agreed or allowed fee" in page
    assert "Withheld $5.00" in page


def test_of_what_was_seen_twice_both_are_shown(clinic: Clinic) -> None:
    deposit(clinic, "55.00", trace="EFT-9", payee="THE FIRST ONE")
    second = deposit(clinic, "55.00", trace="EFT-9", payee="THE SECOND ONE")
    deposit(clinic, "55.00", trace="EFT-10", payee="ANOTHER ONE")
    page = texts(opened(clinic, exception(clinic, "duplicate", second)))
    assert "THE FIRST ONE" in page
    assert "THE SECOND ONE" in page
    assert "ANOTHER ONE" not in page


def test_a_payout_shows_what_its_lines_come_to(clinic: Clinic) -> None:
    one = payout(clinic, ("40.00", "1.46"), ("25.00", "1.03"), reference="po_77")
    page = texts(opened(clinic, exception(clinic, "unmatched_payout", one, "62.51")))
    for words in ("Payout of stripe", "po_77", "62.51", "38.54", "23.97"):
        assert words in page, words


def test_resolving_takes_how_and_why_and_ends_the_task(clinic: Clinic) -> None:
    task_id = exception(clinic, "unmatched_deposit", deposit(clinic, "1240.00"))
    app = opened(clinic, task_id)
    say_how(app, task_id, "not-clinics", "")
    assert "Say why. Nothing was changed." in [one.value for one in app.warning]
    app.text_input(key=f"close:{task_id}:why").set_value("The landlord's, sent back")
    submit(app, "Resolve it")
    assert (kept(clinic).resolution, kept(clinic).resolved_by) == ("not-clinics", "Ben Okafor")
    page = texts(app)
    assert "Not the clinic" in page
    assert "sent back" in page
    assert f"close:{task_id}" not in [button.key for button in app.button]


def test_a_match_made_here_ends_the_task_and_stands_in_the_pane_to_be_undone(clinic: Clinic) -> None:
    line = deposit(clinic, "80.00")
    remittance(clinic, "80.00", trace="EFT-778899")
    task_id = exception(clinic, "unmatched_deposit", line, "80.00")
    app = opened(clinic, task_id)
    assert "nothing left over" in texts(app)
    press(app, f"match:bank_transaction:{line.id}:do:1")
    assert clinic.task(task_id).closed_at is not None
    page = texts(app)
    for words in ("The cause is gone", "Matched by", "Remittance of NORTH HEALTH"):
        assert words in page, words
    assert [button for button in app.button if "do-undo" in str(button.key)]


def test_a_manager_resolves_but_matches_nothing(clinic: Clinic) -> None:
    line = deposit(clinic, "80.00")
    remittance(clinic, "80.00", trace="EFT-778899")
    app = opened(clinic, exception(clinic, "unmatched_deposit", line, "80.00"), "carla")
    keys = [str(button.key) for button in app.button]
    assert "The amount agrees" in texts(app)
    assert not [key for key in keys if key.startswith("match:")]
    assert [key for key in keys if key.startswith("close:")]


def test_codes_without_words_of_ours_are_shown_as_they_were_sent(clinic: Clinic) -> None:
    one = claim(clinic, remittance(clinic, "80.00"), adjustments=[("XX", "9999", "1.00")], remarks=["ZZ9"])
    page = texts(opened(clinic, exception(clinic, "denial", one)))
    assert "9999" in page
    assert "ZZ9" in page


def test_who_comes_second_reads_who_was_faster(clinic: Clinic) -> None:
    task_id = exception(clinic, "unmatched_deposit", deposit(clinic, "1240.00"))
    app = opened(clinic, task_id)
    with clinic.db.transaction() as session:
        resolve(
            session, by=clinic.carla, task_id=task_id, seen_version=clinic.task(task_id).version,
            resolution="explained", reason="A transfer of our own",
        )  # fmt: skip
    app.button(key=f"close:{task_id}").click().run()
    assert not app.exception
    assert kept(clinic).resolution == "explained"
    app.run()
    assert "A transfer of our own" in texts(app)


def test_nobody_without_the_permission_finds_the_page_or_reads_the_record(clinic: Clinic) -> None:
    task_id = exception(clinic, "unmatched_deposit", deposit(clinic, "1240.00", payee="SOMEBODY"))
    for name in ("alice", "erin", "farid"):
        assert "SOMEBODY" not in texts(visit(clinic.sign_in(name), "payments", task=str(task_id)))


def test_the_detail_of_something_else_is_not_found(clinic: Clinic) -> None:
    task = clinic.conversation()
    with clinic.db.reading() as session, pytest.raises(NotFound):
        payment_exceptions.detail(session, viewer=clinic.ben, task_id=task)
