"""Server, worker and PostgreSQL killed at random moments while people send replies.

What was acknowledged is there, exactly once, and leaves; what was not acknowledged may be sent again by
whoever wrote it, and is still there at most once.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright
from sqlalchemy import make_url, select
from sqlalchemy.exc import InterfaceError, OperationalError

from db.actions.replies import reply
from db.credentials import SessionToken
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.migrate import migrate
from db.models import Message, OutboxMessage, OutboxState
from demo.cast import load_cast
from tests.browser.house import House, conversation, reply_box, running, said, sign_in
from tests.browsers import FLAGS, chromium_path
from tests.conftest import PASSWORD, Clinic
from tests.worker_process import eventually, kill_postgresql

pytestmark = pytest.mark.browser

AWAY = (OperationalError, InterfaceError)
SENDERS = 3
SIZES = [(1, 4), pytest.param(30, 7, marks=pytest.mark.soak)]  # how many kills, and the seed: with 4, PostgreSQL first


@dataclass
class Post:
    """What the senders were told: bodies whose sending was acknowledged."""

    acknowledged: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def mortal(tmp_path: Path, template: Organisation) -> Iterator[tuple[EmbeddedServer, House]]:
    """A house on a PostgreSQL of its own that keeps what it committed."""
    server = EmbeddedServer(tmp_path / "pg", durable=True)
    server.start()
    try:
        place = replace(template, admin_url=make_url(server.admin_url).set(drivername="postgresql+psycopg"))
        migrate(place)
        database = Database(place)
        with database.transaction() as session:
            load_cast(session, {"alice": PASSWORD}, colleagues=False, rounds=4)
        database.dispose()
        folder = tmp_path / "data"
        folder.mkdir()
        with running(place, folder, PORTSIDE_UNDO_SECONDS="1") as house:
            yield server, house
    finally:
        server.stop()
        server.durable = False  # it was durable for the kills; now it may go
        server.destroy()


def persist(clinic: Clinic, post: Post, author: SessionToken, name: str) -> None:
    """Reply to one patient after the other; on a lost connection, once more with the same token."""
    patient = clinic.patient(name)
    number = 0
    while not post.over.is_set():
        number += 1
        body, token, task_id = f"{name} {number}", uuid4(), 0
        while True:
            try:
                task_id = task_id or clinic.conversation(patient=patient)
                task = clinic.task(task_id)
                with clinic.db.transaction() as session:
                    reply(
                        session,
                        by=author,
                        token=token,
                        task_id=task_id,
                        seen_version=1,
                        seen_inbound_id=task.last_inbound_id,
                        body=body,
                    )
                break
            except AWAY:
                time.sleep(0.1)
        post.acknowledged.append(body)
        time.sleep(0.05)


def one_by_hand(page: Page, house: House, post: Post, task_id: int, body: str) -> bool:
    """A nurse sends a reply; whatever interrupts her, she looks again, and sends only what isn't there yet."""
    calm = 0
    while calm < 10:
        calm += post.over.is_set()
        try:
            page.goto(f"{house.url}/inbox?view=unassigned&task={task_id}", timeout=5_000)
            expect(reply_box(page)).to_be_visible(timeout=10_000)
            if conversation(page).get_by_text(body, exact=True).count():
                return True
            reply_box(page).fill(body)
            reply_box(page).press("Control+Enter")
            expect(said(page, "is on its way")).to_be_visible(timeout=5_000)
            return True
        except (Error, AssertionError):
            time.sleep(0.3)
    return False


def by_hand(page: Page, house: House, post: Post, tasks: list[int]) -> None:
    """Replies through the browser until the kills are over."""
    for number, task_id in enumerate(tasks):
        if post.over.is_set():
            return
        body = f"By hand {number}."
        assert one_by_hand(page, house, post, task_id, body), f"{body} never got through"
        post.acknowledged.append(body)


def kill_at_random(postgres: EmbeddedServer, house: House, post: Post, kills: int, rng: random.Random) -> None:
    """Each of the three in turn, in an order and at moments of the seed, whenever the house is well again."""
    try:
        victims: list[str] = []
        for _ in range(kills):
            victims = victims or rng.sample(("server", "worker", "postgresql"), 3)
            time.sleep(0.2 + rng.random() * 3)
            victim = victims.pop()
            if victim == "postgresql":
                kill_postgresql(postgres)
                postgres.ensure()
            else:
                process = house.server if victim == "server" else house.worker
                process.kill()
                process.start()
            house.wait_until_healthy()
    finally:
        post.over.set()


def undecided(clinic: Clinic) -> int:
    """How many notices are still on their way."""
    open_states = (OutboxState.WAITING, OutboxState.READY, OutboxState.SENDING)
    with clinic.db.transaction() as session:
        return len(session.scalars(select(OutboxMessage.id).where(OutboxMessage.state.in_(open_states))).all())


@pytest.mark.parametrize(("kills", "seed"), SIZES)
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(
    mortal: tuple[EmbeddedServer, House], kills: int, seed: int
) -> None:
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium here: install Debian's package chromium, or `playwright install chromium`")
    postgres, house = mortal
    clinic, post = house.clinic, Post()
    handed = [clinic.conversation(patient=clinic.patient("Hanna")) for _ in range(20 * kills)]
    threads = [
        threading.Thread(target=persist, args=(clinic, post, clinic.alice, f"Sender {number}"))
        for number in range(SENDERS)
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page()
        page.goto(house.url)
        sign_in(page, "alice")
        threads.append(
            threading.Thread(target=kill_at_random, args=(postgres, house, post, kills, random.Random(seed)))
        )
        for thread in threads:
            thread.start()
        try:
            by_hand(page, house, post, handed)
        finally:
            for thread in threads:
                thread.join()
            browser.close()

    eventually(lambda: undecided(clinic) == 0, "every notice is decided", seconds=60)
    with clinic.db.transaction() as session:
        sent = list(session.scalars(select(Message).where(Message.direction == "outbound")))
        notices = list(session.scalars(select(OutboxMessage)))
    times = Counter(message.body for message in sent)
    assert [body for body in post.acknowledged if times[body] == 0] == [], "acknowledged and lost"
    assert [body for body, count in times.items() if count > 1] == [], "there twice"
    assert [message.id for message in sent if message.sent_at is None] == [], "never became visible"
    assert sorted(notice.message_id or 0 for notice in notices) == sorted(message.id for message in sent)
    assert {notice.state for notice in notices} <= {OutboxState.SENT, OutboxState.UNKNOWN}
    letters = Counter(int(path.name.split("-")[0]) for path in (house.folder / "outbox").glob("*.eml"))
    assert letters == Counter(notice.id for notice in notices if notice.state == OutboxState.SENT)
    assert len(post.acknowledged) > 10 * kills
