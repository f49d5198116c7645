"""The views of a queue, and the statements of their lists: page, badge and "3 new" from the same Select.

Each statement is built once and takes parameters, since building one costs more than running it. Whose
list it is (`:me`, `:teams`), of which queue, the filters' values and where a page continues are bound; what
decides which index serves it (the status of open work) stands in it literally.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    all_,
    and_,
    any_,
    bindparam,
    func,
    literal_column,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased

from db.credentials import Actor
from db.models import Queue, StaffNotice, Task
from db.models.foci import FOCI
from db.models.tasks import WORKABLE_SQL
from db.queries.absences import mine_ids
from db.queries.paging import COUNT_CAP, capped_counts
from db.queries.task_filters import Shape, conditions
from db.queries.task_lines import decorated

Cursor = tuple[Any, ...]
NEXT, NEWEST = "next", "newest"
SORTS = (NEXT, NEWEST)
WINDOW = 5_000  # closed tasks that filters look at: a rare value must not walk years of them

_ME = bindparam("me", type_=BigInteger)
_WORKABLE: ColumnElement[bool] = literal_column(f"task.{WORKABLE_SQL}", Boolean)
_ON_HOLD: ColumnElement[bool] = literal_column("task.status = 'on-hold'", Boolean)


@dataclass(frozen=True, slots=True)
class View:
    """One view of a queue: which tasks it shows (to `:me`), and in which order.

    `closed`: of closed tasks, in one order alone: closed last, shown first.
    `each`: the column and the ids (of people, of teams) whose lists it puts together; each of them is read in
    order from its index, and no more of it than is shown. `bounded`: with filters set, only so many of the
    newest are looked at; `note` says so to people.
    """

    slug: str
    title: str
    where: ColumnElement[bool]
    closed: bool = False
    empty: str = "Nothing here."
    each: tuple[str, Callable[[], FromClause]] | None = None
    bounded: int = 0
    note: str = ""

    def order(self, sort: str = NEXT) -> tuple[str, ...]:
        """The names of the columns that order the view, and by which its pages continue."""
        if self.closed:
            return ("closed_at", "id")
        return ("arrived_at", "id") if sort == NEWEST else ("priority", "due_at", "id")

    def descending(self, sort: str = NEXT) -> bool:
        """Whether the newest stand first."""
        return self.closed or sort == NEWEST


def _mine() -> FromClause:
    return mine_ids().subquery("whose")


def _my_teams() -> FromClause:
    teams = bindparam("teams", type_=ARRAY(BigInteger))
    return select(func.unnest(teams).label("id")).subquery("whose")


_MENTIONED = Task.id.in_(
    select(StaffNotice.task_id).where(
        StaffNotice.staff_id == _ME, StaffNotice.kind == "mention", StaffNotice.seen_at.is_(None)
    )
)
_ALL_VIEWS = (
    View(
        "unassigned",
        "Unassigned",
        and_(Task.owner_id.is_(None), _WORKABLE),
        empty="All caught up: nobody waits for an owner.",
    ),
    View(
        "mine",
        "Mine",
        _WORKABLE,
        each=("owner_id", _mine),
        empty="You have nothing open. Take the next one from Unassigned.",
    ),
    View("my_teams", "My teams", _WORKABLE, each=("team_id", _my_teams), empty="Your teams have nothing open."),
    View(
        "overdue",
        "Overdue",
        and_(Task.due_at < func.transaction_timestamp(), _WORKABLE),
        empty="Nothing is overdue.",
    ),
    View("mentions", "Mentions", _MENTIONED, empty="Nobody mentioned you since you last looked."),
    View(
        "waiting",
        "Waiting",
        and_(Task.on_hold_until.is_(None), _ON_HOLD),
        empty="No one is waiting for a patient's answer.",
    ),
    View("snoozed", "Snoozed", and_(Task.on_hold_until.is_not(None), _ON_HOLD), empty="Nothing is put off for later."),
    View(
        "done",
        "Done",
        Task.closed_at.is_not(None),
        closed=True,
        empty="Nothing was closed yet.",
        bounded=WINDOW,
        note=f"Filters look at the {WINDOW:,} tasks closed last.",
    ),
)
VIEWS = {view.slug: view for view in _ALL_VIEWS}


def clinical_words(actor: Actor) -> frozenset[str]:
    """The kinds of record whose words this person may read on a list."""
    return frozenset(name for name, focus in FOCI.items() if actor.reads(focus.sensitivity))


def positioned(name: str, cursor: Cursor | None) -> dict[str, Any]:
    """The parameters of a position in a list."""
    return {f"{name}_{place}": value for place, value in enumerate(cursor or ())}


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list: at most `limit`; after the position `:after`, before `:until`; not among `:known`."""

    limit: int | None = None
    after: bool = False
    until: bool = False
    but_known: bool = False


