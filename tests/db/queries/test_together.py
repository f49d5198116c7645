"""Who is here, what was noticed, who is away: what people see of one another's work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, text

from db.credentials import SessionToken
from db.errors import NotFound
from db.models import PhoneCall, Presence, StaffAbsence, StaffNotice, Task, TaskEvent, UrgencyFlag
from db.queries import absences, notices, presence, staff, task_pane, tasks
from tests.conftest import Clinic
from tests.db.queries.test_tasks import INBOX

NOW = datetime.now(UTC)


def here(clinic: Clinic, username: str, task_id: int, *, writing: bool = False, seconds: int = 0) -> None:
    """Somebody has the task open, as of so many seconds ago."""
    with clinic.db.transaction() as session:
        session.add(
            Presence(
                task_id=task_id,
                staff_id=clinic.staff_id(username),
                writing=writing,
                seen_at=func.now() - timedelta(seconds=seconds),
            )
        )


def together(clinic: Clinic, viewer: SessionToken, task_id: int) -> task_pane.Together:
    """What somebody sees above the task."""
    with clinic.db.reading() as session:
        return task_pane.together(session, viewer=viewer, task_id=task_id)


@pytest.fixture
def flagged(clinic: Clinic) -> int:
    """A task with two flags, a call and a stopped send."""
    task_id = clinic.conversation("My chest feels tight, and I have a rash.")
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        task.flag, task.priority, task.priority_reason = "red", 0, "chest feels tight"
        assert task.last_inbound_id is not None
        for level, family, phrase in (("amber", "rash", "a rash"), ("red", "chest pain", "chest feels tight")):
            session.add(
                UrgencyFlag(task_id=task_id, message_id=task.last_inbound_id, level=level, family=family, phrase=phrase)
            )
        assert task.patient_id is not None
        session.add(
            PhoneCall(
                patient_id=task.patient_id,
                task_id=task_id,
                staff_id=clinic.staff_id("dev"),
                outcome="no-answer",
                detail="Tried twice.",
            )
        )
        session.add(TaskEvent(task_id=task_id, kind="stopped", actor="Dev Patel", detail={"deed": "reply"}))
    return task_id


def test_flags_stand_red_first_with_the_patients_words_and_calls_and_stopped_sends_below(
    clinic: Clinic, flagged: int
) -> None:
    found = together(clinic, clinic.alice, flagged)
    assert [(flag.level, flag.phrase) for flag in found.flags] == [("red", "chest feels tight"), ("amber", "a rash")]
    assert [(call.who, call.outcome, call.detail) for call in found.calls] == [
        ("Dev Patel", "no-answer", "Tried twice.")
    ]
    assert [(step.actor, step.detail) for step in found.stopped] == [("Dev Patel", {"deed": "reply"})]
    assert found.calls[0].at.tzinfo is not None


def test_the_front_desk_sees_that_there_is_an_emergency_but_none_of_the_words(clinic: Clinic, flagged: int) -> None:
    found = together(clinic, clinic.erin, flagged)
    assert [(flag.level, flag.phrase) for flag in found.flags] == [("red", ""), ("amber", "")]
    assert found.calls[0].detail == ""
    erin = clinic.erin
    with clinic.db.reading() as session:
        (row,) = tasks.page(session, viewer=erin, view="unassigned", **INBOX).rows
        detail = tasks.detail(session, viewer=erin, task_id=flagged)
    assert (row.flag, row.priority_reason) == (detail.flag, detail.priority_reason) == ("red", "")
    with clinic.db.reading() as session:
        assert tasks.detail(session, viewer=clinic.alice, task_id=flagged).priority_reason == "chest feels tight"


def test_others_who_are_here_stand_in_list_and_pane_for_a_minute(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    here(clinic, "alice", task_id)
    here(clinic, "dev", task_id, writing=True)
    here(clinic, "carla", task_id, seconds=61)
    assert [(one.name, one.writing) for one in together(clinic, alice, task_id).present] == [("Dev Patel", True)]
    with clinic.db.reading() as session:
        (row,) = tasks.page(session, viewer=alice, view="unassigned", **INBOX).rows
        same = tasks.rows(session, viewer=alice, ids=(task_id,), **INBOX)[task_id]
        found = presence.here_now(session, viewer=alice, task_ids=[task_id])
    assert (row.here, row.writing) == (same.here, same.writing) == (("D. Patel",), True)
    assert [one.name for one in found[task_id]] == ["Dev Patel"]


def test_who_may_not_see_the_queue_sees_nobody_there(clinic: Clinic, flagged: int) -> None:
    here(clinic, "dev", flagged)
    with pytest.raises(NotFound):
        together(clinic, clinic.ben, flagged)
    with clinic.db.reading() as session:
        assert presence.here_now(session, viewer=clinic.ben, task_ids=[flagged]) == {}


def test_notices_are_ones_own_newest_first_until_seen(clinic: Clinic) -> None:
    task_id, alice, ben = clinic.conversation(), clinic.alice, clinic.ben
    notes = (
        ("mention", "alice", None),
        ("assigned", "alice", None),
        ("returned", "alice", NOW),
        ("mention", "dev", None),
        ("mention", "ben", None),
    )
    with clinic.db.transaction() as session:
        for kind, who, seen in notes:
            session.add(
                StaffNotice(
                    staff_id=clinic.staff_id(who), task_id=task_id, kind=kind, actor="Carla Jensen", seen_at=seen
                )
            )
    with clinic.db.reading() as session:
        lines = notices.unseen(session, viewer=alice)
        assert notices.unseen(session, viewer=ben) == ()
    assert [(line.kind, line.actor, line.queue) for line in lines] == [
        ("assigned", "Carla Jensen", "inbox"),
        ("mention", "Carla Jensen", "inbox"),
    ]
    assert together(clinic, clinic.alice, task_id).mentioned
    assert not together(clinic, clinic.carla, task_id).mentioned


def test_colleagues_are_those_who_work_in_the_area_with_their_absence_and_cover(clinic: Clinic) -> None:
    dev, alice = clinic.staff_id("dev"), clinic.staff_id("alice")
    with clinic.db.transaction() as session:
        session.add(
            StaffAbsence(
                staff_id=dev, cover_id=alice, starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=1)
            )
        )
    with clinic.db.reading() as session:
        found = {one.username: one for one in staff.colleagues(session, viewer=clinic.alice, area="inbox")}
        assert absences.covered_ids(session, alice) == (dev,)
        assert absences.covered_ids(session, dev) == ()
    assert set(found) == {"alice", "carla", "dev", "erin"}
    assert (found["dev"].cover, found["dev"].absent_until) == ("Alice Moreno", NOW + timedelta(days=1))
    assert (found["alice"].role, found["alice"].teams, found["alice"].absent_until) == (
        "Nurse",
        ("Nurse triage",),
        None,
    )
    for area in ("kitchen", "inbox"):
        with pytest.raises(NotFound), clinic.db.reading() as session:
            staff.colleagues(session, viewer=clinic.ben, area=area)


def test_an_absence_is_shown_until_it_ends(clinic: Clinic) -> None:
    dev = clinic.staff_id("dev")
    with clinic.db.transaction() as session:
        for starts, ends in ((-3, -1), (1, 2)):
            session.add(
                StaffAbsence(staff_id=dev, starts_at=NOW + timedelta(days=starts), ends_at=NOW + timedelta(days=ends))
            )
    alice, his = clinic.alice, clinic.dev
    with clinic.db.reading() as session:
        mine, everybody = absences.my_absence(session, viewer=his), absences.absences(session, viewer=alice)
        assert absences.my_absence(session, viewer=alice) is None
    assert mine is not None
    assert (mine.staff, mine.cover, mine.current) == ("Dev Patel", "", False)
    assert everybody == (mine,)


def test_teams_and_sites_by_name(clinic: Clinic) -> None:
    alice = clinic.alice
    with clinic.db.reading() as session:
        teams, sites = staff.teams(session, viewer=alice), staff.sites(session, viewer=alice)
    assert [team.name for team in teams if team.mine] == ["Nurse triage"]
    assert [team.name for team in teams] == sorted(team.name for team in teams)
    assert [site.name for site in sites] == ["Harbor Clinic", "Hillside Clinic"]


def test_what_stands_above_a_task_is_one_statement(clinic: Clinic, flagged: int) -> None:
    from sqlalchemy import event

    said: list[str] = []
    alice = clinic.alice
    with clinic.db.reading() as session:
        session.execute(text("SELECT 1"))
        event.listen(clinic.db.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
        task_pane.together(session, viewer=alice, task_id=flagged)
    assert len([one for one in said if "staff_session" not in one]) == 1
