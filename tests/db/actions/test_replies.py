"""Replies: sent once, to the right person, undoable until they leave."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions import calls, closing, drafts, replies
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NewInbound
from db.models import (
    Attachment,
    Draft,
    Message,
    OutboxMessage,
    OutboxState,
    PortalAccount,
    Task,
    TaskEvent,
    TaskStatus,
    Thread,
    UrgencyFlag,
)
from db.queries import threads
from tests.conftest import Clinic
from tests.db.portal_visits import PDF, grant_proxy


def send(
    clinic: Clinic,
    by: SessionToken,
    task_id: int,
    body: str = "Please rest it and use ice.",
    *,
    token: UUID | None = None,
    then: str = "keep",
    seen_version: int | None = None,
    seen_inbound_id: int | None = None,
    files: tuple[tuple[str, bytes], ...] = (),
    again: tuple[int, ...] = (),
) -> replies.Sent:
    """Reply as somebody who saw the task as it stands, unless told otherwise."""
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        return replies.reply(
            session,
            by=by,
            token=token or uuid4(),
            task_id=task_id,
            body=body,
            then=then,
            seen_version=task.version if seen_version is None else seen_version,
            seen_inbound_id=task.last_inbound_id if seen_inbound_id is None else seen_inbound_id,
            files=files,
            again=again,
        )


def undone_files(clinic: Clinic, by: SessionToken, task_id: int) -> dict[str, int]:
    """The files that the reply box offers again, by name."""
    with clinic.db.reading() as session:
        return {file.name: file.id for file in threads.thread(session, viewer=by, task_id=task_id).undone_files}


def outbox(clinic: Clinic) -> list[OutboxMessage]:
    """Every outbox row."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def draft_of(clinic: Clinic, task_id: int, username: str = "alice") -> str | None:
    """The kept text of somebody's reply box."""
    with clinic.db.transaction() as session:
        return session.scalar(
            select(Draft.body).where(
                Draft.task_id == task_id, Draft.staff_id == clinic.staff_id(username), Draft.kind == "reply"
            )
        )


def test_a_reply_waits_for_its_undo_window_before_the_patient_sees_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    sent = send(clinic, clinic.alice, task_id)
    with clinic.db.transaction() as session:
        message = session.get_one(Message, sent.message_id)
    assert (message.sent_at, message.author, message.direction) == (None, "Alice Moreno", "outbound")
    (row,) = outbox(clinic)
    assert row.state == OutboxState.WAITING
    assert (row.send_after - row.created_at).total_seconds() == pytest.approx(15)


def test_the_notice_holds_no_clinical_words_and_no_name(clinic: Clinic) -> None:
    send(clinic, clinic.alice, clinic.conversation(), "Your biopsy was benign.")
    (row,) = outbox(clinic)
    text = f"{row.subject} {row.body}"
    assert not any(word in text for word in ("biopsy", "Rosa", "Diaz", "knee"))


def test_pitfall_3_the_recipient_is_frozen_when_sending_is_decided(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    send(clinic, clinic.alice, task_id)
    before = outbox(clinic)[0].recipient
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).values(email="somebody-else@example.invalid"))
    assert outbox(clinic)[0].recipient == before


