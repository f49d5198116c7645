"""Two conversations become one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions import calls, drafts, notes
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import (
    Attachment,
    Draft,
    Message,
    Note,
    OutboxMessage,
    OutboxState,
    Patient,
    PhoneCall,
    PortalAccount,
    Priority,
    Task,
    TaskStatus,
    Thread,
    UrgencyFlag,
)
from db.portal import PortalClient, PortalFile
from tests.conftest import Clinic
from tests.db.moving import audited, bodies, flag, merge, refile, reply, set_task, steps, thread
from tests.db.portal_visits import PDF, Visit, answer, task_of, write


@pytest.fixture
def two(clinic: Clinic) -> tuple[int, int]:
    """Two open conversations of one patient."""
    patient = clinic.patient()
    return clinic.conversation("First", patient=patient), clinic.conversation("Second", patient=patient)


def test_merging_moves_every_message_and_closes_what_is_left(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    clinic.patient_writes(first, "Third")
    moved = merge(clinic, first, second)

    assert bodies(clinic, second) == ["First", "Second", "Third"] and bodies(clinic, first) == []
    assert (moved.task_id, moved.thread_id) == (second, thread(clinic, second).id)
    source, target = clinic.task(first), clinic.task(second)
    assert (source.status, source.outcome, source.business_status) == (TaskStatus.COMPLETED, "duplicate", "merged")
    assert target.status == TaskStatus.REQUESTED and moved.version == target.version == 2
    assert thread(clinic, first).merged_into_id == thread(clinic, second).id
    assert "merged" in steps(clinic, first) and "merged-in" in steps(clinic, second)
    assert len(audited(clinic, "thread.merged")) == 2


def test_a_merged_conversation_is_headed_by_its_newest_message(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    newest = clinic.patient_writes(first, "The newest words")
    merge(clinic, first, second)
    head = thread(clinic, second)
    assert (head.first_words, head.last_inbound_id) == ("The newest words", newest)
    assert clinic.task(second).last_inbound_id == newest
    assert thread(clinic, first).first_words == ""


def test_files_notes_calls_and_flags_go_along(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    with clinic.db.transaction() as session:
        message = session.get_one(Task, first).last_inbound_id
        session.add(Attachment(message_id=message, name="a.pdf", media_type="application/pdf", content=PDF))
        notes.add_note(session, by=clinic.alice, token=uuid4(), task_id=first, body="Called the pharmacy.")
    with clinic.db.transaction() as session:
        patient_id = session.get_one(Task, first).patient_id
        assert patient_id is not None
        calls.log_call(
            session, by=clinic.alice, token=uuid4(), patient_id=patient_id, task_id=first, outcome="no-answer"
        )
    flag(clinic, first, "red")
    merge(clinic, first, second)
    with clinic.db.transaction() as session:
        for model in (Note, PhoneCall, UrgencyFlag):
            assert session.scalars(select(model.task_id)).all() == [second]
        about = session.scalars(select(Message.thread_id).join(Attachment, Attachment.message_id == Message.id)).one()
    assert about == thread(clinic, second).id


def test_a_draft_goes_along_behind_the_one_that_stands_there(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    alice, dev = clinic.alice, clinic.dev
    with clinic.db.transaction() as session:
        for by, task_id, body in ((alice, first, "From the first"), (alice, second, "Here"), (dev, first, "Dev's")):
            drafts.save_draft(session, by=by, task_id=task_id, kind="reply", body=body, seen_inbound_id=None)
    merge(clinic, first, second)
    with clinic.db.transaction() as session:
        kept = {(row.task_id, row.body) for row in session.execute(select(Draft.task_id, Draft.body))}
    assert kept == {(second, "Here\n\nFrom the first"), (second, "Dev's")}


def test_the_stricter_priority_deadline_and_flag_of_the_two_count(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    soon, later = datetime(2030, 1, 1, tzinfo=UTC), datetime(2030, 1, 2, tzinfo=UTC)
    set_task(clinic, first, priority=Priority.STAT, priority_reason="Chest pain", due_at=soon, triaged_at=soon,
             escalate_at=soon, escalated=1)  # fmt: skip
    set_task(clinic, second, due_at=later, first_response_due_at=later, triaged_at=soon, flag="amber")
    flag(clinic, first, "red")
    merge(clinic, first, second)
    target, source = clinic.task(second), clinic.task(first)
    assert (target.priority, target.priority_reason, target.due_at) == (Priority.STAT, "Chest pain", soon)
    assert (target.flag, target.escalate_at, target.escalated) == ("red", soon, 1)
    assert (target.first_response_due_at, target.triaged_at) == (later, soon)
    assert (source.flag, source.escalate_at) == ("", None)


def test_an_unacknowledged_red_flag_is_not_hidden_by_one_that_was_acknowledged(
    clinic: Clinic, two: tuple[int, int]
) -> None:
    first, second = two
    now = datetime(2030, 1, 1, tzinfo=UTC)
    flag(clinic, first, "red")
    flag(clinic, second, "red", "stroke signs")
    set_task(clinic, first, escalate_at=now)
    set_task(clinic, second, flag_acknowledged_at=now, flag_acknowledged_by="Dev Patel")
    merge(clinic, first, second)
    target = clinic.task(second)
    assert (target.flag, target.flag_acknowledged_at, target.escalate_at) == ("red", None, now)


def test_a_message_not_yet_read_for_red_flags_is_read_after_the_merge(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    set_task(clinic, second, triaged_at=func.now())
    merge(clinic, first, second)
    assert clinic.task(second).triaged_at is None


def test_a_task_that_waits_wakes_when_an_unanswered_conversation_joins_it(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    set_task(clinic, second, status="on-hold", business_status="waiting-for-patient")
    merge(clinic, first, second)
    assert (clinic.task(second).status, clinic.task(second).business_status) == (TaskStatus.REQUESTED, "")


def test_conversations_of_different_patients_are_not_merged(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="different patients"):
        merge(clinic, clinic.conversation(), clinic.conversation())


def test_a_proxys_conversation_is_not_merged_with_the_patients_own(clinic: Clinic) -> None:
    mother, child = clinic.patient("Maria"), clinic.patient("Leo")
    own, proxys = clinic.conversation(patient=child), clinic.conversation(patient=child)
    with clinic.db.transaction() as session:
        account = session.scalars(select(PortalAccount.id).where(PortalAccount.patient_id == mother.id)).one()
        session.execute(
            update(Thread).where(Thread.id == session.get_one(Task, proxys).focus_id).values(account_id=account)
        )
    with pytest.raises(Invalid, match=r"different people \(Leo Diaz, Maria Diaz\)"):
        merge(clinic, proxys, own)
    assert bodies(clinic, proxys)


def test_an_imported_conversation_without_an_account_counts_as_the_patients_own(
    clinic: Clinic, two: tuple[int, int]
) -> None:
    first, second = two
    with clinic.db.transaction() as session:
        session.execute(update(Thread).where(Thread.id == thread(clinic, first).id).values(account_id=None))
    merge(clinic, first, second)
    assert bodies(clinic, second) == ["First", "Second"]


def test_pitfall_13_two_conversations_can_not_vanish_into_each_other(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two

    def attempt(pair: tuple[int, int]) -> bool:
        try:
            merge(clinic, *pair, seen_version=1)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(attempt, [(first, second), (second, first)] * 6))
    assert sum(won) == 1
    open_ones = [task_id for task_id in two if clinic.task(task_id).closed_at is None]
    assert len(open_ones) == 1 and bodies(clinic, open_ones[0]) == ["First", "Second"]


def test_what_was_merged_is_not_merged_again_nor_merged_into(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    with clinic.db.transaction() as session:
        patient = session.get_one(Patient, clinic.task(first).patient_id)
    third = clinic.conversation("Third", patient=patient)
    merge(clinic, first, second)
    for pair in ((first, third), (third, first)):
        with pytest.raises(Conflict, match="merged already"):
            merge(clinic, *pair)
    merge(clinic, second, third)
    assert bodies(clinic, third) == ["First", "Second", "Third"]
    assert thread(clinic, first).merged_into_id == thread(clinic, third).id


def test_the_target_must_be_open_and_another_one(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    with pytest.raises(Invalid, match="another conversation"):
        merge(clinic, first, first)
    set_task(clinic, second, status="completed", closed_at=func.now(), closed_by="Dev Patel")
    with pytest.raises(Conflict, match="closed"):
        merge(clinic, first, second)
    with pytest.raises(NotFound):
        merge(clinic, first, 987654)


def test_a_stale_screen_merges_nothing(clinic: Clinic, two: tuple[int, int]) -> None:
    with pytest.raises(Conflict):
        merge(clinic, *two, seen_version=7)


def test_a_reply_that_can_still_be_undone_keeps_its_conversation_where_it_is(
    clinic: Clinic, two: tuple[int, int]
) -> None:
    first, second = two
    reply(clinic, first)
    other = clinic.patient("Leo")
    for move in (lambda: merge(clinic, first, second), lambda: refile(clinic, first, other.id)):
        with pytest.raises(Conflict, match="about to leave"):
            move()
    with clinic.db.transaction() as session:
        session.execute(update(OutboxMessage).values(state=OutboxState.SENT, sent_at=func.now()))
        session.execute(update(Message).where(Message.direction == "outbound").values(sent_at=func.now()))
    merge(clinic, first, second)
    assert bodies(clinic, second) == ["First", "Second", "Please rest it."]


def test_conversations_are_moved_by_clinical_staff_only(clinic: Clinic, two: tuple[int, int]) -> None:
    for somebody in (clinic.erin, clinic.ben, clinic.farid):
        with pytest.raises(Forbidden):
            merge(clinic, *two, by=somebody)


def test_the_patient_sees_a_merged_conversation_once_and_whole(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    old, _ = write(portal, rosa, "First", files=[PortalFile("a.pdf", PDF)])
    new, _ = write(portal, rosa, "Second")
    merge(clinic, task_of(clinic, old).id, task_of(clinic, new).id)

    assert [line.thread_id for line in portal.threads(rosa.token)] == [new]
    assert [message.body for message in portal.read(rosa.token, new)] == ["First", "Second"]
    (file,) = portal.read(rosa.token, new)[0].files
    assert portal.file(rosa.token, file.id or 0).content == PDF
    # A page that was open in the portal before still shows it, and what is typed there arrives.
    assert [message.body for message in portal.read(rosa.token, old)] == ["First", "Second"]
    sent = portal.send_message(rosa.token, patient_id=rosa.patient.id, body="Third", thread_id=old)
    assert sent.thread_id == new
    assert task_of(clinic, new).last_inbound_id == sent.message_id
    assert task_of(clinic, old).closed_at is not None


def test_messages_that_arrive_during_a_merge_are_in_the_conversation_that_goes_on(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    old, _ = write(portal, rosa, "First")
    new, _ = write(portal, rosa, "Second")
    source, target = task_of(clinic, old).id, task_of(clinic, new).id

    with ThreadPoolExecutor(8) as pool:
        writing = [pool.submit(answer, portal, rosa, old, f"Message {number}") for number in range(10)]
        merging = pool.submit(merge, clinic, source, target)
        merging.result()
        for each in writing:
            each.result()
    assert sorted(bodies(clinic, target)) == sorted(["First", "Second", *(f"Message {n}" for n in range(10))])
    assert bodies(clinic, source) == []
    assert clinic.task(source).closed_at is not None and clinic.task(target).closed_at is None
    with clinic.db.transaction() as session:
        assert clinic.task(target).last_inbound_id == session.scalar(select(func.max(Message.id)))
