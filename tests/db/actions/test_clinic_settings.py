"""The clinic's settings: refused with the reason, or in force at once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from db.actions.clinic_settings import change_setting
from db.credentials import COMMAND_LINE_IDENTITY, Credential
from db.errors import Forbidden, Invalid
from db.models import AuditEvent, Setting, Team
from db.queries.clinic_hours import Clocks
from tests.conftest import Clinic


def setting(clinic: Clinic, key: str, value: Any, by: Credential = COMMAND_LINE_IDENTITY) -> None:
    with clinic.db.transaction() as session:
        change_setting(session, by=by, key=key, value=value)


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("no_such", {}, "There is no setting 'no_such'"),
        ("claims:team:1", {"return_after_minutes": 5}, "There is no setting"),
        ("deadlines:team:999999", {}, "There is no team 999999"),
        ("deadlines", {"urgent_hours": -1}, "urgent"),
        ("business_hours", {"windows": {"mon": [["17:00", "08:00"]]}}, "mon"),
        ("business_hours", {}, "by weekday"),
        ("on_call", {"webhook": "http://example.com/hook"}, "https"),
        ("on_call", {"email": "nobody"}, "e-mail"),
        ("on_call", {"fax": "1"}, "Nothing is known of fax"),
        ("emergency_text", {"en": " "}, "1 to"),
        ("claims", {"return_after_minutes": "soon"}, "whole number"),
        ("unread", {"nudge_days": True}, "whole number"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(clinic: Clinic, key: str, value: Any, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        setting(clinic, key, value)
    with clinic.db.reading() as session:
        assert session.get(Setting, key) is None


def test_a_teams_deadlines_are_in_force_at_once_and_audited(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with clinic.db.transaction() as session:
        team_id = session.scalars(select(Team.id).where(Team.name == "Nurse triage")).one()
    setting(clinic, f"deadlines:team:{team_id}", {"urgent_hours": 3})
    setting(clinic, f"deadlines:team:{team_id}", {"urgent_hours": 2})
    with clinic.db.reading() as session:
        task = clinic.task(task_id)
        task.team_id = team_id
        assert Clocks(session).policy(task).urgent_within.total_seconds() == 2 * 3600
        assert session.get_one(Setting, f"deadlines:team:{team_id}").version == 2
        kinds = list(session.scalars(select(AuditEvent.kind).where(AuditEvent.kind == "setting.changed")))
    assert len(kinds) == 2


def test_only_an_administrator_sets_them_on_screen(clinic: Clinic) -> None:
    setting(clinic, "unread", {"nudge_days": 2}, clinic.farid)
    with pytest.raises(Forbidden):
        setting(clinic, "unread", {"nudge_days": 1}, clinic.carla)