WHOLE = Part()


@lru_cache(maxsize=512)
def listed(view: str, shape: Shape = (), sort: str = NEXT, part: Part = WHOLE) -> Select[Any]:
    """The tasks of a view in its order: what its page, its badge and its bulk actions all start from."""
    shown = VIEWS[view]
    task: Any = Task
    statement = select(Task).where(Task.queue_id == _queue_id(), shown.where)
    if shown.bounded and shape:
        task = aliased(Task, _ordered(statement, shown, sort, Task).limit(shown.bounded).subquery("task"))
        statement = select(task)
    statement = statement.where(*conditions(task, shape), *_placed(part, shown, sort, task))
    if shown.each is None:
        return _ordered(statement, shown, sort, task).limit(part.limit)
    column, whose = shown.each
    one = whose()
    theirs = _ordered(statement.where(getattr(Task, column) == one.c.id), shown, sort, Task).limit(part.limit)
    together = aliased(Task, theirs.lateral("task"))
    found = select(together).select_from(one).join(together, true())
    return _ordered(found, shown, sort, together).limit(part.limit)


@lru_cache(maxsize=512)
def page_of(
    view: str, words: frozenset[str], shape: Shape = (), sort: str = NEXT, *, continued: bool, size: int
) -> Select[Any]:
    """One page with what its lines show; `words`: the kinds of record whose words may be read."""
    found = listed(view, shape, sort, Part(size, after=continued)).subquery()
    return _ordered(decorated(found, words), VIEWS[view], sort, found.c)


@lru_cache(maxsize=16)
def rows_of(words: frozenset[str]) -> Select[Any]:
    """The tasks `:ids` of a queue with what their lines show."""
    ids = bindparam("ids", type_=ARRAY(BigInteger))
    return decorated(select(Task).where(Task.queue_id == _queue_id(), Task.id == any_(ids)).subquery(), words)


@lru_cache(maxsize=256)
def fresh_of(view: str, shape: Shape = (), sort: str = NEXT, *, bounded: bool) -> Select[Any]:
    """The ids on a view, up to `:until`, that are not among `:known`; 99 at most."""
    found = listed(view, shape, sort, Part(99, until=bounded, but_known=True)).subquery()
    return select(found.c.id)


@lru_cache(maxsize=256)
def counts_of(views: tuple[str, ...], shape: Shape = ()) -> Select[Any]:
    """The capped counts of several views in one statement."""
    return capped_counts({view: listed(view, shape, part=Part(COUNT_CAP + 1)) for view in views})


@lru_cache(maxsize=256)
def matching_of(view: str, shape: Shape, most: int) -> Select[Any]:
    """Id, version and newest inbound id of the first `most` tasks on a view: what a bulk action starts from."""
    found = listed(view, shape, part=Part(most)).subquery()
    return select(found.c.id, found.c.version, found.c.last_inbound_id)


def _queue_id() -> Any:
    of_area = select(Queue.id).where(Queue.slug == bindparam("queue"), Queue.area == bindparam("area"))
    return of_area.scalar_subquery()


def _ordered(statement: Select[Any], view: View, sort: str, columns: Any) -> Select[Any]:
    ordering = [getattr(columns, name) for name in view.order(sort)]
    return statement.order_by(*([one.desc() for one in ordering] if view.descending(sort) else ordering))


def _placed(part: Part, view: View, sort: str, task: Any) -> list[ColumnElement[bool]]:
    """The conditions by which a part of a list is cut out."""
    here = tuple_(*(getattr(task, name) for name in view.order(sort)))
    after, until = _position(view, sort, "after"), _position(view, sort, "until")
    found: list[ColumnElement[bool]] = []
    if part.after:
        found.append(here < after if view.descending(sort) else here > after)
    if part.until:
        found.append(here > until if view.descending(sort) else here < until)
    if part.but_known:
        found.append(task.id != all_(bindparam("known", type_=ARRAY(BigInteger))))
    return found


def _position(view: View, sort: str, name: str) -> Any:
    columns = Task.__table__.columns
    return tuple_(
        *(bindparam(f"{name}_{place}", type_=columns[column].type) for place, column in enumerate(view.order(sort)))
    )
