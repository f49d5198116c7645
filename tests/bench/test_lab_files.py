"""The benchmark's own laboratory files: as many as asked for, each of another patient who can be matched."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from rules.patient_matching import Asked, Candidate, decide
from tests.bench import matching
from tests.bench.lab_files import SAMPLES, LabFile, lab_file, sample_messages
from tests.rules.near_duplicates import OURS


@pytest.fixture(params=["own", "shared"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> LabFile:
    """Sixty messages, of our own small texts and of the shared samples."""
    if request.param == "own":
        return lab_file(tmp_path / "results.hl7", messages=60, samples=None)
    if not SAMPLES.is_dir():
        pytest.skip("The shared sample data isn't beside this checkout.")
    return lab_file(tmp_path / "results.hl7", messages=60)


def read(file: LabFile) -> list[list[list[str]]]:
    """The file's messages: segments of fields."""
    text = file.path.read_bytes().decode()
    return [
        [segment.split("|") for segment in f"MSH|{message}".split("\r") if segment]
        for message in text.split("MSH|")
        if message
    ]


def test_every_message_has_its_own_patient_control_id_and_order(written: LabFile) -> None:
    messages = read(written)
    assert len(messages) == written.messages == len(written.patients) == 60
    assert written.path.stat().st_size == written.size
    assert sum(segment[0] == "OBX" for message in messages for segment in message) == written.observations > 60
    assert len({message[0][9] for message in messages}) == 60
    assert len({patient.mrn for patient in written.patients}) == 60
    fillers = [{segment[3] for segment in message if segment[0] == "OBR" and segment[3]} for message in messages]
    assert len(set().union(*fillers)) == sum(map(len, fillers))


def test_every_message_files_itself_on_its_registered_patient(written: LabFile) -> None:
    people = [
        Candidate(at, one.mrn, one.given, one.family, one.birth_date, one.sex, frozenset({one.order_number}))
        for at, one in enumerate(written.patients)
    ]
    for at, message in enumerate(read(written)):
        pid = next(segment for segment in message if segment[0] == "PID")
        value, _, _, authority, kind = pid[3].split("^")
        family, given = pid[5].split("^")[:2]
        order = next(segment for segment in message if segment[0] == "OBR")[2].partition("^")[0]
        sex = {"F": "female", "M": "male"}[pid[8]]
        born = datetime.strptime(pid[7], "%Y%m%d").date()  # noqa: DTZ007
        asked = Asked(((value, authority, kind),), order, given, family, born, sex)
        found = decide(asked, people, authorities=frozenset({OURS}))
        assert (found.outcome, found.patient_id) == ("filed", at)


def test_a_file_is_as_large_as_asked_and_the_same_each_time(tmp_path: Path) -> None:
    first = lab_file(tmp_path / "1.hl7", megabytes=0.2, each=3)
    again = lab_file(tmp_path / "2.hl7", megabytes=0.2, each=3)
    assert first.size >= 200_000
    assert first.messages == 3 * len(first.patients)
    assert first.path.read_bytes() == again.path.read_bytes()


def test_without_samples_there_are_messages_of_our_own(tmp_path: Path) -> None:
    assert len(sample_messages(tmp_path / "nowhere")) == 3


def test_the_matching_benchmark_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert matching.run(600)
    printed = capsys.readouterr().out
    for words in ("filed on somebody else", "twin, wrong digit", "record number and birth date", "longest"):
        assert words in printed
