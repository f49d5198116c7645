"""The main job on real input: staff alone, a patients' export, a file of messages, and a nurse who answers."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import make_url, text

from db.embedded import EmbeddedServer
from db.engine import Database, DatabaseRole, Organisation
from tests.browser.house import People, button, conversation, running, said, write
from tests.conftest import PASSWORD, SECRET, execute
from tests.console.commands.shell import typed

pytestmark = pytest.mark.browser

SHARED = Path(__file__).parents[3] / "shared" / "data"
PATIENTS = (
    ("Id", "BIRTHDATE", "DEATHDATE", "FIRST", "LAST", "GENDER", "RACE", "ETHNICITY", "ADDRESS", "CITY", "STATE", "ZIP"),
    ("p-1", "1955-03-01", "", "Rosa12", "Diaz34", "F", "white", "hispanic", "1 Elm St", "Salem", "MA", "01970"),
)
MESSAGES = ({"id": "m-1", "message": "Since yesterday my ankle is <b>swollen</b>. Should I come in?"},)


@pytest.fixture
def empty(postgres: EmbeddedServer) -> Iterator[Organisation]:
    """A database with nothing in it, not even tables."""
    execute(postgres, "CREATE DATABASE real_input")
    url = make_url(postgres.admin_url).set(drivername="postgresql+psycopg", database="real_input")
    yield Organisation(url, "portside", SECRET)
    execute(postgres, "DROP DATABASE real_input WITH (FORCE)")


def portside(place: Organisation, folder: Path, *command: str | Path) -> str:
    """What `python -m console …` says to somebody with a shell, when it goes well."""
    done = typed(place, folder, *command, PORTSIDE_DEMO="1", PORTSIDE_DEMO_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def small_input(folder: Path) -> tuple[Path, Path]:
    """An export of one patient and a file of one message."""
    export = folder / "export"
    export.mkdir()
    with (export / "patients.csv").open("w", newline="") as file:
        csv.writer(file).writerows(PATIENTS)
    messages = folder / "messages.jsonl"
    messages.write_text("".join(json.dumps(line) + "\n" for line in MESSAGES))
    return export, messages


def shared_input(_folder: Path) -> tuple[Path, Path]:
    """The shared Synthea export and triage messages."""
    if not SHARED.is_dir():
        pytest.skip("The shared sample data isn't beside this checkout.")
    return SHARED / "synthea_csv", SHARED / "messages" / "clinicaflow_vignettes.jsonl"


@pytest.mark.parametrize(
    ("source", "count", "words"),
    [(small_input, 1, "ankle is <b>swollen</b>"), pytest.param(shared_input, 30, "", marks=pytest.mark.soak)],
)
def test_alice_answers_an_imported_message(
    source: Callable[[Path], tuple[Path, Path]],
    count: int,
    words: str,
    empty: Organisation,
    tmp_path: Path,
    browser: Browser,
) -> None:
    export, messages = source(tmp_path)
    portside(empty, tmp_path, "migrate")
    assert "Alice Moreno" in portside(empty, tmp_path, "demo", "--cast-only")
    portside(empty, tmp_path, "import", "patients", export)
    portside(empty, tmp_path, "import", "messages", messages)
    assert "added" in portside(empty, tmp_path, "import", "messages", messages)
    with running(empty, tmp_path / "data", PORTSIDE_UNDO_SECONDS="4") as house:
        people = People(browser, house)
        page = people.sits_down("alice")
        rows = page.get_by_role("option")
        expect(rows).to_have_count(min(count, 50))
        rows.first.click()
        expect(page.locator(".ps-thread")).to_contain_text(words)
        button(page, "Claim").click()
        expect(said(page, "It is yours.")).to_be_visible()
        write(page, "Please come in today at three.")
        button(page, "Send reply").click()
        expect(conversation(page)).to_contain_text("Please come in today at three.")
        expect(page.get_by_text("not sent yet")).to_be_hidden(timeout=30_000)
        people.leave()
    app = Database(empty, role=DatabaseRole.APP)
    with app.transaction() as session:
        sent = session.execute(
            text("SELECT automatic, count(*) AS number FROM message WHERE direction = 'outbound' GROUP BY 1")
        )
        by_whom: dict[bool, int] = {row.automatic: row.number for row in sent}
        notices = session.scalar(text("SELECT count(*) FROM outbox_message WHERE message_id IS NOT NULL"))
    app.dispose()
    assert by_whom[False] == 1
    # Emergency signs among the imported messages are answered with the clinic's standing text.
    assert notices == sum(by_whom.values())
