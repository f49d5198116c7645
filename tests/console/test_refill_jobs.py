"""The worker's jobs for refills: what came in is judged, what was approved is printed and leaves."""

from __future__ import annotations

from sqlalchemy import update

from console.jobs import outbox, pharmacy_orders, refills
from db.config import config
from db.engine import use
from db.models import MedicationDispense, OrderState, OutboxMessage, Priority
from tests.conftest import Clinic
from tests.refills import approve, asked, from_portal, medication, order_of, protocol, ready, somebody
from tests.results import own_account


def test_what_came_from_the_portal_is_judged(clinic: Clinic) -> None:
    patient = somebody(clinic)
    protocol(clinic)
    task_id = from_portal(clinic, patient, medication(clinic, patient), own_account(clinic, patient))
    with use(clinic.db):
        refills.judge_refills()
    assert clinic.task(task_id).topic == "approve"


def test_all_open_requests_are_judged_again_as_time_goes_by(clinic: Clinic) -> None:
    patient = somebody(clinic)
    drugs = [medication(clinic, patient, f"Unheard-of {number} 10 MG Oral Tablet", left=30) for number in range(3)]
    tasks = [asked(clinic, patient, drug).task_id for drug in drugs]
    with clinic.db.transaction() as session:
        session.execute(update(MedicationDispense).values(days_supply=60))
    with use(clinic.db):
        refills.judge_refills_again()
    assert {clinic.task(task_id).priority for task_id in tasks} == {Priority.URGENT}


def test_an_order_is_printed_and_leaves(clinic: Clinic) -> None:
    made = ready(clinic)
    approve(clinic, clinic.dev, made.task_id)
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(send_after=OutboxMessage.created_at))
    with use(clinic.db):
        pharmacy_orders.make_orders()
        pharmacy_orders.sweep_orders()
        outbox.sweep_outbox()
    order = order_of(clinic, made.request_id)
    assert order is not None and order.state == OrderState.SENT
    assert any(b"application/pdf" in path.read_bytes() for path in (config().root / "outbox").glob("*.eml"))
