"""Urgency flags in people's hands: acknowledged, or overridden with a reason."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from db.actions.calls import log_call
from db.actions.closing import close
from db.actions.escalation import escalate
from db.actions.flags import acknowledge, override
from db.actions.red_flags import Unsettled
from db.actions.tasks import TaskState, claim
from db.credentials import WORKER_IDENTITY, Credential
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import AuditEvent, Task, UrgencyFlag
from tests.alarms import add_flag, flagged, opened, put, steps
from tests.conftest import Clinic


def flag_ids(clinic: Clinic, task_id: int) -> list[int]:
    with clinic.db.transaction() as session:
        return list(
            session.scalars(select(UrgencyFlag.id).where(UrgencyFlag.task_id == task_id).order_by(UrgencyFlag.id))
        )


def acknowledged(clinic: Clinic, by: Credential, task_id: int) -> TaskState:
    with clinic.db.transaction() as session:
        return acknowledge(session, by=by, task_id=task_id)


def overridden(clinic: Clinic, by: Credential, flag_id: int, *, version: int = 1, reason: str = "A film") -> TaskState:
    with clinic.db.transaction() as session:
        return override(session, by=by, flag_id=flag_id, seen_version=version, reason=reason)


def test_an_acknowledged_flag_names_who_and_escalates_no_further(clinic: Clinic) -> None:
    task_id = flagged(clinic, minutes_ago=30)
    acknowledged(clinic, clinic.alice, task_id)
    task = clinic.task(task_id)
    assert (task.flag, task.flag_acknowledged_by, task.escalate_at) == ("red", "Alice Moreno", None)
    with clinic.db.transaction() as session:
        assert escalate(session, by=WORKER_IDENTITY) == 0


def test_acknowledging_stops_nobodys_reply(clinic: Clinic) -> None:
    task_id = flagged(clinic)
    assert acknowledged(clinic, clinic.alice, task_id).version == 1


def test_the_second_to_acknowledge_changes_nothing(clinic: Clinic) -> None:
    task_id = flagged(clinic)
    acknowledged(clinic, clinic.alice, task_id)
    acknowledged(clinic, clinic.dev, task_id)
    assert clinic.task(task_id).flag_acknowledged_by == "Alice Moreno"
    assert steps(clinic, task_id) == ["acknowledged"]


def test_who_cannot_read_the_message_cannot_answer_for_its_flag(clinic: Clinic) -> None:
    """The front desk may take and phone; the flag goes on calling until somebody clinical has seen it."""
    task_id = flagged(clinic, minutes_ago=30)
    erin = clinic.erin
    with pytest.raises(Forbidden):
        acknowledged(clinic, erin, task_id)
    with clinic.db.transaction() as session:
        taken = claim(session, by=erin, task_id=task_id)
    assert clinic.task(task_id).flag_acknowledged_at is None
    with clinic.db.transaction() as session:
        assert escalate(session, by=WORKER_IDENTITY) == 1
    with clinic.db.transaction() as session:
        patient_id = session.get_one(Task, task_id).patient_id or 0
        log_call(session, by=erin, token=uuid4(), patient_id=patient_id, task_id=task_id, outcome="reached")
    with pytest.raises(Unsettled, match="tell a nurse"), clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        close(
            session, by=erin, token=uuid4(), task_id=task_id, seen_version=task.version,
            seen_inbound_id=task.last_inbound_id, outcome="by-phone",
        )  # fmt: skip
    assert taken.owner_id == clinic.staff_id("erin")


def test_an_overridden_flag_keeps_reason_and_person_and_leaves_the_priority(clinic: Clinic) -> None:
    task_id = flagged(clinic, priority=0)
    [flag_id] = flag_ids(clinic, task_id)
    assert overridden(clinic, clinic.alice, flag_id).version == 2
    task = clinic.task(task_id)
    assert (task.flag, task.escalate_at, task.priority) == ("", None, 0)
    with clinic.db.transaction() as session:
        flag = session.get_one(UrgencyFlag, flag_id)
        assert (flag.overridden_by, flag.override_reason) == ("Alice Moreno", "A film")
        kinds = session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_type == "task")).all()
    assert "task.flag-overridden" in kinds


def test_of_two_red_flags_one_remains_and_goes_on_escalating(clinic: Clinic) -> None:
    task_id = flagged(clinic)
    second = add_flag(clinic, task_id, "red", "breathing")
    overridden(clinic, clinic.alice, second)
    task = clinic.task(task_id)
    assert task.flag == "red"
    assert task.escalate_at is not None


def test_with_the_red_overridden_the_amber_stands(clinic: Clinic) -> None:
    task_id = flagged(clinic)
    add_flag(clinic, task_id, "amber", "wound")
    overridden(clinic, clinic.alice, flag_ids(clinic, task_id)[0])
    task = clinic.task(task_id)
    assert (task.flag, task.escalate_at) == ("amber", None)


def test_an_override_needs_a_reason(clinic: Clinic) -> None:
    task_id = flagged(clinic)
    with pytest.raises(Invalid, match="Say why"):
        overridden(clinic, clinic.alice, flag_ids(clinic, task_id)[0], reason="  ")
    assert clinic.task(task_id).flag == "red"


def test_a_second_override_is_refused_and_names_the_first(clinic: Clinic) -> None:
    task_id = flagged(clinic)
    [flag_id] = flag_ids(clinic, task_id)
    overridden(clinic, clinic.alice, flag_id)
    with pytest.raises(Conflict, match="Alice Moreno overrode this flag already"):
        overridden(clinic, clinic.dev, flag_id, version=2)


def test_an_override_from_an_old_screen_is_refused(clinic: Clinic) -> None:
    task_id = flagged(clinic, version=3)
    with pytest.raises(Conflict):
        overridden(clinic, clinic.alice, flag_ids(clinic, task_id)[0], version=2)


def test_only_clinical_staff_override(clinic: Clinic) -> None:
    [flag_id] = flag_ids(clinic, flagged(clinic))
    for person in (clinic.erin, clinic.ben, clinic.carla, clinic.farid):
        with pytest.raises(Forbidden):
            overridden(clinic, person, flag_id)
    with pytest.raises(NotFound):
        overridden(clinic, clinic.alice, 999_999)


def test_a_closed_task_has_nothing_to_acknowledge(clinic: Clinic) -> None:
    opened(clinic, now=True)
    task_id = flagged(clinic)
    put(clinic, task_id, status="completed", closed_at="2026-01-01", closed_by="Alice Moreno")
    with pytest.raises(Conflict):
        acknowledged(clinic, clinic.alice, task_id)
