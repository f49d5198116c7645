"""`import results` as somebody at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.lab_files import read_waiting
from db.engine import Organisation
from tests.conftest import Clinic
from tests.console.commands.test_imports import Run, run, run_in_a_process
from tests.labs import lab_file, message, messages_of, never, obr, obx, ours, pid, receive, reports
from tests.worker_process import WorkerProcess, eventually

__all__ = ["run", "run_in_a_process"]  # fixtures


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """A file of three messages, one of which is no result."""
    stranger = pid(None)
    path = tmp_path / "day.hl7"
    path.write_text(
        message(stranger, obr("F1"), obx("4.2"))
        + message(stranger, kind="ADT^A01")
        + message(stranger, obr("F2"), obx("4.2"), control="[bold]")
    )
    return path


def test_a_file_is_imported_and_what_became_of_it_is_said(clinic: Clinic, run_in_a_process: Run, day: Path) -> None:
    done = run_in_a_process("results", day)
    assert done.stderr == "Reading day.hl7\n"
    assert done.stdout.splitlines() == [
        f"{day}: 3 messages (0 filed, 2 unmatched, 0 duplicate, 1 refused), 2 values.",
        "  message 2, MSH-9: This is no result (ADT^A01); only ORU^R01 is read.",
    ]
    assert done.returncode == 0
    assert len(reports(clinic)) == 2


def test_a_file_that_was_imported_already_adds_nothing(clinic: Clinic, run: Run, day: Path) -> None:
    run("results", day)
    again = run("results", day)
    assert again.returncode == 0
    assert "imported already" in again.stdout.splitlines()[0]
    assert len(messages_of(clinic)) == 3


def test_one_that_cant_be_used_doesnt_stop_the_others(clinic: Clinic, run: Run, day: Path, tmp_path: Path) -> None:
    letter, gone = tmp_path / "letter.txt", tmp_path / "gone.hl7"
    letter.write_text("Dear clinic")
    done = run("results", letter, gone, day)
    assert done.returncode == 1
    assert done.stderr.splitlines()[:2] == [
        f"{letter}: refused whole. The file holds no HL7 message.",
        f"{gone}: No such file or directory.",
    ]
    assert len(messages_of(clinic)) == 3


def test_the_worker_reads_what_is_received_and_what_is_put_into_its_folder(
    clinic: Clinic, place: Organisation, tmp_path: Path
) -> None:
    ours(clinic)
    rosa = clinic.patient()
    folder, data = tmp_path / "results", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    with WorkerProcess(place, data, PORTSIDE_RESULTS_DIR=str(folder)) as worker:
        received = receive(clinic, message(pid(rosa), obr(), obx("4.2")))
        eventually(lambda: lab_file(clinic, received.file_id).state.value == "read", "the file is read")
        (folder / "night.hl7").write_text(message(pid(rosa), obr("F2"), obx("4.4"), control="2"))
        eventually(lambda: len(reports(clinic, rosa)) == 2, "the folder's file is filed")
        assert "Rosa" not in worker.words
    assert [path.name for path in (folder / "taken").iterdir()] == ["2-night.hl7"]
    read_waiting(clinic.db, never)
    assert len(messages_of(clinic)) == 2
