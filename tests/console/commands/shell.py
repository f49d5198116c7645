"""Portside's commands as somebody with a shell types them: what is said, and the exit code.

`typed` runs a command's whole way, from its arguments and environment to its exit code, in this process: most of what
a process of its own would do is to import. `in_a_process` starts one; each command's tests do so once.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from console import cli
from db.config import config
from db.engine import Organisation, _configured
from tests.worker_process import ROOT, WorkerProcess

Done = subprocess.CompletedProcess[str]
# What the command line sets the levels of, and would set for the tests after it too.
LOGGERS = ("", "alembic", "procrastinate")


def typed(place: Organisation, folder: Path, *command: str | Path, **settings: str) -> Done:
    """`python -m console …` in `folder`, in this process; `settings` are environment variables."""
    arguments = ["console", *map(str, command)]
    said, complained, code = StringIO(), StringIO(), 0
    here = _as_a_process(_environment(place, folder, settings), folder, arguments)
    with here, redirect_stdout(said), redirect_stderr(complained):
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Done(arguments, code, said.getvalue(), complained.getvalue())


def in_a_process(place: Organisation, folder: Path, *command: str | Path, **settings: str) -> Done:
    """The same in a process of its own, in which a warning is an error."""
    return subprocess.run(
        [sys.executable, "-m", "console", *map(str, command)],
        cwd=folder,
        env=_environment(place, folder, settings) | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def _environment(place: Organisation, folder: Path, settings: dict[str, str]) -> dict[str, str]:
    return WorkerProcess(place, folder / "data", **settings).environment


@contextmanager
def _as_a_process(environment: dict[str, str], folder: Path, arguments: list[str]) -> Iterator[None]:
    """Arguments, environment, folder, settings, connections and log as in a new process; then as before."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "argv", arguments)
        patch.setattr(logging.getLogger(), "handlers", [])
        levels = {name: logging.getLogger(name).level for name in LOGGERS}
        _forget()
        try:
            yield
        finally:
            if _configured.cache_info().currsize:
                _configured().dispose()
            _forget()
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)


def _forget() -> None:
    config.cache_clear()
    _configured.cache_clear()
