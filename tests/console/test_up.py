"""`make run`'s command, whole: from an empty folder to a served clinic, and down again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg

from db.embedded import EmbeddedServer
from db.engine import Organisation
from tests.conftest import PASSWORD, execute
from tests.console.commands.shell import typed


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def up(data: Path, **settings: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`python -m console up` in a folder of its own; yields its address once it answers."""
    port = free_port()
    values = {"PORT": str(port), "PORTSIDE_DATA": str(data), "PORTSIDE_DEMO_PASSWORD": PASSWORD} | settings
    process = subprocess.Popen(
        [sys.executable, "-m", "console", "up"], env=os.environ | values, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(f"{address}/healthz", timeout=5).status_code == 200:
                    break
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        yield address, process
    finally:
        if process.poll() is None:  # only when the test has failed
            for left in [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]:
                left.kill()
        process.communicate()


def stop(process: subprocess.Popen[str]) -> str:
    """Ctrl-C; everything it printed."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=90)
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive, [child.cmdline() for child in alive]
    return printed


def test_it_starts_from_nothing_shows_the_sign_ins_and_ctrl_c_stops_all_of_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with up(data) as (address, process):
        health = httpx.get(f"{address}/healthz", timeout=60)
        assert (health.status_code, health.json()) == (200, {"app": "ok", "database": "ok", "worker": "ok"})
        assert '<div id="root">' in httpx.get(address, timeout=60).text
        printed = stop(process)
    assert "alice" in printed
    assert address in printed
    assert process.returncode == 0
    kept = data / "demo-sign-ins.txt"
    assert kept.stat().st_mode & 0o777 == 0o600
    with up(data) as (address, process):
        assert httpx.get(f"{address}/healthz", timeout=60).status_code == 200
        assert "Loading the demo" not in stop(process)


def test_a_database_of_ones_own_gets_no_demo_and_no_default_password(postgres: EmbeddedServer, tmp_path: Path) -> None:
    execute(postgres, "CREATE DATABASE own_clinic")
    url = postgres.url("portside_admin", (postgres.root / "pg-admin-password").read_text().strip(), "own_clinic")
    with up(tmp_path / "data", DATABASE_URL=url, PORTSIDE_SCHEMA="own") as (address, process):
        assert httpx.get(f"{address}/healthz", timeout=60).status_code == 200
        printed = stop(process)
    assert "staff add" in printed
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM own.staff").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM own.patient").fetchone() == (0,)


def test_a_port_that_is_taken_is_said_and_nothing_is_started(place: Organisation, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = typed(place, tmp_path, "up", PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "is taken" in done.stdout
    assert "Stopped." in done.stdout
    assert "Starting" not in done.stdout
    assert "Connecting" not in done.stdout
