"""The worker as a process: it sends, it lives through trouble, it stops when asked."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, make_url, select, text, update

from console import jobs
from console.jobs import JobFailed, guarded
from console.mail import Post, post_of
from console.outbox import deliver, release_and_deliver
from console.worker import connector
from db.actions.operations import beat, prepare_partitions, purge
from db.actions.outbox import release_due, take
from db.config import Config
from db.credentials import WORKER_IDENTITY
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.jobs import defer
from db.migrate import migrate
from db.models import OutboxMessage, OutboxState, Presence, Submission
from db.queries.health import worker_silence
from demo.cast import load_cast
from tests.alarms import CHEST, notices, now, on_call, opened, put
from tests.conftest import Clinic
from tests.mail_server import DROP, MailServer
from tests.outgoing import left_at, replies, row, visible
from tests.worker_process import WorkerProcess, eventually, kill_postgresql


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The worker's data folder."""
    path = tmp_path / "data"
    path.mkdir()
    return path


@pytest.fixture
def post(folder: Path) -> Post:
    """An installation without a mail server."""
    return post_of(Config(data=folder))


def by_mail(server: MailServer) -> dict[str, str]:
    return {
        "PORTSIDE_SMTP_HOST": "127.0.0.1",
        "PORTSIDE_SMTP_PORT": str(server.port),
        "PORTSIDE_SMTP_STARTTLS": "0",
    }


def is_sent(clinic: Clinic, outbox_id: int) -> bool:
    return row(clinic, outbox_id).state == OutboxState.SENT


def beats(db: Database, *, within: float) -> bool:
    with db.transaction() as session:
        age = worker_silence(session)
    return age is not None and age < timedelta(seconds=within)


def never() -> bool:
    return False


def test_a_reply_leaves_when_its_undo_window_ends(clinic: Clinic, place: Organisation, folder: Path) -> None:
    with MailServer() as server, WorkerProcess(place, folder, **by_mail(server)):
        eventually(lambda: beats(clinic.db, within=10), "a heartbeat")
        [reply] = replies(clinic, due_in=2)
        due = row(clinic, reply).send_after
        with clinic.db.transaction() as session:
            defer(session, "release_and_deliver", at=due)
        eventually(lambda: visible(clinic, reply), "the message is visible")
        left = left_at(clinic, reply)
        assert left is not None
        assert timedelta(0) <= left - due < timedelta(seconds=7)
        eventually(lambda: is_sent(clinic, reply), "the notice is sent")
    assert server.accepted == {str(reply): 1}


def test_what_lay_waiting_leaves_when_the_worker_starts(clinic: Clinic, place: Organisation, folder: Path) -> None:
    ids = replies(clinic, 3)
    with WorkerProcess(place, folder):
        eventually(lambda: all(is_sent(clinic, reply) for reply in ids), "all are sent")
    assert len(list((folder / "outbox").glob("*.eml"))) == 3


def test_new_tasks_get_their_deadlines(clinic: Clinic, place: Organisation, folder: Path) -> None:
    replies(clinic)
    with WorkerProcess(place, folder), clinic.db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        untriaged = text("SELECT count(*) FROM task WHERE triaged_at IS NULL")
        eventually(lambda: connection.scalar(untriaged) == 0, "the task is triaged")


def test_an_emergency_is_flagged_and_answered_and_called_out_without_anybody_there(
    clinic: Clinic, place: Organisation, folder: Path
) -> None:
    opened(clinic, now=False)
    on_call(clinic)
    with WorkerProcess(place, folder):
        task_id = clinic.conversation(CHEST)
        eventually(lambda: clinic.task(task_id).flag == "red", "the flag is raised")
        eventually(lambda: len(list((folder / "outbox").glob("*.eml"))) == 2, "patient and on-call contact are told")
        put(clinic, task_id, escalate_at=now(clinic))
        eventually(lambda: clinic.task(task_id).escalated == 1, "the first step is taken")
        eventually(lambda: len(notices(clinic)) == 1, "somebody has it on screen")


def test_the_clock_wakes_returns_and_reminds(clinic: Clinic, place: Organisation, folder: Path) -> None:
    opened(clinic, now=True)
    snoozed, held = clinic.conversation(), clinic.conversation()
    past = now(clinic) - timedelta(hours=9)
    put(clinic, snoozed, status="on-hold", on_hold_until=past)
    put(clinic, held, status="in-progress", owner_id=clinic.staff_id("alice"), claimed_at=past, worked_at=past)
    with clinic.db.transaction() as session:
        for name in ("return_claims", "nudge"):
            defer(session, name)
    with WorkerProcess(place, folder) as worker:
        eventually(lambda: clinic.task(snoozed).on_hold_until is None, "the snoozed task is back")
        eventually(lambda: clinic.task(held).owner_id is None, "the claim is back in the pool")
        assert "Error" not in worker.words


