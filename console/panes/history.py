"""What happened to a task, read only while somebody looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import draw, joined, shown
from console.kit.times import absolute, ago
from db.actions.calls import OUTCOME_TITLES
from db.actions.tasks import DEEDS, OUTCOMES
from db.models import Priority
from db.queries import tasks
from db.queries.tasks import Step, TaskDetail
from rules.topics import TOPICS

# Steps that aren't edits, so no conflict names them.
WORDS = {
    "received": "wrote",
    "triaged": "looked for alarming words",
    "sent": "sent the reply",
    "notified": "sent the notice of it",
    "notice_failed": "could not deliver the notice of it",
    "notice_unknown": "doesn't know whether the notice of it left",
    "notice_again": "had the notice of it sent again",
    "notice_accepted": "took the notice of it as delivered",
    "reminded": "reminded the patient to read it",
    "unread": "saw that the patient has not read it",
    "warned": "sent the clinic's text for emergencies",
    "file-refused": "found a file that can't be opened here",
    "printed": "asked for a PDF",
    "stopped": "was stopped while sending",
    "flagged": "raised a flag",
    "escalated": "escalated the flag",
    "made": "asked for this",
    "commented": "commented to the patient",
    "comment-withdrawn": "withdrew a comment to the patient",
    "follow-up-finished": "finished a follow-up",
    "hold-expired": "saw that a hold ran out",
}


def draw_history(task: TaskDetail) -> None:
    """A folded section; unfolding it reads."""
    section = st.expander("What happened", key=f"history:{task.id}", icon=":material/history:", on_change="rerun")
    if not section.open:
        return
    with reading() as session:
        steps = tasks.history(session, viewer=credential(), task_id=task.id)
    with section:
        draw(Markup('<ol class="ps-history">{}</ol>').format(joined(_step(step, task.now) for step in steps)))


def _step(step: Step, now: datetime) -> Markup:
    what = DEEDS.get(step.kind) or WORDS.get(step.kind) or step.kind.replace("-", " ")
    detail = ", ".join(_details(step.detail))
    who = step.actor if step.actor not in ("", "Worker") else "Portside"
    return Markup('<li>{} {}{} <span class="ps-quiet" title="{}">{}</span></li>').format(
        shown(who),
        what,
        Markup(": {}").format(shown(detail)) if detail else Markup(""),
        absolute(step.at),
        ago(step.at, now),
    )


def _details(detail: Mapping[str, Any]) -> list[str]:
    """The few values that say something to people; ids say nothing."""
    found = []
    if (outcome := detail.get("outcome")) is not None:
        found.append({**OUTCOME_TITLES, **OUTCOMES}.get(str(outcome), str(outcome)))
    if isinstance(priority := detail.get("priority"), int) and priority in set(Priority):
        found.append(Priority(priority).name.lower())
    if topic := detail.get("topic"):
        found.append(TOPICS.get(str(topic), str(topic)))
    if isinstance(until := detail.get("until"), str):
        found.append(f"until {absolute(datetime.fromisoformat(until))}")
    if reason := detail.get("reason"):
        found.append(str(reason))
    return found
