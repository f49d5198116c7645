"""A reply becomes visible when its undo window ends; its notice leaves at most once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from db.actions.outbox import (
    MAX_ATTEMPTS,
    Handover,
    decide,
    mark_failed,
    mark_sent,
    mark_unknown,
    orphans,
    release_due,
    take,
)
from db.credentials import WORKER_IDENTITY, Credential
from db.errors import Conflict, Forbidden, NotFound
from db.jobs import defer
from db.models import AuditEvent, OutboxMessage, OutboxState, Setting, TaskEvent
from db.queries.outbox import masked, state_of_message, states_of_messages, undecided
from tests.conftest import Clinic
from tests.outgoing import replies, row, visible


def release(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return release_due(session, by=WORKER_IDENTITY)


def taken(clinic: Clinic, *, smtp: bool = True) -> Handover:
    with clinic.db.transaction() as session:
        notice = take(session, by=WORKER_IDENTITY, smtp=smtp)
    assert notice is not None
    return notice


def nothing_to_take(clinic: Clinic) -> bool:
    with clinic.db.transaction() as session:
        return take(session, by=WORKER_IDENTITY, smtp=True) is None


def sent(clinic: Clinic, notice: Handover) -> bool:
    with clinic.db.transaction() as session:
        return mark_sent(session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt)


def failed(clinic: Clinic, notice: Handover, *, permanent: bool = False) -> bool:
    with clinic.db.transaction() as session:
        return mark_failed(
            session,
            by=WORKER_IDENTITY,
            outbox_id=notice.id,
            attempt=notice.attempt,
            reason="The mail server refused the notice (code 550).",
            permanent=permanent,
        )


def unknown(clinic: Clinic, notice: Handover) -> bool:
    with clinic.db.transaction() as session:
        return mark_unknown(
            session, by=WORKER_IDENTITY, outbox_id=notice.id, attempt=notice.attempt, reason="The line broke."
        )


def decision(clinic: Clinic, by: Credential, outbox_id: int, *, seen: OutboxState, again: bool) -> OutboxState:
    with clinic.db.transaction() as session:
        return decide(session, by=by, outbox_id=outbox_id, seen_state=seen, again=again).state


def steps(clinic: Clinic) -> list[str]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(TaskEvent.kind).order_by(TaskEvent.id)))


def test_a_due_reply_becomes_visible_and_its_notice_ready_in_one_transaction(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    with clinic.db.transaction() as session:
        release_due(session, by=WORKER_IDENTITY)
        session.rollback()
    assert (row(clinic, reply).state, visible(clinic, reply)) == (OutboxState.WAITING, False)
    assert release(clinic) == 1
    assert (row(clinic, reply).state, visible(clinic, reply)) == (OutboxState.READY, True)
    assert steps(clinic) == ["sent"]


def test_a_reply_in_its_undo_window_stays_invisible(clinic: Clinic) -> None:
    [reply] = replies(clinic, due_in=60)
    assert release(clinic) == 0
    assert not visible(clinic, reply)


def test_a_withdrawn_reply_is_never_released(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(state=OutboxState.WITHDRAWN))
    assert release(clinic) == 0
    assert not visible(clinic, reply)


def test_a_reply_without_an_address_is_visible_and_done(clinic: Clinic) -> None:
    [reply] = replies(clinic, address="")
    release(clinic)
    assert (row(clinic, reply).state, row(clinic, reply).channel) == (OutboxState.SENT, "portal")
    assert visible(clinic, reply)
    assert nothing_to_take(clinic)


def test_two_workers_release_each_reply_once(clinic: Clinic) -> None:
    replies(clinic, 150)
    done: list[int] = []
    workers = [threading.Thread(target=lambda: done.append(release(clinic))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    while count := release(clinic):
        done.append(count)
    assert sum(done) == 150
    assert steps(clinic).count("sent") == 150


def test_a_notice_is_taken_once(clinic: Clinic) -> None:
    replies(clinic)
    release(clinic)
    notice = taken(clinic)
    assert (notice.attempt, notice.carrier) == (1, "smtp")
    assert nothing_to_take(clinic)


def test_the_address_never_shows_in_a_printed_handover(clinic: Clinic) -> None:
    replies(clinic)
    release(clinic)
    assert "example.invalid" not in repr(taken(clinic))


def test_a_demo_mails_nobody(clinic: Clinic) -> None:
    replies(clinic)
    release(clinic)
    with clinic.db.transaction() as session:
        session.add(Setting(key="demo"))
    assert taken(clinic, smtp=True).carrier == "file"


def test_a_sent_notice_is_done(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    assert sent(clinic, taken(clinic))
    assert row(clinic, reply).sent_at is not None
    assert steps(clinic) == ["sent", "notified"]


def test_a_refused_notice_is_tried_again_later_and_fails_in_the_end(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    for _ in range(MAX_ATTEMPTS - 1):
        failed(clinic, taken(clinic))
        assert row(clinic, reply).state == OutboxState.READY
        assert nothing_to_take(clinic), "it waits before the next attempt"
        with clinic.db.transaction() as session:
            session.execute(update(OutboxMessage).values(send_after=text("transaction_timestamp()")))
    failed(clinic, taken(clinic))
    assert row(clinic, reply).state == OutboxState.FAILED


def test_a_permanent_refusal_is_not_tried_again(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    failed(clinic, taken(clinic), permanent=True)
    assert row(clinic, reply).state == OutboxState.FAILED


def test_an_unknown_notice_is_never_sent_again_by_itself(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    unknown(clinic, taken(clinic))
    assert row(clinic, reply).state == OutboxState.UNKNOWN
    assert nothing_to_take(clinic)


def test_a_verdict_that_comes_late_corrects_unknown(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    notice = taken(clinic)
    unknown(clinic, notice)
    assert sent(clinic, notice)
    assert row(clinic, reply).state == OutboxState.SENT


def test_the_verdict_of_an_earlier_attempt_changes_nothing(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    first = taken(clinic)
    unknown(clinic, first)
    decision(clinic, clinic.alice, reply, seen=OutboxState.UNKNOWN, again=True)
    second = taken(clinic)
    assert (sent(clinic, first), failed(clinic, first), unknown(clinic, first)) == (False, False, False)
    assert row(clinic, reply).state == OutboxState.SENDING
    assert sent(clinic, second)


def test_what_a_dead_worker_was_sending_is_found(clinic: Clinic) -> None:
    replies(clinic, 2)
    release(clinic)
    first, second = taken(clinic), taken(clinic)
    with clinic.db.transaction() as session:
        assert orphans(session, by=WORKER_IDENTITY, all_of_them=False) == []
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == first.id)
            .values(sending_at=OutboxMessage.sending_at - timedelta(minutes=3))
        )
        assert [notice.id for notice in orphans(session, by=WORKER_IDENTITY, all_of_them=False)] == [first.id]
        everything = orphans(session, by=WORKER_IDENTITY, all_of_them=True)
        assert [notice.id for notice in everything] == [first.id, second.id]


def test_a_person_takes_an_unknown_notice_as_delivered(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    unknown(clinic, taken(clinic))
    assert decision(clinic, clinic.alice, reply, seen=OutboxState.UNKNOWN, again=False) == OutboxState.SENT
    with clinic.db.transaction() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "outbox.decided")).one()
    assert (event.actor, event.subject_id, event.detail) == ("Alice Moreno", reply, {"again": False, "was": "unknown"})


def test_a_second_decision_is_refused_and_names_who_decided(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    unknown(clinic, taken(clinic))
    decision(clinic, clinic.alice, reply, seen=OutboxState.UNKNOWN, again=True)
    with pytest.raises(Conflict, match="Alice Moreno decided this already and chose to send it again") as refusal:
        decision(clinic, clinic.dev, reply, seen=OutboxState.UNKNOWN, again=True)
    assert refusal.value.since is not None
    assert row(clinic, reply).state == OutboxState.READY


def test_a_sent_notice_cannot_be_sent_again(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    sent(clinic, taken(clinic))
    with pytest.raises(Conflict, match="now sent"):
        decision(clinic, clinic.alice, reply, seen=OutboxState.SENT, again=True)


def test_only_those_who_may_decide(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    unknown(clinic, taken(clinic))
    for person in (clinic.ben, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            decision(clinic, person, reply, seen=OutboxState.UNKNOWN, again=True)
    with pytest.raises(NotFound):
        decision(clinic, clinic.alice, 999_999, seen=OutboxState.UNKNOWN, again=True)


def test_undecided_notices_are_listed_oldest_first_and_page_by_page(clinic: Clinic) -> None:
    ids = replies(clinic, 3)
    release(clinic)
    failed(clinic, taken(clinic), permanent=True)
    unknown(clinic, taken(clinic))
    alice = clinic.alice
    with clinic.db.reading() as session:
        first, second = undecided(session, viewer=alice)
        [rest] = undecided(session, viewer=alice, after_id=first.id)
    assert (first.id, first.state, first.patient) == (ids[0], OutboxState.FAILED, "Rosa Diaz")
    assert (second.state, second.reason, second.recipient) == (
        OutboxState.UNKNOWN,
        "The line broke.",
        "1@example.invalid",
    )
    assert rest == second


def test_who_sees_no_patients_sees_no_name(clinic: Clinic) -> None:
    replies(clinic)
    release(clinic)
    unknown(clinic, taken(clinic))
    with clinic.db.reading() as session:
        [notice] = undecided(session, viewer=clinic.farid)
    assert (notice.patient, notice.patient_id) == ("", None)


def test_a_masked_address_keeps_its_domain() -> None:
    assert (masked("rosa@example.invalid"), masked("")) == ("r…@example.invalid", "…")


def test_a_thread_tells_what_became_of_its_messages(clinic: Clinic) -> None:
    ids = replies(clinic, 2)
    message_ids = [row(clinic, outbox_id).message_id or 0 for outbox_id in ids]
    alice = clinic.alice
    with clinic.db.reading() as session:
        states = states_of_messages(session, viewer=alice, message_ids=message_ids)
        assert [states[message_id].outbox_id for message_id in message_ids] == ids
        assert state_of_message(session, viewer=alice, message_id=999_999) is None


def jobs_waiting(clinic: Clinic) -> int:
    with clinic.db.transaction() as session:
        return int(session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")) or 0)


def test_a_job_is_queued_if_and_only_if_its_transaction_commits(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        defer(session, "release_and_deliver")
        session.rollback()
    assert jobs_waiting(clinic) == 0
    with clinic.db.transaction() as session:
        defer(session, "release_and_deliver", at=session.scalar(text("SELECT now() + interval '15 seconds'")))
        assert jobs_waiting(clinic) == 0
    assert jobs_waiting(clinic) == 1


def test_sending_again_wakes_the_worker(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    release(clinic)
    unknown(clinic, taken(clinic))
    decision(clinic, clinic.alice, reply, seen=OutboxState.UNKNOWN, again=True)
    assert jobs_waiting(clinic) == 1


def test_a_notice_to_staff_leaves_like_any_other_and_is_no_step_of_the_patients(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    with clinic.db.transaction() as session:
        task_id = session.get_one(OutboxMessage, reply).task_id
        session.execute(update(OutboxMessage).values(state=OutboxState.WITHDRAWN))
        session.add(
            OutboxMessage(
                state=OutboxState.READY,
                task_id=task_id,
                staff_id=clinic.staff_id("alice"),
                recipient="alice@portside.invalid",
                subject="A red flag waits in the inbox",
                body=f"Task {task_id}.",
                send_after=text("transaction_timestamp()"),
            )
        )
    notice = taken(clinic)
    assert (notice.recipient, notice.carrier, notice.task_id) == ("alice@portside.invalid", "smtp", task_id)
    assert sent(clinic, notice)
    assert steps(clinic) == []
    with clinic.db.transaction() as session:
        assert session.scalars(select(AuditEvent.kind).where(AuditEvent.kind == "outbox.sent")).one()


def test_a_webhook_is_called_only_where_that_is_allowed_and_never_in_a_demo(clinic: Clinic) -> None:
    for allowed, demo, carrier in ((False, False, "file"), (True, False, "webhook"), (True, True, "file")):
        with clinic.db.transaction() as session:
            session.add(
                OutboxMessage(
                    state=OutboxState.READY,
                    channel="webhook",
                    recipient="https://hooks.example.invalid/x",
                    subject="A red flag waits in the inbox",
                    body="Task 1.",
                    send_after=text("transaction_timestamp()"),
                )
            )
            if demo:
                session.add(Setting(key="demo"))
        with clinic.db.transaction() as session:
            notice = take(session, by=WORKER_IDENTITY, smtp=False, webhooks=allowed)
        assert notice is not None
        assert (notice.carrier, notice.channel) == (carrier, "webhook")
        assert "hooks" not in repr(notice)
