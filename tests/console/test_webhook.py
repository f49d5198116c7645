"""Calling a webhook: what was taken, what was refused, what nobody can say; and never elsewhere."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from console import webhook
from console.mail import hand_over, post_of
from console.outbox import release_and_deliver
from console.outcomes import Delivered, Refused, Unclear
from db.actions.outbox import Handover
from db.config import Config
from db.models import OutboxMessage, OutboxState, Setting
from tests.alarms import flagged, mails, now
from tests.conftest import Clinic

NOTICE = Handover(
    id=7,
    attempt=1,
    carrier="webhook",
    created_at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
    taken_at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
    recipient="https://hooks.example.invalid/x",
    subject="A red flag waits in the inbox",
    body="A red flag waits in the inbox. Task 123.",
    channel="webhook",
    task_id=123,
)


class Server(HTTPServer):
    """Answers every call with one code, and keeps what it was told."""

    code = 200
    silent = False
    calls: list[tuple[dict[str, str], dict[str, object]]]

    def handle_error(self, *_: object) -> None:
        """A caller that went away is no news."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((dict(self.headers), json.loads(body)))
        if self.server.silent:
            return
        self.send_response(self.server.code)
        if 300 <= self.server.code < 400:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_GET = do_POST  # noqa: N815  the library's name

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def listening(code: int = 200, *, silent: bool = False) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.code, server.silent, server.calls = code, silent, []
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def at(server: Server) -> Handover:
    return replace(NOTICE, recipient=f"http://127.0.0.1:{server.server_address[1]}/x")


def test_a_call_carries_the_task_and_a_key_that_every_attempt_shares() -> None:
    with listening() as server:
        assert webhook.call(at(server), "mark") == Delivered()
        assert webhook.call(replace(at(server), attempt=2), "mark") == Delivered()
    (headers, body), (again, _) = server.calls
    assert (body["task"], body["text"], body["event"]) == (123, NOTICE.body, "red_flag")
    assert headers["Idempotency-Key"] == again["Idempotency-Key"] == "7.mark"


@pytest.mark.parametrize(
    ("code", "permanent"),
    [(302, True), (307, True), (404, True), (410, True), (429, False), (408, False), (503, False)],
)
def test_a_refusal_is_certain_and_a_redirect_is_not_followed(code: int, permanent: bool) -> None:
    with listening(code) as server:
        outcome = webhook.call(at(server), "mark")
    assert isinstance(outcome, Refused)
    assert outcome.permanent is permanent
    assert "127.0.0.1" not in outcome.reason
    assert len(server.calls) == 1


def test_a_line_that_breaks_after_the_call_leaves_the_outcome_unclear() -> None:
    with listening(silent=True) as server:
        assert isinstance(webhook.call(at(server), "mark"), Unclear)


def test_a_server_that_falls_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        hanging = replace(NOTICE, recipient=f"http://127.0.0.1:{server.getsockname()[1]}/x")
        assert isinstance(webhook.call(hanging, "mark"), Unclear)


def test_nobody_listening_is_a_certain_refusal() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = webhook.call(replace(NOTICE, recipient=f"http://127.0.0.1:{free.getsockname()[1]}/"), "mark")
    assert outcome == Refused("The webhook can't be reached now (Connection refused).")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://elsewhere.example.invalid/x",
        "http://127.0.0.1.example.invalid/x",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "https://",
        "https://user:word@example.invalid/x",
        "https://example.invalid/x\r\nHost: eve",
        "https://example.invalid:port/",
    ],
)
def test_only_https_or_this_machine_is_called(url: str) -> None:
    outcome = webhook.call(replace(NOTICE, recipient=url), "mark")
    assert outcome == Refused("The webhook's address is neither https nor on this machine.", permanent=True)


def test_without_leave_to_call_it_is_a_file(tmp_path: Path) -> None:
    post = post_of(Config(data=tmp_path))
    assert hand_over(post, replace(NOTICE, carrier="file")) == Delivered()
    [file] = post.folder.iterdir()
    assert file.suffix == ".json"
    assert json.loads(file.read_text())["task"] == 123


def waiting(clinic: Clinic, url: str) -> None:
    """A webhook in the outbox."""
    task_id = flagged(clinic)
    with clinic.db.transaction() as session:
        session.add(
            OutboxMessage(
                state=OutboxState.READY,
                channel="webhook",
                task_id=task_id,
                recipient=url,
                subject="A red flag waits in the inbox",
                body=f"A red flag waits in the inbox. Task {task_id}.",
                send_after=now(clinic),
            )
        )


def test_the_outbox_calls_a_webhook_once(clinic: Clinic, tmp_path: Path) -> None:
    with listening() as server:
        waiting(clinic, at(server).recipient)
        for _ in range(2):
            release_and_deliver(clinic.db, post_of(Config(data=tmp_path)), lambda: False)
    [row] = mails(clinic)
    assert (row.state, row.carrier) == (OutboxState.SENT, "webhook")
    assert len(server.calls) == 1


@pytest.mark.parametrize("demo", [True, False])
def test_a_demo_and_an_installation_that_may_not_call_write_a_file(clinic: Clinic, tmp_path: Path, demo: bool) -> None:
    if demo:
        with clinic.db.transaction() as session:
            session.add(Setting(key="demo"))
    with listening() as server:
        waiting(clinic, at(server).recipient)
        release_and_deliver(clinic.db, post_of(Config(data=tmp_path, webhooks=demo)), lambda: False)
    assert not server.calls
    assert mails(clinic)[0].carrier == "file"
    assert len(list((tmp_path / "outbox").glob("*.json"))) == 1


def test_a_call_that_a_dead_worker_had_in_hand_is_unknown(clinic: Clinic, tmp_path: Path) -> None:
    waiting(clinic, "https://hooks.example.invalid/x")
    with clinic.db.transaction() as session:
        row = session.get_one(OutboxMessage, mails(clinic)[0].id)
        row.state, row.carrier, row.attempts, row.sending_at = OutboxState.SENDING, "webhook", 1, now(clinic)
    release_and_deliver(clinic.db, post_of(Config(data=tmp_path)), lambda: False)
    assert mails(clinic)[0].state == OutboxState.UNKNOWN
