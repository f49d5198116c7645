"""The refill protocols as a settings page shows them."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from db.actions import refill_protocols as acts
from db.credentials import WORKER_IDENTITY
from db.errors import Forbidden, NotFound
from db.models import RefillProtocol
from db.queries.refill_protocols import ProtocolLine, ProtocolVersion, history, listing, one
from rules.refill_protocol_settings import DEFAULTS, to_json
from tests.conftest import Clinic
from tests.refills import ACE, protocol, today


def read(clinic: Clinic) -> tuple[ProtocolLine, ...]:
    """The list."""
    dev = clinic.dev
    with clinic.db.reading() as session:
        return listing(session, viewer=dev)


def versions(clinic: Clinic, protocol_id: int) -> tuple[ProtocolVersion, ...]:
    """A protocol's history."""
    dev = clinic.dev
    with clinic.db.reading() as session:
        return history(session, viewer=dev, protocol_id=protocol_id)


def test_every_protocol_stands_by_title_with_who_approved_it(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        acts.load_defaults(session, by=WORKER_IDENTITY)
        session.execute(
            update(RefillProtocol)
            .where(RefillProtocol.drug_class == "statin")
            .values(active=True, approved_by_id=clinic.staff_id("dev"), approved_on=today())
        )
    found = read(clinic)
    assert [line.title for line in found] == sorted((default.title for default in DEFAULTS), key=str.lower)
    on = [line for line in found if line.active]
    assert [(line.drug_class, line.approved_by, line.approved_on) for line in on] == [("statin", "Dev Patel", today())]
    assert {line.approved_by for line in found if not line.active} == {""}
    assert {line.drug_class: line.protocol for line in found} == {each.drug_class: each.protocol for each in DEFAULTS}


def test_one_that_cant_be_read_says_why(clinic: Clinic) -> None:
    number, _ = protocol(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(RefillProtocol).values(rule={"drug_class": "ace-inhibitor", "days": "many"}))
    dev = clinic.dev
    with clinic.db.reading() as session:
        line = one(session, viewer=dev, protocol_id=number)
    assert (line.protocol, line.problem) == (None, "days: This is a whole number, from 1 to 400.")


def test_history_tells_who_changed_it_and_who_had_approved_it(clinic: Clinic) -> None:
    number, version = protocol(clinic)
    assert versions(clinic, number) == ()
    with clinic.db.transaction() as session:
        acts.edit(
            session, by=clinic.dev, protocol_id=number, seen_version=version, title="ACE inhibitors",
            rule=to_json(ACE) | {"days": 30},
        )  # fmt: skip
    newest, before = versions(clinic, number)
    assert (newest.change, newest.actor, newest.active, newest.approved_by, newest.rule["days"]) == (
        "update", "Dev Patel", False, "", 30,
    )  # fmt: skip
    assert (before.change, before.active, before.approved_by, before.approved_on, before.rule["days"]) == (
        "found", True, "Dev Patel", today(), 90,
    )  # fmt: skip


def test_one_that_isnt_there_is_not_found(clinic: Clinic) -> None:
    dev = clinic.dev
    with clinic.db.reading() as session, pytest.raises(NotFound):
        one(session, viewer=dev, protocol_id=99)


def test_who_edits_no_protocols_reads_no_settings_of_them(clinic: Clinic) -> None:
    alice = clinic.alice
    with clinic.db.reading() as session, pytest.raises(Forbidden):
        listing(session, viewer=alice)
