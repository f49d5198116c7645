"""Lists of tasks: the views of a queue, their pages and their counts, each from the same Select."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.credentials import Actor, Credential
from db.errors import Invalid, NotFound
from db.models import (
    WORKABLE,
    Patient,
    PortalAccount,
    Priority,
    Queue,
    Staff,
    Task,
    TaskEvent,
    TaskStatus,
)
from db.models.foci import FOCI
from db.queries.paging import PAGE_SIZE, Count, counts
from db.queries.patients import PatientHeader, header
from db.registry import acting, query
from db.roles import Permission, on_area

Cursor = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One view of a queue: which tasks it shows to whom, and in which order."""

    slug: str
    title: str
    where: Callable[[Actor], ColumnElement[bool]]
    newest_first: bool = False
    empty: str = "Nothing here."

    @property
    def order(self) -> tuple[InstrumentedAttribute[Any], ...]:
        """The columns that order the view, and by which its pages continue."""
        return (Task.closed_at, Task.id) if self.newest_first else (Task.priority, Task.due_at, Task.id)


UNASSIGNED = View(
    "unassigned",
    "Unassigned",
    lambda _actor: and_(Task.owner_id.is_(None), Task.status.in_(WORKABLE)),
    empty="All caught up: nobody waits for an owner.",
)
MINE = View(
    "mine",
    "Mine",
    lambda actor: and_(Task.owner_id == actor.staff_id, Task.status.in_(WORKABLE)),
    empty="You have nothing open. Take the next one from Unassigned.",
)
WAITING = View(
    "waiting",
    "Waiting",
    lambda _actor: Task.status == TaskStatus.ON_HOLD,
    empty="No one is waiting for a patient's answer.",
)
DONE = View(
    "done", "Done", lambda _actor: Task.closed_at.is_not(None), newest_first=True, empty="Nothing was closed yet."
)
VIEWS = {view.slug: view for view in (UNASSIGNED, MINE, WAITING, DONE)}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of a worklist. `detail` are the words of what it is about, empty for who may not read them."""

    id: int
    patient: str
    birth_date: date | None
    title: str
    topic: str
    detail: str
    priority: Priority
    priority_reason: str
    status: str
    due_at: datetime
    closed_at: datetime | None
    owner: str
    last_inbound_at: datetime | None
    attachment: bool
    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next page starts (None at the end)."""

    rows: tuple[TaskRow, ...]
    next: Cursor | None
    now: datetime


def listed(actor: Actor, area: str, slug: str, view: View) -> Select[Task]:
    """The tasks of a view: what the page, its badge and its bulk actions all start from."""
    _permit(actor, area)
    # A literal subquery, so that the planner can use the queue's partial indexes.
    queue_id = select(Queue.id).where(Queue.slug == slug, Queue.area == area).scalar_subquery()
    return select(Task).where(Task.queue_id == queue_id, view.where(actor))


