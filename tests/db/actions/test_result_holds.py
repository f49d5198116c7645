"""Holds: with a reason of the list, a rationale, an end and an audience; what happens when they run out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from db.actions import result_holds
from db.actions.follow_ups import review
from db.actions.releasing import release
from db.actions.tasks import TaskState
from db.credentials import WORKER_IDENTITY, SessionToken
from db.errors import Conflict, Forbidden, Invalid
from db.models import OutboxState, Patient, ResultHold, TaskStatus
from tests.alarms import absent, mails, notices, now, set_setting, steps
from tests.conftest import Clinic
from tests.results import (
    HIGH,
    NORMAL,
    audited,
    changed,
    filed,
    holds,
    opens,
    own_account,
    patient_mails,
    proxy,
    releases,
    sees,
    task_of,
)

WHY = "Rosa asked to hear it from us first."


def hold(clinic: Clinic, by: SessionToken, report_id: int, reason: str = "patient-request", **more: Any) -> TaskState:
    task = task_of(clinic, report_id)
    arguments: dict[str, Any] = {"seen_version": task.version, "rationale": WHY}
    with clinic.db.transaction() as session:
        return result_holds.hold(session, by=by, task_id=task.id, reason=reason, **(arguments | more))


def the_hold(clinic: Clinic, report_id: int) -> ResultHold:
    return holds(clinic, report_id)[-1]


def second(clinic: Clinic, by: SessionToken, report_id: int, version: int | None = None) -> None:
    found = the_hold(clinic, report_id)
    with clinic.db.transaction() as session:
        result_holds.second(session, by=by, hold_id=found.id, seen_version=version or found.version)


def extend(clinic: Clinic, by: SessionToken, report_id: int, days: float, rationale: str = "Still waiting.") -> None:
    found = the_hold(clinic, report_id)
    with clinic.db.transaction() as session:
        result_holds.extend(
            session,
            by=by,
            hold_id=found.id,
            seen_version=found.version,
            expires_at=found.starts_at + timedelta(days=days),
            rationale=rationale,
        )


def lift(clinic: Clinic, by: SessionToken, report_id: int, reason: str = "She was called.", version: int = 0) -> None:
    found = the_hold(clinic, report_id)
    with clinic.db.transaction() as session:
        result_holds.lift(session, by=by, hold_id=found.id, seen_version=version or found.version, reason=reason)


def ran_out(clinic: Clinic, report_id: int, days: float = 0.01) -> int:
    """Let the newest hold have run out, and the worker come by."""
    with clinic.db.transaction() as session:
        session.execute(
            update(ResultHold)
            .where(
                ResultHold.id
                == select(func.max(ResultHold.id)).where(ResultHold.report_id == report_id).scalar_subquery()
            )
            .values(starts_at=func.now() - timedelta(days=5 + days), expires_at=func.now() - timedelta(days=days))
        )
    with clinic.db.transaction() as session:
        return result_holds.expire_due(session, by=WORKER_IDENTITY)


def reviewed(clinic: Clinic, report_id: int) -> None:
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        review(
            session, by=clinic.alice, task_id=task.id, seen_version=task.version, seen_inbound_id=task.last_inbound_id,
            follow_up="none",
        )  # fmt: skip


def case(clinic: Clinic, **more: Any) -> tuple[Patient, int]:
    patient = clinic.patient()
    return patient, filed(clinic, patient, **more)


def test_a_hold_keeps_what_is_not_final_yet_from_being_released(clinic: Clinic) -> None:
    patient, report_id = case(clinic, status="preliminary")
    hold(clinic, clinic.alice, report_id)
    changed(clinic, report_id, NORMAL, change="appended", status="final")
    assert releases(clinic, report_id) == [] and patient_mails(clinic) == []
    assert not sees(clinic, own_account(clinic, patient), report_id)


def test_a_hold_hides_what_was_released_and_stops_the_mail_that_has_not_left(clinic: Clinic) -> None:
    patient, report_id = case(clinic)
    hold(clinic, clinic.alice, report_id)
    assert not sees(clinic, own_account(clinic, patient), report_id)
    assert [mail.state for mail in patient_mails(clinic)] == [OutboxState.WITHDRAWN]
    kept = the_hold(clinic, report_id)
    assert (kept.reason, kept.rationale, kept.decided_by_id) == ("patient-request", WHY, clinic.staff_id("alice"))
    assert kept.expires_at - kept.starts_at == timedelta(days=3)
    (event,) = audited(clinic, "hold.held")
    assert event.patient_id == patient.id and "Rosa" not in str(event.detail)
    assert "result-held" in steps(clinic, task_of(clinic, report_id).id)


def test_an_audience_is_held_out_and_the_others_see_it(clinic: Clinic) -> None:
    patient = clinic.patient()
    own, marta, omar = own_account(clinic, patient), proxy(clinic, patient), proxy(clinic, patient, "Omar Diaz")
    for audience, account_id, kept_from in (
        ("patient", None, {own}),
        ("proxies", None, {marta, omar}),
        ("account", marta, {marta}),
        ("everybody", None, {own, marta, omar}),
    ):
        report_id = filed(clinic, patient)
        hold(clinic, clinic.alice, report_id, "adolescent", audience=audience, account_id=account_id)
        assert {one for one in (own, marta, omar) if not sees(clinic, one, report_id)} == kept_from


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "busy"}, "reason"),
        ({"rationale": " "}, "rationale"),
        ({"rationale": "x" * 2_001}, "rationale"),
        ({"audience": "friends"}, "audience"),
        ({"audience": "account"}, "account_id"),
        ({"decided_by_id": 999_999}, "decided_by_id"),
    ],
)
def test_what_a_hold_lacks_names_its_field(clinic: Clinic, change: dict[str, Any], field: str) -> None:
    _, report_id = case(clinic)
    with pytest.raises(Invalid) as refused:
        hold(clinic, clinic.alice, report_id, **change)
    assert refused.value.field == field and holds(clinic, report_id) == []


def test_a_hold_ends_ahead_and_within_the_days_of_one_clinician(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    for days, field in ((-1, "expires_at"), (8, "second_clinician"), (40, "expires_at")):
        with pytest.raises(Invalid) as refused:
            hold(clinic, clinic.alice, report_id, expires_at=now(clinic) + timedelta(days=days))
        assert refused.value.field == field
    hold(clinic, clinic.alice, report_id, expires_at=now(clinic) + timedelta(days=6))


def test_the_clinics_own_days_are_the_default(clinic: Clinic) -> None:
    set_setting(clinic, "release", {"patient_request_days": 2})
    _, report_id = case(clinic)
    hold(clinic, clinic.alice, report_id)
    assert the_hold(clinic, report_id).expires_at - the_hold(clinic, report_id).starts_at == timedelta(days=2)


def test_a_risk_of_harm_is_decided_by_the_prescriber_in_person(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    with pytest.raises(Invalid, match="in person") as refused:
        hold(clinic, clinic.alice, report_id, "harm", decided_by_id=clinic.staff_id("dev"))
    assert refused.value.field == "decided_by_id"
    with pytest.raises(Invalid):
        hold(clinic, clinic.dev, report_id, "harm", decided_by_id=clinic.staff_id("alice"))
    hold(clinic, clinic.dev, report_id, "harm")
    assert the_hold(clinic, report_id).decided_by_id == clinic.staff_id("dev")


def test_a_nurse_neither_extends_nor_ends_a_hold_for_harm(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.dev, report_id, "harm")
    with pytest.raises(Forbidden):
        extend(clinic, clinic.alice, report_id, 5)
    with pytest.raises(Forbidden):
        lift(clinic, clinic.alice, report_id)
    with pytest.raises(Forbidden):
        second(clinic, clinic.alice, report_id)


def test_any_other_hold_may_name_the_colleague_who_decided(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.alice, report_id, "state-rule", decided_by_id=clinic.staff_id("dev"))
    assert the_hold(clinic, report_id).decided_by_id == clinic.staff_id("dev")
    _, other = case(clinic)
    with pytest.raises(Invalid):  # a clerk decides on no hold
        hold(clinic, clinic.alice, other, "state-rule", decided_by_id=clinic.staff_id("erin"))


def test_who_may_not_hold_holds_nothing(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            hold(clinic, token, report_id)


def test_the_second_of_two_people_who_hold_at_once_is_told_of_the_first(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    seen = task_of(clinic, report_id).version
    hold(clinic, clinic.alice, report_id)
    with pytest.raises(Conflict, match="Alice Moreno held the result"):
        hold(clinic, clinic.dev, report_id, seen_version=seen)
    with pytest.raises(Conflict, match="held from them already"):
        hold(clinic, clinic.dev, report_id)


def test_beyond_seven_days_only_after_a_second_clinician_agreed(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.dev, report_id, "state-rule")
    with pytest.raises(Invalid) as refused:
        extend(clinic, clinic.dev, report_id, 10)
    assert refused.value.field == "second_clinician"
    with pytest.raises(Invalid, match="Ask a colleague"):
        second(clinic, clinic.dev, report_id)
    second(clinic, clinic.alice, report_id)
    extend(clinic, clinic.dev, report_id, 10, "The state's form is under way.")
    kept = the_hold(clinic, report_id)
    assert kept.second_id == clinic.staff_id("alice") and kept.rationale.startswith(WHY)
    assert kept.expires_at - kept.starts_at == timedelta(days=10)


def test_a_new_hold_in_place_of_an_old_one_begins_no_new_days(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.alice, report_id, expires_at=now(clinic) + timedelta(days=6))
    with clinic.db.transaction() as session:
        session.execute(update(ResultHold).values(starts_at=func.now() - timedelta(days=5)))
    lift(clinic, clinic.alice, report_id)
    with pytest.raises(Invalid) as refused:
        hold(clinic, clinic.dev, report_id, expires_at=now(clinic) + timedelta(days=6))
    assert refused.value.field == "second_clinician"


def test_a_hold_changed_by_a_colleague_meanwhile_is_left_alone(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.alice, report_id)
    seen = the_hold(clinic, report_id).version
    extend(clinic, clinic.dev, report_id, 5)
    with pytest.raises(Conflict, match="changed this hold"):
        lift(clinic, clinic.alice, report_id, version=seen)
    lift(clinic, clinic.alice, report_id)
    with pytest.raises(Conflict, match="Alice Moreno ended this hold already"):
        lift(clinic, clinic.dev, report_id)


def test_a_held_result_is_not_released_to_those_it_is_held_from(clinic: Clinic) -> None:
    patient, report_id = case(clinic, release=False)
    proxy(clinic, patient)
    hold(clinic, clinic.alice, report_id, audience="proxies")
    for audience, refused in (("proxies", True), ("patient", False), ("everybody", False)):
        task = task_of(clinic, report_id)
        seen: dict[str, Any] = {"seen_version": task.version, "seen_inbound_id": task.last_inbound_id}
        with clinic.db.transaction() as session:
            if refused:
                with pytest.raises(Invalid, match="held from them until"):
                    release(session, by=clinic.alice, task_id=task.id, audience=audience, **seen)
            else:
                release(session, by=clinic.alice, task_id=task.id, audience=audience, **seen)


def test_ending_a_hold_releases_and_tells_those_who_see_it_for_the_first_time(clinic: Clinic) -> None:
    patient = clinic.patient()
    marta, own = proxy(clinic, patient), own_account(clinic, patient)
    report_id = filed(clinic, patient)
    opens(clinic, marta, report_id)
    before = len(patient_mails(clinic))
    hold(clinic, clinic.alice, report_id)
    lift(clinic, clinic.alice, report_id)
    assert sees(clinic, own, report_id) and sees(clinic, marta, report_id)
    assert [mail.account_id for mail in patient_mails(clinic)[before:]] == [own]
    with pytest.raises(Conflict):
        lift(clinic, clinic.alice, report_id)


def test_ending_needs_a_reason(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.alice, report_id)
    with pytest.raises(Invalid, match="Say why"):
        lift(clinic, clinic.alice, report_id, " ")


def test_a_hold_that_the_patient_asked_for_releases_itself(clinic: Clinic) -> None:
    patient, report_id = case(clinic, release=False)
    hold(clinic, clinic.alice, report_id)
    assert ran_out(clinic, report_id) == 1
    assert the_hold(clinic, report_id).ended_by == "the rule"
    assert sees(clinic, own_account(clinic, patient), report_id) and len(patient_mails(clinic)) == 1
    with clinic.db.transaction() as session:
        assert result_holds.expire_due(session, by=WORKER_IDENTITY) == 0


@pytest.mark.parametrize("reason", ["harm", "state-rule", "adolescent"])
def test_any_other_hold_escalates_to_its_clinician_and_never_opens_by_itself(clinic: Clinic, reason: str) -> None:
    patient, report_id = case(clinic, release=False)
    hold(clinic, clinic.dev, report_id, reason)
    reviewed(clinic, report_id)
    assert ran_out(clinic, report_id, days=30) == 1
    assert the_hold(clinic, report_id).ended_at is None
    assert not sees(clinic, own_account(clinic, patient), report_id)
    assert notices(clinic) == [clinic.staff_id("dev")]
    assert [mail.subject for mail in mails(clinic) if mail.staff_id] == ["A hold on a result ran out"]
    task = task_of(clinic, report_id)
    assert (task.status, task.priority_reason) == (TaskStatus.REQUESTED, "A hold ran out")
    assert "hold-expired" in steps(clinic, task.id)


def test_it_is_told_again_each_day_and_to_the_managers_where_its_clinician_is_away(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.dev, report_id, "harm")
    absent(clinic, "dev")
    assert ran_out(clinic, report_id) == 1
    assert notices(clinic) == [clinic.staff_id("carla")]
    with clinic.db.transaction() as session:
        assert result_holds.expire_due(session, by=WORKER_IDENTITY) == 0
        session.execute(update(ResultHold).values(escalated_at=func.now() - timedelta(days=1)))
    with clinic.db.transaction() as session:
        assert result_holds.expire_due(session, by=WORKER_IDENTITY) == 1
    assert len([mail for mail in mails(clinic) if mail.staff_id]) == 2


def test_a_hold_that_was_extended_in_time_does_not_run_out(clinic: Clinic) -> None:
    _, report_id = case(clinic)
    hold(clinic, clinic.dev, report_id, "harm")
    ran_out(clinic, report_id)
    found = the_hold(clinic, report_id)
    with clinic.db.transaction() as session:
        result_holds.extend(
            session, by=clinic.dev, hold_id=found.id, seen_version=found.version,
            expires_at=now(clinic) + timedelta(days=1), rationale="Seen again today; unchanged.",
        )  # fmt: skip
        assert result_holds.expire_due(session, by=WORKER_IDENTITY) == 0
    assert the_hold(clinic, report_id).escalated_at is None


def test_a_corrected_version_stays_held(clinic: Clinic) -> None:
    patient, report_id = case(clinic)
    hold(clinic, clinic.dev, report_id, "harm")
    before = len(patient_mails(clinic))
    changed(clinic, report_id, HIGH)
    assert not sees(clinic, own_account(clinic, patient), report_id) and len(patient_mails(clinic)) == before