def test_asked_to_stop_it_finishes_and_leaves(clinic: Clinic, place: Organisation, folder: Path) -> None:
    with MailServer(seconds_per_mail=0.6) as server, WorkerProcess(place, folder, **by_mail(server)) as worker:
        ids = replies(clinic, 20)
        eventually(lambda: server.accepted.total() > 0, "a first mail")
        assert worker.stop() == 0
        assert {row(clinic, reply).state for reply in ids} == {OutboxState.SENT, OutboxState.READY}
        assert sum(is_sent(clinic, reply) for reply in ids) == server.accepted.total()
        assert "The worker has stopped" in worker.words


def test_its_log_holds_no_address_and_no_job_chatter(clinic: Clinic, place: Organisation, folder: Path) -> None:
    with MailServer({"RCPT": "550 <0@example.invalid> unknown"}) as server:
        [reply] = replies(clinic)
        with WorkerProcess(place, folder, **by_mail(server)) as worker:
            eventually(lambda: row(clinic, reply).state == OutboxState.FAILED, "the notice failed")
            worker.stop()
    assert f"Outbox {reply}, attempt 1: The mail server refused the notice (code 550)." in worker.words
    assert "example.invalid" not in worker.words
    assert "Traceback" not in worker.words


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A PostgreSQL of this test's own, which it may kill."""
    server = EmbeddedServer(tmp_path / "pg", durable=False)
    server.start()
    yield server
    server.destroy()


def test_it_outlives_postgresql(own_server: EmbeddedServer, template: Organisation, folder: Path) -> None:
    place = replace(template, admin_url=make_url(own_server.admin_url).set(drivername="postgresql+psycopg"))
    migrate(place)
    db = Database(place)
    with db.transaction() as session:
        load_cast(session, {}, colleagues=False)
    clinic = Clinic(db)
    with WorkerProcess(place, folder) as worker:
        eventually(lambda: beats(db, within=10), "a heartbeat")
        kill_postgresql(own_server)
        eventually(lambda: "can't use the database; it tries again" in worker.words, "it notices")
        assert worker.alive
        own_server.ensure()
        db.engine.dispose()
        [reply] = replies(clinic)
        eventually(lambda: is_sent(clinic, reply), "a reply after the restart")
        eventually(lambda: beats(db, within=5), "a heartbeat after the restart")
        own_server.stop()
        own_server.start()
        db.engine.dispose()
        [reply] = replies(clinic)
        eventually(lambda: is_sent(clinic, reply), "a reply after an orderly restart")
        assert worker.stop() == 0
    db.dispose()


def test_it_stops_at_once_while_postgresql_is_away(
    own_server: EmbeddedServer, template: Organisation, folder: Path
) -> None:
    place = replace(template, admin_url=make_url(own_server.admin_url).set(drivername="postgresql+psycopg"))
    own_server.stop()
    with WorkerProcess(place, folder) as worker:
        eventually(lambda: worker.listens_to(signal.SIGTERM), "the worker to be ready to stop")
        assert worker.alive
        assert worker.stop() == 0


def test_a_mail_that_may_have_arrived_is_not_repeated(clinic: Clinic, post: Post) -> None:
    [reply] = replies(clinic)
    with MailServer({"text": DROP}) as server:
        by_smtp = replace(post, host="127.0.0.1", port=server.port, starttls=False)
        release_and_deliver(clinic.db, by_smtp, never)
        deliver(clinic.db, by_smtp, never)
    assert row(clinic, reply).state == OutboxState.UNKNOWN
    assert server.accepted == {str(reply): 1}


def left_sending(clinic: Clinic, *, smtp: bool) -> int:
    """A notice that a worker took before it died."""
    [reply] = replies(clinic)
    with clinic.db.transaction() as session:
        release_due(session, by=WORKER_IDENTITY)
    with clinic.db.transaction() as session:
        take(session, by=WORKER_IDENTITY, smtp=smtp)
    return reply


def test_a_mail_that_a_dead_worker_had_in_hand_is_unknown_at_once(clinic: Clinic, post: Post) -> None:
    reply = left_sending(clinic, smtp=True)
    deliver(clinic.db, post, never)
    assert row(clinic, reply).state == OutboxState.UNKNOWN


