"""Pharmacies to choose from, and the lists of orders to them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from db.actions import pharmacy_orders as acts
from db.errors import Forbidden
from db.models import OrderState, PharmacyOrder
from db.queries.pharmacies import usable_pharmacies
from db.queries.pharmacy_orders import OrderPage, open_orders, order_counts, recent_orders
from tests.conftest import Clinic
from tests.plans import general_plan
from tests.refills import approve, pharmacy, ready


def ordered(clinic: Clinic, state: OrderState = OrderState.WAITING) -> int:
    """An order that came of an approved request; its id."""
    one = ready(clinic)
    approve(clinic, clinic.dev, one.task_id)
    with clinic.db.transaction() as session:
        found = session.query(PharmacyOrder.id).filter_by(request_id=one.request_id).scalar()
        session.execute(update(PharmacyOrder).where(PharmacyOrder.id == found).values(state=state))
    return int(found)


def unsent(clinic: Clinic, **asked: Any) -> OrderPage:
    """The orders that haven't left."""
    alice = clinic.alice
    with clinic.db.reading() as session:
        return open_orders(session, viewer=alice, **asked)


def test_orders_that_havent_left_stand_oldest_first_with_whose_they_are(clinic: Clinic) -> None:
    printed, waiting, cancelled = (
        ordered(clinic, state) for state in (OrderState.TO_PRINT, OrderState.WAITING, OrderState.CANCELLED)
    )
    found = unsent(clinic).lines
    assert [(line.order.id, line.order.state) for line in found] == [(printed, "to-print"), (waiting, "waiting")]
    assert (found[0].patient, found[0].queue, found[0].order.pharmacy) == (
        "Rosa Diaz",
        "refills",
        "Main Street Pharmacy",
    )
    assert found[0].task_id is not None
    assert (found[0].order.mail, found[0].order.printable, found[0].order.days) == ("ready", False, 90)
    assert cancelled not in {line.order.id for line in found}


def test_one_state_alone_and_page_by_page(clinic: Clinic) -> None:
    first, second, third = (ordered(clinic, OrderState.TO_PRINT) for _ in range(3))
    ordered(clinic, OrderState.FAILED)
    page = unsent(clinic, state=OrderState.TO_PRINT, size=2)
    assert [line.order.id for line in page.lines] == [first, second]
    assert page.next == second
    rest = unsent(clinic, state=OrderState.TO_PRINT, size=2, after=page.next)
    assert ([line.order.id for line in rest.lines], rest.next) == ([third], None)


def test_counts_agree_with_the_lists(clinic: Clinic) -> None:
    for state in (OrderState.TO_PRINT, OrderState.TO_PRINT, OrderState.FAILED, OrderState.CANCELLED):
        ordered(clinic, state)
    alice = clinic.alice
    with clinic.db.reading() as session:
        counts = order_counts(session, viewer=alice)
    assert {state: count.value for state, count in counts.items()} == {"to-print": 2, "failed": 1, "waiting": 0}


def test_what_was_sent_stands_among_all_the_newest_first(clinic: Clinic) -> None:
    first, second = ordered(clinic), ordered(clinic)
    with clinic.db.transaction() as session:
        acts.mark_sent(session, by=clinic.alice, order_id=first, seen_version=1, how="fax")
    alice = clinic.alice
    with clinic.db.reading() as session:
        page = recent_orders(session, viewer=alice, size=1)
        older = recent_orders(session, viewer=alice, before=page.next)
    assert ([line.order.id for line in page.lines], page.next) == ([second], second)
    (line,) = older.lines
    assert (line.order.state, line.order.sent_by, line.order.sent_how) == ("sent", "Alice Moreno", "fax")
    assert line.order.acknowledged_at is None


def test_the_list_of_what_hasnt_left_walks_the_index_of_open_orders(clinic: Clinic) -> None:
    assert "ix_pharmacy_order_open" in general_plan(clinic, lambda: unsent(clinic), "pharmacy_order")
    one_state = general_plan(clinic, lambda: unsent(clinic, state=OrderState.FAILED), "pharmacy_order")
    assert "ix_pharmacy_order_open" in one_state


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_who_may_not_read_refills_sees_no_orders(clinic: Clinic, name: str) -> None:
    token = clinic.sign_in(name)
    with clinic.db.reading() as session, pytest.raises(Forbidden):
        open_orders(session, viewer=token)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", ["corner drugs", "Main Street Pharmacy", "O'Hara 100 %"]),
        ("main", ["Main Street Pharmacy"]),
        ("0107", ["Main Street Pharmacy"]),
        ("elm", ["corner drugs"]),
        ("7654321", ["corner drugs"]),
        ("100 %", ["O'Hara 100 %"]),
        ("%", ["O'Hara 100 %"]),
        ("nowhere\x00", []),
    ],
)
def test_pharmacies_in_use_are_found_by_what_stands_of_them(clinic: Clinic, search: str, expected: list[str]) -> None:
    pharmacy(clinic, phone="555 0107")
    pharmacy(clinic, name="corner drugs", address="7 Elm Street", ncpdp="7654321")
    pharmacy(clinic, name="O'Hara 100 %")
    pharmacy(clinic, name="Main Closed", active=False)
    alice = clinic.alice
    with clinic.db.reading() as session:
        assert [found.name for found in usable_pharmacies(session, viewer=alice, search=search)] == expected
