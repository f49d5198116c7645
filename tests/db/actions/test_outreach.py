"""Writing first: to one patient, or the same to each of a list that was looked at and counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions import outreach, replies
from db.actions.outbox import release_due
from db.credentials import WORKER_IDENTITY, SessionToken
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import (
    Attachment,
    AuditEvent,
    Message,
    OutboxMessage,
    OutboxState,
    PortalAccount,
    Site,
    Task,
    TaskEvent,
    TaskStatus,
    Thread,
)
from db.portal import PortalClient
from db.queries import outreach as queries
from tests.conftest import Clinic
from tests.db.actions.test_replies import outbox
from tests.db.portal_visits import PDF, Visit, answer, grant_proxy


def start(clinic: Clinic, by: SessionToken, patient_id: int, body: str = "Your form is ready.", **values: Any) -> (
    outreach.Started
):  # fmt: skip
    arguments: dict[str, Any] = {"token": uuid4(), "topic": "admin", "subject": "Your form"} | values
    with clinic.db.transaction() as session:
        return outreach.start_conversation(session, by=by, patient_id=patient_id, body=body, **arguments)


def start_many(clinic: Clinic, by: SessionToken, patient_ids: tuple[int, ...], expected: int, **values: Any) -> (
    outreach.StartedMany
):  # fmt: skip
    arguments: dict[str, Any] = {
        "token": uuid4(), "topic": "admin", "subject": "Flu shots", "body": "Dear {given}, flu shots are here.",
    } | values  # fmt: skip
    with clinic.db.transaction() as session:
        return outreach.start_many(session, by=by, patient_ids=patient_ids, expected=expected, **arguments)


def let_go(clinic: Clinic) -> None:
    """The undo window ends, and the worker releases what is due."""
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(send_after=func.now()))
    with clinic.db.transaction() as session:
        release_due(session, by=WORKER_IDENTITY)


def count(clinic: Clinic, model: type[Thread | Task | Message]) -> int:
    with clinic.db.transaction() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_first_message_waits_in_its_undo_window_and_the_author_waits_for_the_answer(clinic: Clinic) -> None:
    patient = clinic.patient(site_id=clinic.id_of(Site, "Harbor Clinic"))
    started = start(clinic, clinic.alice, patient.id)
    task = clinic.task(started.task_id)
    assert (task.status, task.business_status, task.on_hold_until) == (TaskStatus.ON_HOLD, "waiting-for-patient", None)
    assert (task.owner_id, task.patient_id, task.site_id) == (
        clinic.staff_id("alice"), patient.id, patient.site_id,
    )  # fmt: skip
    assert (task.title, task.topic, task.version, task.first_response_at) == (
        "Message: administration", "admin", started.version, None,
    )  # fmt: skip
    (row,) = outbox(clinic)
    assert (row.id, row.state, row.recipient) == (started.outbox_id, OutboxState.WAITING, patient.email)
    assert "form" not in row.subject + row.body
    assert started.recipient == "Rosa Diaz"


def test_the_patient_sees_it_when_the_window_has_ended_and_an_answer_wakes_the_task(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    started = start(clinic, clinic.alice, rosa.patient.id)
    assert portal.threads(rosa.token) == []
    let_go(clinic)
    (line,) = portal.threads(rosa.token)
    assert (line.subject, line.unread) == ("Your form", 1)
    answer(portal, rosa, line.thread_id, "Thank you")
    task = clinic.task(started.task_id)
    assert (task.status, task.owner_id, task.triaged_at) == (TaskStatus.IN_PROGRESS, clinic.staff_id("alice"), None)


def test_a_message_that_asks_for_nothing_is_done_and_an_answer_reopens_it_for_whoever_is_free(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    started = start(clinic, clinic.alice, rosa.patient.id, then="close")
    task = clinic.task(started.task_id)
    assert (task.status, task.outcome, task.closed_by) == (TaskStatus.COMPLETED, "sent", "Alice Moreno")
    let_go(clinic)
    answer(portal, rosa, portal.threads(rosa.token)[0].thread_id, "My chest hurts")
    task = clinic.task(started.task_id)
    assert (task.status, task.owner_id, task.triaged_at) == (TaskStatus.REQUESTED, None, None)


@pytest.mark.parametrize("then", ["wait", "close"])
def test_undo_cancels_the_task_and_gives_the_text_back(clinic: Clinic, then: str) -> None:
    alice = clinic.alice
    started = start(clinic, alice, clinic.patient().id, then=then)
    with clinic.db.transaction() as session:
        undone = replies.undo(session, by=alice, outbox_id=started.outbox_id)
    task = clinic.task(started.task_id)
    assert (undone.body, undone.version) == ("Your form is ready.", task.version)
    assert (task.status, task.outcome, task.business_status) == (TaskStatus.CANCELLED, "", "")
    assert outbox(clinic)[0].state == OutboxState.WITHDRAWN
    let_go(clinic)
    with clinic.db.transaction() as session:
        assert session.scalars(select(Message.sent_at)).all() == [None]


def test_a_child_without_an_account_is_written_to_through_the_proxy(
    clinic: Clinic, portal: PortalClient, ana: Visit
) -> None:
    child = clinic.patient("Leo", account=False)
    with pytest.raises(Invalid, match="Call instead"):
        start(clinic, clinic.alice, child.id)
    grant_proxy(clinic, ana.account_id, child.id)
    assert start(clinic, clinic.alice, child.id).recipient == "Ana Diaz"
    let_go(clinic)
    assert portal.threads(ana.token)[0].patient_id == child.id


def test_nobody_is_mailed_about_a_patient_who_has_died(clinic: Clinic) -> None:
    patient = clinic.patient(deceased_at=func.now())
    start(clinic, clinic.alice, patient.id, "Our condolences to the family.")
    let_go(clinic)
    (row,) = outbox(clinic)
    assert (row.recipient, row.state, row.channel) == ("", OutboxState.SENT, "portal")


def test_files_go_along(clinic: Clinic) -> None:
    start(clinic, clinic.alice, clinic.patient().id, files=(("form.pdf", PDF),))
    with clinic.db.transaction() as session:
        assert session.scalars(select(Attachment.name)).all() == ["form.pdf"]


def test_a_second_submit_starts_no_second_conversation(clinic: Clinic) -> None:
    token, alice, patient = UUID(int=6), clinic.alice, clinic.patient()
    assert start(clinic, alice, patient.id, token=token) == start(clinic, alice, patient.id, token=token)
    assert count(clinic, Thread) == 1


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"body": " "}, "nothing to send"),
        ({"body": "x" * 20_001}, "at most 20,000"),
        ({"topic": "nonsense"}, "what this is about"),
        ({"subject": "x" * 201}, "At most 200"),
        ({"subject": "two\nlines"}, "one line"),
        ({"then": "keep"}, "what happens"),
        ({"files": (("a.exe", b"MZ"),)}, "photos"),
    ],
)
def test_what_can_not_be_sent_is_refused_with_a_reason(clinic: Clinic, values: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        start(clinic, clinic.alice, clinic.patient().id, **values)
    assert count(clinic, Thread) == 0


def test_a_disabled_account_and_an_unknown_patient_are_refused(clinic: Clinic) -> None:
    patient = clinic.patient()
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).values(state="disabled"))
    with pytest.raises(Invalid, match="Call instead"):
        start(clinic, clinic.alice, patient.id)
    with pytest.raises(NotFound):
        start(clinic, clinic.alice, 987654)


def test_who_may_write_to_one_and_who_to_many(clinic: Clinic) -> None:
    patient = clinic.patient()
    for somebody in (clinic.erin, clinic.ben, clinic.farid, clinic.carla):
        with pytest.raises(Forbidden):
            start(clinic, somebody, patient.id)
    for somebody in (clinic.erin, clinic.ben, clinic.farid):
        with pytest.raises(Forbidden):
            start_many(clinic, somebody, (patient.id,), 1)
    assert start_many(clinic, clinic.carla, (patient.id,), 1).started == 1


# A list


def everybody(clinic: Clinic) -> dict[str, int]:
    """One patient of each kind."""
    found = {
        "Rosa": clinic.patient("Rosa"),
        "Tom": clinic.patient("Tom", "Berg"),
        "Dead": clinic.patient("Dead", deceased_at=func.now()),
        "None": clinic.patient("None", account=False),
        "Off": clinic.patient("Off"),
        "Shy": clinic.patient("Shy", restrictions="No portal messages about HIV"),
    }
    with clinic.db.transaction() as session:
        session.execute(
            update(PortalAccount).where(PortalAccount.patient_id == found["Off"].id).values(state="disabled")
        )
    return {name: patient.id for name, patient in found.items()}


def test_the_preview_says_of_each_why_they_are_left_out_and_names_each_once(clinic: Clinic) -> None:
    ids = everybody(clinic)
    wanted = (*ids.values(), ids["Rosa"], 987654)
    with clinic.db.transaction() as session:
        shown = queries.preview(session, viewer=clinic.carla, patient_ids=wanted)
    assert [(one.name.split(" ")[0], one.reason) for one in shown] == [
        ("Rosa", ""), ("Tom", ""), ("Dead", queries.DECEASED), ("None", queries.NO_ACCOUNT),
        ("Off", queries.DISABLED), ("Shy", queries.RESTRICTED), ("", queries.UNKNOWN),
    ]  # fmt: skip
    assert all(one.mrn for one in shown[:-1])
    assert "HIV" not in str(shown)


def test_each_gets_a_message_of_their_own_with_their_own_name(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    tom = clinic.patient("Tom", "Berg")
    done = start_many(clinic, clinic.alice, (rosa.patient.id, tom.id, rosa.patient.id), 2)
    assert (done.started, done.excluded, len(done.outbox_ids)) == (2, [], 2)
    let_go(clinic)
    (line,) = portal.threads(rosa.token)
    assert [message.body for message in portal.read(rosa.token, line.thread_id)] == ["Dear Rosa, flu shots are here."]
    with clinic.db.transaction() as session:
        assert set(session.scalars(select(Message.body))) == {
            "Dear Rosa, flu shots are here.", "Dear Tom, flu shots are here.",
        }  # fmt: skip
        tasks = session.scalars(select(Task)).all()
        assert [(task.status, task.outcome) for task in tasks] == [(TaskStatus.COMPLETED, "sent")] * 2
        assert {task.patient_id for task in tasks} == {rosa.patient.id, tom.id}
        audited = session.scalars(select(AuditEvent.patient_id).where(AuditEvent.kind == "message.started")).all()
        assert set(audited) == {rosa.patient.id, tom.id}
        assert len(session.scalars(select(TaskEvent).where(TaskEvent.kind == "started")).all()) == 2


def test_who_is_left_out_is_listed_with_the_reason(clinic: Clinic) -> None:
    ids = everybody(clinic)
    done = start_many(clinic, clinic.alice, tuple(ids.values()), 2)
    assert done.started == 2
    assert dict(done.excluded) == {
        ids["Dead"]: queries.DECEASED, ids["None"]: queries.NO_ACCOUNT,
        ids["Off"]: queries.DISABLED, ids["Shy"]: queries.RESTRICTED,
    }  # fmt: skip


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_another_number_than_was_confirmed_sends_nothing(clinic: Clinic, expected: int) -> None:
    ids = everybody(clinic)
    with pytest.raises(Conflict, match=f"confirmed {expected}, but 2 "):
        start_many(clinic, clinic.alice, tuple(ids.values()), expected)
    assert count(clinic, Thread) == count(clinic, Message) == 0
    assert outbox(clinic) == []


def test_a_variable_without_a_value_or_without_a_meaning_sends_nothing(clinic: Clinic) -> None:
    here = clinic.patient(site_id=clinic.id_of(Site, "Harbor Clinic"))
    nowhere = clinic.patient("Tom")
    both = (here.id, nowhere.id)
    for body, why in (
        ("Call {clinic_phone}", "no value for some"),
        ("Dear {surname}", "Nothing is known"),
        ("{given.__class__}", "Nothing is known"),
        ("A { alone", "brace stands alone"),
    ):
        with pytest.raises(Invalid, match=why):
            start_many(clinic, clinic.alice, both, 2, body=body)
    assert count(clinic, Message) == 0
    start_many(clinic, clinic.alice, (here.id,), 1, body="Call {clinic_phone}")
    with clinic.db.transaction() as session:
        phone = session.scalars(select(Site.phone).where(Site.name == "Harbor Clinic")).one()
        assert session.scalars(select(Message.body)).one() == f"Call {phone}"


def test_a_name_with_braces_in_it_is_no_variable(clinic: Clinic) -> None:
    start_many(clinic, clinic.alice, (clinic.patient("{staff}").id,), 1)
    with clinic.db.transaction() as session:
        assert session.scalars(select(Message.body)).one() == "Dear {staff}, flu shots are here."


def test_a_list_can_be_taken_back_by_its_author_until_it_leaves(clinic: Clinic) -> None:
    alice, patients = clinic.alice, [clinic.patient(name).id for name in ("Rosa", "Tom", "Ana")]
    done = start_many(clinic, alice, tuple(patients), 3)
    with clinic.db.transaction() as session:
        session.execute(
            update(OutboxMessage).where(OutboxMessage.id == done.outbox_ids[0]).values(state=OutboxState.READY)
        )
    with clinic.db.transaction() as session:
        other = outreach.undo_start_many(session, by=clinic.dev, outbox_ids=tuple(done.outbox_ids))
        undone = outreach.undo_start_many(session, by=alice, outbox_ids=tuple(done.outbox_ids))
    assert (other.undone, undone.undone, undone.gone) == (0, 2, 1)
    with clinic.db.transaction() as session:
        assert sorted(session.scalars(select(Task.status))) == sorted(
            [TaskStatus.COMPLETED, TaskStatus.CANCELLED, TaskStatus.CANCELLED]
        )


def test_an_ordinary_reply_is_not_undone_with_a_list(clinic: Clinic) -> None:
    alice, task_id = clinic.alice, clinic.conversation()
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        sent = replies.reply(
            session, by=alice, token=uuid4(), task_id=task_id, body="Hello",
            seen_version=task.version, seen_inbound_id=task.last_inbound_id,
        )  # fmt: skip
        assert outreach.undo_start_many(session, by=alice, outbox_ids=(sent.outbox_id,)).undone == 0
    assert outbox(clinic)[0].state == OutboxState.WAITING


def test_a_second_submit_writes_to_nobody_again(clinic: Clinic) -> None:
    token, alice, patient = UUID(int=7), clinic.alice, clinic.patient()
    first = start_many(clinic, alice, (patient.id,), 1, token=token)
    assert start_many(clinic, alice, (patient.id,), 1, token=token) == first
    assert count(clinic, Message) == 1


def test_more_than_a_thousand_are_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="1,000"):
        start_many(clinic, clinic.alice, tuple(range(1, 1_003)), 1_002)
