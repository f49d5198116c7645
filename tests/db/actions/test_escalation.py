"""A red flag that nobody acknowledges goes to owner, team and managers, by the clock on the wall."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select, update

from db.actions.errands import make_errand
from db.actions.escalation import escalate
from db.actions.flags import acknowledge
from db.actions.tasks import claim
from db.credentials import WORKER_IDENTITY
from db.errors import Forbidden
from db.models import Errand, OutboxState, Staff, StaffNotice, TaskEvent, Team, TeamMember
from db.models.foci import FOCI
from tests.alarms import absent, flagged, mails, notices, now, on_call, opened, put, recipients, steps
from tests.conftest import Clinic

ALICE, CARLA, DEV = "alice@portside.invalid", "carla@portside.invalid", "dev@portside.invalid"


@pytest.fixture(autouse=True)
def by_day(clinic: Clinic) -> None:
    """The clinic is open, unless a test says otherwise."""
    opened(clinic, now=True)


def run(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return escalate(session, by=WORKER_IDENTITY)


def pass_time(clinic: Clinic, task_id: int, minutes: float) -> None:
    """As if so much time went by."""
    task = clinic.task(task_id)
    assert task.escalate_at is not None
    put(clinic, task_id, escalate_at=task.escalate_at - timedelta(minutes=minutes))


def owned(clinic: Clinic, username: str, **values: object) -> int:
    return flagged(clinic, owner_id=clinic.staff_id(username), status="in-progress", **values)  # type: ignore[arg-type]


def test_before_ten_minutes_nobody_is_called(clinic: Clinic) -> None:
    flagged(clinic, minutes_ago=9.9)
    assert run(clinic) == 0
    assert not mails(clinic)


def test_after_ten_twenty_and_thirty_minutes_it_goes_to_owner_team_and_managers(clinic: Clinic) -> None:
    task_id = owned(clinic, "dev", minutes_ago=10)
    run(clinic)
    assert recipients(clinic) == [DEV]
    pass_time(clinic, task_id, 10)
    run(clinic)
    assert recipients(clinic)[1:] == [ALICE, CARLA]
    pass_time(clinic, task_id, 10)
    run(clinic)
    assert recipients(clinic)[3:] == [CARLA]
    assert clinic.task(task_id).escalated == 3
    with clinic.db.transaction() as session:
        details = session.scalars(select(TaskEvent.detail).where(TaskEvent.kind == "escalated")).all()
    assert [(detail["step"], detail["to"]) for detail in details] == [(1, ["owner"]), (2, ["team"]), (3, ["managers"])]


def test_each_step_is_taken_once_however_often_the_worker_comes_by(clinic: Clinic) -> None:
    flagged(clinic, minutes_ago=21)
    for _ in range(3):
        run(clinic)
    assert recipients(clinic) == [ALICE, CARLA]


def test_two_workers_take_a_step_once(clinic: Clinic) -> None:
    for _ in range(8):
        flagged(clinic, minutes_ago=11)
    workers = [threading.Thread(target=run, args=(clinic,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    run(clinic)
    assert len(mails(clinic)) == 8 * 2


def test_a_late_worker_catches_up_and_mails_nobody_twice(clinic: Clinic) -> None:
    task_id = owned(clinic, "dev", minutes_ago=35)
    run(clinic)
    assert sorted(recipients(clinic)) == [ALICE, CARLA, DEV]
    assert steps(clinic, task_id) == ["escalated"] * 3
    assert run(clinic) == 0


def test_the_steps_keep_to_the_flags_clock_not_to_the_workers(clinic: Clinic) -> None:
    task_id = owned(clinic, "dev", minutes_ago=17)
    run(clinic)
    due = clinic.task(task_id).escalate_at
    assert due is not None
    assert timedelta(minutes=2) < due - now(clinic) < timedelta(minutes=4)


def test_after_the_last_step_it_repeats_every_half_hour_until_somebody_acts(clinic: Clinic) -> None:
    task_id = flagged(clinic, minutes_ago=31)
    run(clinic)
    before = len(mails(clinic))
    for _ in range(3):
        pass_time(clinic, task_id, 30)
        run(clinic)
    assert recipients(clinic)[before:] == [CARLA] * 3
    pass_time(clinic, task_id, 24 * 60)
    run(clinic)
    assert len(mails(clinic)) == before + 4, "a day without a worker is one repeat"
    assert clinic.task(task_id).escalated == 3


def test_without_an_owner_the_team_is_called_at_once(clinic: Clinic) -> None:
    flagged(clinic, minutes_ago=10)
    run(clinic)
    assert recipients(clinic) == [ALICE, CARLA]


def test_an_absent_owners_cover_is_called(clinic: Clinic) -> None:
    owned(clinic, "dev", minutes_ago=10)
    absent(clinic, "dev", cover="alice")
    run(clinic)
    assert recipients(clinic) == [ALICE]


def test_an_absent_owner_without_cover_leaves_it_to_the_team(clinic: Clinic) -> None:
    owned(clinic, "dev", minutes_ago=10)
    absent(clinic, "dev")
    run(clinic)
    assert recipients(clinic) == [ALICE, CARLA]


def test_a_deactivated_owner_is_not_written_to(clinic: Clinic) -> None:
    owned(clinic, "dev", minutes_ago=10)
    with clinic.db.transaction() as session:
        session.execute(
            update(Staff).where(Staff.username == "dev").values(deactivated_at=func.now(), deactivated_by="Farid")
        )
    run(clinic)
    assert DEV not in recipients(clinic)


def test_a_member_who_may_not_see_the_queue_is_not_called(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        team_id = session.scalar(select(TeamMember.team_id).where(TeamMember.staff_id == clinic.staff_id("alice")))
        session.add(TeamMember(team_id=team_id, staff_id=clinic.staff_id("ben")))
    flagged(clinic, minutes_ago=10)
    run(clinic)
    assert recipients(clinic) == [ALICE, CARLA]


def test_a_team_that_nobody_is_in_leaves_it_to_the_managers(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        session.execute(delete(TeamMember))
    flagged(clinic, minutes_ago=10)
    run(clinic)
    assert recipients(clinic) == [CARLA]


def test_where_nobody_can_be_reached_the_on_call_contact_is_called_by_day_too(clinic: Clinic) -> None:
    on_call(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(Staff).values(deactivated_at=func.now(), deactivated_by="Farid"))
    task_id = flagged(clinic, minutes_ago=10)
    run(clinic)
    assert recipients(clinic) == ["oncall@example.invalid"]
    assert clinic.task(task_id).escalate_at is not None, "it goes on"


def test_a_mail_names_the_task_and_no_patient(clinic: Clinic) -> None:
    task_id = flagged(clinic, minutes_ago=10)
    run(clinic)
    [mail, _] = mails(clinic)
    assert mail.subject == "A red flag waits in the inbox"
    assert f"Task {task_id}." in mail.body
    assert "Diaz" not in mail.subject + mail.body
    assert "chest" not in mail.subject + mail.body
    assert (mail.patient_id, mail.staff_id, mail.state) == (None, clinic.staff_id("alice"), OutboxState.READY)


def test_what_a_task_is_about_says_how_it_calls_and_who_is_called_where_nobody_owns_it(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = replace(FOCI["errand"], orderer=Errand.created_by_id, alarm="A to-do waits.")
    monkeypatch.setitem(FOCI, "errand", about)
    with clinic.db.transaction() as session:
        team_id = clinic.id_of(Team, "Front desk")
        made = make_errand(session, by=clinic.dev, token=uuid4(), team_id=team_id, body="Book a visit.")
    put(clinic, made.task_id, flag="red", escalate_at=now(clinic) - timedelta(seconds=1))
    run(clinic)
    [mail] = mails(clinic)
    assert (mail.recipient, mail.subject) == (DEV, "A to-do waits")


def test_a_notice_waits_on_screen_and_is_not_doubled(clinic: Clinic) -> None:
    task_id = flagged(clinic, minutes_ago=20)
    run(clinic)
    assert sorted(notices(clinic)) == sorted([clinic.staff_id("alice"), clinic.staff_id("carla")])
    pass_time(clinic, task_id, 20)
    run(clinic)
    assert len(notices(clinic)) == 2
    with clinic.db.transaction() as session:
        session.execute(update(StaffNotice).values(seen_at=func.now()))
    pass_time(clinic, task_id, 30)
    run(clinic)
    assert len(notices(clinic)) == 3


def test_out_of_hours_each_step_calls_the_on_call_contact_by_mail_and_webhook(clinic: Clinic) -> None:
    opened(clinic, now=False)
    on_call(clinic, webhook="https://hooks.example.invalid/x")
    task_id = flagged(clinic, minutes_ago=10)
    run(clinic)
    pass_time(clinic, task_id, 10)
    run(clinic)
    assert recipients(clinic).count("oncall@example.invalid") == 2
    hooks = [mail for mail in mails(clinic) if mail.channel == "webhook"]
    assert [hook.recipient for hook in hooks] == ["https://hooks.example.invalid/x"] * 2
    assert "Diaz" not in hooks[0].body


def test_by_day_the_on_call_contact_is_left_alone(clinic: Clinic) -> None:
    on_call(clinic)
    flagged(clinic, minutes_ago=35)
    run(clinic)
    assert "oncall@example.invalid" not in recipients(clinic)


def test_an_on_call_contact_that_cannot_be_used_stops_nothing(clinic: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    opened(clinic, now=False)
    on_call(clinic, email="nobody", webhook="http://elsewhere.example.invalid/x")
    flagged(clinic, minutes_ago=10)
    run(clinic)
    assert recipients(clinic) == [ALICE, CARLA]
    assert "elsewhere" not in caplog.text
    assert caplog.text.count("on_call") == 2


def test_acknowledging_and_claiming_stop_it(clinic: Clinic) -> None:
    first, second = flagged(clinic, minutes_ago=15), flagged(clinic, minutes_ago=15)
    alice = clinic.alice
    with clinic.db.transaction() as session:
        acknowledge(session, by=alice, task_id=first)
        claim(session, by=alice, task_id=second)
    run(clinic)
    assert not mails(clinic)


def test_a_closed_task_escalates_no_more(clinic: Clinic) -> None:
    task_id = flagged(clinic, minutes_ago=15, status="completed", closed_at=now(clinic), closed_by="Alice Moreno")
    run(clinic)
    assert not mails(clinic)
    assert clinic.task(task_id).escalate_at is None


def test_a_person_cannot_run_it(clinic: Clinic) -> None:
    alice = clinic.alice
    with clinic.db.transaction() as session, pytest.raises(Forbidden):
        escalate(session, by=alice)
