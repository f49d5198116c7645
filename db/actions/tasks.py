"""Working on tasks, whatever they are about: open, claim, release. What ends them is in `closing.py`.

Each is a compare-and-set: it names the version that its author saw, and no row changed means that
somebody was faster. Actions that end a task also name the last inbound item that was on screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, case, false, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.notices import notify
from db.actions.red_flags import let_go, reads_flags, tell_acknowledged
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NewInbound, NotFound, Since
from db.models import OPEN, Queue, RecordOpening, Staff, Task, TaskEvent, TaskStatus
from db.queries.paging import plain_rows
from db.registry import acting, action
from db.roles import Permission, Sensitivity, on_area

OUTCOMES = {
    "answered": "Answered",
    "no-reply-needed": "No reply needed",
    "by-phone": "By phone",
    "visit-booked": "Visit booked",
    "duplicate": "Duplicate",
}
WAITING_FOR_PATIENT = "waiting-for-patient"
# Typing is saved every two seconds; that its owner works on a task is worth a write once a minute.
WORKED_EVERY = timedelta(minutes=1)
MERGED = "merged"  # the business status of a task whose conversation went into another one

DEEDS = {
    "claimed": "took it",
    "released": "gave it back",
    "closed": "closed it",
    "reopened": "reopened it",
    "replied": "replied",
    "undone": "undid a reply",
    "noted": "left a note",
    "assigned": "assigned it",
    "returned": "gave it back to the team",
    "prioritised": "changed its priority",
    "retopiced": "changed its topic",
    "snoozed": "snoozed it",
    "woken": "woke it",
    "held": "set it to wait for the patient",
    "acknowledged": "acknowledged the flag",
    "overridden": "overrode a flag",
}

# What came in, in the words of a `NewInbound`, for tasks that are not about a conversation.
NEWS: dict[str, str] = {}


def vocabulary(*, deeds: Mapping[str, str], outcomes: Mapping[str, str]) -> None:
    """Add a queue's own words: steps that a `Conflict` names ("Dev Patel <words>"), and ways to close.

    Raises `ValueError` when a word means something else already: lists and reports tell them by it.
    """
    for known, added in ((DEEDS, deeds), (OUTCOMES, outcomes)):
        for word, meaning in added.items():
            if known.setdefault(word, meaning) != meaning:
                raise ValueError(f"{word!r} means {known[word]!r} already")


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task after an action: what the screen carries into the next one."""

    id: int
    version: int
    status: str
    owner_id: int | None
    last_inbound_id: int | None


def state(task: Task) -> TaskState:
    """The part of a task that a screen carries."""
    return TaskState(task.id, task.version, task.status.value, task.owner_id, task.last_inbound_id)


def permitted_task(session: Session, task_id: int, verb: str, *, lock: bool = True) -> Task:
    """The task, if the acting person may do `verb` in its queue; the only way to one in an action.

    Locked unless told otherwise, so that what is checked still holds when it is written; not so hard that a note,
    a draft or a heartbeat on it would wait.

    Raises `NotFound` when it doesn't exist or isn't theirs to see, `Forbidden` for the verb.
    """
    actor = acting(session)
    found = select(Task, Queue.area).join(Queue, Queue.id == Task.queue_id).where(Task.id == task_id)
    row = session.execute(found.with_for_update(of=Task, key_share=True) if lock else found).one_or_none()
    if row is None or not actor.may(on_area(row.area, "view")):
        raise NotFound("task")
    actor.require(on_area(row.area, verb))
    task: Task = row.Task
    return task


def check_version(session: Session, task: Task, seen_version: int) -> None:
    """Raise `Conflict` that says who did what since, unless the task stands as it was on screen."""
    if task.version != seen_version:
        raise Conflict(f"{_latest(session, task)} Nothing of yours was changed; look again.", since(session, task))


def check_inbound(task: Task, seen_inbound_id: int | None, deed: str) -> None:
    """Raise `NewInbound` when the patient wrote, or else something came in, that the author has not seen."""
    if task.last_inbound_id is not None and (seen_inbound_id is None or task.last_inbound_id > seen_inbound_id):
        news = NEWS.get(task.focus_type, "The patient wrote again")
        raise NewInbound(
            task.last_inbound_id,
            f"{news} while you worked. {deed} was stopped; your text is kept. Read what is new first.",
        )


