"""When a task is due: from the first unanswered message, paused while the patient has the word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from db.actions.due import reschedule, resume, waiting_since
from db.actions.triage import triage_new
from db.credentials import WORKER_IDENTITY, resolve
from db.models import Message, Site, Task, TaskEvent, Team
from db.portal import PortalClient
from rules.deadlines import WEEKDAYS
from tests.alarms import now, opened, put, set_setting
from tests.conftest import Clinic
from tests.db.portal_visits import Visit, task_of, write

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def by_day(clinic: Clinic) -> None:
    """Open around the clock, so that business hours are hours."""
    opened(clinic, now=True)


def triage(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        triage_new(session, by=WORKER_IDENTITY)


def redo(clinic: Clinic, task_id: int, change: str = "reschedule") -> Task:
    with clinic.db.transaction() as session:
        session.info["acting"] = [resolve(session, WORKER_IDENTITY)]
        task = session.get_one(Task, task_id)
        reschedule(session, task) if change == "reschedule" else resume(session, task)
    return clinic.task(task_id)


def message(clinic: Clinic, task_id: int, *, hours_ago: float, inbound: bool = True, **values: Any) -> datetime:
    """One more message, so many hours ago; when that was."""
    at = now(clinic) - hours_ago * HOUR
    task = clinic.task(task_id)
    given: dict[str, Any] = {"thread_id": task.focus_id, "body": "A word.", "created_at": at, "sent_at": at}
    given |= {"direction": "inbound", "author": "Rosa Diaz"} if inbound else {"direction": "outbound", "author": "Al"}
    if not inbound and "automatic" not in values:
        given["staff_id"] = clinic.staff_id("alice")
    with clinic.db.transaction() as session:
        session.add(new := Message(**(given | values)))
        session.flush()
        if inbound:
            session.execute(
                update(Task)
                .where(Task.id == task_id)
                .values(last_inbound_id=new.id, last_inbound_at=at, arrived_at=at, triaged_at=None)
            )
    return at


def conversation(clinic: Clinic, *, hours_ago: float) -> tuple[int, datetime]:
    """A triaged task whose only message came so many hours ago; and when."""
    task_id = clinic.conversation("I have a question about my bill.")
    at = now(clinic) - hours_ago * HOUR
    put(clinic, task_id, created_at=at, arrived_at=at, last_inbound_at=at)
    with clinic.db.transaction() as session:
        session.execute(
            update(Message)
            .where(Message.thread_id == session.get_one(Task, task_id).focus_id)
            .values(created_at=at, sent_at=at)
        )
    triage(clinic)
    return task_id, at


def test_who_writes_again_does_not_push_their_own_deadline_back(clinic: Clinic) -> None:
    task_id, first = conversation(clinic, hours_ago=20)
    message(clinic, task_id, hours_ago=1)
    triage(clinic)
    task = clinic.task(task_id)
    assert task.due_at == task.first_response_due_at == first + 48 * HOUR


def test_after_an_answer_the_next_message_begins_anew_and_the_first_promise_stays(clinic: Clinic) -> None:
    task_id, first = conversation(clinic, hours_ago=20)
    message(clinic, task_id, hours_ago=10, inbound=False)
    put(clinic, task_id, first_response_at=first + 10 * HOUR)
    again = message(clinic, task_id, hours_ago=1)
    triage(clinic)
    task = clinic.task(task_id)
    assert (task.first_response_due_at, task.due_at) == (first + 48 * HOUR, again + 48 * HOUR)


@pytest.mark.parametrize("values", [{"automatic": True}, {"sent_at": None, "withdrawn_at": func.now()}])
def test_the_clinics_automatic_text_and_an_undone_reply_are_no_answer(clinic: Clinic, values: dict[str, Any]) -> None:
    task_id, first = conversation(clinic, hours_ago=20)
    if "withdrawn_at" in values:
        values = values | {"withdrawn_by": "Alice Moreno"}
    at = message(clinic, task_id, hours_ago=10, inbound=False, **values)
    if "withdrawn_at" in values:  # sent and closed in one step, then undone
        with clinic.db.transaction() as session:
            session.add(TaskEvent(task_id=task_id, kind="closed", actor="Alice Moreno", at=at))
    message(clinic, task_id, hours_ago=1)
    triage(clinic)
    assert clinic.task(task_id).due_at == first + 48 * HOUR


def test_a_task_that_was_closed_without_an_answer_owes_nothing_for_what_came_before(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    """Pitfall 16: the patient's last word was "thanks"."""
    thread_id, _ = write(portal, rosa, "Thanks!")
    task_id = task_of(clinic, thread_id).id
    triage(clinic)
    long_ago = now(clinic) - timedelta(days=30)
    with clinic.db.transaction() as session:
        session.execute(update(Message).values(created_at=long_ago, sent_at=long_ago))
        session.add(
            TaskEvent(task_id=task_id, kind="closed", actor="Alice Moreno", at=now(clinic) - timedelta(days=29))
        )
    put(clinic, task_id, status="completed", closed_at=now(clinic) - timedelta(days=29), closed_by="Alice Moreno")
    portal.send_message(
        rosa.token, patient_id=rosa.patient.id, thread_id=thread_id, topic="", body="One more question."
    )
    triage(clinic)
    task = clinic.task(task_id)
    assert timedelta(hours=47) < task.due_at - now(clinic) <= timedelta(hours=48)
    assert task.first_response_due_at == task.due_at


