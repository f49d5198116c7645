"""Worker and PostgreSQL killed at random moments of sending: nothing is lost, nothing arrives twice.

Every reply ends sent or visibly unknown. The mail server counts what it accepted, so what Portside
believes is held against what happened.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import OperationalError

from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.migrate import migrate
from db.models import Message, OutboxMessage, OutboxState
from demo.cast import load_cast
from tests.conftest import Clinic
from tests.mail_server import MailServer
from tests.outgoing import replies
from tests.worker_process import WorkerProcess, eventually, kill_postgresql

OPEN_STATES = (OutboxState.WAITING, OutboxState.READY, OutboxState.SENDING)


@dataclass(frozen=True)
class Size:
    """How long a run is."""

    kills: int
    replies: int


SMALL = Size(kills=1, replies=15)
WHOLE = pytest.param(Size(kills=25, replies=600), 7, marks=pytest.mark.soak)
SIZES = [(SMALL, 1), WHOLE]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The worker's data folder."""
    path = tmp_path / "data"
    path.mkdir()
    return path


def by_mail(server: MailServer) -> dict[str, str]:
    return {
        "PORTSIDE_SMTP_HOST": "127.0.0.1",
        "PORTSIDE_SMTP_PORT": str(server.port),
        "PORTSIDE_SMTP_STARTTLS": "0",
    }


def states(clinic: Clinic) -> dict[int, OutboxState]:
    with clinic.db.transaction() as session:
        return {row.id: row.state for row in session.execute(select(OutboxMessage.id, OutboxMessage.state))}


def all_decided(clinic: Clinic) -> bool:
    try:
        return not set(states(clinic).values()) & set(OPEN_STATES)
    except OperationalError:
        clinic.db.engine.dispose()
        return False


def assert_all_visible(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        hidden = session.scalars(select(Message.id).where(Message.sent_at.is_(None))).all()
        told_twice = session.execute(
            text("SELECT detail FROM task_event WHERE kind = 'sent' GROUP BY detail HAVING count(*) > 1")
        ).all()
    assert (hidden, told_twice) == ([], [])


def wait_for_a_moment(rng: random.Random, progress: Callable[[], int], target: int) -> None:
    """Until so much was done, then a little longer, so that the kill falls into any step of a hand-over."""
    eventually(lambda: progress() >= target, f"{target} handed over", seconds=60)
    time.sleep(rng.random() * 0.04)


@pytest.mark.parametrize(("size", "seed"), SIZES)
def test_a_killed_worker_mails_nobody_twice_and_forgets_nobody(
    clinic: Clinic, place: Organisation, folder: Path, size: Size, seed: int
) -> None:
    rng = random.Random(seed)
    step = size.replies // (size.kills + 2)
    with MailServer(seconds_per_mail=0.01) as server:
        ids = replies(clinic, size.replies)
        with WorkerProcess(place, folder, **by_mail(server)) as worker:
            for kill in range(1, size.kills + 1):
                wait_for_a_moment(rng, server.accepted.total, kill * step)
                worker.kill()
                worker.start()
            eventually(lambda: all_decided(clinic), "every reply is decided", seconds=120)
    found = states(clinic)
    assert sorted(found) == ids
    assert set(found.values()) <= {OutboxState.SENT, OutboxState.UNKNOWN}
    assert max(server.accepted.values()) == 1, "nobody was mailed twice"
    believed = {str(outbox_id) for outbox_id, state in found.items() if state == OutboxState.SENT}
    assert believed <= set(server.accepted), "what counts as sent did arrive"
    assert sum(state == OutboxState.UNKNOWN for state in found.values()) <= size.kills
    assert_all_visible(clinic)


@pytest.mark.parametrize(("size", "seed"), SIZES)
def test_a_killed_worker_writes_every_file_once(
    clinic: Clinic, place: Organisation, folder: Path, size: Size, seed: int
) -> None:
    rng = random.Random(seed)
    step = size.replies // (size.kills + 2)
    ids = replies(clinic, size.replies)

    def written() -> int:
        return len(list((folder / "outbox").glob("*.eml")))

    with WorkerProcess(place, folder) as worker:
        for kill in range(1, size.kills + 1):
            wait_for_a_moment(rng, written, kill * step)
            worker.kill()
            worker.start()
        eventually(lambda: all_decided(clinic), "every reply is decided", seconds=120)
    assert states(clinic) == dict.fromkeys(ids, OutboxState.SENT)
    assert written() == size.replies
    assert_all_visible(clinic)


@pytest.fixture
def mortal(tmp_path: Path, template: Organisation) -> Iterator[tuple[EmbeddedServer, Organisation, Clinic]]:
    """A PostgreSQL of this test's own with the cast in it. Killed, it also loses its last ordinary commits."""
    server = EmbeddedServer(tmp_path / "pg", durable=False)
    server.start()
    place = replace(template, admin_url=make_url(server.admin_url).set(drivername="postgresql+psycopg"))
    migrate(place)
    db = Database(place)
    with db.transaction() as session:
        load_cast(session, {}, colleagues=False)
    yield server, place, Clinic(db)
    db.dispose()
    server.destroy()


@pytest.mark.soak
def test_postgresql_killed_while_sending_loses_and_doubles_nothing(
    mortal: tuple[EmbeddedServer, Organisation, Clinic], folder: Path
) -> None:
    postgres, place, clinic = mortal
    rng = random.Random(11)
    kills, count = 10, 300
    with MailServer(seconds_per_mail=0.01) as server:
        ids = replies(clinic, count)
        with WorkerProcess(place, folder, **by_mail(server)) as worker:
            for kill in range(1, kills + 1):
                wait_for_a_moment(rng, server.accepted.total, kill * count // (kills + 2))
                kill_postgresql(postgres)
                postgres.ensure()
            eventually(lambda: all_decided(clinic), "every reply is decided", seconds=120)
            assert worker.alive
    found = states(clinic)
    assert sorted(found) == ids
    assert max(server.accepted.values()) == 1
    assert {str(outbox_id) for outbox_id, state in found.items() if state == OutboxState.SENT} <= set(server.accepted)
    assert set(found.values()) <= {OutboxState.SENT, OutboxState.UNKNOWN}
    assert_all_visible(clinic)
