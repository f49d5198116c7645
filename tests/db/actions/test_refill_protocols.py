"""Protocols: off until a named clinician approves them, and off again with every change of the rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from db.actions import refill_protocols
from db.actions.refill_protocols import ProtocolState
from db.credentials import COMMAND_LINE_IDENTITY, Credential
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import RecordVersion, RefillProtocol
from rules.drugs import NEVER
from rules.refill_protocol import Protocol
from rules.refill_protocol_settings import DEFAULTS, from_json, to_json
from tests.conftest import Clinic
from tests.refills import ACE, protocol, today
from tests.results import audited

SHORTER = replace(ACE, days=30)


def create(clinic: Clinic, by: Credential, **more: Any) -> ProtocolState:
    arguments: dict[str, Any] = {
        "token": uuid4(),
        "drug_class": ACE.drug_class,
        "title": "ACE inhibitors",
        "rule": to_json(ACE),
    }
    with clinic.db.transaction() as session:
        return refill_protocols.create(session, by=by, **(arguments | more))


def edit(clinic: Clinic, by: Credential, was: ProtocolState, rule: Protocol = SHORTER, **more: Any) -> ProtocolState:
    arguments: dict[str, Any] = {"title": "ACE inhibitors", "rule": to_json(rule), "seen_version": was.version} | more
    with clinic.db.transaction() as session:
        return refill_protocols.edit(session, by=by, protocol_id=was.id, **arguments)


def approve(clinic: Clinic, by: Credential, was: ProtocolState) -> ProtocolState:
    with clinic.db.transaction() as session:
        return refill_protocols.approve(session, by=by, protocol_id=was.id, seen_version=was.version)


def switch(clinic: Clinic, by: Credential, was: ProtocolState, *, active: bool = True) -> ProtocolState:
    with clinic.db.transaction() as session:
        return refill_protocols.switch(session, by=by, protocol_id=was.id, seen_version=was.version, active=active)


def kept(clinic: Clinic, protocol_id: int) -> RefillProtocol:
    with clinic.db.transaction() as session:
        return session.get_one(RefillProtocol, protocol_id)


def history(clinic: Clinic, protocol_id: int) -> list[RecordVersion]:
    with clinic.db.transaction() as session:
        found = select(RecordVersion).where(
            RecordVersion.table_name == "refill_protocol", RecordVersion.row_id == protocol_id
        )
        return list(session.scalars(found.order_by(RecordVersion.version)))


def test_a_new_protocol_is_off_until_a_named_clinician_approves_it(clinic: Clinic) -> None:
    made = create(clinic, clinic.carla)
    assert (made.active, made.approved) == (False, False)
    with pytest.raises(Invalid, match="A clinician approves"):
        switch(clinic, clinic.carla, made)
    approved = approve(clinic, clinic.dev, made)
    row = kept(clinic, made.id)
    assert (row.approved_by_id, row.active) == (clinic.staff_id("dev"), False)
    assert row.approved_on is not None and abs((row.approved_on - today()).days) <= 1
    assert switch(clinic, clinic.carla, approved).active
    assert [each.change for each in history(clinic, made.id)] == ["create", "update", "update"]
    assert audited(clinic, "refill-protocol.approved")[0].actor == "Dev Patel"


def test_only_a_clinician_approves(clinic: Clinic) -> None:
    made = create(clinic, clinic.farid)
    for token in (clinic.alice, clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            approve(clinic, token, made)
    for token in (clinic.alice, clinic.ben, clinic.erin):
        with pytest.raises(Forbidden):
            edit(clinic, token, made)
        with pytest.raises(Forbidden):
            switch(clinic, token, made, active=False)


def test_another_rule_takes_the_approval_back_and_switches_it_off(clinic: Clinic) -> None:
    protocol_id, version = protocol(clinic)
    state = edit(clinic, clinic.carla, ProtocolState(protocol_id, version, True, True))
    row = kept(clinic, protocol_id)
    assert (state.active, state.approved, state.version) == (False, False, version + 1)
    assert (row.approved_by_id, row.approved_on, row.changed_by) == (None, None, "Carla Jensen")
    assert from_json(row.rule) == SHORTER


def test_another_title_alone_leaves_it_approved_and_on(clinic: Clinic) -> None:
    was = ProtocolState(*protocol(clinic), True, True)
    state = edit(clinic, clinic.carla, was, ACE, title="Blood pressure")
    assert (state.active, state.approved) == (True, True) and kept(clinic, was.id).title == "Blood pressure"


def test_what_is_so_already_writes_nothing(clinic: Clinic) -> None:
    was = ProtocolState(*protocol(clinic), True, True)
    assert edit(clinic, clinic.carla, was, ACE) == was
    assert switch(clinic, clinic.carla, was) == was
    assert audited(clinic, "refill-protocol.updated") == []


def test_its_history_begins_with_how_it_was_found_and_can_be_restored(clinic: Clinic) -> None:
    was = ProtocolState(*protocol(clinic), True, True)
    now = edit(clinic, clinic.carla, was)
    found, updated = history(clinic, was.id)
    assert (found.change, from_json(found.values["rule"]), found.values["active"]) == ("found", ACE, True)
    assert (updated.change, updated.actor, updated.values["active"]) == ("update", "Carla Jensen", False)
    with clinic.db.transaction() as session:
        state = refill_protocols.restore(
            session, by=clinic.carla, protocol_id=was.id, seen_version=now.version, version_id=found.id
        )
    assert from_json(kept(clinic, was.id).rule) == ACE
    assert (state.active, state.approved) == (False, False)  # nobody approved it as it stands now
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        refill_protocols.restore(
            session, by=clinic.carla, protocol_id=was.id, seen_version=state.version, version_id=999_999
        )


def test_who_is_second_is_told_who_was_first(clinic: Clinic) -> None:
    was = ProtocolState(*protocol(clinic), True, True)
    edit(clinic, clinic.carla, was)
    for late in (edit, approve, switch):
        with pytest.raises(Conflict, match="Carla Jensen changed this protocol"):
            late(clinic, clinic.dev, was)


def test_nobody_approves_twice_or_what_they_have_not_seen(clinic: Clinic) -> None:
    made = create(clinic, clinic.dev)
    approved = approve(clinic, clinic.dev, made)
    with pytest.raises(Conflict):
        approve(clinic, clinic.dev, made)
    with pytest.raises(Conflict, match="approved already"):
        approve(clinic, clinic.dev, approved)
    with pytest.raises(NotFound):
        approve(clinic, clinic.dev, ProtocolState(999_999, 1, False, False))


@pytest.mark.parametrize("drug_class", ["", "dance", *sorted(NEVER)])
def test_some_classes_have_no_protocol_ever(clinic: Clinic, drug_class: str) -> None:
    with pytest.raises(Invalid) as refused:
        create(clinic, clinic.dev, drug_class=drug_class)
    assert refused.value.field == "drug_class"


def test_a_class_has_one_protocol(clinic: Clinic) -> None:
    create(clinic, clinic.dev)
    with pytest.raises(Conflict, match="already"):
        create(clinic, clinic.carla)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rule": {"days": 0}}, "days"),
        ({"rule": {"dance": 1}}, ""),
        ({"rule": {"days": "many"}}, "days"),
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
    ],
)
def test_what_cannot_be_used_names_its_field(clinic: Clinic, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        create(clinic, clinic.dev, **change)
    assert field in refused.value.field
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(RefillProtocol)) == 0


def test_a_rule_is_of_its_own_class_whatever_the_form_said(clinic: Clinic) -> None:
    made = create(clinic, clinic.dev, rule=to_json(replace(ACE, drug_class="statin")))
    assert from_json(kept(clinic, made.id).rule).drug_class == "ace-inhibitor"


def test_the_defaults_are_loaded_once_and_all_of_them_off(clinic: Clinic) -> None:
    loaded = []
    for _ in range(2):
        with clinic.db.transaction() as session:
            loaded.append(refill_protocols.load_defaults(session, by=COMMAND_LINE_IDENTITY))
    assert loaded == [len(DEFAULTS), 0] and len(DEFAULTS) > 5
    with clinic.db.transaction() as session:
        rows = session.scalars(select(RefillProtocol)).all()
    assert not any(row.active or row.approved_by_id for row in rows)
    assert all(from_json(row.rule).drug_class == row.drug_class for row in rows)


def test_loading_them_leaves_the_clinics_own_alone(clinic: Clinic) -> None:
    protocol_id, _ = protocol(clinic, SHORTER)
    with clinic.db.transaction() as session:
        refill_protocols.load_defaults(session, by=COMMAND_LINE_IDENTITY)
    assert from_json(kept(clinic, protocol_id).rule) == SHORTER and kept(clinic, protocol_id).active
