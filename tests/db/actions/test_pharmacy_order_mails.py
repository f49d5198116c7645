"""Orders to pharmacies by mail: each leaves once, with its PDF, and the order says what became of it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import update

from console.mail import compose
from console.outbox import release_and_deliver
from db.actions.outbox import decide, mark_failed, mark_sent, mark_unknown, take
from db.credentials import WORKER_IDENTITY
from db.models import OrderState, OutboxMessage, OutboxState
from db.queries.outbox import undecided
from tests.conftest import PASSWORD, Clinic
from tests.pharmacy_orders import (
    by_hand,
    leaving,
    made,
    order,
    ordered,
    post_to,
    taken,
)
from tests.refills import (
    ZOLPIDEM,
    approve,
    mails,
    ready,
)


def test_an_order_leaves_by_mail_with_its_pdf_and_without_a_clinical_word(clinic: Clinic, tmp_path: Path) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    mail = message_from_bytes(bytes(compose(post_to(tmp_path), notice)), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    (attached,) = mail.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == (
        "application/pdf", f"pharmacy-order-{order_id}.pdf",
    )  # fmt: skip
    assert attached.get_content().startswith(b"%PDF")
    assert mail["To"] == "orders@pharmacy.invalid"
    words = str(mail["Subject"]) + str(mail.get_body())
    assert "isinopril" not in words and "Rosa" not in words and "rescri" not in words


def test_it_waits_for_its_pdf_and_holds_up_no_other_mail(clinic: Clinic, tmp_path: Path) -> None:
    ordered(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(send_after=OutboxMessage.created_at))
        notice = take(session, by=WORKER_IDENTITY, smtp=True)
        assert notice is not None and notice.channel == "email"
    assert taken(clinic) is None
    made(clinic, tmp_path)
    assert taken(clinic) is not None


def test_the_order_is_sent_when_its_mail_is(clinic: Clinic, tmp_path: Path) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with clinic.db.transaction() as session:
        mark_sent(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt)
    kept = order(clinic, order_id)
    assert (kept.state, kept.sent_how, kept.sent_by) == (OrderState.SENT, "mail", "Worker")


def test_the_worker_sends_it_whole_where_no_mail_server_is_set(clinic: Clinic, tmp_path: Path) -> None:
    order_id = ordered(clinic)
    made(clinic, tmp_path)
    release_and_deliver(clinic.db, post_to(tmp_path / "outbox"), lambda: False)
    assert order(clinic, order_id).state == OrderState.SENT
    written = [path.read_bytes() for path in (tmp_path / "outbox").glob("*.eml")]
    assert sum(b"application/pdf" in content for content in written) == 1
    assert all(mail.state == OutboxState.SENT for mail in mails(clinic, "pharmacy"))


def test_a_mail_that_was_refused_for_good_fails_the_order_and_it_is_sent_by_hand(
    clinic: Clinic, tmp_path: Path
) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with clinic.db.transaction() as session:
        mark_failed(
            session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason="Refused.", permanent=True
        )
    assert order(clinic, order_id).state == OrderState.FAILED
    by_hand(clinic, order_id)
    assert (order(clinic, order_id).state, order(clinic, order_id).sent_how) == (OrderState.SENT, "fax")
    assert mails(clinic, "pharmacy")[0].state == OutboxState.WITHDRAWN  # nobody sends it a second time


def test_one_that_is_tried_again_waits(clinic: Clinic, tmp_path: Path) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with clinic.db.transaction() as session:
        mark_failed(
            session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason="Busy.", permanent=False
        )
    assert order(clinic, order_id).state == OrderState.WAITING


@pytest.mark.parametrize(("again", "state"), [(True, OrderState.WAITING), (False, OrderState.SENT)])
def test_where_nobody_knows_whether_it_arrived_a_person_decides(
    clinic: Clinic, tmp_path: Path, again: bool, state: OrderState
) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with clinic.db.transaction() as session:
        mark_unknown(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason="It broke.")
    assert order(clinic, order_id).state == OrderState.WAITING
    with clinic.db.transaction() as session:
        (shown,) = undecided(session, viewer=clinic.alice)
    assert (shown.to_pharmacy, shown.to_staff, shown.patient, shown.queue) == (True, False, "Rosa Diaz", "refills")
    with clinic.db.transaction() as session:
        decide(session, by=clinic.alice, outbox_id=notice.id, seen_state=OutboxState.UNKNOWN, again=again)
    assert order(clinic, order_id).state == state


def test_a_failed_one_that_is_sent_again_waits_again(clinic: Clinic, tmp_path: Path) -> None:
    order_id, notice = leaving(clinic, tmp_path)
    with clinic.db.transaction() as session:
        mark_failed(
            session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason="Refused.", permanent=True
        )
        decide(session, by=clinic.alice, outbox_id=notice.id, seen_state=OutboxState.FAILED, again=True)
    assert order(clinic, order_id).state == OrderState.WAITING


def test_a_controlled_drug_never_leaves_by_mail(clinic: Clinic, tmp_path: Path) -> None:
    request = ready(clinic, ZOLPIDEM)
    approve(clinic, clinic.dev, request.task_id, days=30, refills=0, password=PASSWORD)
    made(clinic, tmp_path)
    assert mails(clinic, "pharmacy") == []
