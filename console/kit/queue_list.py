"""The worklist of a queue's page: a list that ages in place and never moves under the pointer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, cast

import streamlit as st

from console.kit.presence import in_words
from console.kit.queue import Queue
from console.kit.queue_address import Wanted
from console.kit.shortcuts import KEYS
from console.kit.times import absolute, age_text, ago, due, local
from console.kit.worklist import WorklistRow, worklist
from console.session import me
from db.queries.clinic_hours import URGENCIES
from db.queries.task_views import VIEWS
from db.queries.tasks import Cursor, Page, TaskRow, View
from db.roles import on_area
from rules.deadlines import breach_soon

Select = Callable[[Queue, int | None], None]


class List:
    """The ids that a view shows, in the order in which they were first shown. Kept per browser session."""

    def __init__(self, queue: str, wanted: Wanted) -> None:
        self._state: dict[str, Any] = st.session_state.setdefault(f"{queue}:list:{wanted.view}", {})
        of = (wanted.filters, wanted.sort)
        if self._state.get("of", of) != of:
            self._state.clear()
        self._state["of"] = of

    @property
    def ids(self) -> tuple[int, ...] | None:
        """What is shown; None before the first load and after `forget`."""
        return cast("tuple[int, ...] | None", self._state.get("ids"))

    @property
    def next(self) -> Cursor | None:
        """Where the next page starts; None at the end."""
        return cast("Cursor | None", self._state.get("next"))

    @property
    def as_of(self) -> datetime:
        """When the list, or its last page, was read."""
        return cast("datetime", self._state["as_of"])

    @property
    def now(self) -> datetime:
        """The database's time, told from then: what is due in 12 minutes is due in 5 some reruns later."""
        return self.as_of + timedelta(seconds=time.monotonic() - float(self._state["read"]))

    @property
    def wants_more(self) -> bool:
        """Whether the person asked for the next page."""
        return bool(self._state.pop("more", False)) and self.next is not None

    @property
    def announced(self) -> int:
        """How many new tasks the person was told of."""
        return int(self._state.get("announced", 0))

    @announced.setter
    def announced(self, number: int) -> None:
        self._state["announced"] = number

    def start(self, page: Page) -> None:
        """Show a first page."""
        self._state |= {"ids": tuple(row.id for row in page.rows), "next": page.next, "announced": 0} | _read(page)

    def extend(self, page: Page) -> None:
        """Show one page more, without what is there already."""
        known = self.ids or ()
        added = tuple(row.id for row in page.rows if row.id not in known)
        self._state |= {"ids": known + added, "next": page.next} | _read(page)

    def ask_more(self) -> None:
        """The next rerun reads one page more."""
        redraw_all()
        self._state["more"] = True

    def forget(self) -> None:
        """The next rerun reads the list anew."""
        self._state.clear()

    def after(self, task_id: int) -> int | None:
        """The task below, for the button that says next."""
        ids = self.ids or ()
        place = ids.index(task_id) + 1 if task_id in ids else 0
        return ids[place] if place < len(ids) else None


def _read(page: Page) -> dict[str, Any]:
    return {"as_of": page.now, "read": time.monotonic()}


def redraw_all() -> None:
    """Say, in a callback of the list, that more than a pane's own fragment must be drawn anew.

    Leaving a composer saves its text, and that save and the click on the list may arrive as one. Streamlit
    then runs both callbacks, and of the fragments only the composer's.
    """
    st.session_state["queue:redraw"] = True


def must_redraw_all() -> bool:
    """Whether `redraw_all` was called since this was last asked."""
    return bool(st.session_state.pop("queue:redraw", False))


def draw_list(
    queue: Queue,
    wanted: Wanted,
    shown: List,
    rows: tuple[TaskRow, ...],
    selected: int | None,
    select: Select,
    on_shortcut: Callable[[str, int | None], None],
) -> None:
    """Draw the rows."""
    view = VIEWS[wanted.view]
    worklist(
        tuple(line(queue, view, row, shown.now) for row in rows),
        key=list_key(queue, wanted),
        label=f"{queue.title}: {view.title}",
        selected=selected,
        empty="Nothing here matches these filters." if wanted.filters.active else view.empty,
        single=not works(queue),
        has_more=shown.next is not None,
        shortcuts=KEYS,
        page_wide=True,
        on_open=lambda number: select(queue, number),
        on_checked=lambda _: redraw_all(),
        on_shortcut=on_shortcut,
        on_more=shown.ask_more,
    )


def list_key(queue: Queue, wanted: Wanted) -> str:
    """The worklist's key: checks and scroll position stay with their view."""
    return f"{queue.slug}:worklist:{wanted.view}"


def works(queue: Queue) -> bool:
    """Whether the person may do something with the tasks of a queue."""
    return me().may(on_area(queue.area, "work"))


def who(patient: str, birth_date: date | None, now: datetime) -> str:
    """`Rosa Diaz, 71`."""
    return f"{patient}, {age_text(birth_date, now)}" if birth_date else patient


def line(queue: Queue, view: View, row: TaskRow, now: datetime) -> WorklistRow:
    """A task as a line of the list. Red is for danger alone: an alarm that fired, or `stat`."""
    topic = queue.topics.get(row.topic, row.topic.replace("_", " ").capitalize())
    danger = row.flag == "red"
    when, overdue, hover = _when(row, now)
    return WorklistRow(
        id=row.id,
        title=who(row.patient, row.birth_date, now) or row.title,
        detail=f"{topic}: {row.detail}" if row.detail and topic else row.detail or topic,
        priority=row.priority.name.lower(),
        reason="" if danger else row.priority_reason,
        due=when,
        due_title=hover,
        overdue=overdue,
        soon=row.closed_at is None and not overdue and breach_soon(row.due_at, now, URGENCIES[row.priority]),
        owner=row.owner,
        here=in_words(row.here, writing=row.writing),
        marks=tuple(_marks(row, view)),
        alert=(row.priority_reason or "Red flag") if danger else "",
        unread=row.status == "requested" and not row.owner,
    )


def _when(row: TaskRow, now: datetime) -> tuple[str, bool, str]:
    """The time a line shows, whether it has passed, and the absolute time for the hover."""
    if row.closed_at is not None:
        return ago(row.closed_at, now), False, f"closed {absolute(row.closed_at)}"
    if row.on_hold_until is not None:
        return f"back {local(row.on_hold_until):%a %H:%M}", False, f"snoozed until {absolute(row.on_hold_until)}"
    words, overdue = due(row.due_at, now)
    return words, overdue, f"due {absolute(row.due_at)}"


def _marks(row: TaskRow, view: View) -> Iterator[str]:
    if row.deceased:
        yield "deceased"
    if row.attachment:
        yield "attachment"
    if row.closed_at is not None and not view.closed:
        yield "closed"
    if row.status == "on-hold" and view.slug not in ("waiting", "snoozed"):
        yield "snoozed" if row.on_hold_until is not None else "waits"
