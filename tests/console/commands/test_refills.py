"""`refills protocols` and `staff authority`, as somebody with a shell types them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from console.jobs.refills import begin_protocols
from db.engine import Database, use
from db.models import RefillProtocol, Staff
from rules.refill_protocol_settings import DEFAULTS
from tests.conftest import Clinic
from tests.console.commands.shell import in_a_process, typed
from tests.refills import protocol, today
from tests.results import audited


def protocols(db: Database) -> list[RefillProtocol]:
    with db.transaction() as session:
        return list(session.scalars(select(RefillProtocol)))


def may_refill(db: Database, username: str = "alice") -> bool | None:
    with db.transaction() as session:
        return session.scalar(select(Staff.protocol_authority).where(Staff.username == username))


def test_the_standard_protocols_are_added_once_all_off_beside_the_clinics_own(clinic: Clinic, tmp_path: Path) -> None:
    protocol(clinic)  # of ACE inhibitors
    done = in_a_process(clinic.db.place, tmp_path, "refills", "protocols")
    assert done.returncode == 0, done.stderr
    own = [line for line in done.stdout.splitlines() if line.startswith("ace-inhibitor")]
    assert own == [f"ace-inhibitor: ACE inhibitors (on, approved by Dev Patel on {today()})"]
    assert done.stdout.count("(off, approved by nobody)") == len(DEFAULTS) - 1
    assert f"Added {len(DEFAULTS) - 1}, all off." in done.stdout
    again = typed(clinic.db.place, tmp_path, "refills", "protocols")
    assert again.stdout.splitlines()[:-1] == done.stdout.splitlines()[:-1]
    assert "None was added" in again.stdout
    assert [row.drug_class for row in protocols(clinic.db) if row.active] == ["ace-inhibitor"]


def test_a_new_clinics_worker_adds_them_all_off(db: Database) -> None:
    with use(db):
        for _ in range(2):
            begin_protocols()
    assert len(protocols(db)) == len(DEFAULTS)
    assert not any(row.active or row.approved_by_id for row in protocols(db))


def test_a_clinic_that_has_its_own_is_left_alone_by_the_worker(clinic: Clinic) -> None:
    protocol(clinic)
    with use(clinic.db):
        begin_protocols()
    assert len(protocols(clinic.db)) == 1


def test_authority_is_given_and_taken_from_the_shell_and_audited(clinic: Clinic, tmp_path: Path) -> None:
    place = clinic.db.place
    given = typed(place, tmp_path, "staff", "authority", "Alice", "--give")
    assert (given.returncode, given.stdout.strip()) == (0, "alice may refill by protocol.")
    assert may_refill(clinic.db)
    assert "already" in typed(place, tmp_path, "staff", "authority", "alice", "--give").stdout
    assert typed(place, tmp_path, "staff", "authority", "alice", "--take").returncode == 0
    assert may_refill(clinic.db) is False
    events = audited(clinic, "staff.protocol-authority")
    assert [(event.actor, event.detail["given"]) for event in events] == [
        ("Command line", True),
        ("Command line", False),
    ]


def test_who_works_no_refills_or_isnt_there_gets_a_sentence(db: Database, tmp_path: Path) -> None:
    for username, why in (("ben", "doesn't work refills"), ("nobody", "doesn't exist")):
        done = typed(db.place, tmp_path, "staff", "authority", username, "--give")
        assert done.returncode == 1 and why in done.stderr and "Traceback" not in done.stderr
    assert not may_refill(db, "ben")


def test_it_is_said_which_of_the_two(db: Database, tmp_path: Path) -> None:
    assert typed(db.place, tmp_path, "staff", "authority", "alice").returncode == 2
    assert may_refill(db) is False