def test_a_file_that_a_dead_worker_had_in_hand_is_simply_written(clinic: Clinic, post: Post) -> None:
    reply = left_sending(clinic, smtp=False)
    deliver(clinic.db, post, never)
    assert is_sent(clinic, reply)
    assert len(list(post.folder.iterdir())) == 1


def test_while_one_worker_hands_over_another_keeps_out(clinic: Clinic, post: Post) -> None:
    reply = left_sending(clinic, smtp=True)
    [later] = replies(clinic)
    with clinic.db.engine.connect() as other:
        other.execute(text("SELECT pg_advisory_lock(hashtext('portside.deliver'), hashtext(current_schema()))"))
        release_and_deliver(clinic.db, post, never)
        assert row(clinic, reply).state == OutboxState.SENDING
        assert row(clinic, later).state == OutboxState.READY
        with clinic.db.transaction() as session:
            session.execute(
                update(OutboxMessage)
                .where(OutboxMessage.id == reply)
                .values(sending_at=func.now() - timedelta(minutes=3))
            )
        deliver(clinic.db, post, never)
        assert row(clinic, reply).state == OutboxState.UNKNOWN
        other.rollback()
        other.execute(text("SELECT pg_advisory_unlock(hashtext('portside.deliver'), hashtext(current_schema()))"))
    deliver(clinic.db, post, never)
    assert is_sent(clinic, later)


def test_an_error_is_told_without_its_words() -> None:
    @guarded
    def task() -> None:
        raise ValueError("Rosa Diaz")

    with pytest.raises(JobFailed, match=r"^ValueError at tests/console/test_worker.py:\d+$") as told:
        task(timestamp=1)
    assert told.value.__suppress_context__


def test_a_task_gets_what_it_was_asked_with() -> None:
    told: list[int] = []

    @guarded
    def task(report_ids: list[int]) -> None:
        told.extend(report_ids)

    task(timestamp=1, report_ids=[3, 7])
    assert told == [3, 7]


def test_a_heartbeat_has_an_age(db: Database) -> None:
    with db.transaction() as session:
        assert worker_silence(session) is None
        beat(session, by=WORKER_IDENTITY)
        beat(session, by=WORKER_IDENTITY)
    assert beats(db, within=5)


def test_the_months_to_come_have_their_audit_partitions(db: Database) -> None:
    with db.transaction() as session:
        prepare_partitions(session, by=WORKER_IDENTITY)
        prepare_partitions(session, by=WORKER_IDENTITY)
        month = session.scalar(text("SELECT to_char(now() + interval '3 months', 'YYYYMM')"))
        assert session.scalar(text("SELECT to_regclass(:name)::text"), {"name": f"audit_event_{month}"})


def test_tidying_removes_what_has_done_its_work_and_nothing_else(clinic: Clinic) -> None:
    [reply] = replies(clinic)
    old, new = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC)
    task_id = row(clinic, reply).task_id
    with clinic.db.transaction() as session:
        for at, who in ((old, "alice"), (new, "dev")):
            session.add(Submission(token=uuid4(), action="x", actor="y", at=at))
            session.add(Presence(task_id=task_id, staff_id=clinic.staff_id(who), seen_at=at))
    with clinic.db.transaction() as session:
        purge(session, by=WORKER_IDENTITY)
        assert session.scalars(select(Submission.at)).all() == [new]
        assert session.scalars(select(Presence.seen_at)).all() == [new]


def test_what_a_dead_worker_was_doing_runs_again_and_blocks_nothing(clinic: Clinic, place: Organisation) -> None:
    queue = "only this test's"
    with clinic.db.transaction() as session:
        session.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock)"
                " VALUES (:queue, 'gone', 'doing', NULL), (:queue, 'by the clock', 'doing', 'clock')"
            ),
            {"queue": queue},
        )

    async def tend() -> None:
        with jobs.app.replace_connector(connector(place)):
            async with jobs.app.open_async():
                await jobs.rerun_stalled.configure(queue=queue).defer_async(timestamp=0)
                await jobs.app.run_worker_async(queues=[queue], wait=False, install_signal_handlers=False)

    asyncio.run(tend())
    with clinic.db.transaction() as session:
        statement = text("SELECT task_name, attempts FROM procrastinate_jobs WHERE queue_name = :queue")
        attempts = {row.task_name: row.attempts for row in session.execute(statement, {"queue": queue})}
        assert attempts == {"gone": 2, "rerun_stalled": 1}