def test_a_reply_to_a_task_nobody_had_makes_it_the_authors_own(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    send(clinic, clinic.alice, task_id)
    task = clinic.task(task_id)
    assert (task.owner_id, task.status) == (clinic.staff_id("alice"), TaskStatus.IN_PROGRESS)
    assert task.first_response_at is not None


@pytest.mark.parametrize(("then", "status"), [("keep", "in-progress"), ("wait", "on-hold"), ("close", "completed")])
def test_what_happens_to_the_task_is_the_authors_choice(clinic: Clinic, then: str, status: str) -> None:
    task_id = clinic.conversation()
    send(clinic, clinic.alice, task_id, then=then)
    assert clinic.task(task_id).status == status


def test_who_sends_and_closes_replied_first_and_then_closed(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    send(clinic, clinic.alice, task_id, then="close")
    with clinic.db.transaction() as session:
        kinds = session.scalars(select(TaskEvent.kind).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id)).all()
    assert kinds[-2:] == ["replied", "closed"]


def test_a_send_is_stopped_when_the_patient_wrote_something_unseen_and_the_draft_stays(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    seen = clinic.task(task_id).last_inbound_id
    with clinic.db.transaction() as session:
        drafts.save_draft(session, by=alice, task_id=task_id, kind="reply", body="Take two.", seen_inbound_id=seen)
    clinic.patient_writes(task_id, "now my chest hurts")
    with pytest.raises(NewInbound):
        send(clinic, alice, task_id, "Take two.", seen_inbound_id=seen)
    assert outbox(clinic) == []
    assert draft_of(clinic, task_id) == "Take two."


def test_two_nurses_on_one_thread_send_one_reply(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    version = clinic.task(task_id).version
    send(clinic, clinic.alice, task_id, seen_version=version)
    with pytest.raises(Conflict, match="Alice Moreno replied in the meantime"):
        send(clinic, clinic.dev, task_id, seen_version=version)
    assert len(outbox(clinic)) == 1


def test_pitfall_2_a_double_click_sends_once_and_returns_the_first_ones_result(clinic: Clinic) -> None:
    task_id, alice, token = clinic.conversation(), clinic.alice, uuid4()
    version = clinic.task(task_id).version

    def click(_: int) -> replies.Sent:
        return send(clinic, alice, task_id, token=token, seen_version=version)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(click, range(4)))
    assert len(set(results)) == 1
    assert len(outbox(clinic)) == 1


def test_pitfall_9_the_draft_goes_in_the_transaction_that_sends(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        drafts.save_draft(session, by=alice, task_id=task_id, kind="reply", body="Take", seen_inbound_id=None)
    send(clinic, alice, task_id, "Take two.")
    assert draft_of(clinic, task_id) is None


def test_undo_restores_task_and_draft_as_they_were(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    before = clinic.task(task_id)
    sent = send(clinic, alice, task_id, "Wrong one", then="close")
    with clinic.db.transaction() as session:
        undone = replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    after = clinic.task(task_id)
    for name in ("status", "owner_id", "outcome", "closed_at", "closed_by", "first_response_at", "claimed_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert undone.body == draft_of(clinic, task_id) == "Wrong one"
    assert outbox(clinic)[0].state == OutboxState.WITHDRAWN
    with clinic.db.transaction() as session:
        message = session.get_one(Message, sent.message_id)
    assert message.withdrawn_by == "Alice Moreno"
    assert message.sent_at is None


def test_undo_keeps_what_a_colleague_did_since(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    sent = send(clinic, alice, task_id, then="close")
    with clinic.db.transaction() as session:
        closing.reopen(session, by=clinic.dev, task_id=task_id, seen_version=sent.version)
    with clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    task = clinic.task(task_id)
    assert (task.owner_id, task.status) == (clinic.staff_id("dev"), TaskStatus.IN_PROGRESS)


def test_undo_puts_the_text_in_front_of_what_was_typed_since(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    sent = send(clinic, alice, task_id, "First")
    with clinic.db.transaction() as session:
        drafts.save_draft(session, by=alice, task_id=task_id, kind="reply", body="Second", seen_inbound_id=None)
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    assert draft_of(clinic, task_id) == "First\n\nSecond"


def test_undo_leaves_a_task_awake_that_the_patient_woke_since(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    sent = send(clinic, alice, task_id, then="wait")
    clinic.patient_writes(task_id, "still hurts")
    with clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    assert clinic.task(task_id).status == TaskStatus.REQUESTED


def test_a_sent_reply_or_a_colleagues_can_not_be_undone(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    sent = send(clinic, alice, task_id)
    with pytest.raises(Conflict), clinic.db.transaction() as session:
        replies.undo(session, by=clinic.dev, outbox_id=sent.outbox_id)
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(state=OutboxState.READY))
    with pytest.raises(Conflict, match="sent already"), clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("   ", "nothing to send"),
        ("x" * 20_001, "at most 20,000"),
        ("a\x00b", "control character"),
    ],
)
def test_what_can_not_be_sent_is_refused_with_a_reason(clinic: Clinic, body: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        send(clinic, clinic.alice, clinic.conversation(), body)
    assert outbox(clinic) == []


def test_a_patient_without_a_portal_account_is_to_be_called(clinic: Clinic) -> None:
    task_id = clinic.conversation(patient=clinic.patient(account=False))
    with pytest.raises(Invalid, match="Call instead"):
        send(clinic, clinic.alice, task_id)


def test_the_front_desk_and_the_manager_can_not_reply(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    for somebody in (clinic.erin, clinic.carla, clinic.farid, clinic.ben):
        with pytest.raises(Forbidden):
            send(clinic, somebody, task_id)


def test_a_reply_goes_to_the_account_that_writes_the_thread(clinic: Clinic) -> None:
    """A mother who writes about her child gets the answer."""
    mother, child = clinic.patient("Maria"), clinic.patient("Leo", account=False)
    task_id = clinic.conversation(patient=child)
    with clinic.db.transaction() as session:
        account = session.scalars(select(PortalAccount).where(PortalAccount.patient_id == mother.id)).one()
        session.execute(update(Thread).values(account_id=account.id))
    grant_proxy(clinic, account.id, child.id)
    assert send(clinic, clinic.alice, task_id).recipient == "Maria Diaz"
    assert outbox(clinic)[0].recipient == account.email


def test_a_reply_that_is_refused_leaves_no_message_behind(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with pytest.raises(Conflict):
        send(clinic, clinic.alice, task_id, seen_version=99)
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).where(Message.direction == "outbound")) == 0


def test_files_go_with_the_message_under_clean_names(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    sent = send(
        clinic,
        clinic.alice,
        task_id,
        files=(("../../a:b.pdf", PDF), ("scan", PDF), ("C:\\x\\" + "y" * 300 + ".PDF", PDF)),
    )
    with clinic.db.transaction() as session:
        found = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert [file.message_id for file in found] == [sent.message_id] * 3
    assert [file.name for file in found] == ["a_b.pdf", "scan.pdf", "y" * 196 + ".PDF"]
    assert {file.media_type for file in found} == {"application/pdf"}
    assert all(file.checked_at is None for file in found)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([("a.pdf", PDF)] * 6, "at most 5 files"),
        ([("a.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024))], "larger than 10 MB"),
        ([("a.png", PDF)], "says something else"),
        ([("a.docx", b"PK\x03\x04")], "photos"),
        ([("a.pdf", b"")], "empty"),
    ],
)
def test_a_file_that_can_not_be_sent_stops_the_reply(clinic: Clinic, files: list[tuple[str, bytes]], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        send(clinic, clinic.alice, clinic.conversation(), files=tuple(files))
    assert outbox(clinic) == []


def test_undo_keeps_the_files_where_nobody_sees_them(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    sent = send(clinic, alice, task_id, files=(("a.pdf", PDF),))
    with clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
        (message,) = session.scalars(select(Message).join(Attachment, Attachment.message_id == Message.id))
        assert message.withdrawn_at is not None
        assert not [line for line in threads.thread(session, viewer=alice, task_id=task_id).messages if line.files]


def test_files_of_an_undone_reply_are_offered_again_and_go_with_the_next_one(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    sent = send(clinic, alice, task_id, files=(("a.pdf", PDF), ("b.pdf", PDF)))
    assert undone_files(clinic, alice, task_id) == {}
    with clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    offered = undone_files(clinic, alice, task_id)
    assert set(offered) == {"a.pdf", "b.pdf"}
    assert undone_files(clinic, clinic.dev, task_id) == {}  # what a colleague took back is not one's own
    second = send(clinic, alice, task_id, files=(("c.pdf", PDF),), again=(offered["a.pdf"],))
    with clinic.db.reading() as session:
        lines = threads.thread(session, viewer=alice, task_id=task_id).messages
    assert {file.name for line in lines if line.id == second.message_id for file in line.files} == {"a.pdf", "c.pdf"}
    assert undone_files(clinic, alice, task_id) == {}  # sent without it, so it isn't wanted


def test_files_that_were_not_taken_back_by_oneself_here_can_not_go_along(clinic: Clinic) -> None:
    here, there, alice, dev = clinic.conversation(), clinic.conversation(), clinic.alice, clinic.dev
    for task_id, who in ((there, alice), (here, dev)):
        sent = send(clinic, who, task_id, files=(("a.pdf", PDF),))
        with clinic.db.transaction() as session:
            replies.undo(session, by=who, outbox_id=sent.outbox_id)
        (file_id,) = undone_files(clinic, who, task_id).values()
        before = len(outbox(clinic))
        with pytest.raises(Invalid, match="your text is kept"):
            send(clinic, alice, here, again=(file_id,))
        assert len(outbox(clinic)) == before
    with pytest.raises(Invalid, match="at most 5 files"):
        send(clinic, alice, here, files=(("c.pdf", PDF),) * 5, again=(file_id,))


def test_a_patient_who_has_died_gets_no_notice_but_the_message_is_in_the_portal(clinic: Clinic) -> None:
    task_id = clinic.conversation(patient=clinic.patient(deceased_at=func.now()))
    send(clinic, clinic.alice, task_id)
    assert [row.recipient for row in outbox(clinic)] == [""]


@pytest.mark.parametrize("then", ["close", "wait"])
def test_a_red_flag_is_settled_before_the_reply_ends_or_defers_the_task(clinic: Clinic, then: str) -> None:
    task_id, alice = clinic.conversation("My chest hurts."), clinic.alice
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        task.flag, patient_id, message_id = "red", task.patient_id, task.last_inbound_id
        session.add(
            UrgencyFlag(task_id=task_id, message_id=message_id, level="red", family="chest pain", phrase="chest hurts")
        )
    assert patient_id is not None
    with pytest.raises(Conflict):
        send(clinic, alice, task_id, then=then)
    assert outbox(clinic) == []
    with clinic.db.transaction() as session:
        calls.log_call(session, by=alice, token=uuid4(), patient_id=patient_id, task_id=task_id, outcome="reached")
    assert send(clinic, alice, task_id, then=then).task_id == task_id


def test_a_reply_to_a_red_flag_that_keeps_the_task_open_goes_out(clinic: Clinic) -> None:
    task_id = clinic.conversation("My chest hurts.")
    with clinic.db.transaction() as session:
        session.execute(update(Task).values(flag="red"))
    assert send(clinic, clinic.alice, task_id, "Call 911 now.").task_id == task_id


def test_replying_is_work_of_the_owner_and_undo_gives_the_deadlines_back(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    before = clinic.task(task_id)
    sent = send(clinic, alice, task_id)
    assert clinic.task(task_id).worked_at is not None
    with clinic.db.transaction() as session:
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    after = clinic.task(task_id)
    assert (after.due_at, after.first_response_due_at, after.first_response_at) == (
        before.due_at, before.first_response_due_at, None,
    )  # fmt: skip
