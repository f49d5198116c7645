"""How a queue's page is drawn: views with badges, the worklist, the task's pane. The same on every queue.

Everything that a click can change lies in one fragment, so a click reruns that and no more. What is
read is read first, in one snapshot; then the page is drawn without holding a connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session
from streamlit.runtime.scriptrunner import get_script_run_ctx

from console.kit.acting import credential, perform, reading, show_said
from console.kit.chrome import look_now_and_then
from console.kit.queue import Queue
from console.kit.queue_list import List, draw_list, must_redraw_all, redraw_all
from console.kit.queue_task import draw_task
from console.kit.turns import turn
from db.actions.tasks import open_task
from db.credentials import SessionToken
from db.errors import NotFound
from db.queries import tasks
from db.queries.paging import Count
from db.queries.tasks import VIEWS, TaskDetail, TaskRow


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one rerun reads."""

    badges: Mapping[str, Count]
    rows: tuple[TaskRow, ...]
    fresh: int
    task: TaskDetail | None
    content: Any
    missing: bool


def page(queue: Queue) -> None:
    """Draw a queue's page."""
    _from_address(queue)
    _body(queue)
    look_now_and_then(partial(_news, queue))


def _from_address(queue: Queue) -> None:
    """Take view and task from the address on arrival and after back or forward; else the page writes it."""
    arrived = st.session_state.get("queue:open") != queue.slug
    if not arrived and not _went_back_or_forward():
        return
    st.session_state["queue:open"] = queue.slug
    view = st.query_params.get("view", queue.views[0])
    st.session_state[f"{queue.slug}:view"] = view if view in queue.views else queue.views[0]
    List(queue.slug, st.session_state[f"{queue.slug}:view"]).forget()
    number = st.query_params.get("task", "")
    if number.isdecimal() and len(number) < 19:
        select(queue, int(number))
    elif arrived:
        st.session_state.setdefault(f"{queue.slug}:task", None)
    else:
        select(queue, None)


def _went_back_or_forward() -> bool:
    """Whether the browser's history led here: then the address says what the person wants to see."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def select(queue: Queue, task_id: int | None) -> None:
    """Put a task into the pane; opening is audited once per session and record."""
    redraw_all()
    _let_go(_selected(queue), task_id)
    st.session_state[f"{queue.slug}:task"] = task_id
    if task_id is not None:
        perform(f"task:{task_id}", open_task, task_id=task_id)


def _let_go(before: int | None, now: int | None) -> None:
    """Forget what the screen held of the task before: its text is a draft in the database by now."""
    if before is None or before == now:
        return
    for key in [key for key in st.session_state if isinstance(key, str)]:
        if key.endswith(f":{before}") or f":{before}:" in key:
            del st.session_state[key]


@st.fragment
def _body(queue: Queue) -> None:
    must_redraw_all()  # it does
    with turn():
        _draw(queue)


def _draw(queue: Queue) -> None:
    view = _current_view(queue)
    shown = List(queue.slug, view)
    loaded = _load(queue, view, shown)
    _write_address(queue, view)
    with st.container(key="ps-queue"):
        left, right = st.columns([5, 8], gap="medium")
        with left, st.container(key="ps-list"):
            _views(queue, loaded.badges, shown, loaded.fresh)
            draw_list(queue, VIEWS[view], shown, loaded.rows, _selected(queue), select)
        with right, st.container(key="ps-task"):
            show_said("queue")
            if loaded.task is not None:
                draw_task(queue, shown, loaded.task, loaded.content, select)
            elif loaded.missing:
                st.warning("This task doesn't exist, or isn't yours to see.", icon=":material/search_off:")
                st.button("Back to the list", on_click=select, args=(queue, None))
            else:
                # The style sheet tells by this box, not by another key around it all: that would make the
                # browser build list and pane anew, and take focus and scroll position with it.
                with st.container(key="ps-none"):
                    st.caption("Choose a task on the list. Arrow keys move, Enter opens.")


def _current_view(queue: Queue) -> str:
    view = st.session_state.get(f"{queue.slug}:view")
    return view if view in queue.views else queue.views[0]


def _selected(queue: Queue) -> int | None:
    number: int | None = st.session_state.get(f"{queue.slug}:task")
    return number


def _load(queue: Queue, view: str, shown: List) -> Loaded:
    viewer, area, slug = credential(), queue.area, queue.slug
    with reading() as session:
        badges = tasks.view_counts(session, viewer=viewer, views=queue.views, area=area, queue=slug)
        fresh = 0
        if shown.ids is None:
            first = tasks.page(session, viewer=viewer, view=view, area=area, queue=slug)
            shown.start(first)
            rows = first.rows
        else:
            if shown.wants_more:
                more = tasks.page(session, viewer=viewer, view=view, after=shown.next, area=area, queue=slug)
                shown.extend(more)
            found = tasks.rows(session, viewer=viewer, ids=shown.ids, area=area, queue=slug)
            rows = tuple(found[number] for number in shown.ids if number in found)
            fresh = tasks.fresh(
                session, viewer=viewer, view=view, known=shown.ids, until=shown.next, area=area, queue=slug
            )
        task, content, missing = None, None, False
        if (number := _selected(queue)) is not None:
            try:
                task = tasks.detail(session, viewer=viewer, task_id=number)
                if task.queue != slug:
                    raise NotFound("task")
                content = queue.pane.load(session, viewer, task)
            except NotFound:
                task, missing = None, True
    return Loaded(badges, rows, fresh, task, content, missing)


def _views(queue: Queue, badges: Mapping[str, Count], shown: List, fresh: int) -> None:
    """A button a view, its label with the badge; beside them, in room of its own, how many new tasks there are.

    Buttons, not a segmented control: that one sends its label back, and a click on "Mine 4" is lost when it
    says "Mine 5" by then.
    """
    chosen = _current_view(queue)
    with st.container(horizontal=True, key="ps-views", gap="small", vertical_alignment="center"):
        for view in queue.views:
            st.button(
                f"{VIEWS[view].title} {badges[view]}",
                key=f"{queue.slug}:view:{view}",
                type="primary" if view == chosen else "secondary",
                on_click=_choose,
                args=(queue, view),
            )
        if fresh:
            st.button(
                f"{fresh} new: show",
                key=f"{queue.slug}:fresh",
                icon=":material/arrow_upward:",
                type="tertiary",
                on_click=shown.forget,
            )


def _choose(queue: Queue, view: str) -> None:
    """Show a view, read anew."""
    redraw_all()
    st.session_state[f"{queue.slug}:view"] = view
    List(queue.slug, view).forget()


def _write_address(queue: Queue, view: str) -> None:
    """View and task in the address, so that it can be kept and shared; never names or search text."""
    wanted = {"view": view} | ({"task": str(number)} if (number := _selected(queue)) is not None else {})
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _news(queue: Queue, session: Session, token: SessionToken) -> bool:
    """Whether there are new tasks that the person was not told of. The list itself never moves by itself."""
    view = _current_view(queue)
    shown = List(queue.slug, view)
    if shown.ids is None:
        return False
    fresh = tasks.fresh(
        session,
        viewer=token,
        area=queue.area,
        queue=queue.slug,
        view=view,
        known=shown.ids,
        until=shown.next,
    )
    told, shown.announced = shown.announced, fresh
    return fresh > told
