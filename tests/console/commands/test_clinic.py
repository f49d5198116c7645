"""`clinic set`, as somebody with a shell types it."""

from __future__ import annotations

from pathlib import Path

from db.engine import Database
from db.models import Setting
from tests.console.commands.shell import in_a_process, typed


def test_a_delay_of_all_results_is_set_with_what_the_law_thinks_of_it(db: Database, tmp_path: Path) -> None:
    done = in_a_process(db.place, tmp_path, "clinic", "set", "release", '{"blanket_delay_days": 2}')
    assert done.returncode == 0, done.stderr
    assert "release is set." in done.stdout and "information blocking" in done.stdout
    with db.transaction() as session:
        assert session.get_one(Setting, "release").value == {"blanket_delay_days": 2}


def test_rules_that_hold_nothing_back_are_set_without_a_word(db: Database, tmp_path: Path) -> None:
    done = typed(db.place, tmp_path, "clinic", "set", "release", '{"nudge_days": 2}')
    assert done.stdout.strip() == "release is set."


def test_rules_that_cannot_be_are_refused(db: Database, tmp_path: Path) -> None:
    assert typed(db.place, tmp_path, "clinic", "set", "release", '{"nudge_days": 30}').returncode != 0
    with db.transaction() as session:
        assert session.get(Setting, "release") is None
