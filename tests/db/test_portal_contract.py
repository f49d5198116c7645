"""What patients and proxies can do through the portal's contract, and what it does to staff's work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select, text, update

from db.engine import DatabaseRole, Organisation, engine_for
from db.errors import Conflict, Forbidden, Invalid, NotFound, SignedOut
from db.models import (
    Attachment,
    AuditEvent,
    Message,
    PortalAccount,
    PortalSession,
    Site,
    Task,
    TaskEvent,
    TaskStatus,
    Team,
    Thread,
)
from db.portal import PortalClient, PortalFile, credential_for
from tests.conftest import Clinic
from tests.db.portal_visits import KEY, Visit, grant_proxy, reply, sign_in, write

JPEG = b"\xff\xd8\xff\xe0" + b"photo"
PNG = b"\x89PNG\r\n\x1a\n" + b"photo"
HEIC = b"\0\0\0\x18ftypheic" + b"photo"
PDF = b"%PDF-1.7 letter"
WRONG = "The name or the password isn't right"


@pytest.fixture
def portal(place: Organisation) -> Iterator[PortalClient]:
    """The contract, connected to as the portal role."""
    engine = engine_for(place, DatabaseRole.PORTAL, pool_size=8)
    yield PortalClient(engine)
    engine.dispose()


@pytest.fixture
def rosa(clinic: Clinic, portal: PortalClient) -> Visit:
    """A patient, signed in."""
    return sign_in(clinic, portal, clinic.patient("Rosa", "Diaz", site_id=clinic.id_of(Site, "Harbor Clinic")))


@pytest.fixture
def ana(clinic: Clinic, portal: PortalClient) -> Visit:
    """Rosa's daughter, signed in with an account of her own."""
    return sign_in(clinic, portal, clinic.patient("Ana", "Diaz"))


def task_of(clinic: Clinic, thread_id: int) -> Task:
    """The task of a conversation."""
    with clinic.db.transaction() as session:
        return session.scalars(select(Task).where(Task.focus_type == "thread", Task.focus_id == thread_id)).one()


def change_task(clinic: Clinic, thread_id: int, **values: Any) -> None:
    """Put the task of a conversation into a state."""
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.focus_type == "thread", Task.focus_id == thread_id).values(**values))


def steps(clinic: Clinic, thread_id: int) -> list[tuple[str, str]]:
    """What happened to the task of a conversation, and by whom."""
    task = task_of(clinic, thread_id)
    with clinic.db.transaction() as session:
        rows = session.execute(
            select(TaskEvent.kind, TaskEvent.actor).where(TaskEvent.task_id == task.id).order_by(TaskEvent.id)
        )
        return [(row.kind, row.actor) for row in rows]


# Sessions


def test_a_patient_signs_in_with_a_password_that_the_database_never_sees(clinic: Clinic, portal: PortalClient) -> None:
    patient = clinic.patient()
    salt, key_hash = credential_for("correct horse battery staple")
    with clinic.db.transaction() as session:
        account = session.query(PortalAccount).filter_by(patient_id=patient.id).one()
        account.salt, account.key_hash, login = salt, key_hash, account.login

    token = portal.open_session(f"  {login.upper()} ", "correct horse battery staple")

    assert [person.given for person in portal.people(token)] == ["Rosa"]
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session(login, "wrong horse")
    assert "correct" not in repr(token) and token.value not in repr(token)


def test_only_the_digest_of_a_session_token_is_stored(clinic: Clinic, rosa: Visit) -> None:
    with clinic.db.transaction() as session:
        stored = session.scalars(select(PortalSession.token_hash)).all()
    assert stored == [hashlib.sha256(rosa.token.value.encode()).digest()]
    assert len(rosa.token.value) == 64


