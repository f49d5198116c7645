"""What doesn't agree in money: one task each, settled when its cause is gone, or resolved by a clerk with a reason."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from db.actions.closing import close, reopen
from db.actions.payment_exceptions import SETTLED, Arising, arise, arise_all, resolve, settle, settle_all
from db.errors import Conflict, Forbidden, Invalid
from db.models import PaymentException, Task
from tests.alarms import now
from tests.conftest import Clinic
from tests.db.working import events
from tests.results import as_worker, audited

DEPOSIT: dict[str, Any] = {
    "kind": "unmatched_deposit",
    "record_type": "bank_transaction",
    "record_id": 7,
    "amount": Decimal("120.00"),
    "headline": "Deposit of 2 March",
}
ABOUT = ("unmatched_deposit", "bank_transaction", 7)


def raised(clinic: Clinic, **more: Any) -> int:
    with clinic.db.transaction() as session, as_worker(session):
        return arise(session, **(DEPOSIT | more))


def ended(clinic: Clinic, resolution: str = "Matched.") -> int | None:
    with clinic.db.transaction() as session, as_worker(session):
        kind, record_type, record_id = ABOUT
        return settle(session, kind=kind, record_type=record_type, record_id=record_id, resolution=resolution)


def kept(clinic: Clinic, task_id: int) -> PaymentException:
    with clinic.db.transaction() as session:
        return session.get_one(PaymentException, session.get_one(Task, task_id).focus_id)


def test_an_exception_is_a_task_of_the_billing_team_that_is_due(clinic: Clinic) -> None:
    patient = clinic.patient()
    task = clinic.task(raised(clinic, patient_id=patient.id, reason="Nothing names it."))
    assert task.queue_id == clinic.queue_id("payments")
    assert (task.title, task.topic, task.patient_id) == ("Deposit without a source", "unmatched_deposit", patient.id)
    assert task.team_id is not None and task.triaged_at is not None
    assert timedelta(days=1) < task.due_at - now(clinic) < timedelta(days=8)
    one = kept(clinic, task.id)
    assert (one.amount, one.headline, one.reason) == (Decimal("120.00"), "Deposit of 2 March", "Nothing names it.")
    assert events(clinic, task.id) == ["received"]
    assert audited(clinic, "payment-exception.arisen")[0].patient_id == patient.id


def test_the_same_exception_again_is_the_same_task_with_its_new_amount(clinic: Clinic) -> None:
    first = raised(clinic)
    assert raised(clinic, amount=Decimal("90.00")) == first
    assert kept(clinic, first).amount == Decimal("90.00")
    assert raised(clinic, record_id=8) != first
    assert raised(clinic, kind="duplicate") != first


def test_two_who_raise_the_same_at_once_make_one_task(clinic: Clinic) -> None:
    together, tasks = threading.Barrier(2), list[int]()

    def one() -> None:
        together.wait(10)
        tasks.append(raised(clinic))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(tasks) == 2 and len(set(tasks)) == 1


def test_an_exception_whose_cause_is_gone_is_settled_and_may_arise_anew(clinic: Clinic) -> None:
    first = raised(clinic)
    version = clinic.task(first).version
    assert ended(clinic) == first
    task, one = clinic.task(first), kept(clinic, first)
    assert (task.closed_at is not None, task.outcome, task.version) == (True, SETTLED, version)
    assert (one.resolved_by, one.resolution, one.detail) == ("Worker", SETTLED, {"how": "Matched."})
    assert events(clinic, first) == ["received", "closed"]
    assert ended(clinic) is None
    assert raised(clinic) != first


def test_hundreds_arise_and_settle_in_as_many_statements_as_one(clinic: Clinic) -> None:
    from sqlalchemy import event

    many = [Arising("denial", "remit_claim", number, Decimal("1.00"), "Harbor Health: claim") for number in range(300)]
    with clinic.db.transaction() as session, as_worker(session):
        statements: list[str] = []
        event.listen(
            session.connection(), "before_cursor_execute", lambda _c, _u, statement, *_: statements.append(statement)
        )
        tasks = arise_all(session, many)
        assert len(set(tasks.values())) == 300
        assert arise_all(session, many) == tasks
        assert settle_all(session, tasks, resolution="Reposted.") == tasks
        assert len(statements) < 25
    with clinic.db.transaction() as session:
        open_ones = select(PaymentException.id).where(PaymentException.resolved_at.is_(None))
        assert session.scalars(open_ones).all() == []


def test_a_clerk_resolves_it_with_a_reason(clinic: Clinic) -> None:
    task_id = raised(clinic)
    with clinic.db.transaction() as session:
        done = resolve(
            session, by=clinic.ben, task_id=task_id, seen_version=1, resolution="not-clinics", reason=" Rent. "
        )
    assert (done.status, done.version) == ("completed", 2)
    one, task = kept(clinic, task_id), clinic.task(task_id)
    assert (one.resolution, one.resolved_by, one.detail) == ("not-clinics", "Ben Okafor", {"how": "Rent."})
    assert task.outcome == "not-clinics"
    assert events(clinic, task_id) == ["received", "exception-resolved", "closed"]
    assert audited(clinic, "payment-exception.resolved")[0].detail["reason"] == "Rent."


@pytest.mark.parametrize(("change", "field"), [({"resolution": "settled"}, "resolution"), ({"reason": " "}, "reason")])
def test_what_cannot_resolve_it_names_its_field(clinic: Clinic, change: dict[str, Any], field: str) -> None:
    task_id = raised(clinic)
    said = {"resolution": "explained", "reason": "It is rent."} | change
    with pytest.raises(Invalid) as refusal, clinic.db.transaction() as session:
        resolve(session, by=clinic.ben, task_id=task_id, seen_version=1, **said)
    assert refusal.value.field == field
    assert clinic.task(task_id).closed_at is None


def test_who_comes_second_is_told_who_was_faster(clinic: Clinic) -> None:
    task_id = raised(clinic)
    said: dict[str, Any] = {"task_id": task_id, "seen_version": 1, "resolution": "explained", "reason": "It is rent."}
    with clinic.db.transaction() as session:
        resolve(session, by=clinic.ben, **said)
    with pytest.raises(Conflict, match="Ben Okafor resolved it already"), clinic.db.transaction() as session:
        resolve(session, by=clinic.carla, **said)
    other = raised(clinic, kind="duplicate")
    with clinic.db.transaction() as session, as_worker(session):
        settle(session, kind="duplicate", record_type="bank_transaction", record_id=7, resolution="Matched.")
    with pytest.raises(Conflict, match="Worker settled it already"), clinic.db.transaction() as session:
        resolve(session, by=clinic.ben, **said | {"task_id": other})


def test_a_nurse_does_not_resolve_what_is_billings(clinic: Clinic) -> None:
    task_id = raised(clinic)
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        resolve(session, by=clinic.alice, task_id=task_id, seen_version=1, resolution="explained", reason="It is rent.")


def test_a_task_is_not_closed_past_its_exception_nor_opened_behind_it(clinic: Clinic) -> None:
    from uuid import uuid4

    task_id = raised(clinic)
    seen = {"task_id": task_id, "seen_version": 1}
    with pytest.raises(Conflict, match="resolve it with a reason"), clinic.db.transaction() as session:
        close(session, by=clinic.carla, token=uuid4(), seen_inbound_id=None, outcome="duplicate", **seen)
    ended(clinic)
    with pytest.raises(Conflict, match="stays on record"), clinic.db.transaction() as session:
        reopen(session, by=clinic.carla, **seen)
