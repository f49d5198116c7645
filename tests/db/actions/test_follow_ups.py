"""Reviewed, and what follows: its to-do is made at once, and neither ends without the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.actions import follow_ups
from db.actions.closing import close, reopen
from db.actions.releasing import withdraw
from db.actions.tasks import TaskState
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NewInbound, NotFound
from db.models import Errand, FollowUp, Queue, Task, TaskStatus, Team
from tests.alarms import now, steps
from tests.conftest import Clinic
from tests.results import HIGH, NORMAL, audited, changed, filed, report, task_of

SOON = date.today() + timedelta(days=30)  # noqa: DTZ011  as a person would choose it


def review(clinic: Clinic, by: SessionToken, report_id: int, follow_up: str = "none", **more: Any) -> TaskState:
    task = task_of(clinic, report_id)
    seen = {"seen_version": task.version, "seen_inbound_id": task.last_inbound_id}
    with clinic.db.transaction() as session:
        return follow_ups.review(session, by=by, task_id=task.id, follow_up=follow_up, **(seen | more))


def follow_up(clinic: Clinic, report_id: int) -> FollowUp:
    with clinic.db.transaction() as session:
        found = select(FollowUp).where(FollowUp.report_id == report_id).order_by(FollowUp.id.desc()).limit(1)
        return session.scalars(found).one()


def finish(clinic: Clinic, by: SessionToken, follow_up_id: int, outcome: str = "Booked for Monday.") -> None:
    with clinic.db.transaction() as session:
        follow_ups.finish_follow_up(session, by=by, follow_up_id=follow_up_id, outcome=outcome)


def close_errand(clinic: Clinic, by: SessionToken, task_id: int) -> None:
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        close(
            session, by=by, token=uuid4(), task_id=task_id, seen_version=task.version, seen_inbound_id=None,
            outcome="done",
        )  # fmt: skip


def test_a_reviewed_result_is_closed_and_names_who_and_when(clinic: Clinic) -> None:
    patient = clinic.patient()
    report_id = filed(clinic, patient)
    state = review(clinic, clinic.alice, report_id)
    kept = report(clinic, report_id)
    assert kept.reviewed_by == "Alice Moreno" and kept.reviewed_at is not None
    assert (state.status, task_of(clinic, report_id).outcome) == ("completed", "reviewed")
    assert follow_up(clinic, report_id).finished_by == "Alice Moreno"  # nothing follows, so nothing is open
    assert audited(clinic, "result.reviewed")[0].patient_id == patient.id


def test_it_may_stay_open(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    assert review(clinic, clinic.alice, report_id, then="stay").status == "requested"


@pytest.mark.parametrize("kind", ["message", "call", "visit", "repeat"])
def test_what_follows_is_a_to_do_made_in_the_same_transaction(clinic: Clinic, kind: str) -> None:
    patient = clinic.patient()
    report_id, team_id = filed(clinic, patient, HIGH), clinic.id_of(Team, "Front desk")
    review(clinic, clinic.alice, report_id, kind, detail="Potassium 5.4: repeat.", due_on=SOON, team_id=team_id)
    kept = follow_up(clinic, report_id)
    assert (kept.kind, kept.detail, kept.due_on, kept.finished_at) == (kind, "Potassium 5.4: repeat.", SOON, None)
    assert kept.task_id is not None
    task = clinic.task(kept.task_id)
    with clinic.db.transaction() as session:
        assert session.get_one(Queue, task.queue_id).slug == "todo"
        errand = session.get_one(Errand, task.focus_id)
    assert (task.patient_id, task.team_id, task.title, errand.from_task_id) == (
        patient.id, team_id, "To do", task_of(clinic, report_id).id,
    )  # fmt: skip
    # The front desk reads it: no clinical word, but the day.
    assert "Potassium" not in errand.body and str(SOON.year) in errand.body
    assert abs(task.due_at.date() - SOON) <= timedelta(days=1) and task.triaged_at is not None


def test_without_a_day_it_is_due_like_any_to_do_of_the_results_own_team(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    review(clinic, clinic.alice, report_id, "call")
    task = clinic.task(follow_up(clinic, report_id).task_id or 0)
    assert (task.triaged_at, task.team_id) == (None, task_of(clinic, report_id).team_id)


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        ("dance", {}, "follow_up"),
        ("repeat", {}, "due_on"),
        ("call", {"due_on": date(2020, 1, 1)}, "due_on"),
        ("call", {"due_on": date(2090, 1, 1)}, "due_on"),
        ("none", {"due_on": SOON}, "due_on"),
        ("call", {"team_id": 999_999}, "team_id"),
        ("call", {"detail": "x" * 2_001}, "detail"),
        ("call", {"then": "dance"}, "then"),
    ],
)
def test_what_cannot_follow_names_its_field_and_nothing_is_kept(
    clinic: Clinic, kind: str, change: dict[str, Any], field: str
) -> None:
    report_id = filed(clinic, clinic.patient())
    with pytest.raises(Invalid) as refused:
        review(clinic, clinic.alice, report_id, kind, **change)
    assert refused.value.field == field and report(clinic, report_id).reviewed_at is None


def test_a_final_result_that_is_neither_released_nor_held_is_not_closed(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), release=False)
    with pytest.raises(Conflict, match="neither released nor held"):
        review(clinic, clinic.alice, report_id)
    review(clinic, clinic.alice, report_id, then="stay")
    early = filed(clinic, clinic.patient("Tom"), status="preliminary")
    review(clinic, clinic.alice, early)  # its final version opens it again
    changed(clinic, early, NORMAL, change="appended", status="final")
    assert task_of(clinic, early).status == TaskStatus.REQUESTED


def test_one_whose_release_was_taken_back_is_not_closed_either(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    task = task_of(clinic, report_id)
    with clinic.db.transaction() as session:
        withdraw(session, by=clinic.alice, task_id=task.id, seen_version=task.version, reason="Whose is it?")
    with pytest.raises(Conflict, match="neither released nor held"):
        review(clinic, clinic.alice, report_id)


def test_the_second_reviewer_is_told_of_the_first(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    seen = task_of(clinic, report_id).version
    review(clinic, clinic.alice, report_id, then="stay")
    with pytest.raises(Conflict, match="Alice Moreno reviewed it"):
        review(clinic, clinic.dev, report_id, seen_version=seen)


def test_a_newer_version_stops_the_review(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient())
    seen = task_of(clinic, report_id).last_inbound_id
    changed(clinic, report_id, HIGH)
    with pytest.raises(NewInbound):
        review(clinic, clinic.alice, report_id, seen_inbound_id=seen)


def test_who_may_not_review_reviews_nothing(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    review(clinic, clinic.alice, report_id, "call")
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            review(clinic, token, report_id)
        with pytest.raises(Forbidden):
            finish(clinic, token, follow_up(clinic, report_id).id)


def test_what_belongs_to_nobody_yet_is_linked_before_it_is_reviewed(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="Link it to its patient first"):
        review(clinic, clinic.alice, filed(clinic, None))


def test_the_to_do_that_is_done_finishes_what_followed(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    review(clinic, clinic.alice, report_id, "visit", team_id=clinic.id_of(Team, "Front desk"))
    task_id = follow_up(clinic, report_id).task_id or 0
    close_errand(clinic, clinic.erin, task_id)
    kept = follow_up(clinic, report_id)
    assert (kept.finished_by, kept.outcome) == ("Erin Walsh", "done")
    with clinic.db.transaction() as session:
        reopen(session, by=clinic.erin, task_id=task_id, seen_version=clinic.task(task_id).version)
    assert follow_up(clinic, report_id).finished_at is None  # not finished after all


def test_what_followed_and_is_finished_closes_its_to_do(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    review(clinic, clinic.alice, report_id, "call")
    kept = follow_up(clinic, report_id)
    finish(clinic, clinic.dev, kept.id, "Reached; will come on Monday.")
    kept = follow_up(clinic, report_id)
    assert (kept.finished_by, kept.outcome) == ("Dev Patel", "Reached; will come on Monday.")
    assert clinic.task(kept.task_id or 0).status == TaskStatus.COMPLETED
    assert "follow-up-finished" in steps(clinic, task_of(clinic, report_id).id)
    with pytest.raises(Conflict, match="Dev Patel finished this already"):
        finish(clinic, clinic.alice, kept.id)


def test_an_abnormal_result_whose_to_do_nobody_finished_stays_open_for_all_to_see(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    review(clinic, clinic.alice, report_id, "repeat", due_on=SOON)
    with clinic.db.transaction() as session:
        waiting = session.scalars(
            select(Task).join(FollowUp, FollowUp.task_id == Task.id).where(FollowUp.finished_at.is_(None))
        ).one()
    assert waiting.status == TaskStatus.REQUESTED and waiting.due_at > now(clinic)


def test_finishing_needs_a_word_and_a_follow_up(clinic: Clinic) -> None:
    report_id = filed(clinic, clinic.patient(), HIGH)
    review(clinic, clinic.alice, report_id, "call")
    with pytest.raises(Invalid):
        finish(clinic, clinic.alice, follow_up(clinic, report_id).id, " ")
    with pytest.raises(NotFound):
        finish(clinic, clinic.alice, 999_999)
