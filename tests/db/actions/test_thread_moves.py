"""Moving conversations: two into one, a message into one of its own, a whole one to the right patient."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions import calls, drafts, notes, replies, thread_moves
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from db.models import (
    Attachment,
    AuditEvent,
    Draft,
    Message,
    Note,
    OutboxMessage,
    OutboxState,
    Patient,
    PhoneCall,
    PortalAccount,
    Priority,
    Site,
    Task,
    TaskEvent,
    TaskStatus,
    Thread,
    UrgencyFlag,
)
from db.portal import PortalClient, PortalFile
from tests.conftest import Clinic
from tests.db.portal_visits import PDF, Visit, answer, grant_proxy, task_of, write


def merge(clinic: Clinic, task_id: int, into: int, by: SessionToken | None = None, **values: Any) -> thread_moves.Moved:
    """Merge as somebody who saw the first task as it stands."""
    version = clinic.task(task_id).version
    with clinic.db.transaction() as session:
        return thread_moves.merge(
            session, by=by or clinic.alice, task_id=task_id, into_task_id=into, **({"seen_version": version} | values)
        )


def split(clinic: Clinic, task_id: int, message_id: int, topic: str = "refill") -> thread_moves.Moved:
    """Split as a nurse who saw the task as it stands."""
    version = clinic.task(task_id).version
    with clinic.db.transaction() as session:
        return thread_moves.split(
            session, by=clinic.alice, task_id=task_id, seen_version=version, message_id=message_id, topic=topic
        )


def refile(clinic: Clinic, task_id: int, patient_id: int, reason: str = "About her child", **values: Any) -> str:
    """File under another patient as a nurse who saw the task as it stands; the sentence."""
    arguments: dict[str, Any] = {"seen_version": clinic.task(task_id).version, "reason": reason} | values
    with clinic.db.transaction() as session:
        return thread_moves.refile(
            session, by=clinic.alice, task_id=task_id, patient_id=patient_id, **arguments
        ).sentence


def set_task(clinic: Clinic, task_id: int, **values: Any) -> None:
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == task_id).values(**values))


def thread(clinic: Clinic, task_id: int) -> Thread:
    with clinic.db.transaction() as session:
        return session.get_one(Thread, session.get_one(Task, task_id).focus_id)


def bodies(clinic: Clinic, task_id: int) -> list[str]:
    with clinic.db.transaction() as session:
        about = session.get_one(Task, task_id).focus_id
        return list(session.scalars(select(Message.body).where(Message.thread_id == about).order_by(Message.id)))


def reply(clinic: Clinic, task_id: int, body: str = "Please rest it.") -> replies.Sent:
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        return replies.reply(
            session, by=clinic.alice, token=uuid4(), task_id=task_id, body=body,
            seen_version=task.version, seen_inbound_id=task.last_inbound_id,
        )  # fmt: skip


def flag(clinic: Clinic, task_id: int, level: str, family: str = "chest pain") -> None:
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        session.add(
            UrgencyFlag(task_id=task_id, message_id=task.last_inbound_id, level=level, family=family, phrase="chest")
        )
        task.flag = level


def audited(clinic: Clinic, kind: str) -> list[AuditEvent]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(AuditEvent).where(AuditEvent.kind == kind).order_by(AuditEvent.id)))


def steps(clinic: Clinic, task_id: int) -> list[str]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(TaskEvent.kind).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id)))


@pytest.fixture
def two(clinic: Clinic) -> tuple[int, int]:
    """Two open conversations of one patient."""
    patient = clinic.patient()
    return clinic.conversation("First", patient=patient), clinic.conversation("Second", patient=patient)


# Merging


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


# Splitting


def test_a_message_gets_a_conversation_and_a_task_of_its_own(clinic: Clinic) -> None:
    task_id = clinic.conversation("My knee hurts.")
    second = clinic.patient_writes(task_id, "Also, I need a refill.")
    moved = split(clinic, task_id, second)

    assert (bodies(clinic, task_id), bodies(clinic, moved.task_id)) == (["My knee hurts."], ["Also, I need a refill."])
    old, new = clinic.task(task_id), clinic.task(moved.task_id)
    assert (new.status, new.topic, new.title, new.triaged_at) == (
        TaskStatus.REQUESTED,
        "refill",
        "Message: refill",
        None,
    )
    assert (new.patient_id, new.last_inbound_id, new.owner_id) == (old.patient_id, second, None)
    assert old.last_inbound_id != second and old.version == 2 and moved.version == new.version
    head, other = thread(clinic, task_id), thread(clinic, moved.task_id)
    assert (head.first_words, other.first_words) == ("My knee hurts.", "Also, I need a refill.")
    assert (head.patient_id, head.account_id) == (other.patient_id, other.account_id)
    assert "split" in steps(clinic, task_id) and "split-off" in steps(clinic, moved.task_id)
    (event,) = audited(clinic, "thread.split")
    assert event.patient_id == old.patient_id


def test_what_is_due_counts_from_when_the_patient_wrote_it(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    second = clinic.patient_writes(task_id, "Also, I need a refill.")
    with clinic.db.transaction() as session:
        then = func.now() - timedelta(days=3)
        session.execute(update(Message).where(Message.id == second).values(sent_at=then, created_at=then))
        written = session.scalars(select(Message.sent_at).where(Message.id == second)).one()
    new = clinic.task(split(clinic, task_id, second).task_id)
    assert new.created_at == new.arrived_at == new.last_inbound_at == written


def test_a_flag_goes_with_its_message(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    second = clinic.patient_writes(task_id, "Now my chest hurts.")
    flag(clinic, task_id, "red")
    due = datetime(2030, 1, 1, tzinfo=UTC)
    set_task(clinic, task_id, priority=Priority.STAT, priority_reason="Chest pain", escalate_at=due)
    new = clinic.task(split(clinic, task_id, second, "health").task_id)
    old = clinic.task(task_id)
    assert (new.flag, new.priority, new.escalate_at) == ("red", Priority.STAT, due)
    assert (old.flag, old.escalate_at) == ("", None)


def test_only_what_the_patient_wrote_in_this_conversation_beside_more_can_be_split_off(clinic: Clinic) -> None:
    task_id, other = clinic.conversation(), clinic.conversation()
    only = clinic.task(task_id).last_inbound_id or 0
    with pytest.raises(Invalid, match="only message"):
        split(clinic, task_id, only)
    sent = reply(clinic, task_id)
    with pytest.raises(Invalid, match="Only what the patient wrote"):
        split(clinic, task_id, sent.message_id)
    with pytest.raises(NotFound):
        split(clinic, other, only)
    with pytest.raises(Invalid, match="what the message is about"):
        split(clinic, task_id, only, "nonsense")


def test_the_patient_sees_a_split_off_message_in_a_conversation_of_its_own(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, _ = write(portal, rosa, "First")
    second = answer(portal, rosa, thread_id, "Second")
    moved = split(clinic, task_of(clinic, thread_id).id, second)
    assert {line.thread_id for line in portal.threads(rosa.token)} == {thread_id, moved.thread_id}
    assert [message.body for message in portal.read(rosa.token, moved.thread_id)] == ["Second"]


# Filing under another patient


def test_a_proxy_who_wrote_from_her_own_record_goes_on_seeing_what_is_filed_under_her_child(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    """Ana wrote about Rosa, whose proxy she is, but as if about herself."""
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    thread_id, _ = write(portal, ana, "My mother fell.")
    sentence = refile(clinic, task_of(clinic, thread_id).id, rosa.patient.id)

    assert sentence == "The conversation is filed under Rosa Diaz."
    assert [message.body for message in portal.read(ana.token, thread_id)] == ["My mother fell."]
    assert [message.body for message in portal.read(rosa.token, thread_id)] == ["My mother fell."]
    assert portal.threads(ana.token)[0].patient_id == rosa.patient.id
    assert thread(clinic, task_of(clinic, thread_id).id).account_id == ana.account_id


@pytest.mark.parametrize("grant", [None, {"since": 2}, {"until": -1}, "revoked"])
def test_who_has_no_access_for_the_other_patient_no_longer_sees_it_and_is_to_be_called(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit, grant: Any
) -> None:
    if grant is not None:
        grant_proxy(clinic, rosa.account_id, tom.patient.id, **(grant if isinstance(grant, dict) else {}))
    if grant == "revoked":
        with clinic.db.transaction() as session:
            session.connection().exec_driver_sql("UPDATE proxy_grant SET revoked_at = now()")
    thread_id, _ = write(portal, rosa, "My husband's knee hurts.", files=[PortalFile("a.pdf", PDF)])
    file_id = portal.read(rosa.token, thread_id)[0].files[0].id or 0
    task_id = task_of(clinic, thread_id).id
    sentence = refile(clinic, task_id, tom.patient.id)

    assert "Rosa Diaz wrote it and has no access for Tom Berg" in sentence and "Call them" in sentence
    assert portal.threads(rosa.token) == []
    for look in (lambda: portal.read(rosa.token, thread_id), lambda: portal.file(rosa.token, file_id)):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotFound):
        portal.send_message(rosa.token, patient_id=rosa.patient.id, body="Hello?", thread_id=thread_id)
    assert [message.body for message in portal.read(tom.token, thread_id)] == ["My husband's knee hurts."]
    assert thread(clinic, task_id).account_id == tom.account_id


def test_both_records_are_audited_and_the_task_is_the_other_patients(clinic: Clinic) -> None:
    mother = clinic.patient("Maria")
    child = clinic.patient("Leo", account=False, site_id=clinic.id_of(Site, "Harbor Clinic"))
    task_id = clinic.conversation(patient=mother)
    set_task(clinic, task_id, triaged_at=func.now())
    refile(clinic, task_id, child.id, "About her son")
    task = clinic.task(task_id)
    assert (task.patient_id, task.site_id, task.version, task.triaged_at) == (child.id, child.site_id, 2, None)
    assert thread(clinic, task_id).account_id is None
    assert {event.patient_id for event in audited(clinic, "thread.refiled")} == {mother.id, child.id}
    assert all(event.detail["reason"] == "About her son" for event in audited(clinic, "thread.refiled"))
    assert "refiled" in steps(clinic, task_id)


def test_a_colleagues_send_from_the_old_screen_is_stopped(clinic: Clinic) -> None:
    task_id, child = clinic.conversation(), clinic.patient("Leo")
    seen = clinic.task(task_id)
    refile(clinic, task_id, child.id)
    with pytest.raises(Conflict, match="filed it under another patient"), clinic.db.transaction() as session:
        replies.reply(
            session, by=clinic.dev, token=uuid4(), task_id=task_id, body="Dear Rosa",
            seen_version=seen.version, seen_inbound_id=seen.last_inbound_id,
        )  # fmt: skip


def test_what_was_merged_into_it_goes_along(clinic: Clinic, two: tuple[int, int]) -> None:
    first, second = two
    merge(clinic, first, second)
    child = clinic.patient("Leo")
    refile(clinic, second, child.id)
    assert clinic.task(first).patient_id == thread(clinic, first).patient_id == child.id


@pytest.mark.parametrize(
    ("values", "error", "why"),
    [
        ({"reason": "  "}, Invalid, "Say why"),
        ({"patient_id": "same"}, Invalid, "this patient's already"),
        ({"patient_id": 987654}, NotFound, "patient"),
        ({"seen_version": 9}, Conflict, "look again"),
    ],
)
def test_filing_needs_a_reason_another_patient_and_a_fresh_screen(
    clinic: Clinic, values: dict[str, Any], error: type[Refused], why: str
) -> None:
    task_id, other = clinic.conversation(), clinic.patient("Leo")
    patient_id = clinic.task(task_id).patient_id if values.get("patient_id") == "same" else other.id
    with pytest.raises(error, match=why):
        refile(clinic, task_id, **({"patient_id": patient_id} | {k: v for k, v in values.items() if v != "same"}))
    assert audited(clinic, "thread.refiled") == []
