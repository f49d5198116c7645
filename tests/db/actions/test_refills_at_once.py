"""Refills in several hands at the same instant: one decision stands, with everything that follows from it, once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.actions import refill_bulk, refill_deciding, refill_merging, refill_protocols
from db.actions.bulk import BulkDone, Item
from db.errors import Conflict, Invalid
from db.models import PharmacyOrder, RefillDecision, RefillProtocol
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.refills import (
    asked,
    authority,
    mails,
    medication,
    medication_of,
    order_of,
    protocol,
    ready,
    request,
    seen,
    somebody,
)

SUPPLY: dict[str, Any] = {"days": 90, "refills": 3, "seen_protocol": None, "seen_medication_version": 1}


def run(clinic: Clinic, deed: Any, **arguments: Any) -> Any:
    """A deed to be done in a transaction of its own, when it is called."""

    def done() -> object:
        with clinic.db.transaction() as session:
            return deed(session, **arguments)

    return done


def count(clinic: Clinic, model: Any) -> int:
    with clinic.db.transaction() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def refusals(outcomes: list[object]) -> int:
    return sum(isinstance(outcome, Exception) for outcome in outcomes)


def test_of_two_who_approve_at_once_one_does(clinic: Clinic) -> None:
    made = ready(clinic)
    now = seen(clinic, made.task_id) | SUPPLY
    outcomes = at_once([run(clinic, refill_deciding.approve, by=clinic.dev, **now) for _ in range(2)])
    assert refusals(outcomes) == 1 and any(isinstance(outcome, Conflict) for outcome in outcomes)
    assert (count(clinic, PharmacyOrder), count(clinic, RefillDecision), len(mails(clinic))) == (1, 1, 1)
    assert medication_of(clinic, made.request_id).version == 2


def test_of_an_approval_and_a_denial_at_once_one_stands(clinic: Clinic) -> None:
    authority(clinic)
    made = ready(clinic)
    now = seen(clinic, made.task_id)
    outcomes = at_once(
        [
            run(clinic, refill_deciding.approve, by=clinic.dev, **now, **SUPPLY),
            run(clinic, refill_deciding.deny, by=clinic.alice, **now, reason="visit", text="Please come in."),
        ]
    )
    assert refusals(outcomes) == 1
    approved = request(clinic, made.request_id).decision == "approved"
    assert (order_of(clinic, made.request_id) is not None) == approved
    assert len(mails(clinic)) == 1


def test_of_an_approval_and_the_patients_taking_back_at_once_one_stands(clinic: Clinic) -> None:
    made = ready(clinic)

    def take_back(session: Session) -> None:
        session.execute(text("SELECT refill_withdrawn(:id, 'Patient')"), {"id": made.request_id})

    now = seen(clinic, made.task_id) | SUPPLY
    outcomes = at_once([run(clinic, refill_deciding.approve, by=clinic.dev, **now), run(clinic, take_back)])
    assert refusals(outcomes) == 1
    assert all(isinstance(one, Conflict | DBAPIError) for one in outcomes if isinstance(one, Exception))
    approved = request(clinic, made.request_id).decision == "approved"
    assert (count(clinic, PharmacyOrder), medication_of(clinic, made.request_id).version) == (
        (1, 2) if approved else (0, 1)
    )


def test_a_protocol_is_switched_off_before_an_approval_or_after_it_never_within(clinic: Clinic) -> None:
    authority(clinic)
    protocol_id, version = protocol(clinic)
    for _ in range(3):
        with clinic.db.transaction() as session:
            row = session.get_one(RefillProtocol, protocol_id)
            row.active, version = True, row.version
        made = ready(clinic)
        now = seen(clinic, made.task_id) | SUPPLY | {"seen_protocol": (protocol_id, version)}
        outcomes = at_once(
            [
                run(clinic, refill_deciding.approve, by=clinic.alice, **now),
                run(
                    clinic, refill_protocols.switch, by=clinic.carla, protocol_id=protocol_id, seen_version=version,
                    active=False,
                ),
            ]
        )  # fmt: skip
        assert not isinstance(outcomes[1], Exception)
        refused = isinstance(outcomes[0], Conflict | Invalid)
        assert (request(clinic, made.request_id).decision == "") == refused


def test_two_who_merge_into_each_other_at_once_leave_one_open(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient)
    first, second = (asked(clinic, patient, medication_id) for _ in range(2))
    outcomes = at_once(
        [
            run(
                clinic, refill_merging.merge, by=token, into_task_id=into.task_id, **seen(clinic, source.task_id)
            )
            for token, source, into in ((clinic.alice, first, second), (clinic.dev, second, first))
        ]
    )  # fmt: skip
    assert refusals(outcomes) == 1
    assert sorted(request(clinic, one.request_id).decision for one in (first, second)) == ["", "merged"]


def test_two_who_approve_overlapping_lists_at_once_approve_each_once(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    made = [ready(clinic) for _ in range(6)]
    items = [Item(one.task_id, clinic.task(one.task_id).version, None) for one in made]
    outcomes = at_once(
        [
            run(
                clinic, refill_bulk.approve_many, by=token, token=uuid4(), items=tuple(chosen), expected=len(chosen),
                protocols=(seen_protocol,),
            )
            for token, chosen in ((clinic.alice, items[:5]), (clinic.dev, list(reversed(items))))
        ]
    )  # fmt: skip
    assert refusals(outcomes) == 0
    assert sum([outcome.done for outcome in outcomes if isinstance(outcome, BulkDone)]) == 6
    assert (count(clinic, PharmacyOrder), count(clinic, RefillDecision)) == (6, 6)
