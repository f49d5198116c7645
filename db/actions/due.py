"""When a task is due: counted from the first message that nobody answered.

A patient who writes again doesn't push their own deadline back. An answer, a close, and waiting for the
patient each end what was owed; the next message begins anew. `docs/deadlines.md` has the rules.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from db.models import Message, Task, TaskEvent
from db.queries.clinic_hours import Clocks, urgency_of
from db.registry import acting
from rules.deadlines import raised_due, response_due, resumed_due

# Steps after which the clinic owes nothing until the patient writes again.
SETTLING = ("closed", "held")


def reschedule(session: Session, task: Task) -> None:
    """Set the deadlines anew after a person changed the task's priority, or answered and keeps it open.

    A first response that was missed stays missed. No version is counted: the caller's edit does that.
    """
    now, clocks = acting(session).now, Clocks(session)
    since = waiting_since(session, task)
    due = raised_due(task.due_at, since, now, urgency_of(task), clocks.hours(task, since.year), clocks.policy(task))
    if task.first_response_at is None and (task.first_response_due_at is None or task.first_response_due_at > now):
        task.first_response_due_at = due
    task.due_at = due
    session.flush()


def arrive(session: Session, task: Task, clocks: Clocks) -> None:
    """Set the deadlines after something came in, or after the worker raised the priority."""
    now, since = acting(session).now, waiting_since(session, task)
    terms = (urgency_of(task), clocks.hours(task, since.year), clocks.policy(task))
    if task.first_response_due_at is None:  # new, or reopened by the patient
        task.first_response_due_at = task.due_at = response_due(since, *terms)
        return
    due = raised_due(task.due_at, since, now, *terms)
    if task.last_inbound_at is not None and _woken_by_patient(session, task):
        due = resumed_due(due, task.last_inbound_at, *terms)
    if task.first_response_at is None:
        task.first_response_due_at = min(task.first_response_due_at, due)
    task.due_at = due


def resume(session: Session, task: Task, clocks: Clocks | None = None) -> None:
    """Set the deadline of a task that comes back from being put off: what was promised first stays."""
    now, clocks = acting(session).now, clocks or Clocks(session)
    task.due_at = resumed_due(task.due_at, now, urgency_of(task), clocks.hours(task, now.year), clocks.policy(task))


def waiting_since(session: Session, task: Task) -> datetime:
    """Since when the clinic owes something: the first unanswered message, else the last answer, else the task."""
    if task.focus_type != "thread":
        return task.created_at
    settled = settled_at(session, task)
    unanswered = select(func.min(Message.sent_at)).where(
        Message.thread_id == task.focus_id, Message.direction == "inbound"
    )
    if settled is not None:
        unanswered = unanswered.where(Message.created_at > settled)
    return session.scalar(unanswered) or settled or task.created_at


def settled_at(session: Session, task: Task) -> datetime | None:
    """When the clinic last owed nothing: a person's answer, a close, or waiting for the patient.

    An answer that was undone is none; nor is the close that came with it, at the same instant.
    """
    undone = aliased(Message)
    answered = select(func.max(Message.created_at)).where(
        Message.thread_id == task.focus_id,
        Message.direction == "outbound",
        ~Message.automatic,
        Message.withdrawn_at.is_(None),
    )
    settled = select(func.max(TaskEvent.at)).where(
        TaskEvent.task_id == task.id,
        TaskEvent.kind.in_(SETTLING),
        ~exists().where(
            undone.thread_id == task.focus_id, undone.withdrawn_at.is_not(None), undone.created_at == TaskEvent.at
        ),
    )
    return session.scalar(select(func.greatest(answered.scalar_subquery(), settled.scalar_subquery())))


def episode_start(session: Session, task: Task) -> datetime | None:
    """When the patient last reopened the task: flags from before are history. None if they never did."""
    return session.scalar(
        select(func.max(TaskEvent.at)).where(
            TaskEvent.task_id == task.id, TaskEvent.kind == "reopened", TaskEvent.detail.has_key("message_id")
        )
    )


def _woken_by_patient(session: Session, task: Task) -> bool:
    return bool(
        session.scalar(
            select(
                exists().where(
                    TaskEvent.task_id == task.id,
                    TaskEvent.kind == "woken",
                    TaskEvent.detail["message_id"].as_integer() == task.last_inbound_id,
                )
            )
        )
    )
