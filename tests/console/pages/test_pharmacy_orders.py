"""The page of orders to pharmacies: what waits to be printed or faxed, and noting that it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from console.cookies import SESSION, cookie_name
from db.engine import use
from db.models import AuditEvent, OrderState, PharmacyOrder
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.console.web import Web
from tests.refills import approve, asked, medication, order_of, pharmacy, somebody


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
    assert "Noted: by fax." in [one.value for one in app.success]
    order = order_of(clinic, request_id)
    assert order is not None
    assert order.state == OrderState.SENT
    assert "555-0100" not in texts(app)
    press(app, "orders:view:all")
    assert "555-0100" in texts(app)


def test_the_pdf_is_offered_once_it_is_made(clinic: Clinic) -> None:
    order_id, request_id = ordered(clinic)
    assert "The PDF is being made" in texts(visit(clinic.alice, "pharmacy-orders"))
    printed(clinic, request_id)
    (link,) = visit(clinic.alice, "pharmacy-orders").get("link_button")
    assert link.proto.url == f"/orders/{order_id}"


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
