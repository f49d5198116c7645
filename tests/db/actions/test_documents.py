"""Documents: asked for by one person, made by the worker, opened by nobody else."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdf
import pytest
from sqlalchemy import func, select, update

from console.documents import make_documents
from db.actions import documents, notes, operations, replies, thread_moves
from db.actions.files import NotYet
from db.credentials import WORKER_IDENTITY, SessionToken
from db.errors import Forbidden, Invalid, NotFound
from db.models import Attachment, AuditEvent, Document, Message, OutboxMessage, Patient, PortalAccount, Task, Thread
from db.queries import documents as queries
from tests.conftest import Clinic
from tests.db.portal_visits import PDF, grant_proxy


def ask(clinic: Clinic, by: SessionToken, task_id: int, token: UUID | None = None) -> int:
    with clinic.db.transaction() as session:
        return documents.request_thread_pdf(session, by=by, token=token or uuid4(), task_id=task_id).document_id


def made(clinic: Clinic, by: SessionToken, document_id: int) -> str:
    """The document's text, as who asked for it opens it."""
    make_documents(clinic.db, lambda: False)
    with clinic.db.transaction() as session:
        content = documents.open_document(session, by=by, document_id=document_id).content
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def line(clinic: Clinic, by: SessionToken, document_id: int) -> queries.DocumentLine:
    with clinic.db.reading() as session:
        return queries.document(session, viewer=by, document_id=document_id)


def test_a_conversation_is_made_whole_without_notes_and_without_what_was_not_sent(clinic: Clinic) -> None:
    alice, mother = clinic.alice, clinic.patient("Maria")
    child = clinic.patient("Leo", account=False)
    task_id = clinic.conversation("Leo has a rash.", patient=child)
    with clinic.db.transaction() as session:
        account = session.scalars(select(PortalAccount.id).where(PortalAccount.patient_id == mother.id)).one()
        session.execute(update(Message).values(account_id=account, author="Maria Diaz"))
        session.execute(update(Thread).values(account_id=account))
        session.add(Attachment(message_id=session.get_one(Task, task_id).last_inbound_id, name="rash.pdf",
                               media_type="application/pdf", content=PDF))  # fmt: skip
        notes.add_note(session, by=alice, token=uuid4(), task_id=task_id, body="Secret note")
    grant_proxy(clinic, account, child.id)
    task = clinic.task(task_id)
    with clinic.db.transaction() as session:
        replies.reply(
            session, by=alice, token=uuid4(), task_id=task_id, body="Still to be undone",
            seen_version=task.version, seen_inbound_id=task.last_inbound_id,
        )  # fmt: skip
    page = made(clinic, alice, ask(clinic, alice, task_id))
    for said in ("Leo Diaz", child.mrn, "Maria Diaz (daughter)", "Leo has a rash.", "rash.pdf", "by Alice Moreno"):
        assert said in page, said
    assert "Secret" not in page and "undone" not in page


def test_it_can_be_followed_from_being_made_to_ready(clinic: Clinic) -> None:
    alice = clinic.alice
    document_id = ask(clinic, alice, clinic.conversation())
    assert line(clinic, alice, document_id).state == "making"
    with pytest.raises(NotYet, match="being made"), clinic.db.transaction() as session:
        documents.open_document(session, by=alice, document_id=document_id)
    make_documents(clinic.db, lambda: False)
    assert line(clinic, alice, document_id).state == "ready"


def test_its_name_holds_no_patients(clinic: Clinic) -> None:
    alice, task_id = clinic.alice, clinic.conversation()
    name = line(clinic, alice, ask(clinic, alice, task_id)).name
    assert name.startswith(f"conversation-{clinic.task(task_id).focus_id}-") and "Diaz" not in name


def test_only_who_asked_opens_it_and_each_opening_is_audited(clinic: Clinic) -> None:
    alice, task_id = clinic.alice, clinic.conversation()
    document_id = ask(clinic, alice, task_id)
    make_documents(clinic.db, lambda: False)
    for somebody in (clinic.dev, clinic.carla):
        with pytest.raises(NotFound), clinic.db.transaction() as session:
            documents.open_document(session, by=somebody, document_id=document_id)
        with pytest.raises(NotFound):
            line(clinic, somebody, document_id)
    for _ in range(2):
        with clinic.db.transaction() as session:
            documents.open_document(session, by=alice, document_id=document_id)
    with clinic.db.transaction() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.kind == "document.opened")).all()
    assert [(event.subject_id, event.patient_id) for event in events] == [
        (document_id, clinic.task(task_id).patient_id)
    ] * 2  # fmt: skip


