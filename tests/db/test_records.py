"""Settings tables as they are declared: a name that there isn't is an error that says which."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from db.actions.records import record_actions
from db.engine import Database, DatabaseRole, Organisation
from db.models import Queue, RecordVersion, ReplyTemplate, Team
from db.records import Record
from db.records.reply_templates import REPLY_TEMPLATES
from db.roles import Permission
from rules.topics import TOPICS


def test_every_topic_of_the_portal_can_be_a_templates_topic(place: Organisation) -> None:
    portal = Database(place, role=DatabaseRole.PORTAL)
    with portal.transaction() as session:
        offered = set(session.scalars(text("SELECT topic FROM portal_topics()")))
    portal.dispose()
    assert offered
    assert offered <= set(TOPICS)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"columns": ("name", "colour")}, "no column 'colour'"),
        ({"search": ("nickname",)}, "no column 'nickname'"),
        ({"columns": ("name", "version")}, "'version'"),
        ({"references": {}}, "'team_id' points to"),
        ({"owner": "staff_id"}, "owner 'staff_id' is not among"),
        ({"references": {"team_id": (Team, "nickname")}}, "no column 'nickname'"),
        ({"view": "template.veiw"}, "'template.veiw' is no permission"),
        ({"model": Queue}, "queue has no column"),
        ({"model": RecordVersion, "columns": ("values",), "references": {}}, "record_version has no column"),
    ],
)
def test_a_record_that_names_what_there_is_not_says_which(wrong: dict[str, Any], says: str) -> None:
    right: dict[str, Any] = {
        "name": "reply_template",
        "model": ReplyTemplate,
        "title": "name",
        "columns": ("name", "team_id"),
        "search": ("name",),
        "references": {"team_id": (Team, "name")},
        "view": Permission.TEMPLATE_VIEW,
        "edit": Permission.TEMPLATE_EDIT,
    }
    with pytest.raises(ValueError, match=says):
        Record(**(right | wrong))


def test_a_check_on_an_unknown_column_says_which() -> None:
    with pytest.raises(ValueError, match="colour"):
        record_actions(REPLY_TEMPLATES, checks={"colour": lambda _: ""})