def test_a_session_lives_thirty_minutes(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    with clinic.db.transaction() as session:
        row = session.scalars(select(PortalSession)).one()
        assert row.expires_at - row.started_at == timedelta(minutes=30)
        row.expires_at = session.scalar(select(func.clock_timestamp()))  # type: ignore[assignment]
    with pytest.raises(SignedOut, match="Your session has ended"):
        portal.threads(rosa.token)


def test_signing_out_ends_the_session_at_once(portal: PortalClient, rosa: Visit) -> None:
    portal.close_session(rosa.token)
    with pytest.raises(SignedOut):
        portal.threads(rosa.token)


def test_a_disabled_account_loses_its_open_session(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).where(PortalAccount.id == rosa.account_id).values(state="disabled"))
    with pytest.raises(SignedOut):
        portal.people(rosa.token)
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session_with_key(rosa.login, KEY)


def test_an_unknown_login_gets_a_salt_like_a_known_one(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    def salt(login: str) -> bytes:
        with portal.engine.begin() as connection:
            return bytes(connection.scalar(text("SELECT portal_salt(:login)"), {"login": login}))

    assert salt("nobody") == salt(" NOBODY ") != salt("nobody else")
    assert len(salt("nobody")) == len(salt(rosa.login)) == 16


def test_failures_are_counted_and_lock_the_account_for_growing_times(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    def fail() -> PortalAccount:
        with pytest.raises(Forbidden, match=WRONG):
            portal.open_session_with_key(rosa.login, b"wrong")
        with clinic.db.transaction() as session:
            return session.get_one(PortalAccount, rosa.account_id)

    def lock_passes() -> None:
        with clinic.db.transaction() as session:
            session.execute(text("UPDATE portal_account SET locked_until = locked_until - interval '2 hours'"))

    assert [fail().locked_until for _ in range(4)] == [None] * 4
    waits = []
    for _ in range(8):
        account = fail()
        with clinic.db.transaction() as session:
            now = session.scalar(select(func.now()))
        assert account.locked_until is not None and now is not None
        waits.append(round((account.locked_until - now).total_seconds() / 60))
        lock_passes()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert account.failures == 12


def test_a_locked_account_refuses_the_right_password_with_the_same_words(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    for _ in range(5):
        with pytest.raises(Forbidden, match=WRONG):
            portal.open_session_with_key(rosa.login, b"wrong")
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session_with_key(rosa.login, KEY)
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session_with_key("nobody", KEY)


def test_an_account_without_a_key_can_not_sign_in(clinic: Clinic, portal: PortalClient) -> None:
    patient = clinic.patient()
    with clinic.db.transaction() as session:
        login = session.query(PortalAccount.login).filter_by(patient_id=patient.id).scalar()
    for key in (b"", KEY, None):
        with pytest.raises(Forbidden, match=WRONG):
            portal.open_session_with_key(login, key)  # type: ignore[arg-type]


# Sending


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
        "Message: test results", "results", TaskStatus.REQUESTED, 3,
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
        told = [notice.payload for notice in listener.notifies(timeout=5, stop_after=1)]
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


# Files


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


# Anything inbound reopens and wakes


def answer(portal: PortalClient, visit: Visit, thread_id: int, body: str = "Now my chest hurts.") -> int:
    """Write again in a conversation."""
    return write(portal, visit, body, thread_id=thread_id, topic="")[1]


def test_a_second_message_goes_to_the_same_task_and_asks_for_triage_again(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    thread_id, first = write(portal, rosa)
    change_task(clinic, thread_id, triaged_at=func.now(), owner_id=clinic.staff_id("alice"), status="in-progress")

    second = answer(portal, rosa, thread_id)

    task = task_of(clinic, thread_id)
    assert second > first and task.last_inbound_id == second
    assert (task.status, task.owner_id) == (TaskStatus.IN_PROGRESS, clinic.staff_id("alice"))
    assert task.triaged_at is None and task.version == 1
    assert steps(clinic, thread_id) == [("received", "Patient"), ("received", "Patient")]


@pytest.mark.parametrize(("owner", "status"), [("alice", TaskStatus.IN_PROGRESS), (None, TaskStatus.REQUESTED)])
def test_a_task_on_hold_wakes(
    clinic: Clinic, portal: PortalClient, rosa: Visit, owner: str | None, status: TaskStatus
) -> None:
    thread_id, _ = write(portal, rosa)
    owner_id = clinic.staff_id(owner) if owner else None
    waiting = {"status": "on-hold", "business_status": "waiting-for-patient"}
    change_task(
        clinic, thread_id, **waiting, on_hold_until=func.now() + timedelta(days=7), owner_id=owner_id, version=4
    )

    answer(portal, rosa, thread_id)

    task = task_of(clinic, thread_id)
    assert (task.status, task.on_hold_until, task.business_status, task.version) == (status, None, "", 4)
    assert steps(clinic, thread_id)[1:] == [("received", "Patient"), ("woken", "Patient")]


def test_a_closed_task_is_reopened_for_whoever_is_free(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa)
    change_task(clinic, thread_id, status="completed", outcome="answered", owner_id=clinic.staff_id("alice"), version=3,
                closed_at=func.now() - timedelta(days=30), closed_by="Alice Moreno", priority=0, priority_reason="x",
                due_at=func.now() - timedelta(days=29))  # fmt: skip

    answer(portal, rosa, thread_id)

    task = task_of(clinic, thread_id)
    assert (task.status, task.owner_id, task.outcome, task.closed_at, task.closed_by) == (
        TaskStatus.REQUESTED, None, "", None, None,
    )  # fmt: skip
    assert task.last_inbound_at is not None
    assert (task.version, task.priority, task.due_at - task.last_inbound_at) == (3, 3, timedelta(days=2))
    assert steps(clinic, thread_id)[1:] == [("received", "Patient"), ("reopened", "Patient")]


def test_many_messages_at_once_share_one_reopened_task(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa)
    change_task(clinic, thread_id, status="completed", outcome="answered", closed_at=func.now(), closed_by="Alice")
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda number: answer(portal, rosa, thread_id, f"Message {number}"), range(12)))
    task = task_of(clinic, thread_id)
    assert (task.status, task.last_inbound_id) == (TaskStatus.REQUESTED, max(sent))
    assert [step for step, _ in steps(clinic, thread_id)].count("reopened") == 1


def test_many_answers_at_once_to_a_conversation_without_a_task_make_one(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    with clinic.db.transaction() as session:
        thread = Thread(patient_id=rosa.patient.id, account_id=rosa.account_id, topic="imported")
        session.add(thread)
        session.flush()
    reply(clinic, thread.id)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: answer(portal, rosa, thread.id, f"Message {number}"), range(8)))
    assert task_of(clinic, thread.id).title == "Message"
    assert [step for step, _ in steps(clinic, thread.id)] == ["received"] * 8


def test_a_conversation_keeps_its_topic(portal: PortalClient, rosa: Visit) -> None:
    thread_id, _ = write(portal, rosa)
    with pytest.raises(Invalid, match="keeps its topic"):
        write(portal, rosa, thread_id=thread_id, topic="billing")


# Reading


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


# Acting for somebody else


def test_a_proxy_reads_and_writes_for_the_patient_and_is_named(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)

    people = portal.people(ana.token)
    thread_id, message_id = write(portal, ana, "My mother fell.", patient_id=rosa.patient.id)

    assert [(person.given, person.relation) for person in people] == [("Ana", ""), ("Rosa", "daughter")]
    assert steps(clinic, thread_id) == [("received", "Proxy (daughter)")]
    with clinic.db.transaction() as session:
        message = session.get_one(Message, message_id)
    assert (message.author, message.account_id) == ("Ana Diaz", ana.account_id)
    assert task_of(clinic, thread_id).patient_id == rosa.patient.id


def test_the_reply_goes_to_whoever_wrote_last(clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    thread_id, _ = write(portal, ana, patient_id=rosa.patient.id)
    answer(portal, rosa, thread_id)
    with clinic.db.transaction() as session:
        assert session.get_one(Thread, thread_id).account_id == rosa.account_id


@pytest.mark.parametrize(("since", "until"), [(2, None), (-10, -2)])
def test_a_grant_counts_only_from_its_first_day_to_its_end(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit, since: int, until: int | None
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id, since=since, until=until)
    assert [person.given for person in portal.people(ana.token)] == ["Ana"]
    with pytest.raises(NotFound):
        write(portal, ana, patient_id=rosa.patient.id)
