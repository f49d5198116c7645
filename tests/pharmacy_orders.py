"""Orders to pharmacies in a test: made, on their way, and what people do with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import update

from console.mail import Post
from console.pharmacy_orders import make_orders
from db.actions import pharmacy_orders
from db.actions.outbox import Handover, take
from db.credentials import WORKER_IDENTITY, Credential
from db.models import OutboxMessage, PharmacyOrder
from tests.conftest import Clinic
from tests.refills import (
    approve,
    asked,
    medication,
    order_of,
    pharmacy,
    somebody,
)


def ordered(clinic: Clinic, *, by_mail: bool = True, **values: Any) -> int:
    """An order that was just made; its id."""
    patient = somebody(clinic)
    where = pharmacy(clinic) if by_mail else pharmacy(clinic, email="", phone="555-0170")
    made = asked(clinic, patient, medication(clinic, patient, pharmacy_id=where, **values))
    approve(clinic, clinic.dev, made.task_id)
    order = order_of(clinic, made.request_id)
    assert order is not None
    return order.id


def order(clinic: Clinic, order_id: int) -> PharmacyOrder:
    """The order as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(PharmacyOrder, order_id)


def made(clinic: Clinic, folder: Path) -> None:
    """Let the worker make the PDFs, and the undo windows end."""
    make_orders(clinic.db, folder, lambda: False)
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(send_after=OutboxMessage.created_at))


def taken(clinic: Clinic) -> Handover | None:
    """The next notice to a pharmacy that may leave."""
    while True:
        with clinic.db.transaction() as session:
            notice = take(session, by=WORKER_IDENTITY, smtp=True)
        if notice is None or notice.channel == "pharmacy":
            return notice


def leaving(clinic: Clinic, folder: Path) -> tuple[int, Handover]:
    """An order whose mail is leaving at this moment: its id, and the mail."""
    order_id = ordered(clinic)
    made(clinic, folder)
    notice = taken(clinic)
    assert notice is not None and notice.channel == "pharmacy"
    return order_id, notice


def by_hand(
    clinic: Clinic,
    order_id: int,
    how: str = "fax",
    *,
    by: Credential | None = None,
    version: int = 0,
    asked: bool = False,
) -> int:
    """Note it as sent by hand; its new version. `asked`: the pharmacy was asked, and doesn't have it."""
    with clinic.db.transaction() as session:
        return pharmacy_orders.mark_sent(
            session, by=by or clinic.alice, order_id=order_id, how=how, not_arrived=asked,
            seen_version=version or order_version(clinic, order_id),
        )  # fmt: skip


def not_sent(clinic: Clinic, order_id: int, *, by: Credential | None = None, version: int = 0) -> int:
    """Note that it was not sent after all; its new version."""
    with clinic.db.transaction() as session:
        return pharmacy_orders.mark_not_sent(
            session, by=by or clinic.alice, order_id=order_id, seen_version=version or order_version(clinic, order_id)
        )


def order_version(clinic: Clinic, order_id: int) -> int:
    """Its version, as a screen that was just drawn carries it."""
    return order(clinic, order_id).version


def acknowledge(clinic: Clinic, order_id: int) -> int:
    """Note that the pharmacy confirmed it; its new version."""
    with clinic.db.transaction() as session:
        return pharmacy_orders.acknowledge(
            session, by=clinic.alice, order_id=order_id, seen_version=order_version(clinic, order_id)
        )


def cancel(clinic: Clinic, order_id: int, reason: str = "The patient moved.") -> int:
    """Take it back; its new version."""
    with clinic.db.transaction() as session:
        return pharmacy_orders.cancel(
            session, by=clinic.alice, order_id=order_id, reason=reason, seen_version=order_version(clinic, order_id)
        )


def post_to(folder: Path) -> Post:
    """An installation without a mail server: mails are written to a folder."""
    return Post(
        host="", port=25, user="", password="", starttls=False, sender="Clinic <no-reply@clinic.invalid>",
        folder=folder, key=b"k" * 32, organisation="portside",
    )  # fmt: skip
