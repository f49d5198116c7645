"""Settings of the inbox and of every queue: hours, deadlines, who is called, what patients are told, idle claims."""

from __future__ import annotations

from db.actions.calling_out import ON_CALL, usable_address, usable_email
from db.actions.emergency_text import LONGEST
from db.actions.emergency_text import SETTING as EMERGENCY_TEXT
from db.actions.idle import CLAIMS, MOST_MINUTES
from db.actions.nudges import MOST_DAYS
from db.actions.nudges import SETTING as UNREAD
from db.config import config
from db.queries.clinic_hours import DEADLINES, HOURS
from db.settings import Value, declare, numbers, only
from rules.deadlines import parse_hours, parse_policy


def _on_call(value: Value, _year: int) -> None:
    only(value, "email", "webhook")
    email, webhook = value.get("email", ""), value.get("webhook", "")
    if email and not usable_email(email):
        raise ValueError("The e-mail address can't be used.")
    if webhook and not usable_address(webhook):
        raise ValueError("A webhook is an https address, or one on this machine.")


def _emergency_text(value: Value, _year: int) -> None:
    only(value, "en", "es")
    for language, words in value.items():
        if not isinstance(words, str) or not 0 < len(words.strip()) <= LONGEST:
            raise ValueError(f"The text in {language!r} has 1 to {LONGEST:,} characters.")
        words.format(clinic="", clinic_phone="")


declare(HOURS, lambda value, year: parse_hours(value, config().zone, year), by_team=True)
declare(DEADLINES, lambda value, _year: parse_policy(value), by_team=True)
declare(ON_CALL, _on_call)
declare(EMERGENCY_TEXT, _emergency_text)
declare(CLAIMS, numbers(MOST_MINUTES, "return_after_minutes"))
declare(UNREAD, numbers(MOST_DAYS, "nudge_days", "tell_days"))
