"""Who may refill by protocol, and who could."""

from __future__ import annotations

from sqlalchemy import update

from db.models import Staff
from db.queries.protocol_authority import AuthorityLine, authority
from tests.conftest import Clinic
from tests.refills import authority as give


def read(clinic: Clinic) -> dict[str, AuthorityLine]:
    dev = clinic.dev
    with clinic.db.reading() as session:
        return {line.name: line for line in authority(session, viewer=dev)}


def test_those_who_work_refills_stand_there_but_no_prescriber(clinic: Clinic) -> None:
    give(clinic, "alice")
    assert [(line.role, line.given, line.counts) for line in read(clinic).values()] == [("Nurse", True, True)]


def test_who_changed_roles_and_still_holds_it_stays_there_to_be_taken_back(clinic: Clinic) -> None:
    give(clinic, "alice")
    with clinic.db.transaction() as session:
        session.execute(update(Staff).where(Staff.username == "alice").values(role="front_desk"))
    assert [(line.given, line.counts) for line in read(clinic).values()] == [(True, False)]


def test_who_left_is_gone(clinic: Clinic) -> None:
    give(clinic, "alice")
    with clinic.db.transaction() as session:
        gone = {"deactivated_at": Staff.created_at, "deactivated_by": "Farid"}
        session.execute(update(Staff).where(Staff.username == "alice").values(gone))
    assert read(clinic) == {}
