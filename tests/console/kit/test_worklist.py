"""A task as a line of the list: what it says, what is red, what is only soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from console.kit.queue_list import line
from console.kit.worklist import WorklistRow
from console.pages.inbox import INBOX
from db.models import Priority
from db.queries.task_views import VIEWS
from db.queries.tasks import TaskRow

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ROW = TaskRow(
    id=1,
    patient="Rosa Diaz",
    birth_date=date(1955, 3, 1),
    title="Message: health",
    topic="health",
    detail="my chest feels tight",
    priority=Priority.ROUTINE,
    priority_reason="",
    status="requested",
    due_at=NOW + timedelta(hours=30),
    closed_at=None,
    owner="",
    last_inbound_at=NOW,
    attachment=False,
    version=1,
    team="Nurse triage",
    flag="",
    last_inbound_id=1,
    here=(),
    writing=False,
    deceased=False,
    business_status="",
    on_hold_until=None,
)


def shown(view: str = "unassigned", **values: object) -> WorklistRow:
    """The line of a task that differs in these."""
    return line(INBOX, VIEWS[view], replace(ROW, **values), NOW)  # type: ignore[arg-type]


def test_a_line_says_who_what_and_when() -> None:
    made = shown()
    assert made.title == "Rosa Diaz, 71"
    assert made.detail == "Health question: my chest feels tight"
    assert not made.overdue
    assert not made.soon
    assert made.unread


def test_only_a_red_flag_is_an_alert_and_it_says_why() -> None:
    made = shown(flag="red", priority=Priority.STAT, priority_reason="Emergency signs: chest pain")
    assert made.alert == "Emergency signs: chest pain"
    assert made.reason == ""
    calm = shown(priority=Priority.URGENT, priority_reason="Same day: dizziness")
    assert calm.alert == ""
    assert calm.reason == "Same day: dizziness"


def test_who_may_not_read_the_reason_sees_that_there_is_a_red_flag() -> None:
    assert shown(flag="red", priority=Priority.STAT).alert == "Red flag"


def test_what_is_nearly_due_is_told_from_what_is_overdue() -> None:
    soon = shown(due_at=NOW + timedelta(minutes=4), priority=Priority.STAT)
    assert (soon.soon, soon.overdue) == (True, False)
    late = shown(due_at=NOW - timedelta(minutes=4), priority=Priority.STAT)
    assert (late.soon, late.overdue) == (False, True)


def test_a_snoozed_task_says_when_it_is_back_and_is_never_overdue() -> None:
    made = shown("mine", status="on-hold", on_hold_until=NOW + timedelta(days=1), due_at=NOW - timedelta(hours=1))
    assert made.due.startswith("back ")
    assert not made.overdue
    assert "snoozed" in made.marks
    assert "snoozed" not in shown("snoozed", status="on-hold", on_hold_until=NOW + timedelta(days=1)).marks


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        ({"attachment": True}, "attachment"),
        ({"deceased": True}, "deceased"),
        ({"status": "on-hold"}, "waits"),
        ({"closed_at": NOW}, "closed"),
    ],
)
def test_marks_say_in_a_word_what_else_there_is(values: dict[str, object], mark: str) -> None:
    assert mark in shown("mine", **values).marks


def test_colleagues_on_the_task_are_named() -> None:
    assert shown(here=("B. Okafor",)).here == "B. Okafor here"
    assert shown(here=("B. Okafor",), writing=True).here == "B. Okafor writing"
