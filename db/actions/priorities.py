"""A person's say on how pressing a task is, and what it is about."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.actions.due import reschedule
from db.actions.tasks import TaskState, change, check_version, permitted_task, require_open, short, state
from db.actions.thread_parts import task_title
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Priority, Task
from db.registry import action
from db.roles import Permission
from rules.topics import TOPICS


@action("task.prioritise", needs=Permission.TASK_WORK)
def prioritise(
    session: Session, *, by: Credential, task_id: int, seen_version: int, priority: int, reason: str
) -> TaskState:
    """Give a task another priority (a rank of `Priority`), with the reason that its line then shows.

    Its deadlines are set anew. The priority it has already changes nothing.
    """
    return state(prioritising(session, task_id, seen_version, priority, reason))


def prioritising(session: Session, task_id: int, seen_version: int, priority: int, reason: str) -> Task:
    """Change one task's priority with all its checks; for `prioritise` and for many at once."""
    task = permitted_task(session, task_id, "work")
    require_priority(priority)
    kept = _reason(reason)
    require_open(task)
    if task.priority == priority:
        return task
    check_version(session, task, seen_version)
    before = task.priority
    change(session, task, priority=int(priority), priority_reason=kept)
    reschedule(session, task)
    task_event(session, task_id, "prioritised", before=before, priority=int(priority), reason=kept)
    audit(
        session,
        "task.prioritised",
        patient_id=task.patient_id,
        subject=("task", task_id),
        before=before,
        priority=int(priority),
    )
    return task


def require_priority(priority: int) -> None:
    """Raise `Invalid` unless there is such a rank."""
    if not isinstance(priority, int) or isinstance(priority, bool) or priority not in set(Priority):
        raise Invalid("priority", "Choose a priority.")


@action("task.retopic", needs=Permission.TASK_WORK)
def retopic(session: Session, *, by: Credential, task_id: int, seen_version: int, topic: str, reason: str) -> TaskState:
    """Say what a task is really about (a key of `rules.topics.TOPICS`). The patient keeps the topic they chose."""
    task = permitted_task(session, task_id, "work")
    if topic not in TOPICS:
        raise Invalid("topic", "Choose what this is about.")
    kept = _reason(reason)
    require_open(task)
    if task.topic == topic:
        return state(task)
    check_version(session, task, seen_version)
    before = task.topic
    title = task_title(topic) if task.focus_type == "thread" else task.title
    change(session, task, topic=topic, title=title)
    task_event(session, task_id, "retopiced", before=before, topic=topic, reason=kept)
    audit(session, "task.retopiced", patient_id=task.patient_id, subject=("task", task_id), before=before, topic=topic)
    return state(task)


def _reason(reason: str) -> str:
    kept = short(reason, "reason", 200)
    if not kept:
        raise Invalid("reason", "Say why; your colleagues will read it.")
    return kept
