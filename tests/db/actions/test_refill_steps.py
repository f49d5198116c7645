"""Steps that decide nothing: a request is prepared, passed on, or the patient is asked."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.actions import refill_steps
from db.actions.refill_judging import wake_answered
from db.actions.replies import undo
from db.actions.snoozing import wait
from db.actions.snoozing import wake as wake_by_hand
from db.actions.tasks import TaskState
from db.credentials import WORKER_IDENTITY, Credential
from db.errors import Conflict, Forbidden, Invalid, NewInbound
from db.models import Message, OutboxMessage, Staff, Task, Team, TeamMember
from demo.cast import COLLEAGUES
from tests.alarms import absent, notices, steps
from tests.conftest import Clinic
from tests.refills import (
    OXYCODONE,
    ZOLPIDEM,
    approve,
    asked,
    deny,
    medication,
    on_screen,
    ready,
    request,
    seen,
    seen_supply,
    somebody,
    steps_of,
)


def prepare(clinic: Clinic, by: Credential, task_id: int, **more: Any) -> TaskState:
    arguments = seen_supply(clinic, task_id) | {"days": 90, "refills": 1, "note": "Blood pressure is fine."} | more
    with clinic.db.transaction() as session:
        return refill_steps.prepare(session, by=by, **arguments)


def forward(clinic: Clinic, by: Credential, task_id: int, **more: Any) -> TaskState:
    with clinic.db.transaction() as session:
        return refill_steps.forward(session, by=by, **(seen(clinic, task_id) | more))


def ask(clinic: Clinic, task_id: int, question: str = "How many tablets are left?", **more: Any) -> TaskState:
    arguments = seen(clinic, task_id) | {"token": uuid4(), "question": question} | more
    with clinic.db.transaction() as session:
        return refill_steps.ask_patient(session, by=clinic.alice, **arguments)


def wake(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return wake_answered(session, by=WORKER_IDENTITY)


def conversation(clinic: Clinic, task_id: int) -> Task:
    """The task of the conversation in which the patient was asked."""
    patient_id = clinic.task(task_id).patient_id
    with clinic.db.transaction() as session:
        found = select(Task).where(Task.focus_type == "thread", Task.patient_id == patient_id).order_by(Task.id.desc())
        return session.scalars(found.limit(1)).one()


def team_of(clinic: Clinic, task_id: int) -> str:
    with clinic.db.transaction() as session:
        return session.get_one(Team, clinic.task(task_id).team_id).name


def second_prescriber(clinic: Clinic) -> int:
    """Another prescriber of the clinic's; the staff row's id."""
    member = next(one for one in COLLEAGUES if one.username == "marcus")
    with clinic.db.transaction() as session:
        row = Staff(
            username=member.username, name=member.name, role=member.role, password_hash="!", must_change_password=False
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(TeamMember(team_id=clinic.id_of(Team, "Prescribers"), staff_id=row.id))
        return row.id


def test_what_is_prepared_waits_for_a_prescriber_with_what_is_proposed(clinic: Clinic) -> None:
    made = ready(clinic)
    state = prepare(clinic, clinic.alice, made.task_id)
    kept, task = request(clinic, made.request_id), clinic.task(made.task_id)
    assert (kept.prepared_by, kept.prepared_days, kept.prepared_refills) == ("Alice Moreno", 90, 1)
    assert kept.prepared_note == "Blood pressure is fine." and kept.decision == ""
    assert (state.status, state.owner_id, task.business_status) == ("requested", None, "prepared")
    assert team_of(clinic, made.task_id) == "Prescribers"
    assert [(step.step, step.days) for step in steps_of(clinic, made.request_id)] == [("prepared", 90)]
    approve(clinic, clinic.dev, made.task_id)


def test_it_goes_to_who_prescribed_it(clinic: Clinic) -> None:
    made = ready(clinic, prescriber_id=clinic.staff_id("dev"))
    assert prepare(clinic, clinic.alice, made.task_id).owner_id == clinic.staff_id("dev")
    assert notices(clinic, "assigned") == [clinic.staff_id("dev")]


def test_while_they_are_away_to_their_cover_else_to_the_pool(clinic: Clinic) -> None:
    cover = second_prescriber(clinic)
    first = ready(clinic, prescriber_id=clinic.staff_id("dev"))
    absent(clinic, "dev", "marcus")
    assert prepare(clinic, clinic.alice, first.task_id).owner_id == cover
    absent(clinic, "marcus")
    second = ready(clinic, prescriber_id=clinic.staff_id("dev"))
    assert prepare(clinic, clinic.alice, second.task_id).owner_id is None
    assert team_of(clinic, second.task_id) == "Prescribers"


def test_a_controlled_drug_is_prepared_too_one_of_schedule_two_is_not(clinic: Clinic) -> None:
    prepare(clinic, clinic.alice, ready(clinic, ZOLPIDEM).task_id, days=30)
    with pytest.raises(Invalid, match="schedule II"):
        prepare(clinic, clinic.alice, ready(clinic, OXYCODONE).task_id)


def test_preparing_again_replaces_the_proposal_and_keeps_both_steps(clinic: Clinic) -> None:
    made = ready(clinic)
    prepare(clinic, clinic.alice, made.task_id)
    prepare(clinic, clinic.alice, made.task_id, days=30)
    assert request(clinic, made.request_id).prepared_days == 30
    assert [step.days for step in steps_of(clinic, made.request_id)] == [90, 30]


def test_it_is_passed_on_to_a_prescriber_by_name(clinic: Clinic) -> None:
    made, marcus = ready(clinic, prescriber_id=clinic.staff_id("dev")), second_prescriber(clinic)
    assert forward(clinic, clinic.alice, made.task_id, staff_id=marcus, note="Yours?").owner_id == marcus
    assert steps_of(clinic, made.request_id)[0].reason == "Yours?"
    assert request(clinic, made.request_id).decision == ""


def test_it_is_passed_on_to_prescribers_only(clinic: Clinic) -> None:
    made = ready(clinic)
    for username in ("alice", "carla", "erin"):
        with pytest.raises(Invalid, match="Choose a prescriber"):
            forward(clinic, clinic.alice, made.task_id, staff_id=clinic.staff_id(username))
    with pytest.raises(Invalid, match="Choose a prescriber"):
        forward(clinic, clinic.alice, made.task_id, staff_id=999_999)
    absent(clinic, "dev")
    with pytest.raises(Invalid, match="is away"):
        forward(clinic, clinic.alice, made.task_id, staff_id=clinic.staff_id("dev"))


def test_who_only_looks_on_takes_no_step(clinic: Clinic) -> None:
    made = ready(clinic)
    for token in (clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        for take in (prepare, forward):
            with pytest.raises(Forbidden):
                take(clinic, token, made.task_id)


def test_no_step_is_taken_on_a_request_that_was_decided(clinic: Clinic) -> None:
    made = ready(clinic)
    deny(clinic, clinic.dev, made.task_id)
    for take in (prepare, forward):
        with pytest.raises(Conflict, match="Dev Patel denied it already"):
            take(clinic, clinic.alice, made.task_id)
    with pytest.raises(Conflict, match="denied it already"):
        ask(clinic, made.task_id)


def test_the_patient_is_asked_in_a_conversation_and_the_request_waits(clinic: Clinic) -> None:
    made = ready(clinic)
    state = ask(clinic, made.task_id)
    task, asking = clinic.task(made.task_id), conversation(clinic, made.task_id)
    assert (state.status, task.business_status) == ("on-hold", "waiting-for-patient")
    assert task.owner_id == clinic.staff_id("alice")
    with clinic.db.transaction() as session:
        message = session.scalars(select(Message).where(Message.thread_id == asking.focus_id)).one()
    assert (message.body, message.direction) == ("How many tablets are left?", "outbound")
    assert [step.step for step in steps_of(clinic, made.request_id)] == ["asked"]
    assert wake(clinic) == 0


def test_the_answer_wakes_the_request_and_stops_who_has_not_read_it(clinic: Clinic) -> None:
    made = ready(clinic)
    ask(clinic, made.task_id)
    old = on_screen(clinic, made.task_id)
    answer_id = clinic.patient_writes(conversation(clinic, made.task_id).id, "Two.")
    assert wake(clinic) == 1 and wake(clinic) == 0
    task = clinic.task(made.task_id)
    assert (task.status.value, task.business_status, task.last_inbound_id) == ("in-progress", "", answer_id)
    assert (task.priority_reason, task.version) == ("The patient answered", old["seen_version"])
    with pytest.raises(NewInbound, match="The patient answered"):
        approve(clinic, clinic.dev, made.task_id, **old)
    approve(clinic, clinic.dev, made.task_id)


def test_an_answer_wakes_it_once_and_the_next_question_is_waited_for(clinic: Clinic) -> None:
    made = ready(clinic)
    ask(clinic, made.task_id)
    clinic.patient_writes(conversation(clinic, made.task_id).id, "Two.")
    wake(clinic)
    with clinic.db.transaction() as session:
        wait(session, by=clinic.alice, token=uuid4(), **seen(clinic, made.task_id))
    assert wake(clinic) == 0
    with clinic.db.transaction() as session:
        wake_by_hand(session, by=clinic.alice, task_id=made.task_id, seen_version=clinic.task(made.task_id).version)
    ask(clinic, made.task_id, "Bottles or tablets?")
    assert wake(clinic) == 0
    clinic.patient_writes(conversation(clinic, made.task_id).id, "Tablets.")
    assert wake(clinic) == 1


def test_a_question_that_was_taken_back_is_waited_for_no_longer(clinic: Clinic) -> None:
    made, alice = ready(clinic), clinic.alice
    with clinic.db.transaction() as session:
        refill_steps.ask_patient(session, by=alice, token=uuid4(), question="Which?", **seen(clinic, made.task_id))
    with clinic.db.transaction() as session:
        outbox_id = session.scalars(select(OutboxMessage.id)).one()
        undo(session, by=alice, outbox_id=outbox_id)
    assert wake(clinic) == 1
    task = clinic.task(made.task_id)
    assert task.status.value == "in-progress" and task.last_inbound_id is None
    assert wake(clinic) == 0


def test_asked_twice_with_one_token_is_one_question(clinic: Clinic) -> None:
    made, token, by = ready(clinic), uuid4(), clinic.alice
    arguments = seen(clinic, made.task_id) | {"token": token, "question": "Which?"}
    states = []
    for _ in range(2):
        with clinic.db.transaction() as session:
            states.append(refill_steps.ask_patient(session, by=by, **arguments))
    assert states[0] == states[1] and steps(clinic, made.task_id).count("refill-asked") == 1


@pytest.mark.parametrize("question", ["", " \n", "x" * 20_001])
def test_a_question_that_cannot_be_sent_leaves_the_request_as_it_was(clinic: Clinic, question: str) -> None:
    made = ready(clinic)
    with pytest.raises(Invalid):
        ask(clinic, made.task_id, question)
    assert clinic.task(made.task_id).version == 1 and steps_of(clinic, made.request_id) == []


def test_who_has_no_account_is_phoned(clinic: Clinic) -> None:
    patient = somebody(clinic, account=False)
    made = asked(clinic, patient, medication(clinic, patient))
    with pytest.raises(Invalid, match="Call instead"):
        ask(clinic, made.task_id)
    assert clinic.task(made.task_id).status.value == "requested"
