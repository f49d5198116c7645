"""The reply templates that the composer offers: whose, and in which order."""

from __future__ import annotations

from uuid import uuid4

from db.actions.reply_templates import TEMPLATES
from db.credentials import SessionToken
from db.models import Team
from db.queries.reply_templates import TemplateLine, offered
from tests.conftest import Clinic


def make(clinic: Clinic, by: SessionToken, name: str, **values: object) -> None:
    """A template, as somebody makes it."""
    given = {"name": name, "body": "Hi {given}."} | {"language": "en", "topic": ""} | values
    with clinic.db.transaction() as session:
        TEMPLATES.create(session, by=by, token=uuid4(), values=given)


def offered_to(clinic: Clinic, viewer: SessionToken) -> tuple[TemplateLine, ...]:
    """What the composer offers to somebody."""
    with clinic.db.reading() as session:
        return offered(session, viewer=viewer)


def test_ones_own_come_first_then_the_teams_then_everybodys(clinic: Clinic) -> None:
    alice = clinic.alice
    make(clinic, alice, "Zz of my team", team_id=clinic.id_of(Team, "Nurse triage"))
    make(clinic, alice, "Zz my own", staff_id=clinic.staff_id("alice"))
    lines = offered_to(clinic, alice)
    assert [line.name for line in lines[:2]] == ["Zz my own", "Zz of my team"]
    assert [line.scope for line in lines[:3]] == ["mine", "team", "all"]


def test_nobody_is_offered_another_persons_or_another_teams(clinic: Clinic) -> None:
    make(clinic, clinic.alice, "Only Alice", staff_id=clinic.staff_id("alice"))
    make(clinic, clinic.alice, "Only billing", team_id=clinic.id_of(Team, "Billing"))
    names = {line.name for line in offered_to(clinic, clinic.carla)}
    assert not names & {"Only Alice", "Only billing"}
