"""Texts to begin a reply from: everybody's, a team's, or one's own."""

from __future__ import annotations

from db.models import ReplyTemplate, Staff, Team
from db.records import Record, declare
from db.roles import Permission

REPLY_TEMPLATES = declare(
    Record(
        name="reply_template",
        model=ReplyTemplate,
        title="name",
        columns=("name", "topic", "language", "team_id", "staff_id", "body"),
        search=("name", "body"),
        owner="staff_id",
        references={"team_id": (Team, "name"), "staff_id": (Staff, "name")},
        view=Permission.TEMPLATE_VIEW,
        edit=Permission.TEMPLATE_EDIT,
    )
)
