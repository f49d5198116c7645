"""Server processes for the benchmarks: the real one, and the real one watched.

The watched one tells through a pipe which statements it issued since it was last asked, so that statements
per rerun are counted where they are made. It can serve another script: an empty page, as a floor.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
EMPTY_PAGE = Path(__file__).with_name("empty_page.py")
PATIENCE = 60.0  # seconds until a server answers


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it went to the database, and how long its execution took."""

    text: str
    parameters: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Watched:
    """What a server did between two questions: its statements, and the processor seconds it took."""

    statements: list[Statement]
    processor: float


@dataclass(frozen=True, slots=True)
class Server:
    """A server process that answers at `address`."""

    address: str
    process: psutil.Process
    pipe: Connection | None = None

    def watched(self) -> Watched:
        """What a watched server did since the last call."""
        if self.pipe is None:
            raise TypeError("This server isn't watched.")
        self.pipe.send("what happened")
        found: Watched = self.pipe.recv()
        return found


@contextmanager
def real_server(environment: dict[str, str], log: Path) -> Iterator[Server]:
    """`python -m console serve`, stopped at the end."""
    port = _free_port()
    with log.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "console", "serve"],
            cwd=ROOT,
            env=_clean() | environment | {"PORT": str(port)},
            stdout=file,
            stderr=file,
        )
    try:
        yield _ready(port, process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def watched_server(environment: dict[str, str], log: Path, *, script: Path | None = None) -> Iterator[Server]:
    """The same server in a process that counts its statements; `script`: instead of the application's."""
    port = _free_port()
    here, there = multiprocessing.Pipe()
    settings = environment | {"PORT": str(port)}
    process = multiprocessing.get_context("spawn").Process(target=_serve_watched, args=(there, settings, log, script))
    with _no_main():
        process.start()
    try:
        yield _ready(port, process.pid or 0, log, here)
    finally:
        process.terminate()
        process.join(15)
        if process.is_alive():
            process.kill()
            process.join()


@contextmanager
def _no_main() -> Iterator[None]:
    """A new process runs the main module again; in a test that may be a page, left there by whoever ran it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve_watched(pipe: Connection, settings: dict[str, str], log: Path, script: Path | None) -> None:
    os.chdir(ROOT)
    for name in set(os.environ) - set(_clean()):
        del os.environ[name]
    os.environ.update(settings)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)

    import threading

    from sqlalchemy import Engine, event

    from console import server

    issued: list[Statement] = []
    began: dict[int, float] = {}

    @event.listens_for(Engine, "before_cursor_execute")
    def before(_connection: Any, cursor: Any, *_rest: Any) -> None:
        began[id(cursor)] = time.perf_counter()

    @event.listens_for(Engine, "after_cursor_execute")
    def after(_connection: Any, cursor: Any, text: str, parameters: Any, *_rest: Any) -> None:
        issued.append(Statement(text, parameters, time.perf_counter() - began.pop(id(cursor))))

    def answer() -> None:
        spent = time.process_time()
        try:
            while pipe.recv():
                before, spent = spent, time.process_time()
                pipe.send(Watched([issued.pop(0) for _ in range(len(issued))], spent - before))
        except (EOFError, OSError):
            return

    threading.Thread(target=answer, daemon=True).start()
    if script is not None:
        server.SCRIPT = script
    server.serve()


def _clean() -> dict[str, str]:
    """The environment without settings of Portside's own."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTSIDE_", "DATABASE_", "STREAMLIT_")) and name != "PORT"
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ready(port: int, pid: int, log: Path, pipe: Connection | None = None) -> Server:
    address, process = f"http://localhost:{port}", psutil.Process(pid)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310  our own http address
                return Server(address, process, pipe)
        except OSError:
            time.sleep(0.05)
    words = log.read_text(errors="replace")[-2000:] if log.exists() else "it wrote nothing"
    raise RuntimeError(f"The server did not start; see {log}:\n{words}")
