"""The watched folder of payments: what comes to rest is received, moved, and refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.billing_files import read_waiting
from console.payments_folder import FOLDER
from db.queries.billing_files import files
from tests.billing import ofx, paid, receive, remit
from tests.conftest import Clinic
from tests.feeds.remits import clp
from tests.labs import never


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A watched folder nobody has looked into."""
    FOLDER.forget()
    path = tmp_path / "payments"
    path.mkdir()
    yield path
    FOLDER.forget()


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_that_have_come_to_rest_are_taken_and_read_for_their_preview(clinic: Clinic, folder: Path) -> None:
    (folder / "night.835").write_bytes(remit(paid("0", clp("A-1", "150", "0"), "CAS*OA*1*150")))
    (folder / "bank.qfx").write_bytes(ofx(("F1", "20260302", "10.00", "X")))
    assert [FOLDER.take_in(clinic.db, folder) for _ in range(2)] == [0, 2]
    assert names(folder) == ["taken/1-bank.qfx", "taken/2-night.835"]
    read_waiting(clinic.db, never)
    FOLDER.sort_out(clinic.db, folder)
    with clinic.db.transaction() as session:
        page = files(session, viewer=clinic.ben)
    assert [(one.name, one.source, one.state) for one in page.files] == [
        ("night.835", "folder", "preview"),
        ("bank.qfx", "folder", "preview"),
    ]
    assert names(folder) == ["taken/1-bank.qfx", "taken/2-night.835"]


def test_a_file_refused_whole_goes_to_refused_with_its_reason(clinic: Clinic, folder: Path) -> None:
    (folder / "night.835").write_bytes(b"ISA*00*")
    for _ in range(2):
        FOLDER.take_in(clinic.db, folder)
    read_waiting(clinic.db, never)
    FOLDER.sort_out(clinic.db, folder)
    assert names(folder) == ["refused/1-night.835", "refused/1-night.835.reason.txt"]
    assert (folder / "refused/1-night.835.reason.txt").read_text().endswith(".\n")


def test_a_file_that_came_otherwise_is_only_moved(clinic: Clinic, folder: Path) -> None:
    content = ofx(("F1", "20260302", "10.00", "X"))
    assert receive(clinic, content, name="bank.ofx") == 1
    (folder / "again.ofx").write_bytes(content)
    for _ in range(2):
        FOLDER.take_in(clinic.db, folder)
    assert names(folder) == ["taken/1-again.ofx"]
