"""The watched folder: what comes to rest is received, moved, never lost, and refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from console import results_folder
from console.lab_files import read_waiting
from console.results_folder import sort_out, take_in
from db.models import LabFile
from tests.conftest import Clinic
from tests.labs import message, messages_of, never, obr, obx, ours, pid, reports


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A watched folder nobody has looked into."""
    results_folder.FOLDER.forget()
    path = tmp_path / "results"
    path.mkdir()
    yield path
    results_folder.FOLDER.forget()


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def files(clinic: Clinic) -> list[tuple[str, str]]:
    with clinic.db.transaction() as session:
        return [(row.name, row.source) for row in session.execute(select(LabFile.name, LabFile.source))]


def test_a_file_that_has_come_to_rest_is_taken_and_filed(clinic: Clinic, folder: Path) -> None:
    ours(clinic)
    rosa = clinic.patient()
    (folder / "day.hl7").write_text(message(pid(rosa), obr(), obx("4.2")))
    assert take_in(clinic.db, folder) == 0
    assert take_in(clinic.db, folder) == 1
    assert names(folder) == ["taken/1-day.hl7"]
    assert files(clinic) == [("day.hl7", "folder")]
    read_waiting(clinic.db, never)
    sort_out(clinic.db, folder)
    assert (names(folder), len(reports(clinic, rosa))) == (["taken/1-day.hl7"], 1)


def test_a_file_that_is_still_being_written_is_left_alone(clinic: Clinic, folder: Path) -> None:
    path = folder / "day.oru"
    for size in range(3):
        path.write_text(message(pid(None), obr(), obx("4.2")) * (size + 1))
        assert take_in(clinic.db, folder) == 0
    assert take_in(clinic.db, folder) == 1


def test_what_is_no_result_file_is_left_alone(clinic: Clinic, folder: Path) -> None:
    for name in (".hidden.hl7", "day.hl7.part", "notes.docx", "~day.hl7", "empty.hl7"):
        (folder / name).write_text("" if name.startswith("empty") else "MSH|")
    (folder / "link.hl7").symlink_to(folder / "notes.docx")
    before = names(folder)
    assert [take_in(clinic.db, folder) for _ in range(3)] == [0, 0, 0]
    assert names(folder) == before


def test_a_file_refused_whole_goes_to_refused_with_its_reason(clinic: Clinic, folder: Path) -> None:
    (folder / "letter.txt").write_text("Dear clinic")
    take_in(clinic.db, folder)
    take_in(clinic.db, folder)
    read_waiting(clinic.db, never)
    sort_out(clinic.db, folder)
    assert names(folder) == ["refused/1-letter.txt", "refused/1-letter.txt.reason.txt"]
    assert (folder / "refused/1-letter.txt.reason.txt").read_text() == "The file holds no HL7 message.\n"


def test_after_a_crash_before_the_move_the_file_is_only_moved(clinic: Clinic, folder: Path) -> None:
    text = message(pid(None), obr(), obx("4.2"))
    for _ in range(2):  # the same file stands there again
        (folder / "day.hl7").write_text(text)
        take_in(clinic.db, folder)
        assert take_in(clinic.db, folder) == 1
        read_waiting(clinic.db, never)
    assert names(folder) == ["taken/1-day-2.hl7", "taken/1-day.hl7"]
    assert len(messages_of(clinic)) == 1


def test_without_a_folder_nothing_happens(clinic: Clinic, tmp_path: Path) -> None:
    assert take_in(clinic.db, None) == 0
    assert take_in(clinic.db, tmp_path / "gone") == 0
    sort_out(clinic.db, tmp_path / "gone")
