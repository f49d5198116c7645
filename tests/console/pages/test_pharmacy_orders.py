"""The page of orders to pharmacies: what waits to be printed or faxed, and noting that it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from console.cookies import SESSION, cookie_name
from db.actions import order_making
from db.credentials import WORKER_IDENTITY
from db.engine import use
from db.models import AuditEvent, OrderState, OutboxMessage, OutboxState, PharmacyOrder
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.console.web import Web
from tests.refills import approve, asked, medication, order_of, pharmacy, ready, somebody


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def ordered(clinic: Clinic) -> tuple[int, int]:
    """An order for a pharmacy without mail; its id and its request's."""
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient, pharmacy_id=pharmacy(clinic, email="", fax="555-0100")))
    approve(clinic, clinic.dev, made.task_id)
    order = order_of(clinic, made.request_id)
    assert order is not None
    return order.id, made.request_id


def printed(clinic: Clinic, request_id: int) -> None:
    """The worker has made its PDF."""
    with clinic.db.transaction() as session:
        session.execute(update(PharmacyOrder).where(PharmacyOrder.request_id == request_id).values(content=b"%PDF-1.7"))


def test_what_waits_to_be_printed_is_noted_as_faxed_and_leaves_the_list(clinic: Clinic) -> None:
    order_id, request_id = ordered(clinic)
    app = visit(clinic.alice, "pharmacy-orders")
    assert not app.exception
    assert "fax 555-0100" in texts(app)
    press(app, f"sent:fax:{order_id}")
    assert "Noted for Rosa Diaz: by fax." in [one.value for one in app.success]
    order = order_of(clinic, request_id)
    assert order is not None
    assert order.state == OrderState.SENT
    assert "555-0100" not in texts(app)
    press(app, "orders:view:all")
    assert "555-0100" in texts(app)
    assert not app.success  # it was said of another list


def test_an_order_says_who_ordered_it_for_which_prescriber(clinic: Clinic) -> None:
    ordered(clinic)
    assert "Dev Patel" in texts(visit(clinic.alice, "pharmacy-orders"))


def test_what_was_noted_as_sent_by_mistake_is_taken_back(clinic: Clinic) -> None:
    order_id, request_id = ordered(clinic)
    app = visit(clinic.alice, "pharmacy-orders")
    press(app, f"sent:fax:{order_id}")
    press(app, "orders:view:all")
    press(app, f"not-sent:{order_id}")
    assert not app.exception
    order = order_of(clinic, request_id)
    assert order is not None
    assert order.state == OrderState.TO_PRINT
    assert f"sent:fax:{order_id}" in [button.key for button in app.button]


def test_where_nobody_knows_whether_the_mail_arrived_the_pharmacy_is_asked_before_it_is_sent_again(
    clinic: Clinic,
) -> None:
    made = ready(clinic)
    approve(clinic, clinic.dev, made.task_id)
    with clinic.db.transaction() as session:
        session.execute(
            update(OutboxMessage).where(OutboxMessage.channel == "pharmacy").values(state=OutboxState.UNKNOWN)
        )
    order = order_of(clinic, made.request_id)
    assert order is not None
    app = visit(clinic.alice, "pharmacy-orders")
    press(app, f"orders:view:{OrderState.WAITING}")
    assert "ask the pharmacy whether they have it" in texts(app)
    assert all(app.button(key=f"sent:{how}:{order.id}").disabled for how in ("fax", "print", "phone"))
    app.checkbox(key=f"not-arrived:{order.id}:{order.version}").check().run()
    press(app, f"sent:fax:{order.id}")
    assert not app.exception
    kept = order_of(clinic, made.request_id)
    assert kept is not None
    assert (kept.state, kept.sent_how) == (OrderState.SENT, "fax")


def test_the_pdf_is_offered_as_long_as_it_is_made_or_will_be(clinic: Clinic) -> None:
    order_id, request_id = ordered(clinic)
    app = visit(clinic.alice, "pharmacy-orders")
    (link,) = app.get("link_button")
    assert link.proto.url == f"/orders/{order_id}"
    with clinic.db.transaction() as session:
        order_making.fail(session, by=WORKER_IDENTITY, order_id=order_id)
    press(app, f"orders:view:{OrderState.FAILED}")
    assert "phone the pharmacy" in texts(app) and not app.get("link_button")
    printed(clinic, request_id)
    app.run()
    assert app.get("link_button")


def test_a_manager_reads_and_notes_nothing(clinic: Clinic) -> None:
    order_id, _ = ordered(clinic)
    app = visit(clinic.sign_in("carla"), "pharmacy-orders")
    assert "fax 555-0100" in texts(app)
    assert f"sent:fax:{order_id}" not in [button.key for button in app.button]


def test_the_front_desk_is_not_shown_them(clinic: Clinic) -> None:
    ordered(clinic)
    assert "555-0100" not in texts(visit(clinic.erin, "pharmacy-orders"))


def test_the_pdf_opens_for_who_reads_refills_and_is_audited(clinic: Clinic) -> None:
    order_id, request_id = ordered(clinic)
    web, address = Web(), f"/orders/{order_id}"
    alice = {"Cookie": f"{cookie_name(SESSION)}={clinic.alice.value}"}
    assert web.get(address).status_code == 401
    assert web.get(address, headers=alice).status_code == 409
    printed(clinic, request_id)
    answer = web.get(address, headers=alice)
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("application/pdf", "no-store")
    erin = {"Cookie": f"{cookie_name(SESSION)}={clinic.erin.value}"}
    assert web.get(address, headers=erin).status_code == 403
    with clinic.db.reading() as session:
        opened = session.scalars(select(AuditEvent).where(AuditEvent.kind == "pharmacy-order.opened")).one()
    assert (opened.actor, opened.subject_id) == ("Alice Moreno", order_id)
