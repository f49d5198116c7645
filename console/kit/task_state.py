"""The lines under a patient's name: how the task stands, who else is at it, whose send was stopped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from markupsafe import Markup

from console.kit.queue import Queue
from console.kit.text import joined, shown
from console.kit.times import absolute, ago, clock, due
from db.actions import tasks
from db.models import Priority
from db.queries.presence import Present
from db.queries.tasks import Step, TaskDetail

RECENT = timedelta(hours=12)  # how long a stopped send is shown to colleagues
MOST_STOPPED = 2


def state_line(queue: Queue, task: TaskDetail) -> Markup:
    """Topic, priority with its reason, deadline, owner and team; of a closed task how it ended."""
    topic = shown(queue.topics.get(task.topic, task.topic.capitalize()) or task.title)
    facts = [Markup("<strong>{}</strong>").format(topic), *(_closed(task) if task.closed_at else _open(task))]
    return Markup('<p class="ps-state">{}</p>').format(joined(facts, " · "))


def _open(task: TaskDetail) -> list[Markup]:
    facts = []
    if task.priority != Priority.ROUTINE:
        name = Priority(task.priority).name
        said_above = task.flag == "red"  # the banner says why
        reason = Markup("")
        if task.priority_reason and not said_above:
            reason = Markup(": {}").format(shown(task.priority_reason))
        word = name if task.priority in (Priority.STAT, Priority.ASAP) else name.capitalize()
        css = "ps-danger" if task.priority == Priority.STAT else "ps-pressing"
        facts.append(Markup('<span><span class="{}">{}</span>{}</span>').format(css, word, reason))
    facts.append(_when(task))
    facts.append(shown(task.owner) if task.owner else Markup("nobody has it yet"))
    if task.team:
        facts.append(shown(task.team))
    return facts


def _when(task: TaskDetail) -> Markup:
    if task.status == "on-hold":
        if task.on_hold_until is None:
            return Markup("<span>waits for the patient</span>")
        return Markup("<span>snoozed until {}</span>").format(absolute(task.on_hold_until))
    words, overdue = due(task.due_at, task.now)
    return Markup('<span class="{}" title="{}">{}</span>').format(
        "ps-overdue" if overdue else "", absolute(task.due_at), words
    )


def _closed(task: TaskDetail) -> list[Markup]:
    if task.closed_at is None:
        return []
    outcome = tasks.OUTCOMES.get(task.outcome, task.outcome) or "Closed"
    return [
        Markup('<span title="{}">{}, closed {} by {}</span>').format(
            absolute(task.closed_at), outcome, ago(task.closed_at, task.now), shown(task.closed_by or "")
        )
    ]


def others_line(present: Iterable[Present]) -> Markup:
    """Who else has the task open: whoever writes stands first, and can't be overlooked."""
    everybody = tuple(present)
    lines = [
        Markup('<p class="ps-writing">{} is writing here</p>').format(shown(one.name))
        for one in everybody
        if one.writing
    ]
    reading = [shown(one.name) for one in everybody if not one.writing]
    if reading:
        verb = "is" if len(reading) == 1 else "are"
        lines.append(Markup('<p class="ps-present">{} {} here</p>').format(joined(reading, ", "), verb))
    return joined(lines)


def stopped_lines(stopped: Iterable[Step], now: datetime, mine: str) -> Markup:
    """Colleagues' sends that were stopped a short while ago; one's own stands over the composer."""
    recent = [step for step in stopped if step.actor != mine and now - step.at < RECENT][:MOST_STOPPED]
    return joined(
        Markup('<p class="ps-stopped" title="{}">{}\'s {} was stopped at {}: {}</p>').format(
            absolute(step.at),
            shown(step.actor),
            str(step.detail.get("deed", "reply")),
            clock(step.at),
            shown(str(step.detail.get("reason", ""))),
        )
        for step in recent
    )
