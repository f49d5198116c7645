"""The real worker, as a process of its own that can be stopped or killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from db.embedded import EmbeddedServer
from db.engine import Organisation

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "from console.worker import work; work()"]


class WorkerProcess:
    """A worker on `place`, alive inside its `with` block. `settings` are environment variables."""

    def __init__(self, place: Organisation, folder: Path, **settings: str) -> None:
        url = place.admin_url.set(drivername="postgresql").render_as_string(hide_password=False)
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PORTSIDE_", "DATABASE_"))}
        self.environment = {
            **clean,
            "DATABASE_URL": url,
            "PORTSIDE_SECRET": place.secret.decode(),
            "PORTSIDE_SCHEMA": place.schema,
            "PORTSIDE_DATA": str(folder),
            **settings,
        }
        self.log = folder / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start it; its words go to `log`."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(COMMAND, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """SIGKILL: it can't tidy up."""
        self._signal(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM; return its exit code."""
        return self._signal(signal.SIGTERM)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def words(self) -> str:
        """What it has logged."""
        return self.log.read_text()

    def listens_to(self, number: signal.Signals) -> bool:
        """Whether it has a handler of its own for a signal: before that, the signal just ends it."""
        assert self.process is not None
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        caught = next(line.split()[1] for line in lines if line.startswith("SigCgt"))
        return bool(int(caught, 16) >> (number - 1) & 1)

    def _signal(self, number: signal.Signals) -> int:
        assert self.process is not None
        if self.alive:
            self.process.send_signal(number)
        return self.process.wait(timeout=60)


def eventually(condition: Callable[[], bool], what: str, *, seconds: float = 90.0) -> None:
    """Wait until `condition()`; fail with `what` if it doesn't come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.05)


def kill_postgresql(server: EmbeddedServer) -> None:
    """SIGKILL to the postmaster, as the kernel does when memory runs out."""
    with psycopg.connect(server.admin_url) as connection:
        found = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
    assert found is not None
    os.kill(int(found[0].split("\n", 1)[0]), signal.SIGKILL)
