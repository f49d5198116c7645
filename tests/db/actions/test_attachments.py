"""Files with messages: looked into by the worker, and opened only when they may be."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from console.attachments import check_files
from db.actions import attachments, files
from db.config import config
from db.credentials import WORKER_IDENTITY
from db.errors import Conflict, Forbidden, NotFound
from db.models import Attachment, AuditEvent, Message, Task, TaskEvent
from db.portal import PortalClient
from demo.files import pdf
from feeds.virus_scanner import ScannerAway, clamav
from tests.conftest import Clinic
from tests.db.portal_visits import Visit, reply, write
from tests.feeds.test_attachments import EICAR, daemon, heic


def attach(clinic: Clinic, task_id: int, name: str, content: bytes, kind: str, *, outbound: bool = False) -> int:
    """A file with the newest message of a task's conversation, or with a reply."""
    with clinic.db.transaction() as session:
        task = session.get_one(Task, task_id)
        thread_id, message_id = task.focus_id, task.last_inbound_id
    if outbound:
        message_id = reply(clinic, thread_id)
    with clinic.db.transaction() as session:
        file = Attachment(message_id=message_id, name=name, media_type=kind, content=content)
        session.add(file)
        session.flush()
        return file.id


def found(clinic: Clinic, file_id: int) -> Attachment:
    with clinic.db.transaction() as session:
        file = session.get_one(Attachment, file_id)
        assert file.preview is None or file.preview
        return file


def never() -> bool:
    return False


@pytest.fixture
def task_id(clinic: Clinic) -> int:
    return clinic.conversation()


def test_a_clean_file_is_marked_as_looked_into(clinic: Clinic, task_id: int) -> None:
    file_id = attach(clinic, task_id, "a.pdf", pdf(["Hello"]), "application/pdf")
    check_files(clinic.db, None, never)
    file = found(clinic, file_id)
    assert file.checked_at is not None and (file.refusal, file.preview) == ("", None)
    with clinic.db.transaction() as session:
        assert attachments.unchecked(session, by=WORKER_IDENTITY, after_id=0) == ()


def test_a_patients_heic_keeps_its_content_and_gets_a_preview(clinic: Clinic, task_id: int) -> None:
    content = heic()
    file_id = attach(clinic, task_id, "IMG_1.HEIC", content, "image/heic")
    check_files(clinic.db, None, never)
    file = found(clinic, file_id)
    assert (file.name, file.media_type, file.content, file.preview_type) == (
        "IMG_1.HEIC", "image/heic", content, "image/jpeg",
    )  # fmt: skip
    with clinic.db.transaction() as session:
        opened = files.open_attachment(session, by=clinic.alice, attachment_id=file_id, preview=True)
        whole = files.open_attachment(session, by=clinic.alice, attachment_id=file_id)
    assert (opened.media_type, opened.content, whole.content) == ("image/jpeg", file.preview, content)


def test_staffs_heic_becomes_a_jpeg_that_patients_can_open(clinic: Clinic, task_id: int) -> None:
    file_id = attach(clinic, task_id, "IMG_1.HEIC", heic(), "image/heic", outbound=True)
    check_files(clinic.db, None, never)
    file = found(clinic, file_id)
    assert (file.name, file.media_type, file.preview) == ("IMG_1.jpg", "image/jpeg", None)
    assert file.content.startswith(b"\xff\xd8\xff") and b"Rosa" not in file.content


