"""Approving many refills at once: only what passes its protocol entirely, the rest is passed over with the reason."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from db.actions import refill_bulk, refill_protocols
from db.actions.bulk import BulkDone, Item
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid
from db.models import Medication
from rules.drugs import SCHEDULE_UNKNOWN
from tests.alarms import put
from tests.conftest import Clinic
from tests.refills import (
    AMOXICILLIN,
    MARIJOL,
    OXYCODONE,
    ZOLPIDEM,
    asked,
    authority,
    deny,
    mails,
    medication,
    order_of,
    protocol,
    ready,
    request,
    somebody,
    steps_of,
    today,
)


def items(clinic: Clinic, *task_ids: int) -> tuple[Item, ...]:
    found = [clinic.task(task_id) for task_id in task_ids]
    return tuple(Item(task.id, task.version, task.last_inbound_id) for task in found)


def approve_many(
    clinic: Clinic, by: Credential, chosen: tuple[Item, ...], seen_protocol: tuple[int, int], **more: Any
) -> BulkDone:
    arguments: dict[str, Any] = {"token": uuid4(), "expected": len(chosen), "protocols": (seen_protocol,)} | more
    with clinic.db.transaction() as session:
        return refill_bulk.approve_many(session, by=by, items=chosen, **arguments)


def test_all_that_pass_are_approved_with_everything_that_follows(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    made = [ready(clinic) for _ in range(3)]
    done = approve_many(clinic, clinic.alice, items(clinic, *(one.task_id for one in made)), seen_protocol)
    assert (done.done, done.skipped) == (3, [])
    for one in made:
        kept = request(clinic, one.request_id)
        assert (kept.decision, kept.days, kept.refills) == ("approved", 90, 3)
        assert order_of(clinic, one.request_id) is not None
        assert steps_of(clinic, one.request_id)[0].by_protocol
        assert clinic.task(one.task_id).outcome == "approved"
    assert len(mails(clinic)) == 3


def test_what_does_not_pass_is_passed_over_with_the_reason(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    overdue = somebody(clinic, seen_days_ago=500)
    passes = ready(clinic)
    others = [
        asked(clinic, overdue, medication(clinic, overdue)),
        *(ready(clinic, display) for display in (AMOXICILLIN, ZOLPIDEM, OXYCODONE)),
    ]
    decided, stale = ready(clinic), ready(clinic)
    chosen = items(clinic, passes.task_id, *(one.task_id for one in others), decided.task_id, stale.task_id)
    deny(clinic, clinic.dev, decided.task_id)
    put(clinic, stale.task_id, last_inbound_id=5)
    done = approve_many(clinic, clinic.alice, chosen, seen_protocol)
    assert done.done == 1
    why: dict[int, str] = dict(done.skipped)
    assert [why[one.task_id] for one in others] == [
        refill_bulk.NOT_ALL_MET, refill_bulk.NOT_ALL_MET, "It is a controlled drug: open it and decide.",
        "It is a controlled drug: open it and decide.",
    ]  # fmt: skip
    assert why[decided.task_id] == "Dev Patel denied it in the meantime."
    assert why[stale.task_id] == refill_bulk.UNSEEN
    for one in (*others, stale):
        assert request(clinic, one.request_id).decision == "" and order_of(clinic, one.request_id) is None


def test_a_prescriber_too_approves_many_only_by_protocol(clinic: Clinic) -> None:
    seen_protocol, made = protocol(clinic), ready(clinic)
    overdue = somebody(clinic, seen_days_ago=500)
    lacks = asked(clinic, overdue, medication(clinic, overdue))
    done = approve_many(clinic, clinic.dev, items(clinic, made.task_id, lacks.task_id), seen_protocol)
    assert (done.done, len(done.skipped)) == (1, 1)
    order = order_of(clinic, made.request_id)
    assert order is not None and order.prescriber == "Dev Patel"


def test_a_protocol_that_changed_since_the_list_was_confirmed_approves_nothing(clinic: Clinic) -> None:
    authority(clinic)
    (protocol_id, version), made = protocol(clinic), ready(clinic)
    done = approve_many(clinic, clinic.alice, items(clinic, made.task_id), (protocol_id, version + 1))
    assert done.skipped == [[made.task_id, refill_bulk.OTHER_PROTOCOL]]
    with clinic.db.transaction() as session:
        refill_protocols.switch(session, by=clinic.carla, protocol_id=protocol_id, seen_version=version, active=False)
    done = approve_many(clinic, clinic.alice, items(clinic, made.task_id), (protocol_id, version))
    assert done.skipped == [[made.task_id, refill_bulk.NOT_ALL_MET]]
    assert request(clinic, made.request_id).decision == ""


def test_a_fact_that_changed_since_is_seen(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(Medication).values(stopped_on=today()))
    done = approve_many(clinic, clinic.alice, items(clinic, made.task_id), seen_protocol)
    assert done.skipped == [[made.task_id, refill_bulk.NOT_ALL_MET]]


def test_two_requests_for_one_drug_are_merged_first(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, patient = protocol(clinic), somebody(clinic)
    medication_id = medication(clinic, patient)
    made = [asked(clinic, patient, medication_id) for _ in range(2)]
    done = approve_many(clinic, clinic.alice, items(clinic, *(one.task_id for one in made)), seen_protocol)
    assert (done.done, len(done.skipped)) == (0, 2)


def test_another_number_than_was_confirmed_approves_nothing(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made = protocol(clinic), ready(clinic)
    with pytest.raises(Conflict, match="You confirmed 2"):
        approve_many(clinic, clinic.alice, items(clinic, made.task_id), seen_protocol, expected=2)
    with pytest.raises(Invalid, match="Select"):
        approve_many(clinic, clinic.alice, (), seen_protocol)
    with pytest.raises(Invalid, match="at most"), clinic.db.transaction() as session:
        refill_bulk.approve_many(
            session, by=clinic.alice, token=uuid4(), items=tuple(Item(one, 1, None) for one in range(501)),
            expected=501, protocols=(),
        )  # fmt: skip


def test_without_authority_nothing_is_approved(clinic: Clinic) -> None:
    seen_protocol, made = protocol(clinic), ready(clinic)
    for token in (clinic.alice, clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            approve_many(clinic, token, items(clinic, made.task_id), seen_protocol)


def test_a_task_that_is_not_there_or_about_something_else_is_passed_over(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol = protocol(clinic)
    chosen = (Item(999_999, 1, None), *items(clinic, clinic.conversation("Hello")))
    assert len(approve_many(clinic, clinic.alice, chosen, seen_protocol).skipped) == 2


def test_submitted_twice_it_is_done_once(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, made, token, by = protocol(clinic), ready(clinic), uuid4(), clinic.alice
    chosen = items(clinic, made.task_id)
    first, second = (approve_many(clinic, by, chosen, seen_protocol, token=token) for _ in range(2))
    assert first == second and first.done == 1


def test_of_two_requests_for_one_medication_none_goes_by_itself(clinic: Clinic) -> None:
    authority(clinic)
    seen_protocol, patient = protocol(clinic), somebody(clinic)
    medication_id = medication(clinic, patient)
    both = [asked(clinic, patient, medication_id) for _ in range(2)]
    done = approve_many(clinic, clinic.alice, items(clinic, *(one.task_id for one in both)), seen_protocol)
    assert done.done == 0 and {why for _, why in done.skipped} == {refill_bulk.NOT_ALL_MET}


def test_one_of_unknown_schedule_is_passed_over(clinic: Clinic) -> None:
    made = ready(clinic, MARIJOL)
    done = approve_many(clinic, clinic.dev, items(clinic, made.task_id), protocol(clinic))
    assert SCHEDULE_UNKNOWN in str(done.skipped) and order_of(clinic, made.request_id) is None