def test_waiting_for_the_patient_pauses_and_their_answer_has_the_whole_time(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, _ = write(portal, rosa, "A question.")
    task_id = task_of(clinic, thread_id).id
    triage(clinic)
    before = now(clinic) - 100 * HOUR
    with clinic.db.transaction() as session:
        session.execute(update(Message).values(created_at=before, sent_at=before))
        session.add(TaskEvent(task_id=task_id, kind="held", actor="Alice Moreno", at=before + HOUR))
    put(clinic, task_id, status="on-hold", business_status="waiting-for-patient", due_at=before + 48 * HOUR)
    portal.send_message(rosa.token, patient_id=rosa.patient.id, thread_id=thread_id, topic="", body="Here it is.")
    triage(clinic)
    assert timedelta(hours=47) < clinic.task(task_id).due_at - now(clinic) <= timedelta(hours=48)


def test_a_snoozed_task_that_the_patient_wakes_is_not_overdue_at_once(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    """Pitfall 16."""
    thread_id, _ = write(portal, rosa, "A question.")
    task_id = task_of(clinic, thread_id).id
    triage(clinic)
    before = now(clinic) - 100 * HOUR
    with clinic.db.transaction() as session:
        session.execute(update(Message).values(created_at=before, sent_at=before))
    put(
        clinic,
        task_id,
        status="on-hold",
        on_hold_until=now(clinic) + 9 * HOUR,
        due_at=before + 48 * HOUR,
        first_response_due_at=before + 48 * HOUR,
    )
    portal.send_message(rosa.token, patient_id=rosa.patient.id, thread_id=thread_id, topic="", body="Are you there?")
    triage(clinic)
    task = clinic.task(task_id)
    assert 3.9 * HOUR < task.due_at - now(clinic) <= 4 * HOUR
    assert task.first_response_due_at == before + 48 * HOUR, "what was promised first was missed"


def test_a_raised_priority_brings_the_deadline_nearer_and_a_lowered_one_takes_it_back(clinic: Clinic) -> None:
    task_id, first = conversation(clinic, hours_ago=1)
    put(clinic, task_id, priority=2)
    assert redo(clinic, task_id).due_at == first + 4 * HOUR
    put(clinic, task_id, priority=3)
    task = redo(clinic, task_id)
    assert task.due_at == task.first_response_due_at == first + 48 * HOUR


def test_what_waited_long_is_not_missed_by_being_raised(clinic: Clinic) -> None:
    task_id, _ = conversation(clinic, hours_ago=20)
    put(clinic, task_id, priority=1)
    task = redo(clinic, task_id)
    assert 0.9 * HOUR < task.due_at - now(clinic) <= HOUR


def test_a_first_response_that_was_missed_stays_missed(clinic: Clinic) -> None:
    task_id, first = conversation(clinic, hours_ago=60)
    put(clinic, task_id, priority=2)
    redo(clinic, task_id)
    put(clinic, task_id, priority=3)
    assert redo(clinic, task_id).first_response_due_at == first + 48 * HOUR


def test_an_answered_task_that_is_kept_open_is_due_from_the_answer(clinic: Clinic) -> None:
    task_id, first = conversation(clinic, hours_ago=47)
    at = message(clinic, task_id, hours_ago=1, inbound=False)
    put(clinic, task_id, first_response_at=at)
    task = redo(clinic, task_id)
    assert (task.due_at, task.first_response_due_at) == (at + 48 * HOUR, first + 48 * HOUR)


def test_a_task_about_something_else_is_due_from_its_making(clinic: Clinic) -> None:
    task_id, first = conversation(clinic, hours_ago=2)
    put(clinic, task_id, focus_type="errand")
    assert redo(clinic, task_id).due_at == first + 48 * HOUR
    with clinic.db.transaction() as session:
        assert waiting_since(session, session.get_one(Task, task_id)) == first


def test_a_team_may_promise_more_than_the_clinic(clinic: Clinic) -> None:
    team_id = clinic.id_of(Team, "Nurse triage")
    set_setting(clinic, "deadlines", {"urgent_hours": 6})
    set_setting(clinic, f"deadlines:team:{team_id}", {"urgent_hours": 2})
    task_id, first = conversation(clinic, hours_ago=1)
    put(clinic, task_id, priority=2)
    assert redo(clinic, task_id).due_at == first + 6 * HOUR
    put(clinic, task_id, team_id=team_id)
    assert redo(clinic, task_id).due_at == first + 2 * HOUR


def test_a_teams_wrong_promise_leaves_the_clinics_and_is_told(clinic: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    team_id = clinic.id_of(Team, "Nurse triage")
    set_setting(clinic, "deadlines", {"urgent_hours": 6})
    set_setting(clinic, f"deadlines:team:{team_id}", {"urgent_hours": "soon"})
    task_id, first = conversation(clinic, hours_ago=1)
    put(clinic, task_id, priority=2, team_id=team_id)
    assert redo(clinic, task_id).due_at == first + 6 * HOUR
    assert "urgent_hours must be a number" in caplog.text


def test_a_calendar_that_is_closed_all_year_leaves_the_default(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    year = now(clinic).year
    closed = [
        (datetime(day, 1, 1) + timedelta(days=n)).date().isoformat()  # noqa: DTZ001  a date is meant
        for day in (year - 1, year, year + 1)
        for n in range(366)
    ]
    set_setting(clinic, "business_hours", {"windows": {"mon": [["08:00", "17:00"]]}, "closed": closed})
    conversation(clinic, hours_ago=1)
    assert "no open day" in caplog.text


def test_opening_hours_are_those_of_the_site(clinic: Clinic) -> None:
    site_id = clinic.id_of(Site, "Harbor Clinic")
    with clinic.db.transaction() as session:
        session.execute(update(Site).where(Site.id == site_id).values(time_zone="Pacific/Honolulu"))
    daily = {name: [["08:00", "17:00"]] for name in WEEKDAYS}
    set_setting(clinic, "business_hours", {"windows": daily, "federal_holidays": False})
    task_id, _ = conversation(clinic, hours_ago=1)
    night = datetime.fromisoformat("2026-11-16T07:00-05:00")  # two in the morning in Honolulu
    put(clinic, task_id, priority=1, created_at=night, focus_type="errand", due_at=night, first_response_due_at=None)
    here = redo(clinic, task_id).due_at
    put(clinic, task_id, site_id=site_id, due_at=night)
    there = redo(clinic, task_id).due_at
    assert here == datetime.fromisoformat("2026-11-16T09:00-05:00")
    assert there == datetime.fromisoformat("2026-11-16T09:00-10:00")


def test_nobodys_edit_is_counted(clinic: Clinic) -> None:
    task_id, _ = conversation(clinic, hours_ago=1)
    assert redo(clinic, task_id).version == redo(clinic, task_id, "resume").version == 1
    with clinic.db.transaction() as session:
        assert session.scalars(select(TaskEvent.kind).where(TaskEvent.task_id == task_id)).all() == ["triaged"]