def test_who_reads_no_conversations_gets_none(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    for somebody in (clinic.erin, clinic.ben, clinic.farid):
        with pytest.raises(Forbidden):
            ask(clinic, somebody, task_id)
    with pytest.raises(NotFound):
        ask(clinic, clinic.alice, 987654)


def test_a_task_about_something_else_has_no_conversation(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        session.execute(update(Task).values(focus_type="errand"))
    with pytest.raises(Invalid, match="no conversation"):
        ask(clinic, clinic.alice, task_id)


def test_a_second_submit_makes_no_second_document(clinic: Clinic) -> None:
    alice, task_id, token = clinic.alice, clinic.conversation(), UUID(int=8)
    assert ask(clinic, alice, task_id, token) == ask(clinic, alice, task_id, token)


def test_what_is_filed_under_another_patient_meanwhile_is_not_printed_under_the_first(clinic: Clinic) -> None:
    alice, task_id, other = clinic.alice, clinic.conversation(), clinic.patient("Leo")
    document_id = ask(clinic, alice, task_id)
    with clinic.db.transaction() as session:
        seen = clinic.task(task_id).last_inbound_id
        thread_moves.refile(
            session, by=alice, task_id=task_id, seen_version=1, seen_inbound_id=seen, patient_id=other.id,
            reason="Her son's",
        )  # fmt: skip
    make_documents(clinic.db, lambda: False)
    assert line(clinic, alice, document_id).state == "failed"
    with pytest.raises(NotYet, match="Ask for it again"), clinic.db.transaction() as session:
        documents.open_document(session, by=alice, document_id=document_id)


def test_one_that_can_not_be_made_holds_up_no_other(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = clinic.alice
    broken = ask(clinic, alice, clinic.conversation())
    fine = ask(clinic, alice, clinic.conversation())
    with clinic.db.transaction() as session:
        session.execute(update(Document).where(Document.id == broken).values(patient_id=None))
    make_documents(clinic.db, lambda: False)
    assert (line(clinic, alice, broken).state, line(clinic, alice, fine).state) == ("failed", "ready")


def test_one_that_was_not_made_in_a_quarter_of_an_hour_is_given_up(clinic: Clinic) -> None:
    alice = clinic.alice
    document_id = ask(clinic, alice, clinic.conversation())
    with clinic.db.transaction() as session:
        session.execute(update(Document).values(requested_at=func.now() - timedelta(minutes=16)))
    with clinic.db.transaction() as session:
        assert documents.pending(session, by=WORKER_IDENTITY) == ()
    assert line(clinic, alice, document_id).state == "failed"


def test_a_second_worker_changes_nothing(clinic: Clinic) -> None:
    document_id = ask(clinic, clinic.alice, clinic.conversation())
    with clinic.db.transaction() as session:
        finished: Any = documents.finish(session, by=WORKER_IDENTITY, document_id=document_id, content=b"%PDF-1")
        again: Any = documents.finish(session, by=WORKER_IDENTITY, document_id=document_id, content=b"%PDF-2")
        failed: Any = documents.fail(session, by=WORKER_IDENTITY, document_id=document_id)
    assert (finished, again, failed) == (True, False, False)
    with clinic.db.transaction() as session:
        assert session.scalars(select(Document.content)).one() == b"%PDF-1"


def test_the_job_is_asked_for_in_the_same_transaction(clinic: Clinic) -> None:
    ask(clinic, clinic.alice, clinic.conversation())
    with clinic.db.transaction() as session:
        jobs = session.connection().exec_driver_sql("SELECT task_name FROM procrastinate_jobs").scalars().all()
        assert "make_documents" in jobs
        assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
        assert session.scalar(select(func.count()).select_from(Patient)) == 1


def test_a_document_is_kept_for_a_week(clinic: Clinic) -> None:
    alice = clinic.alice
    old, new = (ask(clinic, alice, clinic.conversation()) for _ in range(2))
    with clinic.db.transaction() as session:
        session.execute(
            update(Document).where(Document.id == old).values(requested_at=func.now() - timedelta(days=7, minutes=1))
        )
        operations.purge(session, by=WORKER_IDENTITY)
    assert line(clinic, alice, new).id == new
    with pytest.raises(NotFound):
        line(clinic, alice, old)
