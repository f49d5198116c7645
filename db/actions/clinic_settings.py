"""The clinic's named settings: each value is checked as strictly as the code that will read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.calling_out import ON_CALL, usable_address, usable_email
from db.actions.emergency_text import LONGEST
from db.actions.emergency_text import SETTING as EMERGENCY_TEXT
from db.actions.idle import CLAIMS, MOST_MINUTES
from db.actions.nudges import MOST_DAYS
from db.actions.nudges import SETTING as UNREAD
from db.actions.result_tasks import REVIEW_DEADLINES
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.errors import Invalid
from db.models import Setting, Team
from db.queries.clinic_hours import DEADLINES, HOURS
from db.queries.patient_candidates import SETTING as LAB
from db.queries.patient_candidates import authorities_of
from db.queries.proxy_ages import PROXY_AGES
from db.queries.release_rules import RELEASE
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import parse_hours, parse_policy
from rules.proxy_ages import ages_from_json
from rules.result_deadlines import parse_review_policy
from rules.result_release import rules_from_json, warnings

Value = Mapping[str, Any]


@action("setting.change", needs=Permission.SETTING_EDIT)
def change_setting(session: Session, *, by: Credential, key: str, value: Value) -> None:
    """Set a named setting of the clinic, or of a team (`deadlines:team:3`).

    Raises `Invalid` with what can't be used; nothing is changed then.
    """
    actor = acting(session)
    name, _, team = key.partition(":team:")
    check = CHECKS.get(name)
    if check is None or (team and name not in (HOURS, DEADLINES)):
        raise Invalid("key", f"There is no setting {key!r}; there are {', '.join(sorted(CHECKS))}.")
    if team and not (team.isdecimal() and session.scalar(select(Team.id).where(Team.id == int(team)))):
        raise Invalid("key", f"There is no team {team}.")
    try:
        check(value, actor.now.year)
    except (ValueError, TypeError, AttributeError) as error:
        raise Invalid("value", f"{error or 'This value has another shape than the setting needs.'}") from None
    row = insert(Setting).values(key=key, value=dict(value), changed_at=actor.now)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["key"],
            set_={"value": row.excluded.value, "version": Setting.version + 1, "changed_at": actor.now},
        )
    )
    audit(session, "setting.changed", subject=("setting", None), key=key)


def _hours(value: Value, year: int) -> None:
    parse_hours(value, config().zone, year)


def _policy(value: Value, _year: int) -> None:
    parse_policy(value)


def _on_call(value: Value, _year: int) -> None:
    _only(value, "email", "webhook")
    email, webhook = value.get("email", ""), value.get("webhook", "")
    if email and not usable_email(email):
        raise ValueError("The e-mail address can't be used.")
    if webhook and not usable_address(webhook):
        raise ValueError("A webhook is an https address, or one on this machine.")


def _emergency_text(value: Value, _year: int) -> None:
    _only(value, "en", "es")
    for language, words in value.items():
        if not isinstance(words, str) or not 0 < len(words.strip()) <= LONGEST:
            raise ValueError(f"The text in {language!r} has 1 to {LONGEST:,} characters.")
        words.format(clinic="", clinic_phone="")


def _release(value: Value, _year: int) -> None:
    rules_from_json(value)


def _review(value: Value, _year: int) -> None:
    parse_review_policy(value)


def _ages(value: Value, _year: int) -> None:
    ages_from_json(value)


def _lab(value: Value, _year: int) -> None:
    authorities_of(value)


def cautions(key: str, value: Value) -> tuple[str, ...]:
    """What whoever sets this should know, as sentences, such as what US law thinks of a delay of all results."""
    return warnings(rules_from_json(value)) if key == RELEASE else ()


def _numbers(most: int, *names: str) -> Callable[[Value, int], None]:
    def check(value: Value, _year: int) -> None:
        _only(value, *names)
        for name, number in value.items():
            if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most:
                raise ValueError(f"{name} is a whole number from 0 to {most}.")

    return check


def _only(value: Value, *names: str) -> None:
    unknown = [name for name in value if name not in names]
    if unknown:
        raise ValueError(f"Nothing is known of {', '.join(unknown)}; there are {', '.join(names)}.")


CHECKS: Mapping[str, Callable[[Value, int], None]] = {
    HOURS: _hours,
    DEADLINES: _policy,
    ON_CALL: _on_call,
    EMERGENCY_TEXT: _emergency_text,
    CLAIMS: _numbers(MOST_MINUTES, "return_after_minutes"),
    RELEASE: _release,
    REVIEW_DEADLINES: _review,
    LAB: _lab,
    PROXY_AGES: _ages,
    UNREAD: _numbers(MOST_DAYS, "nudge_days", "tell_days"),
}
