"""What the worker finds about open refill requests: what class the drug is of, the proposal, and how pressing it is.

The task's topic is the proposal as it was last worked out. None of it is a person's edit, so no version is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, exists, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from db.actions.refill_access import FOCUS
from db.actions.refill_alarms import read_note
from db.actions.task_again import bring_back
from db.audit import task_event
from db.credentials import Credential
from db.models import Medication, Message, Priority, RefillRequest, Task, TaskEvent
from db.models.tasks import OPEN_SQL
from db.queries.clinic_hours import Clocks, urgency_of
from db.queries.refill_facts import evaluate_all
from db.registry import acting, action
from db.roles import Permission
from rules.deadlines import response_due
from rules.drugs import drug_of
from rules.refill_deadlines import decision_due, decision_urgency
from rules.refill_protocol import Facts, supply_ends

BATCH = 500
RUNS_OUT = "The supply runs out"
ANSWERED = "The patient answered"
ASKED = "refill-asked"
# As literals: the partial indexes are found only by the very words of their conditions.
_UNDECIDED: ColumnElement[bool] = literal_column("refill_request.decision = ''", Boolean)
_OPEN: ColumnElement[bool] = literal_column(f"task.{OPEN_SQL}", Boolean)
_ON_HOLD: ColumnElement[bool] = literal_column("task.status = 'on-hold'", Boolean)


@action("refill.judge-new", needs=Permission.SYSTEM_RUN)
def judge_new(session: Session, *, by: Credential) -> int:
    """Judge at most 500 open requests that nobody looked at, and set their deadlines; return how many.

    Their patients' other requests are judged again: a second one for a drug changes the first.
    """
    done = _judge(session, _open_tasks().where(Task.topic == ""))
    if done:
        judge_these(session, done)
    return len(done)


@action("refill.judge-again", needs=Permission.SYSTEM_RUN)
def judge_again(session: Session, *, by: Credential, after_id: int = 0) -> int:
    """Judge at most 500 open requests with a greater id again; the last one's id, or 0 where none is left.

    A supply runs out, a laboratory value comes, a protocol is switched off: nothing else says so to their tasks.
    """
    done = _judge(session, _open_tasks().where(RefillRequest.id > after_id))
    return done[-1] if done else 0


@action("refill.wake-answered", needs=Permission.SYSTEM_RUN)
def wake_answered(session: Session, *, by: Credential) -> int:
    """Wake requests that wait for the patient's answer to a question, once it came; return how many.

    A question that was taken back before it left is waited for no longer either.
    """
    asked, later, message, answer = aliased(TaskEvent), aliased(TaskEvent), aliased(Message), aliased(Message)
    since = (later.task_id == Task.id) & (later.id > asked.id)
    came = answer.id > func.coalesce(Task.last_inbound_id, 0)
    taken_back = message.withdrawn_at.is_not(None) & ~exists().where(since, later.kind == "woken")
    rows = session.execute(
        select(Task, answer.id.label("answer_id"), answer.created_at.label("answered_at"))
        .join(asked, (asked.task_id == Task.id) & (asked.kind == ASKED))
        .join(message, message.id == asked.detail["message_id"].as_integer())
        .outerjoin(
            answer,
            (answer.thread_id == message.thread_id) & (answer.direction == "inbound") & (answer.id > message.id),
        )
        .where(
            Task.focus_type == FOCUS,
            _ON_HOLD,
            came | taken_back,
            ~exists().where(since, later.kind == ASKED),  # the last question is the one that is waited for
        )
        .order_by(Task.id, answer.id)
        .with_for_update(skip_locked=True, of=Task)
        .execution_options(populate_existing=True)
    ).all()
    woken: set[int] = set()
    for task, answer_id, answered_at in rows:
        if answer_id is not None:
            task.last_inbound_id, task.last_inbound_at = answer_id, answered_at
        if task.id not in woken:
            woken.add(task.id)
            bring_back(session, task, ANSWERED if answer_id is not None else "")
            task_event(session, task.id, "woken", **({"message_id": answer_id} if answer_id is not None else {}))
    session.flush()
    return len(woken)


def judge_these(session: Session, request_ids: Sequence[int]) -> None:
    """Judge some requests and their patients' others at once, in the transaction that made or changed them."""
    patients = select(RefillRequest.patient_id).where(RefillRequest.id.in_(request_ids))
    _judge(session, _open_tasks().where(RefillRequest.patient_id.in_(patients)))


def _open_tasks() -> Any:
    return (
        select(Task, RefillRequest, Medication)
        .join(RefillRequest, (Task.focus_type == FOCUS) & (RefillRequest.id == Task.focus_id))
        .join(Medication, Medication.id == RefillRequest.medication_id)
        .where(_UNDECIDED, _OPEN)
        .order_by(RefillRequest.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Task)
    )


def _judge(session: Session, statement: Any) -> list[int]:
    rows = session.execute(statement).all()
    if not rows:
        return []
    for _, request, medication in rows:
        drug = drug_of(medication.display, medication.schedule)
        # Duplicates are found by the ingredient: all have theirs before any is judged.
        request.ingredient, request.drug_class, request.schedule = drug.ingredient, drug.drug_class, drug.schedule
    session.flush()
    ids, now = [request.id for _, request, _ in rows], acting(session).now
    judged, clocks = evaluate_all(session, ids, now), Clocks(session)
    for task, request, _ in rows:
        first = task.first_response_due_at is None
        task.topic = judged[request.id].evaluation.proposal.kind
        raised = first and read_note(session, task, request, clocks)
        raised |= _raise(task, judged[request.id].facts)
        if first or raised:
            _set_due(task, clocks)
    session.flush()
    return ids


def _raise(task: Task, facts: Facts) -> bool:
    """Make it urgent where the patient runs out, unless a person chose how pressing it is."""
    ends = None if facts.as_needed else supply_ends(facts.last_dispenses)
    if decision_urgency(ends, facts.today) != "urgent" or task.priority != Priority.ROUTINE or task.priority_reason:
        return False
    task.priority, task.priority_reason = Priority.URGENT, RUNS_OUT
    return True


def _set_due(task: Task, clocks: Clocks) -> None:
    since: datetime = task.created_at
    terms = (clocks.hours(task, since.year), clocks.policy(task))
    urgency = urgency_of(task)
    due = response_due(since, urgency, *terms) if urgency == "stat" else decision_due(since, urgency, *terms)
    first = task.first_response_due_at is None
    task.due_at = due if first else min(task.due_at, due)
    if task.first_response_at is None:
        task.first_response_due_at = task.due_at
