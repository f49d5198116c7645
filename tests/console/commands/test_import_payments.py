"""`import payments` as somebody at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.billing import accounts, charge, ofx, paid, remit, remittances, stripe
from tests.conftest import Clinic
from tests.console.commands.test_imports import Run, run, run_in_a_process
from tests.feeds.remits import clp

__all__ = ["run", "run_in_a_process"]  # fixtures


@pytest.fixture
def monday(clinic: Clinic, tmp_path: Path) -> Path:
    """A remittance that balances, for a charge that is known."""
    charge(clinic, clinic.patient(), "A-1", "150")
    path = tmp_path / "monday.835"
    path.write_bytes(remit(paid("80", clp("A-1", "150", "80"), "CAS*CO*45*70")))
    return path


def test_a_file_is_read_and_waits_to_be_posted(clinic: Clinic, run_in_a_process: Run, monday: Path) -> None:
    done = run_in_a_process("payments", monday)
    assert done.stdout.splitlines() == [
        f"{monday}: read; it is posted on the page of payment files, or with --post where nothing of it is refused. "
        "Payments 1, Claims 1, Announced 80.00, Beside claims 0.00."
    ]
    assert (done.returncode, done.stderr) == (0, "")
    assert remittances(clinic) == []


def test_what_balances_is_posted_at_once_and_only_once(clinic: Clinic, run: Run, monday: Path) -> None:
    done = run("payments", "--post", monday)
    assert done.stdout == f"{monday}: posted (Payments posted 1, Claims posted 1).\n"
    assert accounts(clinic)["remit"] == 80
    again = run("payments", "--post", monday)
    assert again.returncode == 0
    assert "posted already, on" in again.stdout
    assert accounts(clinic)["remit"] == 80


def test_what_has_something_wrong_is_not_posted_and_says_what(clinic: Clinic, run: Run, tmp_path: Path) -> None:
    odd, false, sheet = tmp_path / "odd.ofx", tmp_path / "false.835", tmp_path / "sheet.csv"
    odd.write_bytes(ofx(("F1", "20260302", "10.00", "X"), ("F2", "20260302", "ten", "Y")))
    false.write_bytes(remit(paid("81", clp("A-1", "150", "80"), "CAS*CO*45*70")))
    sheet.write_bytes(stripe("txn_1,charge,ch_1,1.00,0.00,1.00,usd,2026-03-01 10:00,"))
    done = run("payments", "--post", odd, false, sheet)
    assert done.returncode == 1
    said = done.stdout
    assert "  row 2, STMTTRN: It has no usable amount." in said
    assert f"{false}: its sums don't agree" in said
    assert "80.00 expected, 81.00 found" in said
    assert f"{sheet}: somebody has to say once which column is what" in said
    assert remittances(clinic) == []


def test_one_that_cant_be_used_doesnt_stop_the_others(clinic: Clinic, run: Run, monday: Path, tmp_path: Path) -> None:
    broken, gone = tmp_path / "broken.835", tmp_path / "gone.835"
    broken.write_bytes(b"ISA*00*")
    done = run("payments", "--post", broken, gone, monday)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith(f"{broken}: refused whole. ")
    assert done.stderr.splitlines()[1] == f"{gone}: No such file or directory."
    assert accounts(clinic)["remit"] == 80


def test_a_kind_that_there_isnt_is_refused(clinic: Clinic, run: Run, monday: Path) -> None:
    done = run("payments", "--kind", "invoice", monday)
    assert done.returncode == 1
    assert "A file is one of remittance, bank, processor." in done.stderr
