"""What patients can send and read through the portal's contract, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select, text

from db.engine import DatabaseRole, Organisation
from db.errors import Conflict, Invalid
from db.models import (
    Attachment,
    AuditEvent,
    Message,
    Site,
    TaskStatus,
    Team,
    Thread,
)
from db.portal import PortalClient, PortalFile
from rules.topics import TOPICS
from tests.conftest import Clinic
from tests.db.portal_visits import (
    PDF,
    Visit,
    reply,
    steps,
    task_of,
    write,
)

JPEG = b"\xff\xd8\xff\xe0" + b"photo"
PNG = b"\x89PNG\r\n\x1a\n" + b"photo"
HEIC = b"\0\0\0\x18ftypheic" + b"photo"


def test_a_message_starts_a_conversation_and_a_task_without_clinical_words(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    body = "My  knee\nis swollen since Monday. " + "It hurts. " * 30

    thread_id, message_id = write(portal, rosa, body, topic="results", subject="Knee")

    with clinic.db.transaction() as session:
        thread, message = session.get_one(Thread, thread_id), session.get_one(Message, message_id)
    assert (thread.patient_id, thread.account_id, thread.topic, thread.subject) == (
        rosa.patient.id, rosa.account_id, "results", "Knee",
    )  # fmt: skip
    assert (thread.last_inbound_id, thread.last_message_at) == (message_id, message.sent_at)
    assert thread.first_words.startswith("My knee is swollen since Monday.") and len(thread.first_words) <= 160
    assert (message.direction, message.author, message.body) == ("inbound", "Rosa Diaz", body)
    task = task_of(clinic, thread_id)
    assert (task.title, task.topic, task.status, task.priority) == (
        "Message: results", "results", TaskStatus.REQUESTED, 3,
    )  # fmt: skip
    assert (task.patient_id, task.site_id, task.team_id) == (
        rosa.patient.id,
        clinic.id_of(Site, "Harbor Clinic"),
        clinic.id_of(Team, "Nurse triage"),
    )
    assert (task.last_inbound_id, task.last_inbound_at) == (message_id, message.sent_at)
    assert task.triaged_at is None and task.owner_id is None and task.version == 1
    assert steps(clinic, thread_id) == [("received", "Patient")]


def test_a_message_leaves_an_audit_event_without_its_text(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    thread_id, message_id = write(portal, rosa, "My knee is swollen.")
    with clinic.db.transaction() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.message.sent")).one()
    assert (event.actor, event.staff_id) == (f"portal account {rosa.account_id}", None)
    assert (event.patient_id, event.subject_type, event.subject_id) == (rosa.patient.id, "message", message_id)
    assert event.detail == {"thread_id": thread_id, "task_id": task_of(clinic, thread_id).id, "files": 0}


def test_the_worker_is_told_which_task_has_something_new(
    clinic: Clinic, place: Organisation, portal: PortalClient, rosa: Visit
) -> None:
    url = place.url(DatabaseRole.APP).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as listener:
        listener.execute("LISTEN portside_inbound")
        thread_id, _ = write(portal, rosa)
        told = [notice.payload for notice in listener.notifies(timeout=30, stop_after=1)]
    assert told == [str(task_of(clinic, thread_id).id)]


def test_a_second_submit_of_the_same_form_returns_the_first_ones_result(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    form = uuid4()
    first = write(portal, rosa, once=form)
    assert write(portal, rosa, "Something else", once=form) == first
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_one_form_submitted_many_times_at_once_is_one_message(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    form = uuid4()
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(lambda _: write(portal, rosa, once=form), range(8)))
    assert len(results) == 1
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_another_accounts_form_token_is_refused(portal: PortalClient, rosa: Visit, ana: Visit) -> None:
    form = uuid4()
    write(portal, rosa, once=form)
    with pytest.raises(Conflict, match="submitted before, for something else"):
        write(portal, ana, once=form)


def test_a_refused_form_can_be_corrected_and_sent(portal: PortalClient, rosa: Visit) -> None:
    form = uuid4()
    with pytest.raises(Invalid):
        write(portal, rosa, "", once=form)
    assert write(portal, rosa, "Now with text", once=form)


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"body": ""}, "body", "nothing to send"),
        ({"body": " \n\t\r\n "}, "body", "nothing to send"),
        ({"body": "a" * 20_001}, "body", "20001 characters; at most 20000"),
        ({"body": "a\0b"}, "body", "control character"),
        ({"body": "a\x1bb"}, "body", "control character"),
        ({"body": "a\x7fb"}, "body", "control character"),
        ({"subject": "a" * 201}, "subject", "at most 200"),
        ({"subject": "two\nlines"}, "subject", "control character"),
        ({"topic": "gossip"}, "topic", "Choose what this is about"),
        ({"topic": ""}, "topic", "Choose what this is about"),
    ],
)
def test_text_that_can_not_be_taken_is_refused_with_a_sentence(
    portal: PortalClient, rosa: Visit, values: dict[str, str], field: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        write(portal, rosa, **values)
    assert refusal.value.field == field


def test_switching_string_syntax_does_not_switch_the_checks_off(portal: PortalClient, rosa: Visit) -> None:
    with portal.engine.begin() as connection:
        connection.execute(text("SET LOCAL standard_conforming_strings = off"))
        connection.execute(text("SELECT portal_enter(:token)"), {"token": rosa.token.value})
        with pytest.raises(Exception, match="control character"):
            connection.execute(
                text("SELECT portal_send_message(gen_random_uuid(), :patient, NULL, 'health', '', :body)"),
                {"patient": rosa.patient.id, "body": "a\x1bb"},
            )


def test_hostile_text_is_kept_as_it_was_written(portal: PortalClient, rosa: Visit) -> None:
    body = '<script>alert(1)</script>\n=HYPERLINK("x")\t\'; DROP TABLE patient; -- \u202egnp.exe Ñandú 🩺'
    thread_id, _ = write(portal, rosa, body)
    assert portal.read(rosa.token, thread_id)[0].body == body


def test_line_ends_of_browsers_become_line_breaks(portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa, "one\r\ntwo\rthree")
    assert portal.read(rosa.token, thread_id)[0].body == "one\ntwo\nthree"


def test_the_longest_message_fits(portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa, "ñ" * 20_000)
    assert len(portal.read(rosa.token, thread_id)[0].body) == 20_000


def test_patients_choose_among_the_topics_that_staff_know(portal: PortalClient) -> None:
    offered = portal.topics()
    assert offered.items() <= TOPICS.items()
    assert {"health", "refill", "results", "scheduling", "billing", "other"} <= set(offered)


def test_files_are_kept_in_order_with_the_type_that_their_bytes_say(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    given = [
        PortalFile("knee.JPG", JPEG),
        PortalFile("b.png", PNG),
        PortalFile("c.heic", HEIC),
        PortalFile("d.pdf", PDF),
        PortalFile("photo without ending", JPEG),
    ]
    thread_id, _ = write(portal, rosa, files=given)

    files = portal.read(rosa.token, thread_id)[0].files

    assert [(file.name, file.media_type) for file in files] == [
        ("knee.JPG", "image/jpeg"), ("b.png", "image/png"), ("c.heic", "image/heic"), ("d.pdf", "application/pdf"),
        ("photo without ending", "image/jpeg"),
    ]  # fmt: skip
    assert files[0].id is not None and portal.file(rosa.token, files[0].id).content == JPEG


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([PortalFile("a.exe", b"MZ\x90\0")], "Send photos .* or PDF files only"),
        ([PortalFile("a.svg", b"<svg onload='alert(1)'/>")], "Send photos .* or PDF files only"),
        ([PortalFile("a.pdf", b"<html>%PDF-1.7")], "Send photos .* or PDF files only"),
        ([PortalFile("a.mp4", b"\0\0\0\x18ftypisom")], "Send photos .* or PDF files only"),
        ([PortalFile("a.pdf", JPEG)], "says something else than its content"),
        ([PortalFile("a.jpg.exe", JPEG)], "says something else than its content"),
        ([PortalFile("a.pdf", PDF), PortalFile("b.jpg", b"")], "empty"),
        ([PortalFile("  ", PDF)], "needs a name"),
        ([PortalFile("../a.pdf", PDF)], "character that can't be used"),
        ([PortalFile("a\n.pdf", PDF)], "character that can't be used"),
        ([PortalFile("a" * 200 + ".pdf", PDF)], "at most 200"),
        ([PortalFile("a.pdf", PDF)] * 6, "at most 5"),
    ],
)
def test_a_file_that_can_not_be_taken_is_refused_and_nothing_is_sent(
    clinic: Clinic, portal: PortalClient, rosa: Visit, files: list[PortalFile], why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        write(portal, rosa, files=files)
    assert refusal.value.field == "files"
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Thread)) == 0


def test_a_file_has_ten_megabytes_at_most(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    longest = 10 * 1024 * 1024
    write(portal, rosa, files=[PortalFile("scan.pdf", PDF.ljust(longest, b" "))])
    with pytest.raises(Invalid, match="larger than 10 MB"):
        write(portal, rosa, files=[PortalFile("scan.pdf", PDF.ljust(longest + 1, b" "))])
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.octet_length(Attachment.content))) == longest


def test_threads_are_listed_newest_first_with_what_is_unread(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    first, _ = write(portal, rosa, subject="Knee")
    second, _ = write(portal, rosa, topic="refill")
    reply(clinic, first)

    listed = portal.threads(rosa.token)

    assert [(thread.thread_id, thread.subject, thread.topic, thread.unread) for thread in listed] == [
        (first, "Knee", "health", 1), (second, "", "refill", 0),
    ]  # fmt: skip
    assert [thread.thread_id for thread in portal.threads(rosa.token, before=listed[0].last_message_at)] == [second]
    assert len(portal.threads(rosa.token, limit=1)) == 1


def test_reading_marks_replies_as_read_and_names_their_author(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, _ = write(portal, rosa)
    answered = reply(clinic, thread_id, "Please come in.")

    messages = portal.read(rosa.token, thread_id)

    assert [(message.direction, message.author, message.body) for message in messages] == [
        ("inbound", "Rosa Diaz", "My knee is swollen."), ("outbound", "Alice Moreno", "Please come in."),
    ]  # fmt: skip
    assert [thread.unread for thread in portal.threads(rosa.token)] == [0]
    with clinic.db.transaction() as session:
        read_at = session.get_one(Message, answered).read_at
        events = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.thread.read")).all()
    assert read_at is not None and [event.subject_id for event in events] == [thread_id]
    portal.read(rosa.token, thread_id)
    with clinic.db.transaction() as session:
        assert session.get_one(Message, answered).read_at == read_at
