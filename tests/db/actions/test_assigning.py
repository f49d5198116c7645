"""Assigning: to who can work it and is here, told to whom it concerns, and once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from db.actions.assigning import Assigned, assign
from db.actions.closing import close
from db.actions.snoozing import wait
from db.actions.tasks import claim
from db.credentials import SessionToken
from db.errors import Conflict, Invalid
from db.models import AuditEvent, Staff, TaskEvent, TaskStatus, Team
from tests.conftest import Clinic
from tests.db.working import absent, events, flag, last_detail, notices


def give(clinic: Clinic, by: SessionToken, task_id: int, to: str | None = None, **changes: object) -> Assigned:
    """Assign as somebody who saw the task as it stands, unless told otherwise."""
    seen: dict[str, object] = {
        "seen_version": clinic.task(task_id).version,
        "owner_id": clinic.staff_id(to) if to else None,
    }
    with clinic.db.transaction() as session:
        return assign(session, by=by, task_id=task_id, **(seen | changes))  # type: ignore[arg-type]  # a test's defaults


def test_a_task_is_given_to_a_colleague_who_is_told(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    given = give(clinic, clinic.carla, task_id, "alice", reason="You know her")
    task = clinic.task(task_id)
    assert (task.owner_id, task.status, task.version) == (clinic.staff_id("alice"), TaskStatus.IN_PROGRESS, 2)
    assert (given.owner_id, given.version, given.sentence) == (task.owner_id, 2, "Alice Moreno has it now.")
    assert notices(clinic, "alice") == [("assigned", task_id, "Carla Jensen")]
    assert last_detail(clinic, task_id)["reason"] == "You know her"


def test_the_former_owner_is_told_that_the_task_went_on(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    give(clinic, clinic.carla, task_id, "alice")
    give(clinic, clinic.carla, task_id, "dev")
    assert notices(clinic, "alice") == [("assigned", task_id, "Carla Jensen"), ("returned", task_id, "Carla Jensen")]


def test_giving_a_task_to_oneself_takes_it_and_tells_nobody(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    flag(clinic, task_id)
    give(clinic, clinic.alice, task_id, "alice")
    assert clinic.task(task_id).flag_acknowledged_by == "Alice Moreno"
    assert notices(clinic, "alice") == []


def test_pitfall_12_what_is_so_already_writes_nothing_whatever_version_was_seen(clinic: Clinic) -> None:
    """The one way to set an owner compares first; a second one to the same is none (reference pitfall 12)."""
    task_id = clinic.conversation()
    give(clinic, clinic.carla, task_id, "alice")
    before = clinic.task(task_id).version
    again = give(clinic, clinic.carla, task_id, "alice", seen_version=1)
    assert (again.version, clinic.task(task_id).version) == (before, before)
    assert events(clinic, task_id) == ["assigned"]
    assert len(notices(clinic, "alice")) == 1


def test_pitfall_12_of_two_who_assign_at_once_one_is_refused_and_told_why(clinic: Clinic) -> None:
    """An assignment names the version its author saw, so none is overwritten unseen (reference pitfall 12)."""
    task_id = clinic.conversation()
    tokens = dict.fromkeys(("alice", "dev"), clinic.carla)

    def attempt(name: str) -> str:
        try:
            return give(clinic, tokens[name], task_id, name, seen_version=1).sentence
        except Conflict as conflict:
            return str(conflict)

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(attempt, tokens), key=lambda sentence: not sentence.endswith("has it now."))
    assert said[0].endswith("has it now.")  # whichever of the two came first
    assert said[1].startswith("Carla Jensen assigned it in the meantime.")
    assert events(clinic, task_id) == ["assigned"]


def test_a_team_gets_the_task_into_its_pool(clinic: Clinic) -> None:
    task_id, team_id = clinic.conversation(), clinic.id_of(Team, "Prescribers")
    give(clinic, clinic.carla, task_id, "alice")
    given = give(clinic, clinic.carla, task_id, team_id=team_id)
    task = clinic.task(task_id)
    assert (task.owner_id, task.team_id, task.status) == (None, team_id, TaskStatus.REQUESTED)
    assert (task.claimed_at, task.worked_at) == (None, None)
    assert given.sentence == "Prescribers has it now; nobody owns it yet."


def test_a_person_and_a_team_can_be_named_together(clinic: Clinic) -> None:
    task_id, team_id = clinic.conversation(), clinic.id_of(Team, "Prescribers")
    give(clinic, clinic.carla, task_id, "dev", team_id=team_id)
    task = clinic.task(task_id)
    assert (task.owner_id, task.team_id) == (clinic.staff_id("dev"), team_id)


def test_a_task_on_hold_stays_on_hold_with_its_new_owner(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        seen = clinic.task(task_id).last_inbound_id
        wait(session, by=alice, token=uuid4(), task_id=task_id, seen_version=1, seen_inbound_id=seen)
    give(clinic, alice, task_id, "dev")
    task = clinic.task(task_id)
    assert (task.status, task.business_status, task.owner_id) == (
        TaskStatus.ON_HOLD,
        "waiting-for-patient",
        clinic.staff_id("dev"),
    )


def test_a_closed_task_is_given_to_nobody(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        seen = clinic.task(task_id).last_inbound_id
        close(
            session,
            by=alice,
            token=uuid4(),
            task_id=task_id,
            seen_version=1,
            seen_inbound_id=seen,
            outcome="answered",
        )
    with pytest.raises(Conflict, match="closed already"):
        give(clinic, alice, task_id, "dev")


def test_who_can_not_work_the_queue_gets_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    for name, person in (("ben", "Ben Okafor"), ("farid", "Farid Haddad")):
        with pytest.raises(Invalid, match=f"{person} can't work this queue") as refused:
            give(clinic, clinic.carla, task_id, name)
        assert refused.value.field == "owner_id"
    assert clinic.task(task_id).version == 1


def test_who_left_gets_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        session.execute(
            update(Staff).where(Staff.username == "dev").values(deactivated_at=Staff.created_at, deactivated_by="Farid")
        )
    with pytest.raises(Invalid, match="Dev Patel doesn't work here any more"):
        give(clinic, clinic.carla, task_id, "dev")


@pytest.mark.parametrize("wrong", [{"owner_id": 987654321}, {"team_id": 987654321}, {}])
def test_nobody_and_no_such_team_are_named_as_such(clinic: Clinic, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        give(clinic, clinic.carla, clinic.conversation(), None, **wrong)


def test_the_cover_of_who_is_away_gets_it_and_the_sentence_says_so(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    absent(clinic, "dev", "alice")
    given = give(clinic, clinic.carla, task_id, "dev")
    assert given.owner_id == clinic.task(task_id).owner_id == clinic.staff_id("alice")
    assert given.sentence.startswith("Dev Patel is away until")
    assert given.sentence.endswith("so Alice Moreno, who covers, has it now.")
    assert notices(clinic, "alice") == [("assigned", task_id, "Carla Jensen")]


def test_nobody_gets_it_when_the_cover_is_away_too(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    absent(clinic, "dev", "alice")
    absent(clinic, "alice", "carla")
    with pytest.raises(Invalid, match=r"Dev Patel is away until .*, and so is the cover; choose somebody else"):
        give(clinic, clinic.carla, task_id, "dev")
    absent(clinic, "erin")
    with pytest.raises(Invalid, match="and nobody covers; choose somebody else"):
        give(clinic, clinic.carla, task_id, "erin")


def test_an_absence_that_is_over_or_ahead_changes_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    absent(clinic, "dev", "alice", since=-3, days=-1)
    absent(clinic, "dev", "alice", since=1, days=2)
    assert give(clinic, clinic.carla, task_id, "dev").owner_id == clinic.staff_id("dev")


def test_a_red_flag_escalates_anew_when_its_task_is_handed_on(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    flag(clinic, task_id)
    with clinic.db.transaction() as session:
        claim(session, by=alice, task_id=task_id)
    give(clinic, alice, task_id, "dev")
    task = clinic.task(task_id)
    assert task.flag_acknowledged_by is None
    assert task.escalate_at is not None


def test_an_assignment_is_audited_with_whom_it_went_from_and_to(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    give(clinic, clinic.carla, task_id, "alice")
    give(clinic, clinic.carla, task_id, "dev")
    with clinic.db.transaction() as session:
        kept = session.scalars(
            select(AuditEvent.detail).where(AuditEvent.kind == "task.assigned").order_by(AuditEvent.id)
        ).all()
        told = session.scalars(
            select(TaskEvent.detail).where(TaskEvent.kind == "assigned").order_by(TaskEvent.id)
        ).all()
    alice, dev = clinic.staff_id("alice"), clinic.staff_id("dev")
    for rows in (kept, told):
        assert [(row["before"], row["owner_id"]) for row in rows] == [(None, alice), (alice, dev)]
