"""The worklist of a queue's page: a list that ages in place and never moves under the pointer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

import streamlit as st

from console.kit.queue import Queue
from console.kit.times import absolute, age_text, ago, due
from console.kit.worklist import WorklistRow, worklist
from db.models import Priority
from db.queries.tasks import Cursor, Page, TaskRow, View

Select = Callable[[Queue, int | None], None]


class List:
    """The ids that a view shows, in the order in which they were first shown. Kept per browser session."""

    def __init__(self, queue: str, view: str) -> None:
        self._key = f"{queue}:list:{view}"
        self._state: dict[str, Any] = st.session_state.setdefault(self._key, {})

    @property
    def ids(self) -> tuple[int, ...] | None:
        """What is shown; None before the first load and after `forget`."""
        return cast("tuple[int, ...] | None", self._state.get("ids"))

    @property
    def next(self) -> Cursor | None:
        """Where the next page starts; None at the end."""
        return cast("Cursor | None", self._state.get("next"))

    @property
    def now(self) -> datetime:
        """When the list was last read."""
        return cast("datetime", self._state["now"])

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
        self._state |= {"ids": tuple(row.id for row in page.rows), "next": page.next, "now": page.now, "announced": 0}

    def extend(self, page: Page) -> None:
        """Show one page more, without what is there already."""
        known = self.ids or ()
        added = tuple(row.id for row in page.rows if row.id not in known)
        self._state |= {"ids": known + added, "next": page.next, "now": page.now}

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
    queue: Queue, view: View, shown: List, rows: tuple[TaskRow, ...], selected: int | None, select: Select
) -> None:
    """Draw the rows."""
    worklist(
        tuple(line(queue, view, row, shown.now) for row in rows),
        key=f"{queue.slug}:worklist:{view.slug}",
        label=f"{queue.title}: {view.title}",
        selected=selected,
        empty=view.empty,
        single=True,
        has_more=shown.next is not None,
        shortcuts={"j": "next", "k": "previous"},
        on_open=lambda number: select(queue, number),
        on_more=shown.ask_more,
    )


def line(queue: Queue, view: View, row: TaskRow, now: datetime) -> WorklistRow:
    """A task as a line of the list."""
    topic = queue.topics.get(row.topic, row.topic.replace("_", " ").capitalize())
    who = f"{row.patient}, {age_text(row.birth_date, now)}" if row.birth_date else row.patient or row.title
    if row.closed_at is not None:
        when, overdue, hover = ago(row.closed_at, now), False, f"closed {absolute(row.closed_at)}"
    else:
        (when, overdue), hover = due(row.due_at, now), f"due {absolute(row.due_at)}"
    marks = (
        (("attachment",) if row.attachment else ())
        + (("closed",) if row.closed_at is not None and not view.newest_first else ())
        + (("waits",) if row.status == "on-hold" and view.slug != "waiting" else ())
    )
    return WorklistRow(
        id=row.id,
        title=who,
        detail=f"{topic}: {row.detail}" if row.detail else topic,
        priority=row.priority.name.lower(),
        due=when,
        due_title=hover,
        overdue=overdue,
        owner=row.owner,
        marks=marks,
        alert=row.priority_reason if row.priority == Priority.STAT else "",
        unread=row.status == "requested" and not row.owner,
    )
