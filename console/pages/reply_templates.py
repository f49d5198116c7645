"""Reply templates: the canned replies offered in the composer."""

from __future__ import annotations

from console.kit.form import Choice, LongText, Reference, Text
from console.kit.resource import Resource
from db.actions.reply_templates import LONGEST_BODY, LONGEST_NAME, TEMPLATES
from rules.reply_templates import LANGUAGES, VARIABLES
from rules.topics import TOPICS

FILLED_IN = ", ".join(f"`{{{name}}}` ({meaning})" for name, meaning in VARIABLES.items())

REPLY_TEMPLATES = Resource(
    actions=TEMPLATES,
    title="Reply templates",
    icon=":material/text_snippet:",
    about="Canned replies that the composer offers: your own, your team's, everybody's.",
    columns=("topic", "language", "team_id"),
    fields=(
        Text("name", "Name", required=True, longest=LONGEST_NAME),
        Choice("topic", "Topic", options=TOPICS, none="Any topic"),
        Choice("language", "Language", options=LANGUAGES),
        Reference("team_id", "Team", none="Everybody", help="Offered to this team only."),
        Reference("staff_id", "Who sees it", none="Everybody, or the team", help="Shared once, it stays shared."),
        LongText("body", "Text", required=True, longest=LONGEST_BODY, help=f"Filled in when inserted: {FILLED_IN}."),
    ),
)
PAGE = REPLY_TEMPLATES.page("reply-templates")
