"""Lists of tasks, their badges, and one task: what a queue's page reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.credentials import Actor, Credential
from db.errors import Invalid, NotFound
from db.models import Patient, PortalAccount, Priority, Queue, Site, Staff, Task, TaskEvent, Team
from db.queries.paging import PAGE_SIZE, Count, plain_rows, plan_by_value, read_counts
from db.queries.patients import PatientHeader, header
from db.queries.presence import short_name
from db.queries.task_filters import Filters
from db.queries.task_views import (
    NEXT,
    SORTS,
    VIEWS,
    Cursor,
    View,
    clinical_words,
    counts_of,
    fresh_of,
    matching_of,
    page_of,
    positioned,
    rows_of,
)
from db.registry import acting, query
from db.roles import Permission, on_area

__all__ = ["VIEWS", "Cursor", "Filters", "Page", "Step", "TaskDetail", "TaskRow", "View"]

NO_FILTERS = Filters()
# What a step may quote a patient in, or tell what ails them.
QUOTING = frozenset({"reason", "families"})


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of a worklist. `detail` are the words of what it is about, empty for who may not read them.

    `priority_reason` may quote a patient: empty for who may not read in the queue's area; `flag` stays for them.
    `here`: who else has it open, by short names; `writing`: one of them types.
    """

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
    team: str = ""
    flag: str = ""
    last_inbound_id: int | None = None
    here: tuple[str, ...] = ()
    writing: bool = False
    deceased: bool = False
    business_status: str = ""
    on_hold_until: datetime | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next page starts (None at the end)."""

    rows: tuple[TaskRow, ...]
    next: Cursor | None
    now: datetime


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
    filters: Filters = NO_FILTERS,
    sort: str = NEXT,
) -> Page:
    """One page of a view, by keyset: what to do next first (priority, then due), or the newest first."""
    actor = acting(session)
    whose = _narrowed(session, actor, area, queue, filters)
    shown = _view(view, sort)
    rows = plain_rows(
        session,
        page_of(view, clinical_words(actor), filters.shape, sort, continued=after is not None, size=size + 1),
        whose | positioned("after", after),
    ).all()
    reads = reads_area(actor, area)
    lines = tuple(_line(row, reads) for row in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    following = None if last is None else tuple(getattr(last, column) for column in shown.order(sort))
    return Page(lines, following, actor.now)


def _line(row: Any, reads: bool) -> TaskRow:
    here = row.here or []
    return TaskRow(
        id=row.id,
        patient=f"{row.given} {row.family}" if row.family else "",
        birth_date=row.birth_date,
        title=row.title,
        topic=row.topic,
        detail=row.detail or "",
        priority=Priority(row.priority),
        priority_reason=row.priority_reason if reads else "",
        status=str(row.status),
        due_at=row.due_at,
        closed_at=row.closed_at,
        owner=row.owner or "",
        last_inbound_at=row.last_inbound_at,
        attachment=row.attachment,
        version=row.version,
        team=row.team or "",
        flag=row.flag,
        last_inbound_id=row.last_inbound_id,
        here=tuple(sorted(short_name(name) for name, _ in here)),
        writing=any(writing for _, writing in here),
        deceased=row.deceased_at is not None,
        business_status=row.business_status,
        on_hold_until=row.on_hold_until,
        arrived_at=row.arrived_at,
    )


@query("task.rows", needs=Permission.TASK_VIEW)
def rows(session: Session, *, viewer: Credential, area: str, queue: str, ids: tuple[int, ...]) -> Mapping[int, TaskRow]:
    """The named tasks of a queue as they stand now, so that a list on screen keeps its order while it ages."""
    actor = acting(session)
    found = plain_rows(session, rows_of(clinical_words(actor)), _whose(actor, area, queue) | {"ids": list(ids)})
    reads = reads_area(actor, area)
    return {row.id: _line(row, reads) for row in found}


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
    filters: Filters = NO_FILTERS,
    sort: str = NEXT,
) -> int:
    """How many tasks would stand on a list that aren't on it: "3 new: show". 99 at most.

    `until` is where the list on screen ends (None: it shows all), so that a task which only moved up from
    below its end doesn't count.
    """
    actor = acting(session)
    whose = _narrowed(session, actor, area, queue, filters)
    _view(view, sort)
    parameters = whose | positioned("until", until) | {"known": list(known)}
    return len(plain_rows(session, fresh_of(view, filters.shape, sort, bounded=until is not None), parameters).all())


@query("task.counts", needs=Permission.TASK_VIEW)
def view_counts(
    session: Session,
    *,
    viewer: Credential,
    area: str,
    queue: str,
    views: tuple[str, ...],
    filters: Filters = NO_FILTERS,
) -> Mapping[str, Count]:
    """The badge of each view, capped, in one statement; counted from the list's own Select."""
    actor = acting(session)
    whose = _narrowed(session, actor, area, queue, filters)
    for view in views:
        _view(view)
    return read_counts(session, counts_of(views, filters.shape), whose)


