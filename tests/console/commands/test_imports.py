"""The commands as somebody at a terminal meets them: what is said, and the exit code."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from db.engine import Organisation
from feeds.synthea import COLUMNS
from tests.console.commands.shell import Done, in_a_process, typed


class Run(Protocol):
    """`python -m console import …` on this test's database, in this test's folder."""

    def __call__(self, *arguments: str | Path, **settings: str) -> Done: ...


@pytest.fixture
def run(place: Organisation, tmp_path: Path) -> Run:
    """The command, in this process."""
    return partial(typed, place, tmp_path, "import")


@pytest.fixture
def run_in_a_process(place: Organisation, tmp_path: Path) -> Run:
    """The command, in a process of its own."""
    return partial(in_a_process, place, tmp_path, "import")


def patients_csv(folder: Path, count: int, *, broken: int = 0) -> Path:
    cells = {"BIRTHDATE": "1980-02-03", "FIRST": "Ana1", "LAST": "Diaz2", "GENDER": "F"}
    rows = [cells | {"Id": f"{number:08x}-1111"} for number in range(count)]
    rows += [cells | {"Id": f"{number:08x}-2222", "GENDER": "[bold]X"} for number in range(broken)]
    lines = [",".join(row.get(column, "") for column in COLUMNS["patients"]) for row in rows]
    folder.mkdir(exist_ok=True)
    (folder / "patients.csv").write_text("\n".join([",".join(COLUMNS["patients"]), *lines]) + "\n")
    return folder


def test_patients_then_messages_end_with_a_summary(run: Run, run_in_a_process: Run, tmp_path: Path) -> None:
    first = run_in_a_process("patients", patients_csv(tmp_path / "export", 3))
    assert (first.returncode, first.stderr) == (0, "Reading patients.csv\n")
    assert "3 added, 0 unchanged, 0 rejected.\nNot in the export: payers.csv, " in first.stdout
    (tmp_path / "m.jsonl").write_text('{"id": 1, "told": {"story": "hello"}}\n{"id": 2}\n')
    second = run("messages", "m.jsonl", "--map", "body=story")
    assert second.returncode == 0
    assert "1 added, 0 unchanged, 1 rejected." in second.stdout
    assert "  m.jsonl, line 2: The message has no text." in second.stdout
    assert "already" in run("patients", "export").stdout


def test_more_than_twenty_rejects_are_cut_short_and_counted(run: Run, tmp_path: Path) -> None:
    result = run("patients", patients_csv(tmp_path / "export", 1, broken=23))
    assert result.returncode == 0
    assert result.stdout.count("GENDER is none of") == 20
    assert "… and 3 more; all are in the import's record" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["patients", "nowhere"], "nowhere isn't a folder."),
        (["messages", "nowhere.csv"], "nowhere.csv can't be read: No such file or directory."),
        (["messages", "m.csv"], "which column is the message's text? Add --map body=COLUMN. Its columns: a, b."),
        (["messages", "m.csv", "--map", "body=a"], "Import patients first."),
        (["messages", "m.csv", "--map", "nonsense"], "write it as FIELD=COLUMN."),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_code_1(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "m.csv").write_text("a,b\n1,2\n")
    result = run(*arguments)
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_is_away_is_a_sentence_too(run_in_a_process: Run, tmp_path: Path) -> None:
    result = run_in_a_process(
        "patients", patients_csv(tmp_path / "export", 1), DATABASE_URL="postgresql://nobody:nothing@127.0.0.1:1/none"
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert "The database didn't answer" in result.stderr
    assert "Traceback" not in result.stderr