@query("task.page", needs=Permission.TASK_VIEW)
def page(
    session: Session,
    *,
    viewer: Credential,
    area: str,
    queue: str,
    view: str,
    after: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """One page of a view, by keyset: what to do next first (priority, then due), or newest closed first."""
    actor = acting(session)
    shown = _view(view)
    statement = listed(actor, area, queue, shown)
    order = shown.order
    if after is not None:
        position = tuple_(*order)
        statement = statement.where(position < after if shown.newest_first else position > after)
    ordering = [column.desc() for column in order] if shown.newest_first else list(order)
    found = statement.order_by(*ordering).limit(size + 1).subquery()
    rows = session.execute(
        _decorated(actor, found).order_by(
            *(
                (found.c.closed_at.desc(), found.c.id.desc())
                if shown.newest_first
                else (found.c.priority, found.c.due_at, found.c.id)
            )
        )
    ).all()
    lines = tuple(_line(row) for row in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    following: Cursor | None = None
    if last is not None:
        following = (last.closed_at, last.id) if shown.newest_first else (last.priority, last.due_at, last.id)
    return Page(lines, following, actor.now)


def _decorated(actor: Actor, found: Any) -> Select[Any]:
    """The rows of one page with what a line shows; joins only those rows."""
    owner = aliased(Staff)
    return (
        select(
            found.c.id,
            found.c.title,
            found.c.topic,
            found.c.priority,
            found.c.priority_reason,
            found.c.status,
            found.c.due_at,
            found.c.closed_at,
            found.c.last_inbound_at,
            found.c.version,
            Patient.given,
            Patient.family,
            Patient.birth_date,
            owner.name.label("owner"),
            _words(actor, found).label("detail"),
            _attached(found).label("attachment"),
        )
        .select_from(found)
        .outerjoin(Patient, Patient.id == found.c.patient_id)
        .outerjoin(owner, owner.id == found.c.owner_id)
    )


def _words(actor: Actor, found: Any) -> ColumnElement[str]:
    """The words of each row's focus, where the actor may read them."""
    words: list[tuple[ColumnElement[bool], Any]] = [
        (found.c.focus_type == name, select(one.words).where(one.key == found.c.focus_id).scalar_subquery())
        for name, one in FOCI.items()
        if actor.reads(one.sensitivity)
    ]
    return case(*words, else_="") if words else literal("")


def _attached(found: Any) -> ColumnElement[bool]:
    """Whether files came with each row's focus."""
    return or_(
        false(),
        *(
            and_(found.c.focus_type == name, one.attached(found.c.focus_id))
            for name, one in FOCI.items()
            if one.attached is not None
        ),
    )


def _line(row: Any) -> TaskRow:
    return TaskRow(
        id=row.id,
        patient=f"{row.given} {row.family}" if row.family else "",
        birth_date=row.birth_date,
        title=row.title,
        topic=row.topic,
        detail=row.detail or "",
        priority=Priority(row.priority),
        priority_reason=row.priority_reason,
        status=str(row.status),
        due_at=row.due_at,
        closed_at=row.closed_at,
        owner=row.owner or "",
        last_inbound_at=row.last_inbound_at,
        attachment=row.attachment,
        version=row.version,
    )


@query("task.rows", needs=Permission.TASK_VIEW)
def rows(session: Session, *, viewer: Credential, area: str, queue: str, ids: tuple[int, ...]) -> Mapping[int, TaskRow]:
    """The named tasks of a queue as they stand now, so that a list on screen keeps its order while it ages."""
    actor = acting(session)
    _permit(actor, area)
    queue_id = select(Queue.id).where(Queue.slug == queue, Queue.area == area).scalar_subquery()
    found = select(Task).where(Task.queue_id == queue_id, Task.id.in_(ids)).subquery()
    return {row.id: _line(row) for row in session.execute(_decorated(actor, found))}


@query("task.fresh", needs=Permission.TASK_VIEW)
def fresh(
    session: Session,
    *,
    viewer: Credential,
    area: str,
    queue: str,
    view: str,
    known: tuple[int, ...],
    until: Cursor | None,
) -> int:
    """How many tasks would stand on a list that aren't on it: "3 new: show". 99 at most.

    `until` is where the list on screen ends (None: it shows all), so that a task which only moved up from
    below its end doesn't count.
    """
    actor = acting(session)
    shown = _view(view)
    statement = listed(actor, area, queue, shown).with_only_columns(Task.id).where(Task.id.not_in(known))
    if until is not None:
        position = tuple_(*shown.order)
        statement = statement.where(position > until if shown.newest_first else position < until)
    return len(session.scalars(statement.limit(99)).all())


@query("task.counts", needs=Permission.TASK_VIEW)
def view_counts(
    session: Session, *, viewer: Credential, area: str, queue: str, views: tuple[str, ...]
) -> Mapping[str, Count]:
    """The badge of each view, capped, in one statement; counted from the list's own Select."""
    actor = acting(session)
    return counts(session, {slug: listed(actor, area, queue, _view(slug)) for slug in views})


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task as its pane shows it."""

    id: int
    queue: str
    area: str
    focus_type: str
    focus_id: int
    patient: PatientHeader | None
    title: str
    topic: str
    priority: Priority
    priority_reason: str
    status: str
    business_status: str
    outcome: str
    owner_id: int | None
    owner: str
    created_at: datetime
    due_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    last_inbound_id: int | None
    version: int
    now: datetime

    @property
    def patient_id(self) -> int | None:
        """The patient's id, if the task is about one."""
        return self.patient.id if self.patient else None

    @property
    def is_open(self) -> bool:
        """Whether work on it is still possible."""
        return self.closed_at is None


@query("task.detail", needs=Permission.TASK_VIEW)
def detail(session: Session, *, viewer: Credential, task_id: int) -> TaskDetail:
    """One task; `NotFound` when it doesn't exist or its queue isn't the viewer's."""
    actor = acting(session)
    row = session.execute(
        select(Task, Patient, PortalAccount.state, Queue.slug, Queue.area, Staff.name)
        .join(Queue, Queue.id == Task.queue_id)
        .outerjoin(Patient, Patient.id == Task.patient_id)
        .outerjoin(PortalAccount, PortalAccount.patient_id == Patient.id)
        .outerjoin(Staff, Staff.id == Task.owner_id)
        .where(Task.id == task_id)
    ).one_or_none()
    if row is None or not actor.may(on_area(row.area, "view")):
        raise NotFound("task")
    task = row.Task
    return TaskDetail(
        id=task.id,
        queue=row.slug,
        area=row.area,
        focus_type=task.focus_type,
        focus_id=task.focus_id,
        patient=header(row.Patient, row.state) if row.Patient else None,
        title=task.title,
        topic=task.topic,
        priority=Priority(task.priority),
        priority_reason=task.priority_reason,
        status=task.status.value,
        business_status=task.business_status,
        outcome=task.outcome,
        owner_id=task.owner_id,
        owner=row.name or "",
        created_at=task.created_at,
        due_at=task.due_at,
        closed_at=task.closed_at,
        closed_by=task.closed_by,
        last_inbound_id=task.last_inbound_id,
        version=task.version,
        now=actor.now,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One line of what happened to a task."""

    at: datetime
    actor: str
    kind: str
    detail: Mapping[str, Any]


@query("task.history", needs=Permission.TASK_VIEW)
def history(session: Session, *, viewer: Credential, task_id: int, limit: int = 50) -> tuple[Step, ...]:
    """What happened to a task, newest first."""
    detail(session, viewer=viewer, task_id=task_id)
    rows = session.scalars(
        select(TaskEvent).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id.desc()).limit(limit)
    )
    return tuple(Step(row.at, row.actor, row.kind, row.detail) for row in rows)


def _permit(actor: Actor, area: str) -> None:
    try:
        actor.require(on_area(area, "view"))
    except ValueError:
        raise NotFound("queue") from None


def _view(slug: str) -> View:
    if slug not in VIEWS:
        raise Invalid("view", "There is no such view.")
    return VIEWS[slug]