@query("task.match_count", needs=Permission.TASK_VIEW)
def match_count(
    session: Session, *, viewer: Credential, area: str, queue: str, view: str, filters: Filters = NO_FILTERS
) -> Count:
    """How many tasks a view holds with these filters, up to 1,000: what "all that match" would change."""
    return view_counts(session, viewer=viewer, area=area, queue=queue, views=(view,), filters=filters)[view]


def matching(
    session: Session, *, area: str, queue: str, view: str, filters: Filters, most: int
) -> tuple[tuple[int, int, int | None], ...]:
    """Id, version and newest inbound id of the first `most` tasks of a view; for an action, as its actor."""
    whose = _narrowed(session, acting(session), area, queue, filters)
    _view(view)
    return tuple(tuple(row) for row in plain_rows(session, matching_of(view, filters.shape, most), whose))


def reads_area(actor: Actor, area: str) -> bool:
    """Whether somebody may read the text of an area's work."""
    try:
        return actor.may(on_area(area, "read"))
    except ValueError:  # an area whose text is nobody's secret has no such permission
        return True


def _narrowed(session: Session, actor: Actor, area: str, queue: str, filters: Filters) -> dict[str, Any]:
    """The parameters of a filtered list; makes ready for filters that look at patients."""
    parameters = _whose(actor, area, queue) | filters.values
    if filters.of_patient:
        plan_by_value(session)
    return parameters


def _whose(actor: Actor, area: str, queue: str) -> dict[str, Any]:
    """The parameters that say whose list of which queue; `Forbidden` or `NotFound` when it isn't theirs to see."""
    try:
        actor.require(on_area(area, "view"))
    except ValueError:
        raise NotFound("queue") from None
    return {"me": actor.staff_id, "teams": sorted(actor.team_ids), "area": area, "queue": queue}


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task as its pane shows it. `priority_reason` as on a line of the list."""

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
    team_id: int | None = None
    team: str = ""
    flag: str = ""
    flag_acknowledged_at: datetime | None = None
    flag_acknowledged_by: str | None = None
    on_hold_until: datetime | None = None
    first_response_due_at: datetime | None = None
    arrived_at: datetime | None = None
    site: str = ""

    @property
    def patient_id(self) -> int | None:
        """The patient's id, if the task is about one."""
        return self.patient.id if self.patient else None

    @property
    def is_open(self) -> bool:
        """Whether work on it is still possible."""
        return self.closed_at is None


_DETAIL = (
    select(
        Task,
        Patient,
        PortalAccount.state,
        Queue.slug,
        Queue.area,
        Staff.name,
        Team.name.label("team"),
        Site.name.label("site"),
    )
    .join(Queue, Queue.id == Task.queue_id)
    .outerjoin(Patient, Patient.id == Task.patient_id)
    .outerjoin(PortalAccount, PortalAccount.patient_id == Patient.id)
    .outerjoin(Staff, Staff.id == Task.owner_id)
    .outerjoin(Team, Team.id == Task.team_id)
    .outerjoin(Site, Site.id == Task.site_id)
    .where(Task.id == bindparam("task_id"))
)


@query("task.detail", needs=Permission.TASK_VIEW)
def detail(session: Session, *, viewer: Credential, task_id: int) -> TaskDetail:
    """One task; `NotFound` when it doesn't exist or its queue isn't the viewer's."""
    actor = acting(session)
    row = session.execute(_DETAIL, {"task_id": task_id}).one_or_none()
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
        priority_reason=task.priority_reason if reads_area(actor, row.area) else "",
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
        team_id=task.team_id,
        team=row.team or "",
        flag=task.flag,
        flag_acknowledged_at=task.flag_acknowledged_at,
        flag_acknowledged_by=task.flag_acknowledged_by,
        on_hold_until=task.on_hold_until,
        first_response_due_at=task.first_response_due_at,
        arrived_at=task.arrived_at,
        site=row.site or "",
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
    """What happened to a task, newest first; reasons and signs are left out for who may not read its text."""
    shown = detail(session, viewer=viewer, task_id=task_id)
    hidden = frozenset() if reads_area(acting(session), shown.area) else QUOTING
    rows = session.scalars(
        select(TaskEvent).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id.desc()).limit(limit)
    )
    return tuple(
        Step(row.at, row.actor, row.kind, {key: value for key, value in row.detail.items() if key not in hidden})
        for row in rows
    )


def _view(slug: str, sort: str = NEXT) -> View:
    if slug not in VIEWS:
        raise Invalid("view", "There is no such view.")
    if sort not in SORTS:
        raise Invalid("sort", "There is no such order.")
    return VIEWS[slug]
