"""`up`: everything on one machine. The database, the server and the worker; Ctrl-C stops all of it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

import typer

from console.commands import app, demo
from db.config import config
from db.engine import database
from db.migrate import migrate
from db.serving import embedded, is_embedded
from demo.load import is_empty

PATIENCE = 60.0


class _Stop(Exception):
    """Ctrl-C or SIGTERM."""


@app.command()
def up() -> None:
    """Start the database, bring it up to date, load the demo where it belongs, start server and worker."""
    settings = config()
    started = time.monotonic()
    _refuse_taken(settings.address, settings.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        typer.echo("Starting PostgreSQL …" if is_embedded(settings) else "Connecting to the database …")
        db = database()
        if is_embedded(settings):
            embedded(settings).watch()
        typer.echo("Bringing the database up to date …")
        migrate(db.place)
        if (is_embedded(settings) or settings.demo) and is_empty(db):
            demo.load(db)
        no_staff = is_empty(db)
        db.dispose()
        typer.echo("Starting server and worker …")
        processes = [_start("work", "--quiet"), _start("serve")]
        address = f"http://{settings.address}:{settings.port}"
        _until_served(address, processes)
        typer.echo(f"\nPortside is at {address} (ready after {time.monotonic() - started:.1f} s). Ctrl-C stops it.")
        if no_staff:
            typer.echo("Nobody can sign in yet. Make the first administrator:")
            typer.echo('  python -m console staff add farid --name "Farid Haddad"')
        elif shown := demo.sign_ins():
            typer.echo(f"Demo sign-ins:\n{shown}")
        _watch(processes)
    except _Stop:
        typer.echo("\nStopping …")
    finally:
        _end(processes)
        if is_embedded(settings):
            embedded(settings).unwatch()
            embedded(settings).stop()
    typer.echo("Stopped.")


def _refuse_taken(address: str, port: int) -> None:
    """Say that the port is taken before anything else is started."""
    with socket.socket() as probe:
        if probe.connect_ex((address, port)) == 0:
            typer.echo(f"Port {port} is taken: something answers there already. PORT=8601 make run takes another.")
            typer.echo("Stopped.")
            raise typer.Exit(1)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stop


def _start(*command: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process, which then ends the others in order.
    return subprocess.Popen([sys.executable, "-m", "console", *command], start_new_session=True)


def _until_served(address: str, processes: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _check(processes)
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310  our own http address
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise typer.Exit(1)


def _check(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if (code := process.poll()) is not None:
            typer.echo(f"{process.args!r} ended with code {code}; see above.", err=True)
            raise typer.Exit(1)


def _watch(processes: list[subprocess.Popen[bytes]]) -> None:
    while True:
        time.sleep(0.5)
        _check(processes)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
