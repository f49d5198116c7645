"""A red flag never goes silent: not before it is raised, nor when its conversation is moved, reopened or filed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select

from db.actions import replies, thread_moves
from db.actions.assigning import assign
from db.actions.bulk import Item, bulk
from db.actions.calls import log_call
from db.actions.closing import close, reopen
from db.actions.documents import finish, open_document, request_thread_pdf
from db.actions.escalation import escalate
from db.actions.files import NotYet
from db.actions.flags import override
from db.actions.red_flags import Unsettled
from db.actions.snoozing import snooze, wait
from db.actions.tasks import claim
from db.actions.triage import triage_new
from db.credentials import WORKER_IDENTITY
from db.errors import NewInbound
from db.models import Task, UrgencyFlag
from db.portal import PortalClient
from db.queries.task_pane import together
from tests.alarms import CHEST, flagged, now, put, steps
from tests.conftest import Clinic
from tests.db.portal_visits import Visit, answer, task_of, write

PUS = "My incision is oozing pus since this morning and the skin around it is hot and red."


def triage(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return triage_new(session, by=WORKER_IDENTITY)


def seen(clinic: Clinic, task_id: int) -> dict[str, Any]:
    """The task as it stands on a fresh screen."""
    task = clinic.task(task_id)
    return {"task_id": task_id, "seen_version": task.version, "seen_inbound_id": task.last_inbound_id}


def phone(clinic: Clinic, task_id: int) -> None:
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        log_call(
            session, by=clinic.alice, token=uuid4(), patient_id=task.patient_id or 0, task_id=task_id, outcome="reached"
        )


def ended(clinic: Clinic, task_id: int, how: str) -> None:
    """End or put off a task as a nurse who has seen everything."""
    on_screen = seen(clinic, task_id)
    with clinic.db.transaction() as session:
        by = clinic.alice
        if how == "close":
            close(session, by=by, token=uuid4(), outcome="answered", **on_screen)
        elif how == "wait":
            wait(session, by=by, token=uuid4(), **on_screen)
        elif how == "snooze":
            snooze(session, by=by, until=now(clinic) + timedelta(days=1), **on_screen)
        else:
            replies.reply(session, by=by, token=uuid4(), body="Rest.", then=how.removeprefix("reply "), **on_screen)


ENDS = ["close", "wait", "snooze", "reply close", "reply wait"]


@pytest.mark.parametrize("how", ENDS)
def test_an_emergency_is_not_ended_in_the_seconds_before_it_is_read(clinic: Clinic, how: str) -> None:
    task_id = clinic.conversation(CHEST)
    with pytest.raises(Unsettled):
        ended(clinic, task_id, how)
    phone(clinic, task_id)
    ended(clinic, task_id, how)


def test_an_ordinary_message_may_be_ended_before_it_is_read(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    ended(clinic, task_id, "close")
    assert clinic.task(task_id).closed_at is not None


def test_a_second_emergency_is_not_ended_either_though_the_first_was_answered(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, _ = write(portal, rosa, CHEST)
    triage(clinic)
    task_id = task_of(clinic, thread_id).id
    phone(clinic, task_id)
    answer(portal, rosa, thread_id, "I want to kill myself tonight.")
    with pytest.raises(Unsettled):
        ended(clinic, task_id, "close")


def test_many_at_once_pass_it_over(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        done = bulk(
            session, by=clinic.alice, token=uuid4(), area="inbox", queue="inbox", deed="close",
            values={"outcome": "answered"}, items=(Item(task_id, task.version, task.last_inbound_id),),
        )  # fmt: skip
    assert (done.done, "red flag" in done.skipped[0][1]) == (0, True)


def test_a_message_answered_before_its_first_reading_is_read_all_the_same(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    ended(clinic, task_id, "reply keep")
    triage(clinic)
    task = clinic.task(task_id)
    assert (task.flag, task.escalate_at is not None) == ("red", True)


def test_taking_it_before_it_is_read_acknowledges_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    with clinic.db.transaction() as session:
        claim(session, by=clinic.alice, task_id=task_id)
    triage(clinic)
    assert clinic.task(task_id).flag_acknowledged_at is None
    assert clinic.task(task_id).escalate_at is not None


def test_one_that_can_not_be_escalated_holds_up_no_other(
    clinic: Clinic, owner: psycopg.Connection[Any], caplog: pytest.LogCaptureFixture
) -> None:
    stuck, other = flagged(clinic, minutes_ago=30), flagged(clinic, minutes_ago=20)
    owner.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'data_exception'; END $$"
    )
    owner.execute(
        f"CREATE TRIGGER refuse BEFORE INSERT ON task_event FOR EACH ROW WHEN (NEW.task_id = {stuck}) "
        "EXECUTE FUNCTION refuse()"
    )
    owner.commit()
    with clinic.db.transaction() as session:
        escalate(session, by=WORKER_IDENTITY)
    assert (clinic.task(stuck).escalated, clinic.task(other).escalated > 0) == (0, True)
    assert f"Task {stuck} can't be escalated: DataError" in caplog.text


# Conversations that are moved


def merged(clinic: Clinic, source: int, target: int) -> None:
    with clinic.db.transaction() as session:
        version = session.get_one(Task, source).version
        thread_moves.merge(session, by=clinic.alice, task_id=source, seen_version=version, into_task_id=target)


def reopened_by_patient(clinic: Clinic, portal: PortalClient, rosa: Visit, first: str, then: str) -> int:
    """A conversation that was closed and that the patient opened again."""
    thread_id, _ = write(portal, rosa, first)
    triage(clinic)
    task_id = task_of(clinic, thread_id).id
    put(clinic, task_id, status="completed", closed_at=func.now(), closed_by="Alice Moreno")
    answer(portal, rosa, thread_id, then)
    return task_id


def test_a_flag_merged_into_a_reopened_task_stays_in_force(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    """Raised before the other one was reopened, it is no history of that one."""
    thread_id, _ = write(portal, rosa, CHEST)
    triage(clinic)
    source = task_of(clinic, thread_id).id
    target = reopened_by_patient(clinic, portal, rosa, "Hello", PUS)
    triage(clinic)
    assert clinic.task(target).flag == "amber"
    merged(clinic, source, target)
    with clinic.db.transaction() as session:
        shown = together(session, viewer=clinic.alice, task_id=target).flags
        amber = next(flag for flag in shown if flag.level == "amber")
        version = session.get_one(Task, target).version
        override(session, by=clinic.alice, flag_id=amber.id, seen_version=version, reason="An old scar")
    assert {flag.level for flag in shown} == {"red", "amber"}
    assert clinic.task(target).flag == "red"
    with pytest.raises(Unsettled):
        ended(clinic, target, "close")


def test_an_old_message_that_nobody_could_read_is_read_after_the_merge(clinic: Clinic) -> None:
    """The target was read to a newer message, and answered since."""
    patient = clinic.patient()
    source = clinic.conversation(CHEST, patient=patient)
    target = clinic.conversation("Hello", patient=patient)
    put(clinic, source, triaged_at=func.now())
    triage(clinic)
    put(clinic, source, triaged_at=None)
    ended(clinic, target, "reply keep")
    merged(clinic, source, target)
    with pytest.raises(Unsettled):
        ended(clinic, target, "close")
    triage(clinic)
    assert clinic.task(target).flag == "red"


def test_splitting_off_brings_no_flag_of_an_earlier_round_back(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    task_id = reopened_by_patient(clinic, portal, rosa, CHEST, "Thank you, all good.")
    triage(clinic)
    assert clinic.task(task_id).flag == ""
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        thread_moves.split(
            session, by=clinic.alice, task_id=task_id, seen_version=task.version,
            message_id=task.last_inbound_id or 0, topic="refill",
        )  # fmt: skip
    assert clinic.task(task_id).flag == ""


def split_newest(clinic: Clinic, task_id: int) -> Task:
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        moved = thread_moves.split(
            session, by=clinic.alice, task_id=task_id, seen_version=task.version,
            message_id=task.last_inbound_id or 0, topic="health",
        )  # fmt: skip
    return clinic.task(moved.task_id)


def test_what_is_split_off_calls_anew_since_nobody_has_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    clinic.patient_writes(task_id, CHEST)
    triage(clinic)
    with clinic.db.transaction() as session:
        claim(session, by=clinic.alice, task_id=task_id)
    new = split_newest(clinic, task_id)
    assert (new.owner_id, new.flag, new.flag_acknowledged_at) == (None, "red", None)
    assert new.escalate_at is not None


def test_what_was_answered_by_phone_calls_nobody_when_it_is_split_off(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    clinic.patient_writes(task_id, CHEST)
    triage(clinic)
    with clinic.db.transaction() as session:
        claim(session, by=clinic.alice, task_id=task_id)
    phone(clinic, task_id)
    assert split_newest(clinic, task_id).escalate_at is None


def refiled(clinic: Clinic, task_id: int, patient_id: int, **values: Any) -> None:
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        seen = {"seen_version": task.version, "seen_inbound_id": task.last_inbound_id}
        thread_moves.refile(
            session, by=clinic.alice, task_id=task_id, patient_id=patient_id, reason="About her son", **(seen | values)
        )


def test_a_call_to_the_wrong_patient_answers_for_nobody(clinic: Clinic) -> None:
    task_id, leo = clinic.conversation(CHEST), clinic.patient("Leo")
    triage(clinic)
    phone(clinic, task_id)
    refiled(clinic, task_id, leo.id)
    triage(clinic)
    with pytest.raises(Unsettled):
        ended(clinic, task_id, "close")
    phone(clinic, task_id)
    ended(clinic, task_id, "close")


def test_what_nobody_read_is_not_filed_under_another_patient(clinic: Clinic) -> None:
    task_id, leo = clinic.conversation(), clinic.patient("Leo")
    before = clinic.task(task_id).last_inbound_id
    newest = clinic.patient_writes(task_id, "And I am pregnant; tell nobody.")
    with pytest.raises(NewInbound):
        refiled(clinic, task_id, leo.id, seen_inbound_id=before)
    refiled(clinic, task_id, leo.id, seen_inbound_id=newest)


def test_a_document_of_before_the_filing_is_handed_to_nobody(clinic: Clinic) -> None:
    task_id, leo, alice = clinic.conversation(), clinic.patient("Leo"), clinic.alice
    with clinic.db.transaction() as session:
        made = request_thread_pdf(session, by=alice, token=uuid4(), task_id=task_id).document_id
    with clinic.db.transaction() as session:
        assert finish(session, by=WORKER_IDENTITY, document_id=made, content=b"%PDF-1.7")
    refiled(clinic, task_id, leo.id)
    with pytest.raises(NotYet, match="another patient"), clinic.db.transaction() as session:
        open_document(session, by=alice, document_id=made)


# Rounds and deadlines


def test_flags_of_an_earlier_round_are_not_shown_as_current(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    task_id = reopened_by_patient(clinic, portal, rosa, CHEST, PUS)
    triage(clinic)
    with clinic.db.transaction() as session:
        shown = together(session, viewer=clinic.alice, task_id=task_id).flags
        kept = session.scalars(select(UrgencyFlag.level).where(UrgencyFlag.task_id == task_id)).all()
    assert {flag.level for flag in shown} == {"amber"}
    assert set(kept) == {"amber", "red"}


def test_a_task_that_a_person_reopens_is_not_overdue_at_once(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    put(
        clinic, task_id, status="completed", closed_at=func.now(), closed_by="Alice Moreno", triaged_at=func.now(),
        due_at=func.now() - timedelta(days=30),
    )  # fmt: skip
    with clinic.db.transaction() as session:
        reopen(session, by=clinic.alice, task_id=task_id, seen_version=1)
    assert clinic.task(task_id).due_at > now(clinic)


def test_undoing_a_reply_puts_the_deadline_back_though_a_colleague_changed_the_task(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    triage(clinic)
    before, alice = clinic.task(task_id), clinic.alice
    with clinic.db.transaction() as session:
        sent = replies.reply(session, by=alice, token=uuid4(), body="Rest.", then="keep", **seen(clinic, task_id))
    assert clinic.task(task_id).first_response_at is not None
    version = clinic.task(task_id).version
    with clinic.db.transaction() as session:
        assign(session, by=clinic.carla, task_id=task_id, seen_version=version, owner_id=clinic.staff_id("dev"))
    with clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    task = clinic.task(task_id)
    assert (task.due_at, task.first_response_at, task.owner_id) == (before.due_at, None, clinic.staff_id("dev"))


def test_undoing_a_reply_restores_the_deadline(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    triage(clinic)
    due, alice = clinic.task(task_id).due_at, clinic.alice
    on_screen = seen(clinic, task_id)
    with clinic.db.transaction() as session:
        sent = replies.reply(session, by=alice, token=uuid4(), body="Rest.", then="keep", **on_screen)
    with clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    assert clinic.task(task_id).due_at == due
    assert "undone" in steps(clinic, task_id)
