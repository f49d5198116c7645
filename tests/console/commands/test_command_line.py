"""The command line as a whole: every noun's commands hang in it once, and server and worker don't wait for them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import typer

from console import cli  # noqa: F401  declares some itself
from console.commands import GROUPS, app, group
from db.engine import Organisation
from db.nouns import load
from tests.console.commands.shell import typed
from tests.worker_process import ROOT

WORKERS_ALONE = ("console.jobs", "console.documents", "console.attachments", "console.worker", "reports", "typst")


def names(commands: typer.Typer) -> Counter[str]:
    """The commands of a group, or of the whole, with the groups among them."""
    own = (one.name or one.callback.__name__ for one in commands.registered_commands if one.callback is not None)
    return Counter([*own, *(one.name or "" for one in commands.registered_groups)])


def test_every_command_stands_once() -> None:
    load("console.commands")
    assert set(names(app)) >= {
        "serve", "work", "migrate", "up", "demo", "check", "settings", "listen", "import", "staff", "clinic", "refills",
    }  # fmt: skip
    assert set(names(GROUPS["staff"])) >= {"add", "unlock", "authority"}
    for commands in (app, *GROUPS.values()):
        assert set(names(commands).values()) == {1}


def test_a_group_of_a_name_that_is_taken_is_refused_as_it_is_declared() -> None:
    load("console.commands")
    with pytest.raises(TypeError, match="staff is registered twice"):
        group("staff", "Another noun's.")
    assert names(app)["staff"] == 1


def test_help_names_a_command_that_another_noun_added(place: Organisation, tmp_path: Path) -> None:
    assert "authority" in typed(place, tmp_path, "staff", "--help").stdout


def loaded(module: str) -> set[str]:
    """What is imported once a new process has imported a module."""
    code = f"import sys, logging; logging.disable(); import {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.split())


def test_a_server_that_starts_imports_nothing_that_only_the_worker_or_a_command_needs() -> None:
    found = loaded("console.server, console.app, console.cli")
    assert "console.pages.refills" in found
    assert not [name for name in found if name.startswith((*WORKERS_ALONE, "alembic"))]
    assert not [name for name in found if name.startswith("console.commands.")]


def test_a_worker_that_starts_imports_no_page() -> None:
    found = loaded("console.worker, console.cli")
    assert "console.jobs" in found
    assert not [name for name in found if name.startswith(("streamlit", "console.pages", "console.commands."))]
