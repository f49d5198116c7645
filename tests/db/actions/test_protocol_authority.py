"""Who may refill by protocol is named by a clinician, person by person."""

from __future__ import annotations

import pytest

from db.actions.protocol_authority import give_authority
from db.credentials import Credential
from db.errors import Forbidden, Invalid, NotFound
from tests.conftest import Clinic
from tests.refills import approve, protocol, ready
from tests.results import audited


def give(clinic: Clinic, by: Credential, username: str = "alice", *, given: bool = True) -> bool:
    with clinic.db.transaction() as session:
        return give_authority(session, by=by, staff_id=clinic.staff_id(username), given=given)


def test_a_nurse_approves_by_protocol_once_a_clinician_said_so_and_no_more_when_it_is_taken_back(
    clinic: Clinic,
) -> None:
    seen_protocol, alice = protocol(clinic), clinic.alice
    assert give(clinic, clinic.dev) and not give(clinic, clinic.dev)
    approve(clinic, alice, ready(clinic).task_id, seen_protocol=seen_protocol)
    assert give(clinic, clinic.dev, given=False)
    with pytest.raises(Forbidden):
        approve(clinic, alice, ready(clinic).task_id, seen_protocol=seen_protocol)
    assert [event.detail["given"] for event in audited(clinic, "staff.protocol-authority")] == [True, False]


def test_nobody_else_gives_it(clinic: Clinic) -> None:
    for token in (clinic.alice, clinic.ben, clinic.carla, clinic.erin, clinic.farid):
        with pytest.raises(Forbidden):
            give(clinic, token)


def test_who_works_no_refills_is_given_none(clinic: Clinic) -> None:
    for username in ("ben", "carla", "erin", "farid"):
        with pytest.raises(Invalid, match="doesn't work refills"):
            give(clinic, clinic.dev, username)
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        give_authority(session, by=clinic.dev, staff_id=999_999, given=True)
