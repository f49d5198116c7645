"""Reply templates: making, changing and restoring them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.actions.records import record_actions
from db.records.reply_templates import REPLY_TEMPLATES
from rules.reply_templates import LANGUAGES, variable_problem
from rules.topics import TOPICS

LONGEST_NAME = 80
LONGEST_BODY = 5_000


def _name(name: str) -> str:
    if not name:
        return "A reply template needs a name."
    if len(name) > LONGEST_NAME:
        return f"A name has at most {LONGEST_NAME} characters; this one has {len(name):,}."
    return "" if name.isprintable() else "A name is one line, without tabs or invisible characters."


def _body(body: str) -> str:
    if not body:
        return "A reply template needs a text."
    if len(body) > LONGEST_BODY:
        return f"A text has at most {LONGEST_BODY:,} characters; this one has {len(body):,}."
    return variable_problem(body)


def _language(language: str) -> str:
    return "" if language in LANGUAGES else f"Choose one of {', '.join(LANGUAGES.values())}."


def _topic(topic: str) -> str:
    return "" if topic in TOPICS or not topic else "There is no such topic. Choose one of the list, or none."


def _team_or_me(values: Mapping[str, Any]) -> Mapping[str, str]:
    both = values["team_id"] is not None and values["staff_id"] is not None
    return {"staff_id": "A reply template is one team's or yours alone, not both. Choose one."} if both else {}


TEMPLATES = record_actions(
    REPLY_TEMPLATES,
    checks={"name": _name, "body": _body, "language": _language, "topic": _topic},
    agreement=_team_or_me,
)
