"""The views of a queue, and the statements of their lists: page, badge and "3 new" from the same Select.

Each statement is built once and takes parameters, since building one costs more than running it. Whose
list it is (`:me`), of which queue, and where a page continues are bound; what decides which index serves it
(the status of open work) stands in it literally.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Select,
    all_,
    and_,
    any_,
    bindparam,
    case,
    false,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from db.credentials import Actor
from db.models import Patient, Queue, Staff, Task
from db.models.foci import FOCI
from db.models.tasks import WORKABLE_SQL
from db.queries.paging import capped_counts

Cursor = tuple[Any, ...]

_ME = bindparam("me", type_=BigInteger)
_WORKABLE: ColumnElement[bool] = literal_column(f"task.{WORKABLE_SQL}", Boolean)
_ON_HOLD: ColumnElement[bool] = literal_column("task.status = 'on-hold'", Boolean)


@dataclass(frozen=True, slots=True)
class View:
    """One view of a queue: which tasks it shows (to `:me`), and in which order."""

    slug: str
    title: str
    where: ColumnElement[bool]
    newest_first: bool = False
    empty: str = "Nothing here."

    @property
    def order(self) -> tuple[InstrumentedAttribute[Any], ...]:
        """The columns that order the view, and by which its pages continue."""
        return (Task.closed_at, Task.id) if self.newest_first else (Task.priority, Task.due_at, Task.id)


UNASSIGNED = View(
    "unassigned",
    "Unassigned",
    and_(Task.owner_id.is_(None), _WORKABLE),
    empty="All caught up: nobody waits for an owner.",
)
MINE = View(
    "mine",
    "Mine",
    and_(Task.owner_id == _ME, _WORKABLE),
    empty="You have nothing open. Take the next one from Unassigned.",
)
WAITING = View("waiting", "Waiting", _ON_HOLD, empty="No one is waiting for a patient's answer.")
DONE = View("done", "Done", Task.closed_at.is_not(None), newest_first=True, empty="Nothing was closed yet.")
VIEWS = {view.slug: view for view in (UNASSIGNED, MINE, WAITING, DONE)}


def clinical_words(actor: Actor) -> frozenset[str]:
    """The kinds of record whose words this person may read on a list."""
    return frozenset(name for name, focus in FOCI.items() if actor.reads(focus.sensitivity))


def positioned(name: str, cursor: Cursor | None) -> dict[str, Any]:
    """The parameters of a position in a list."""
    return {f"{name}_{place}": value for place, value in enumerate(cursor or ())}


@lru_cache(maxsize=64)
def listed(view: str) -> Select[Task]:
    """The tasks of a view in its order: what its page, its badge and its bulk actions all start from."""
    queue_id = (
        select(Queue.id).where(Queue.slug == bindparam("queue"), Queue.area == bindparam("area")).scalar_subquery()
    )
    shown = VIEWS[view]
    ordering = [column.desc() for column in shown.order] if shown.newest_first else list(shown.order)
    return select(Task).where(Task.queue_id == queue_id, shown.where).order_by(*ordering)


@lru_cache(maxsize=256)
def page_of(view: str, words: frozenset[str], *, continued: bool, size: int) -> Select[Any]:
    """One page with what its lines show; `words`: the kinds of record whose words may be read."""
    shown = VIEWS[view]
    statement = listed(view)
    if continued:
        here, last = tuple_(*shown.order), _position(shown, "after")
        statement = statement.where(here < last if shown.newest_first else here > last)
    found = statement.limit(size).subquery()
    order = [found.c[column.key] for column in shown.order]
    return _decorated(found, words).order_by(*([c.desc() for c in order] if shown.newest_first else order))


@lru_cache(maxsize=16)
def rows_of(words: frozenset[str]) -> Select[Any]:
    """The tasks `:ids` of a queue with what their lines show."""
    queue_id = (
        select(Queue.id).where(Queue.slug == bindparam("queue"), Queue.area == bindparam("area")).scalar_subquery()
    )
    ids = bindparam("ids", type_=ARRAY(BigInteger))
    return _decorated(select(Task).where(Task.queue_id == queue_id, Task.id == any_(ids)).subquery(), words)


@lru_cache(maxsize=64)
def fresh_of(view: str, *, bounded: bool) -> Select[Any]:
    """The ids on a view, up to `:until`, that are not among `:known`; 99 at most."""
    shown = VIEWS[view]
    known = bindparam("known", type_=ARRAY(BigInteger))
    statement = listed(view).with_only_columns(Task.id).where(Task.id != all_(known))
    if bounded:
        here, last = tuple_(*shown.order), _position(shown, "until")
        statement = statement.where(here > last if shown.newest_first else here < last)
    return statement.limit(99)


@lru_cache(maxsize=64)
def counts_of(views: tuple[str, ...]) -> Select[Any]:
    """The capped counts of several views in one statement."""
    return capped_counts({view: listed(view) for view in views})


def _position(view: View, name: str) -> Any:
    columns = enumerate(view.order)
    return tuple_(*(bindparam(f"{name}_{place}", type_=column.type) for place, column in columns))


def _decorated(found: Any, words: frozenset[str]) -> Select[Any]:
    """The rows found with what a line shows; joins only those rows."""
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
            _words(found, words).label("detail"),
            _attached(found).label("attachment"),
        )
        .select_from(found)
        .outerjoin(Patient, Patient.id == found.c.patient_id)
        .outerjoin(owner, owner.id == found.c.owner_id)
    )


def _words(found: Any, words: frozenset[str]) -> ColumnElement[str]:
    """The words of each row's focus, where they may be read."""
    read: list[tuple[ColumnElement[bool], Any]] = [
        (found.c.focus_type == name, select(one.words).where(one.key == found.c.focus_id).scalar_subquery())
        for name, one in FOCI.items()
        if name in words
    ]
    return case(*read, else_="") if read else literal("")


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
