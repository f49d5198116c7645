"""Loading the demo clinic: into an empty database, reproducibly, with nothing old left to catch up with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, text

from db.actions.idle import return_idle
from db.actions.nudges import remind, tell_team
from db.actions.triage import triage_new
from db.credentials import WORKER_IDENTITY
from db.embedded import EmbeddedServer
from db.engine import Database, Organisation
from db.models import AuditEvent, Message, Patient, Setting, Staff, Task, TeamMember
from demo.load import is_empty, load_clinic, load_staff
from tests.demo.clinics import CAST, MONDAY, copied

CLINIC = (
    "patient", "condition", "medication", "allergy", "observation", "immunization", "encounter",
    "appointment", "payer", "portal_account", "proxy_grant", "thread", "message", "attachment",
    "task", "task_event", "note", "draft", "errand", "phone_call", "urgency_flag",
    "diagnostic_report", "result_release", "result_read", "follow_up", "pharmacy",
    "medication_dispense", "refill_request", "refill_decision", "pharmacy_order", "refill_protocol",
    "proxy_request", "proxy_check",
)  # fmt: skip
MONEY = (
    "charge", "payment", "refund", "ledger_line", "remittance", "remit_claim", "bank_transaction",
    "processor_line", "payout", "match_side", "payment_exception", "billing_file",
)  # fmt: skip


def digest(database: Database, tables: tuple[str, ...], row: str) -> str:
    """All rows of these tables, ids included; of each what `row` says."""
    found = hashlib.sha256()
    with database.reading() as session:
        for table in tables:
            for one in session.execute(text(f'SELECT {row} FROM "{table}" t ORDER BY 1')).scalars():
                found.update(one.encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def thrice(postgres: EmbeddedServer, template: Organisation) -> list[tuple[str, str]]:
    """Clinic and money of a seed, of the same again, and of another."""
    digests = []
    for number, seed in enumerate((7, 7, 8)):
        with copied(postgres, template, f"demo_again_{number}") as database:
            load_clinic(database, CAST, seed=seed, patients=60, months=2, rounds=4, now=MONDAY)
            # The moments of a clinic are those that are told; the money is written when it is.
            money = digest(database, MONEY, "(to_jsonb(t) - 'created_at')::text")
            digests.append((digest(database, CLINIC, "t::text"), money))
    return digests


def test_the_same_seed_and_moment_make_the_same_clinic(thrice: list[tuple[str, str]]) -> None:
    first, again, other = (clinic for clinic, _ in thrice)
    assert first == again != other


def test_the_same_seed_makes_the_same_money_and_another_seed_other(thrice: list[tuple[str, str]]) -> None:
    first, again, other = (money for _, money in thrice)
    assert first == again != other


def test_a_database_with_staff_or_patients_is_not_empty(db: Database) -> None:
    assert not is_empty(db)
    with db.transaction() as session:
        session.execute(delete(TeamMember))
        session.execute(delete(Staff))
    assert is_empty(db)
    load_staff(db, CAST, rounds=4)
    assert not is_empty(db)


def test_the_staff_alone_come_without_patients_and_mark_the_demo(db: Database) -> None:
    load_staff(db, CAST, rounds=4)
    with db.reading() as session:
        assert session.scalar(select(func.count(Staff.id))) == 25
        assert session.scalar(select(func.count(Patient.id))) == 0
        assert session.get(Setting, "demo") is not None
        assert session.scalar(select(func.count()).where(AuditEvent.kind == "demo.loaded")) == 1


@pytest.fixture(scope="module")
def today(postgres: EmbeddedServer, template: Organisation) -> Iterator[tuple[Database, list[str]]]:
    """A clinic loaded now, and what was said meanwhile."""
    said: list[str] = []
    with copied(postgres, template, "demo_today") as database:
        load_clinic(database, CAST, patients=150, months=2, rounds=4, progress=said.append)
        yield database, said


def test_a_clinic_is_loaded_at_the_databases_clock_unless_told_otherwise(today: tuple[Database, list[str]]) -> None:
    db, said = today
    with db.reading() as session:
        newest = session.scalars(select(func.max(Message.created_at))).one()
        now = session.scalars(select(func.transaction_timestamp())).one()
    assert timedelta(0) < now - newest < timedelta(hours=36)
    assert len(said) == 3


def test_the_worker_flags_what_is_urgent_and_has_nothing_old_to_catch_up_with(
    today: tuple[Database, list[str]],
) -> None:
    db, _ = today
    with db.transaction() as session:
        assert remind(session, by=WORKER_IDENTITY) == 0
        assert tell_team(session, by=WORKER_IDENTITY) == 0
        assert return_idle(session, by=WORKER_IDENTITY) == 0
        assert triage_new(session, by=WORKER_IDENTITY) > 10
        flagged = session.scalars(select(Task).where(Task.flag == "red", Task.flag_acknowledged_at.is_(None))).all()
        assert 2 <= len(flagged) <= 8
        session.rollback()
