"""`docs/add-a-queue.md` is true: its blocks build a queue in a copy of Portside, and the queue works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import Database, Organisation
from db.migrate import head

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "add-a-queue.md"
COPIED = ("console", "db", "rules", "feeds", "demo", "reports", "tests", "docs", ".streamlit")
BLOCK = re.compile(r"^```(?P<kind>python|diff) file=(?P<path>\S+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST_PAGE, LONGEST_PANE, MOST_TOUCHED = 60, 150, 3
MIGRATE = """
import sys
from sqlalchemy import make_url
from db.engine import Organisation
from db.migrate import migrate
migrate(Organisation(make_url(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3])))
"""


@dataclass(frozen=True)
class Built:
    """Portside with the document's queue in it."""

    root: Path
    created: tuple[str, ...]
    touched: tuple[str, ...]

    def run(self, *command: str) -> str:
        """Run Python in the copy; what it says, if it went well."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env=environment | {"PYTHONPATH": str(self.root)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout


def changed(before: str, diff: str, path: str) -> str:
    """The text after a change as the document writes it; its `-` and context lines must occur once."""
    lines = [(line[:1], line[1:]) for line in diff.splitlines()]
    assert {sign for sign, _ in lines} <= {" ", "+", "-"}, f"{path}: each line begins with a space, + or -"
    old = "\n".join(re.escape(line).replace("…", "(.*)") for sign, line in lines if sign != "+")
    new = "\n".join(line for sign, line in lines if sign != "-")
    found = list(re.finditer(f"^{old}$", before, re.MULTILINE))
    assert len(found) == 1, f"{DOCUMENT.name}: these lines stand {len(found)} times in {path}, not once:\n{diff}"
    kept = iter(found[0].groups())
    after = re.sub("…", lambda _: next(kept), new)
    return before[: found[0].start()] + after + before[found[0].end() :]


def following(migration: str) -> str:
    """The migration after the newest one there is: the one value that the document leaves to its reader."""
    after, found = re.subn(r'down_revision = "\d+"', f'down_revision = "{head()}"', migration)
    assert found == 1
    return after


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A copy of Portside, and in it every block of the document where it belongs."""
    root = tmp_path_factory.mktemp("portside")
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name)  # with what is compiled already: it stays true of files as old
    shutil.copy(ROOT / "pyproject.toml", root)
    created: list[str] = []
    touched: list[str] = []
    for block in BLOCK.finditer(DOCUMENT.read_text(encoding="utf-8")):
        path, body, file = block["path"], block["body"], root / block["path"]
        if block["kind"] == "diff":
            file.write_text(changed(file.read_text(encoding="utf-8"), body, path), encoding="utf-8")
            touched.append(path)
        else:
            assert not file.exists(), f"{path} stands already"
            file.write_text(following(body) if "/versions/" in path else body, encoding="utf-8")
            created.append(path)
    return Built(root, tuple(created), tuple(dict.fromkeys(touched)))


def lines_of(built: Built, paths: Sequence[str]) -> int:
    """How many lines these files have."""
    return sum(len((built.root / path).read_text(encoding="utf-8").splitlines()) for path in paths)


def test_every_block_names_its_file() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert len(BLOCK.findall(document)) == document.count("\n```python") + document.count("\n```diff")
    for block in BLOCK.finditer(document):
        assert f"`{block['path']}`" in document[: block.start()], f"the text before the block names {block['path']}"


def test_a_queue_touches_at_most_three_existing_files_and_stays_short(built: Built) -> None:
    assert len(built.touched) <= MOST_TOUCHED, built.touched
    assert lines_of(built, [path for path in built.created if path.startswith("console/pages/")]) <= LONGEST_PAGE
    assert lines_of(built, [path for path in built.created if path.startswith("console/panes/")]) <= LONGEST_PANE


def test_the_queue_follows_the_rules_of_the_house(built: Built) -> None:
    files = [*built.created, *built.touched]
    built.run("-m", "ruff", "check", "--no-cache", *files)
    built.run("-m", "ruff", "format", "--no-cache", "--check", *files)
    # Of the rules for each file those for these files; and those that look for queues' names, in all files.
    ours = " or ".join((*(f"[{path}]" for path in files), "queues"))
    said = built.run("-m", "pytest", "-v", "-p", "no:cacheprovider", "tests/house", "-k", ours)
    unseen = [path for path in files if path.startswith(("console/", "db/")) and f"[{path}] PASSED" not in said]
    assert unseen == []


@pytest.mark.soak
def test_the_queue_is_fully_typed(built: Built) -> None:
    """Among the long ones: twenty seconds on a fresh machine, two with a cache."""
    built.run("-m", "mypy", "--cache-dir", str(ROOT / ".mypy_cache" / "add-a-queue"), *built.created)


def test_the_queue_works(built: Built) -> None:
    """Its own test in a fresh database; migration against models; its actions and its query as every role."""
    tests = [path for path in built.created if path.startswith("tests/")]
    migrations = "tests/db/test_migrate.py::test_the_migrations_make_exactly_what_the_models_say"
    files = (*tests, migrations, "tests/db/test_registry.py")
    ours = "callbacks or the_migrations_make"
    said = built.run("-m", "pytest", "-v", "-p", "no:cacheprovider", *files, "-k", ours)
    for file in (*tests, migrations):
        assert re.search(rf"^{re.escape(file)}.* PASSED", said, re.MULTILINE), said
    assert len(re.findall(r"^tests/db/test_registry.py::.*callbacks.* PASSED", said, re.MULTILINE)) == 9, said


def test_a_clinic_that_runs_already_gets_the_queue_by_migrating(built: Built, place: Organisation) -> None:
    url = place.admin_url.render_as_string(hide_password=False)
    built.run("-c", MIGRATE, url, place.schema, place.secret.hex())
    database = Database(place)
    with database.transaction() as session:
        assert session.scalar(text("SELECT area FROM queue WHERE slug = 'callbacks'")) == "callbacks"
        allowed = "SELECT has_table_privilege(:role, 'callback_request', 'SELECT')"
        rights = {
            role: session.scalar(text(allowed), {"role": f"{place.schema}_{role}"})
            for role in ("app", "reports", "portal", "contract")
        }
    database.dispose()
    assert rights == {"app": True, "reports": False, "portal": False, "contract": False}
