"""Orders to pharmacies by hand: printed, sent, confirmed, taken back; and everybody sees where each is."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from db.actions import order_making, pharmacy_orders
from db.actions.files import NotYet
from db.actions.outbox import mark_sent, mark_unknown
from db.credentials import WORKER_IDENTITY
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import OrderState, OutboxState
from tests.conftest import Clinic
from tests.pharmacy_orders import (
    acknowledge,
    by_hand,
    cancel,
    leaving,
    made,
    not_sent,
    order,
    ordered,
    taken,
)
from tests.refills import (
    mails,
)
from tests.results import audited


def test_one_to_print_is_opened_and_marked_as_handed_over(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic, by_mail=False)
    with pytest.raises(NotYet, match="being made"), clinic.db.transaction() as session:
        pharmacy_orders.open_order(session, by=clinic.alice, order_id=order_id)
    made(clinic, tmp_path)
    with clinic.db.transaction() as session:
        file = pharmacy_orders.open_order(session, by=clinic.alice, order_id=order_id)
    assert file.content.startswith(b"%PDF") and file.name == f"pharmacy-order-{order_id}.pdf"
    assert audited(clinic, "pharmacy-order.opened")[0].actor == "Alice Moreno"
    by_hand(clinic, order_id, "print")
    kept = order(clinic, order_id)
    assert (kept.state, kept.sent_by, kept.sent_how) == (OrderState.SENT, "Alice Moreno", "print")
    acknowledge(clinic, order_id)
    assert order(clinic, order_id).acknowledged_by == "Alice Moreno"


def test_an_order_is_taken_back_before_it_left_and_its_mail_with_it(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic)
    with pytest.raises(Invalid, match="Say why"):
        cancel(clinic, order_id, " ")
    cancel(clinic, order_id)
    made(clinic, tmp_path)
    assert order(clinic, order_id).state == OrderState.CANCELLED and order(clinic, order_id).version == 2
    assert mails(clinic, "pharmacy")[0].state == OutboxState.WITHDRAWN
    assert taken(clinic) is None


def test_what_is_leaving_or_left_is_not_taken_back(clinic: Clinic, tmp_path: Path) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with pytest.raises(Conflict, match="leaving at this moment"):
        cancel(clinic, order_id)
    with pytest.raises(Conflict, match="leaving at this moment"):
        by_hand(clinic, order_id)
    with clinic.db.transaction() as session:
        mark_sent(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt)
    with pytest.raises(Conflict, match="sent already"):
        cancel(clinic, order_id)
    assert order(clinic, order_id).state == OrderState.SENT


def test_one_that_waits_for_its_mail_can_be_faxed_instead_and_leaves_once(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic)
    by_hand(clinic, order_id)
    made(clinic, tmp_path)
    assert taken(clinic) is None


def test_two_people_at_one_order_are_told_of_each_other(clinic: Clinic) -> None:
    order_id = ordered(clinic, by_mail=False)
    by_hand(clinic, order_id, version=1)
    with pytest.raises(Conflict, match="Alice Moreno changed this order"):
        by_hand(clinic, order_id, "print", by=clinic.dev, version=1)
    assert order(clinic, order_id).sent_how == "fax"


def test_only_what_was_sent_is_acknowledged(clinic: Clinic) -> None:
    order_id = ordered(clinic, by_mail=False)
    with pytest.raises(Conflict, match="Only an order that was sent"):
        acknowledge(clinic, order_id)
    with pytest.raises(Invalid, match="how it was sent"):
        by_hand(clinic, order_id, "pigeon")
    with pytest.raises(NotFound):
        by_hand(clinic, 999_999, version=1)


def test_who_only_looks_on_sends_nothing(clinic: Clinic) -> None:
    order_id = ordered(clinic, by_mail=False)
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            by_hand(clinic, order_id, by=token)


def test_a_template_of_the_clinics_that_cannot_be_set_stops_no_order(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic)
    (tmp_path / "pharmacy_order.typ").write_text("#panic()")
    made(clinic, tmp_path)
    assert taken(clinic) is not None and order(clinic, order_id).state == OrderState.WAITING


def test_a_pdf_is_made_once_and_kept_as_it_is(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic)
    made(clinic, tmp_path)
    with clinic.db.transaction() as session:
        assert order_making.pending(session, by=WORKER_IDENTITY) == ()
        assert not order_making.keep(session, by=WORKER_IDENTITY, order_id=order_id, content=b"%PDF other")
        assert not order_making.fail(session, by=WORKER_IDENTITY, order_id=order_id)


def test_one_that_cannot_be_printed_fails_for_somebody_to_phone(clinic: Clinic) -> None:
    order_id = ordered(clinic)
    with clinic.db.transaction() as session:
        assert order_making.fail(session, by=WORKER_IDENTITY, order_id=order_id)
    assert order(clinic, order_id).state == OrderState.FAILED
    assert mails(clinic, "pharmacy")[0].state == OutboxState.WITHDRAWN
    by_hand(clinic, order_id, "phone")


def test_one_of_which_nobody_knows_whether_it_arrived_is_not_taken_back(clinic: Clinic, tmp_path: Path) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with clinic.db.transaction() as session:
        mark_unknown(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason="It broke.")
    with pytest.raises(Conflict, match="It isn't known whether the pharmacy has it"):
        cancel(clinic, order_id)
    assert order(clinic, order_id).state == OrderState.WAITING
    assert mails(clinic, "pharmacy")[0].state == OutboxState.UNKNOWN


def test_one_that_was_taken_back_is_not_opened_any_more(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic, by_mail=False)
    made(clinic, tmp_path)
    cancel(clinic, order_id)
    with pytest.raises(NotYet, match="was taken back"), clinic.db.transaction() as session:
        pharmacy_orders.open_order(session, by=clinic.alice, order_id=order_id)


def test_one_of_which_nobody_knows_whether_it_arrived_is_sent_again_only_by_who_asked_the_pharmacy(
    clinic: Clinic, tmp_path: Path
) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with clinic.db.transaction() as session:
        mark_unknown(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason="It broke.")
    with pytest.raises(Conflict, match="Ask the pharmacy whether they have it"):
        by_hand(clinic, order_id)
    assert order(clinic, order_id).state == OrderState.WAITING
    assert mails(clinic, "pharmacy")[0].state == OutboxState.UNKNOWN
    by_hand(clinic, order_id, asked=True)
    assert (order(clinic, order_id).state, order(clinic, order_id).sent_how) == (OrderState.SENT, "fax")
    assert mails(clinic, "pharmacy")[0].state == OutboxState.WITHDRAWN
    assert audited(clinic, "pharmacy-order.sent")[0].detail == {"how": "fax", "not_arrived": True}


def test_what_was_noted_as_sent_by_mistake_is_to_be_printed_again(clinic: Clinic) -> None:
    order_id = ordered(clinic, by_mail=False)
    by_hand(clinic, order_id)
    not_sent(clinic, order_id)
    kept = order(clinic, order_id)
    assert (kept.state, kept.sent_at, kept.sent_by, kept.sent_how) == (OrderState.TO_PRINT, None, None, "")
    assert audited(clinic, "pharmacy-order.not-sent")[0].actor == "Alice Moreno"
    by_hand(clinic, order_id, "phone")
    assert order(clinic, order_id).sent_how == "phone"


def test_its_mail_doesnt_leave_after_all_when_that_is_noted(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic)
    by_hand(clinic, order_id)
    not_sent(clinic, order_id)
    made(clinic, tmp_path)
    assert taken(clinic) is None and order(clinic, order_id).state == OrderState.TO_PRINT


def test_what_left_by_mail_or_was_confirmed_stays_sent(clinic: Clinic, tmp_path: Path) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with pytest.raises(Conflict, match="noted as sent by hand"):
        not_sent(clinic, order_id)
    with clinic.db.transaction() as session:
        mark_sent(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt)
    with pytest.raises(Conflict, match="noted as sent by hand"):
        not_sent(clinic, order_id)
    acknowledge(clinic, order_id)
    with pytest.raises(Conflict, match="noted as sent by hand"):
        not_sent(clinic, order_id)
    other = ordered(clinic, by_mail=False)
    by_hand(clinic, other, version=1)
    with pytest.raises(Conflict, match="Alice Moreno changed this order"):
        not_sent(clinic, other, by=clinic.dev, version=1)
    assert order(clinic, other).state == OrderState.SENT


def test_directions_print_whole_and_in_the_order_in_which_they_were_typed(clinic: Clinic, tmp_path: Path) -> None:
    long = "W" * 300
    order_id = ordered(clinic, by_mail=False, directions=f"Take 2 \N{RIGHT-TO-LEFT OVERRIDE}01 daily {long}")
    made(clinic, tmp_path)
    with clinic.db.transaction() as session:
        file = pharmacy_orders.open_order(session, by=clinic.alice, order_id=order_id)
    page = pypdf.PdfReader(io.BytesIO(file.content)).pages[0].extract_text()
    assert "\N{REPLACEMENT CHARACTER}01 daily" in page
    lines = [line for line in page.splitlines() if "WWW" in line]
    assert len(lines) >= 5  # within the width of the page
    assert sum(line.count("W") for line in lines) == 300
