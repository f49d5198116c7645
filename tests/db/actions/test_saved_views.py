"""Keeping views: one's own and a team's, under names that can be told apart."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions.saved_views import MOST, Saved, drop_view, save_view
from db.credentials import SessionToken
from db.errors import Forbidden, Invalid, NotFound
from db.models import AuditEvent, SavedView, Team
from db.queries.saved_views import SavedLine, saved_views
from tests.conftest import Clinic

INBOX: dict[str, Any] = {"area": "inbox", "queue": "inbox"}


def save(clinic: Clinic, by: SessionToken, name: str = "Refills", **values: Any) -> Saved:
    """Keep a view of the inbox."""
    given = {"view": "unassigned", "sort": "next", "filters": {"topic": "refill"}, "team_id": None} | INBOX | values
    with clinic.db.transaction() as session:
        return save_view(session, by=by, name=name, **given)


def saved(clinic: Clinic, viewer: SessionToken) -> tuple[SavedLine, ...]:
    """What somebody is offered."""
    with clinic.db.reading() as session:
        return saved_views(session, viewer=viewer, **INBOX)


def test_ones_own_view_is_offered_to_oneself_alone(clinic: Clinic) -> None:
    save(clinic, clinic.alice)
    (line,) = saved(clinic, clinic.alice)
    assert (line.name, line.view, line.sort, line.filters, line.team, line.mine) == (
        "Refills", "unassigned", "next", {"topic": "refill"}, None, True,
    )  # fmt: skip
    assert saved(clinic, clinic.carla) == ()


def test_a_teams_view_is_offered_to_its_members_after_their_own(clinic: Clinic) -> None:
    team = clinic.id_of(Team, "Nurse triage")
    save(clinic, clinic.alice, "A team's", team_id=team)
    save(clinic, clinic.carla, "My own")
    assert [(line.name, line.team, line.mine) for line in saved(clinic, clinic.carla)] == [
        ("My own", None, True),
        ("A team's", "Nurse triage", True),  # she manages
    ]
    assert saved(clinic, clinic.dev) == ()


def test_the_same_name_again_replaces_it(clinic: Clinic) -> None:
    alice = clinic.alice
    first, again = save(clinic, alice, " Refills  now "), save(clinic, alice, "Refills now", view="mine", sort="newest")
    assert first == again
    assert [(line.name, line.view, line.sort) for line in saved(clinic, alice)] == [("Refills now", "mine", "newest")]


def test_for_a_team_only_its_members_and_managers_keep_views(clinic: Clinic) -> None:
    prescribers = clinic.id_of(Team, "Prescribers")
    with pytest.raises(Forbidden):
        save(clinic, clinic.alice, team_id=prescribers)
    save(clinic, clinic.carla, team_id=prescribers)
    with pytest.raises(Invalid, match="colleague"):
        save(clinic, clinic.dev, team_id=prescribers)
    assert not saved(clinic, clinic.dev)[0].mine


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"view": "everything"}, "view"),
        ({"sort": "random"}, "sort"),
        ({"filters": {"topic": "gossip"}}, "topic"),
    ],
)
def test_what_cannot_be_shown_again_is_not_kept(clinic: Clinic, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(clinic, clinic.alice, **values)
    assert refused.value.field == field


def test_queues_that_one_does_not_see_have_no_views(clinic: Clinic) -> None:
    for values in ({"queue": "nowhere"}, {"area": "kitchen"}):
        with pytest.raises(NotFound):
            save(clinic, clinic.alice, **values)
    with pytest.raises(NotFound):
        save(clinic, clinic.ben)


def test_a_view_is_dropped_by_who_made_it_or_a_manager(clinic: Clinic) -> None:
    team = clinic.id_of(Team, "Nurse triage")
    own, teams = save(clinic, clinic.alice), save(clinic, clinic.carla, "Team", team_id=team)
    for somebody, view, refusal in ((clinic.dev, own, NotFound), (clinic.alice, teams, Forbidden)):
        with pytest.raises(refusal), clinic.db.transaction() as session:
            drop_view(session, by=somebody, view_id=view.id)
    for somebody, view in ((clinic.alice, own), (clinic.carla, teams)):
        with clinic.db.transaction() as session:
            assert drop_view(session, by=somebody, view_id=view.id) == view.id
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(SavedView)) == 0
        kinds = session.scalars(select(AuditEvent.kind).where(AuditEvent.kind.like("view.%"))).all()
    assert sorted(kinds) == ["view.dropped", "view.dropped", "view.saved", "view.saved"]


def test_there_is_an_end_to_what_one_keeps(clinic: Clinic) -> None:
    alice = clinic.alice
    for number in range(MOST):
        save(clinic, alice, f"View {number}")
    with pytest.raises(Invalid, match="Drop one"):
        save(clinic, alice, "One more")