def test_a_file_that_lies_is_refused_and_the_task_says_so(clinic: Clinic, task_id: int) -> None:
    file_id = attach(clinic, task_id, "a.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "image/png")
    check_files(clinic.db, None, never)
    assert "damaged" in found(clinic, file_id).refusal
    with pytest.raises(files.NotYet, match="damaged"), clinic.db.transaction() as session:
        files.open_attachment(session, by=clinic.alice, attachment_id=file_id)
    with clinic.db.transaction() as session:
        step = session.scalars(select(TaskEvent).where(TaskEvent.kind == "file-refused")).one()
        assert (step.task_id, step.detail) == (task_id, {"attachment_id": file_id})
        assert session.scalars(select(AuditEvent.subject_id).where(AuditEvent.kind == "file.refused")).one() == file_id


def test_a_virus_is_opened_by_nobody_neither_here_nor_in_the_portal(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, message_id = write(portal, rosa)
    with clinic.db.transaction() as session:
        file = Attachment(
            message_id=message_id, name="a.pdf", media_type="application/pdf", content=pdf([]) + EICAR + b"%%EOF"
        )
        session.add(file)
        session.flush()
        file_id = file.id
    with daemon() as address:
        check_files(clinic.db, clamav(address), never)
    with pytest.raises(files.NotYet, match=r"A virus was found \(Win"), clinic.db.transaction() as session:
        files.open_attachment(session, by=clinic.alice, attachment_id=file_id)
    with pytest.raises(NotFound):
        portal.file(rosa.token, file_id)
    assert [file.name for file in portal.read(rosa.token, thread_id)[0].files] == ["a.pdf"]


def test_while_the_scanner_is_away_files_wait_and_say_that_they_are_being_checked(
    clinic: Clinic, task_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_content: bytes) -> str:
        raise ScannerAway

    file_id = attach(clinic, task_id, "a.pdf", pdf(["Hello"]), "application/pdf")
    check_files(clinic.db, away, never)
    assert found(clinic, file_id).checked_at is None
    monkeypatch.setenv("PORTSIDE_CLAMAV", "127.0.0.1:3310")
    config.cache_clear()
    try:
        with pytest.raises(Conflict, match="being checked"), clinic.db.transaction() as session:
            files.open_attachment(session, by=clinic.alice, attachment_id=file_id)
    finally:
        monkeypatch.undo()
        config.cache_clear()
    with daemon() as address:
        check_files(clinic.db, clamav(address), never)
    assert found(clinic, file_id).checked_at is not None


def test_a_file_on_which_the_scanner_gives_no_verdict_holds_up_no_other(clinic: Clinic, task_id: int) -> None:
    puzzling = attach(clinic, task_id, "a.pdf", pdf(["break"]), "application/pdf")
    fine = attach(clinic, task_id, "b.pdf", pdf(["Hello"]), "application/pdf")
    with daemon() as address:
        check_files(clinic.db, clamav(address), never)
    assert found(clinic, puzzling).checked_at is None
    assert found(clinic, fine).checked_at is not None


def test_without_a_scanner_a_file_opens_before_it_was_looked_into(clinic: Clinic, task_id: int) -> None:
    file_id = attach(clinic, task_id, "a.pdf", pdf(["Hello"]), "application/pdf")
    with clinic.db.transaction() as session:
        assert files.open_attachment(session, by=clinic.alice, attachment_id=file_id, preview=True).name == "a.pdf"


def test_many_files_are_all_looked_into_and_a_verdict_stands(clinic: Clinic, task_id: int) -> None:
    ids = [attach(clinic, task_id, f"{n}.pdf", pdf([str(n)]), "application/pdf") for n in range(23)]
    check_files(clinic.db, None, never)
    assert all(found(clinic, file_id).checked_at for file_id in ids)
    with clinic.db.transaction() as session:
        assert not attachments.judge(session, by=WORKER_IDENTITY, attachment_id=ids[0], refusal="too late")
    assert found(clinic, ids[0]).refusal == ""


def test_people_do_not_judge_files(clinic: Clinic) -> None:
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        attachments.judge(session, by=clinic.alice, attachment_id=1, refusal="")


def test_a_patients_message_stays_readable_beside_a_refused_file(clinic: Clinic, task_id: int) -> None:
    attach(clinic, task_id, "a.png", b"\x89PNG\r\n\x1a\nnothing", "image/png")
    check_files(clinic.db, None, never)
    with clinic.db.transaction() as session:
        assert session.scalars(select(Message.body)).all() == ["My knee hurts since Monday."]
