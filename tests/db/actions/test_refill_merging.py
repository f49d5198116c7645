"""One drug asked for twice: one request goes on, the other into it, and both who asked are answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from db.actions import refill_merging, refills
from db.actions.tasks import TaskState
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Priority, Task
from tests.alarms import steps
from tests.conftest import Clinic
from tests.refills import (
    approve,
    asked,
    deny,
    from_portal,
    mails,
    medication,
    on_screen,
    order_of,
    pharmacy,
    protocol,
    request,
    seen,
    somebody,
    steps_of,
)
from tests.results import own_account, proxy


def merge(clinic: Clinic, by: Credential, task_id: int, into: int, **more: Any) -> TaskState:
    with clinic.db.transaction() as session:
        return refill_merging.merge(session, by=by, into_task_id=into, **(seen(clinic, task_id) | more))


def twice(clinic: Clinic) -> tuple[refills.Asked, refills.Asked]:
    """The same medication of one patient, asked for by the clinic and by a pharmacy."""
    patient = somebody(clinic)
    medication_id = medication(clinic, patient)
    first = asked(clinic, patient, medication_id, source="staff")
    return first, asked(clinic, patient, medication_id, pharmacy_id=pharmacy(clinic))


def test_one_goes_on_and_the_other_is_closed_into_it(clinic: Clinic) -> None:
    protocol(clinic)
    first, second = twice(clinic)
    state = merge(clinic, clinic.alice, second.task_id, first.task_id)
    gone, stays = request(clinic, second.request_id), request(clinic, first.request_id)
    assert (gone.decision, gone.merged_into_id, gone.decided_by) == ("merged", first.request_id, "Alice Moreno")
    assert (stays.decision, stays.pharmacy_id) == ("", gone.pharmacy_id)
    assert (state.id, state.status) == (first.task_id, "requested")
    assert (clinic.task(second.task_id).status.value, clinic.task(second.task_id).outcome) == ("completed", "merged")
    assert steps(clinic, first.task_id)[-1] == "refill-merged-in"
    assert [step.step for step in steps_of(clinic, second.request_id)] == ["merged"]
    assert mails(clinic) == []  # nothing was answered yet


def test_without_the_duplicate_the_protocol_may_pass(clinic: Clinic) -> None:
    protocol(clinic)
    first, second = twice(clinic)
    assert clinic.task(second.task_id).topic == "prescriber"
    merge(clinic, clinic.alice, second.task_id, first.task_id)
    assert clinic.task(first.task_id).topic == "approve"


def test_the_answer_reaches_everybody_who_asked(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id, marta = medication(clinic, patient), proxy(clinic, patient)
    of_patient = from_portal(clinic, patient, medication_id, own_account(clinic, patient))
    of_proxy = from_portal(clinic, patient, medication_id, marta, "proxy")
    of_pharmacy = asked(clinic, patient, medication_id).task_id
    merge(clinic, clinic.alice, of_patient, of_proxy)
    merge(clinic, clinic.alice, of_proxy, of_pharmacy)
    approve(clinic, clinic.dev, of_pharmacy)
    assert {mail.account_id for mail in mails(clinic)} == {own_account(clinic, patient), marta}
    assert order_of(clinic, clinic.task(of_pharmacy).focus_id) is not None


def test_another_strength_is_an_order_of_its_own_and_not_merged(clinic: Clinic) -> None:
    patient = somebody(clinic)
    one = asked(clinic, patient, medication(clinic, patient, "Warfarin Sodium 5 MG Oral Tablet"))
    other = asked(clinic, patient, medication(clinic, patient, "Warfarin Sodium 2.5 MG Oral Tablet"))
    with pytest.raises(Invalid, match="another strength or form of the drug"):
        merge(clinic, clinic.alice, other.task_id, one.task_id)
    assert request(clinic, other.request_id).decision == ""


def test_what_is_another_drug_or_another_patients_is_not_merged(clinic: Clinic) -> None:
    patient = somebody(clinic)
    one = asked(clinic, patient, medication(clinic, patient))
    other = asked(clinic, patient, medication(clinic, patient, "Metformin 500 MG Oral Tablet"))
    with pytest.raises(Invalid, match="another drug"):
        merge(clinic, clinic.alice, other.task_id, one.task_id)
    tom = somebody(clinic, "Tom")
    with pytest.raises(Invalid, match="another patient's"):
        merge(clinic, clinic.alice, asked(clinic, tom, medication(clinic, tom)).task_id, one.task_id)
    with pytest.raises(Invalid, match="another request"):
        merge(clinic, clinic.alice, one.task_id, one.task_id)
    assert request(clinic, one.request_id).decision == ""


def test_two_drugs_that_nobody_knows_are_not_taken_for_one(clinic: Clinic) -> None:
    patient = somebody(clinic)
    one = asked(clinic, patient, medication(clinic, patient, "123"))
    other = asked(clinic, patient, medication(clinic, patient, "456"))
    with pytest.raises(Invalid, match="another drug"):
        merge(clinic, clinic.alice, other.task_id, one.task_id)


def test_what_was_decided_meanwhile_is_not_merged(clinic: Clinic) -> None:
    first, second = twice(clinic)
    old = on_screen(clinic, second.task_id)
    deny(clinic, clinic.dev, first.task_id)
    with pytest.raises(Conflict, match="Dev Patel denied it already"):
        merge(clinic, clinic.alice, second.task_id, first.task_id)
    deny(clinic, clinic.dev, second.task_id)
    with pytest.raises(Conflict, match="Dev Patel denied it already"):
        merge(clinic, clinic.alice, second.task_id, first.task_id, **old)


def test_who_looks_at_the_one_that_went_on_is_told_that_it_changed(clinic: Clinic) -> None:
    first, second = twice(clinic)
    old = on_screen(clinic, first.task_id)
    merge(clinic, clinic.alice, second.task_id, first.task_id)
    with pytest.raises(Conflict, match="Alice Moreno merged another refill request into it"):
        approve(clinic, clinic.dev, first.task_id, **old)
    with pytest.raises(Conflict, match="Alice Moreno merged it into another request already"):
        approve(clinic, clinic.dev, second.task_id)


def test_it_keeps_the_nearer_deadline_and_the_higher_priority(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient, left=40)
    calm, pressing = (asked(clinic, patient, medication_id) for _ in range(2))
    due = clinic.task(calm.task_id).due_at - timedelta(hours=1)
    with clinic.db.transaction() as session:
        session.execute(
            update(Task)
            .where(Task.id == pressing.task_id)
            .values(priority=Priority.URGENT, priority_reason="She called.", due_at=due)
        )
    merge(clinic, clinic.alice, pressing.task_id, calm.task_id)
    assert (clinic.task(calm.task_id).priority, clinic.task(calm.task_id).due_at) == (2, due)


def test_who_only_looks_on_merges_nothing(clinic: Clinic) -> None:
    first, second = twice(clinic)
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            merge(clinic, token, second.task_id, first.task_id)
    with pytest.raises(NotFound):
        merge(clinic, clinic.alice, second.task_id, clinic.conversation("Hello"))
