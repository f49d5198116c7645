"""A thread as staff read it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from db.actions import drafts, notes, replies
from db.credentials import SessionToken
from db.errors import Forbidden
from db.models import Attachment, Message
from db.queries import patients, threads
from tests.conftest import Clinic


def read(clinic: Clinic, viewer: SessionToken, task_id: int) -> threads.ThreadDetail:
    """The thread as somebody sees it."""
    with clinic.db.reading() as session:
        return threads.thread(session, viewer=viewer, task_id=task_id)


def test_messages_come_oldest_first_with_their_attachments(clinic: Clinic) -> None:
    task_id = clinic.conversation("First")
    newest = clinic.patient_writes(task_id, "Second")
    with clinic.db.transaction() as session:
        session.add(Attachment(message_id=newest, name="rash.png", media_type="image/png", content=b"\x89PNG"))
    found = read(clinic, clinic.alice, task_id)
    assert [m.body for m in found.messages] == ["First", "Second"]
    assert [f.name for f in found.messages[1].files] == ["rash.png"]


def test_a_waiting_reply_shows_its_author_how_to_undo_it(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        sent = replies.reply(
            session,
            by=alice,
            token=uuid4(),
            task_id=task_id,
            seen_version=task.version,
            seen_inbound_id=task.last_inbound_id,
            body="Rest it.",
        )
    mine, theirs = read(clinic, alice, task_id).messages[-1], read(clinic, clinic.dev, task_id).messages[-1]
    assert (mine.outbox_id, mine.mine, theirs.mine) == (sent.outbox_id, True, False)


def test_a_reply_that_was_undone_is_no_part_of_the_conversation(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        sent = replies.reply(
            session,
            by=alice,
            token=uuid4(),
            task_id=task_id,
            seen_version=task.version,
            seen_inbound_id=task.last_inbound_id,
            body="Rest it.",
        )
        replies.undo(session, by=alice, outbox_id=sent.outbox_id)
    assert [m.inbound for m in read(clinic, alice, task_id).messages] == [True]


def test_a_draft_is_its_authors_own(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        drafts.save_draft(session, by=alice, task_id=task_id, kind="reply", body="Take", seen_inbound_id=None)
        drafts.save_draft(session, by=alice, task_id=task_id, kind="note", body="Ask Dev", seen_inbound_id=None)
    found = read(clinic, alice, task_id)
    assert (found.reply_draft, found.note_draft) == ("Take", "Ask Dev")
    assert read(clinic, clinic.dev, task_id).reply_draft == ""


def test_notes_stand_in_a_table_of_their_own(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        notes.add_note(session, by=alice, token=uuid4(), task_id=task_id, body="Sounds worried")
    assert [n.body for n in read(clinic, alice, task_id).notes] == ["Sounds worried"]
    with clinic.db.transaction() as session:
        assert session.scalars(select(Message.body).where(Message.body == "Sounds worried")).all() == []


def test_the_front_desk_reads_no_thread(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with pytest.raises(Forbidden):
        read(clinic, clinic.erin, task_id)


def test_clinical_context_is_for_clinical_roles(clinic: Clinic) -> None:
    patient = clinic.patient()
    for viewer, clinical in ((clinic.alice, True), (clinic.erin, False), (clinic.ben, False)):
        with clinic.db.reading() as session:
            found = patients.context(session, viewer=viewer, patient_id=patient.id)
        assert found.clinical == clinical


def test_a_file_says_whether_it_was_looked_into_and_why_it_cannot_be_opened(clinic: Clinic) -> None:
    task_id = clinic.conversation("First")
    newest = clinic.patient_writes(task_id, "Second")
    with clinic.db.transaction() as session:
        for name, refusal, preview in (("a.heic", "", b"jpeg"), ("b.pdf", "It isn't what its name says.", None)):
            session.add(
                Attachment(
                    message_id=newest,
                    name=name,
                    media_type="image/heic" if preview else "application/pdf",
                    content=b"x",
                    checked_at=func.now(),
                    refusal=refusal,
                    preview=preview,
                    preview_type="image/jpeg" if preview else None,
                )
            )
        session.add(Attachment(message_id=newest, name="c.png", media_type="image/png", content=b"x"))
    files = read(clinic, clinic.alice, task_id).messages[-1].files
    assert [(file.name, file.checked, file.preview, file.refusal) for file in files] == [
        ("a.heic", True, True, ""),
        ("b.pdf", True, False, "It isn't what its name says."),
        ("c.png", False, False, ""),
    ]


def test_the_clinics_standing_text_is_told_from_what_a_person_wrote(clinic: Clinic) -> None:
    task_id = clinic.conversation("First")
    with clinic.db.transaction() as session:
        session.add(
            Message(
                thread_id=clinic.task(task_id).focus_id,
                direction="outbound",
                author="Harbor Clinic",
                body="Thank you.",
                automatic=True,
                sent_at=func.now(),
            )
        )
    assert [(m.author, m.automatic) for m in read(clinic, clinic.alice, task_id).messages][1:] == [
        ("Harbor Clinic", True)
    ]