def since(session: Session, task: Task) -> Since | None:
    """The last thing that a person did to the task, or that took it from them. A patient's writing is no edit."""
    event = session.execute(
        select(TaskEvent)
        .where(
            TaskEvent.task_id == task.id,
            TaskEvent.kind.in_(DEEDS),
            or_(TaskEvent.staff_id.is_not(None), TaskEvent.kind == "returned"),
        )
        .order_by(TaskEvent.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return Since(event.actor, DEEDS[event.kind], event.at) if event else None


def _latest(session: Session, task: Task) -> str:
    last = since(session, task)
    return f"{last.who} {last.what} in the meantime." if last else "Somebody changed this in the meantime."


def change(session: Session, task: Task, **values: Any) -> None:
    """Write a person's edit: the values, the next version, and that its owner works on it."""
    for name, value in values.items():
        setattr(task, name, value)
    actor = acting(session)
    if task.owner_id is not None and task.owner_id == actor.staff_id:
        task.worked_at = actor.now
    task.version += 1
    session.flush()


def worked(session: Session, task_id: int) -> None:
    """Note that the owner works on the task: typing and notes are work, and no edit, so no new version."""
    actor = acting(session)
    session.execute(
        update(Task)
        .where(
            Task.id == task_id,
            Task.owner_id == actor.staff_id,
            or_(Task.worked_at.is_(None), Task.worked_at <= actor.now - WORKED_EVERY),
        )
        .values(worked_at=actor.now)
        .execution_options(synchronize_session=False)
    )


# Columns and a table instead of classes, built once: most clicks open a task.
_TASK = bindparam("task", type_=BigInteger)
_ABOUT = select(Task.patient_id, Queue.area).join(Queue, Queue.id == Task.queue_id).where(Task.id == _TASK)
_OPENING = (
    insert(RecordOpening.__table__)  # type: ignore[arg-type]  # a Table, typed as FromClause
    .values(session_id=bindparam("session", type_=BigInteger), subject_type="task", subject_id=_TASK)
    .on_conflict_do_nothing()
    .returning(RecordOpening.subject_id)
)


@action("task.open", needs=Permission.TASK_VIEW)
def open_task(session: Session, *, by: Credential, task_id: int) -> None:
    """Note that the person opened the task: audited once per session and record."""
    actor = acting(session)
    row = plain_rows(session, _ABOUT, {"task": task_id}).one_or_none()
    if row is None or not actor.may(on_area(row.area, "view")):
        raise NotFound("task")
    if actor.session_id is None:
        return
    first = plain_rows(session, _OPENING, {"session": actor.session_id, "task": task_id}).scalar()
    if first is not None:
        audit(
            session,
            "task.opened",
            patient_id=row.patient_id,
            subject=("task", task_id),
            clinical=actor.reads(Sensitivity.CLINICAL),
        )


@action("task.claim", needs=Permission.TASK_WORK)
def claim(session: Session, *, by: Credential, task_id: int) -> TaskState:
    """Take a task that nobody has: one conditional UPDATE, so of fifty who try one wins.

    Taking a red-flagged task acknowledges the flag. One's own task again changes nothing. Raises `Conflict`
    naming the owner, or that it is closed.
    """
    actor = acting(session)
    area = session.scalar(select(Queue.area).join(Task, Task.queue_id == Queue.id).where(Task.id == task_id))
    if area is None or not actor.may(on_area(area, "view")):
        raise NotFound("task")
    actor.require(on_area(area, "work"))
    task = won(session, task_id)
    if task is not None:
        return state(task)
    task = session.get_one(Task, task_id, populate_existing=True)
    if task.owner_id == actor.staff_id and task.status in OPEN:
        return state(task)
    raise Conflict(_taken(session, task), since(session, task))


def won(session: Session, task_id: int) -> Task | None:
    """Take a task if nobody has it, whatever was on screen: the task, or None when somebody was faster."""
    actor = acting(session)
    # Who can't read the message has not seen what it says: for them the flag goes on calling.
    unseen = (Task.flag == "red") & Task.flag_acknowledged_at.is_(None) if reads_flags(actor) else false()

    def seen(value: Any, column: Any) -> ColumnElement[Any]:
        return case((unseen, value), else_=column)

    taken = session.execute(
        update(Task)
        .where(Task.id == task_id, Task.owner_id.is_(None), Task.status == TaskStatus.REQUESTED)
        .values(
            owner_id=actor.person_id,
            status=TaskStatus.IN_PROGRESS,
            claimed_at=actor.now,
            worked_at=actor.now,
            flag_acknowledged_at=seen(actor.now, Task.flag_acknowledged_at),
            flag_acknowledged_by=seen(actor.name, Task.flag_acknowledged_by),
            escalate_at=seen(null(), Task.escalate_at),
            version=Task.version + 1,
        )
        .returning(Task.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        return None
    task = session.get_one(Task, task_id, populate_existing=True)
    task_event(session, task_id, "claimed")
    audit(session, "task.claimed", patient_id=task.patient_id, subject=("task", task_id))
    if task.flag == "red" and task.flag_acknowledged_at == actor.now:
        tell_acknowledged(session, task_id, task.patient_id)
    return task


def _taken(session: Session, task: Task) -> str:
    if task.owner_id is not None and task.status in OPEN:
        owner = session.scalar(select(Staff.name).where(Staff.id == task.owner_id))
        return f"{owner} has this task. Nothing was changed."
    if task.status not in OPEN:
        return "This task was closed in the meantime. Nothing was changed."
    return "This task waits; it can't be taken now. Nothing was changed."


@action("task.release", needs=Permission.TASK_WORK)
def release(session: Session, *, by: Credential, task_id: int, seen_version: int, reason: str = "") -> TaskState:
    """Give a task back to its team: one's own, or with `task.manage` anybody's, who is told. The reason is kept.

    Raises `Invalid` when somebody else's is given back without a reason.
    """
    actor = acting(session)
    task = permitted_task(session, task_id, "work")
    if task.owner_id is None and task.status in OPEN:
        return state(task)
    check_version(session, task, seen_version)
    require_open(task)
    kept, former = short(reason, "reason", 200), task.owner_id
    if former != actor.staff_id:
        actor.require(Permission.TASK_MANAGE)
        if not kept:
            raise Invalid("reason", "Say why you give back somebody else's task; its owner will ask.")
    let_go(session, task)
    status = TaskStatus.REQUESTED if task.status == TaskStatus.IN_PROGRESS else task.status
    change(session, task, owner_id=None, status=status, claimed_at=None, worked_at=None)
    task_event(session, task_id, "released", reason=kept, owner_id=former)
    audit(session, "task.released", patient_id=task.patient_id, subject=("task", task_id), owner_id=former)
    if former is not None:
        notify(session, staff_id=former, task_id=task_id, kind="returned")
    return state(task)


def require_open(task: Task) -> None:
    """Raise `Conflict` when the task is closed."""
    if task.status not in OPEN:
        raise Conflict("This task is closed already. Nothing was changed.")


def short(value: str, field: str, longest: int) -> str:
    """A line of free text within `longest` characters, without control characters; raise `Invalid` else."""
    cleaned = value.strip()
    if len(cleaned) > longest:
        raise Invalid(field, f"At most {longest} characters.")
    return clean(cleaned, field)


def clean(value: str, field: str) -> str:
    """Text without control characters other than line breaks and tabs, which PostgreSQL or a screen can't take."""
    bad = next((c for c in value if (ord(c) < 32 and c not in "\n\t\r") or ord(c) == 127), None)
    if bad is not None:
        raise Invalid(field, f"The text holds a control character (code {ord(bad)}). Remove it and try again.")
    return value.replace("\r\n", "\n").replace("\r", "\n")


def moment(value: datetime | None) -> str | None:
    """An instant as it is kept in JSON."""
    return value.isoformat() if value else None
