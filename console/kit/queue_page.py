"""How a queue's page is drawn: views with badges, the list or what a search found, the task's pane.

The same on every queue. Everything that a click can change lies in one fragment, so a click reruns that and
no more. What is read is read first, in one snapshot; then the page is drawn without holding a connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from console.kit import notices, presence, queue_address, queue_bulk
from console.kit.acting import credential, once_token, perform, reading, renew, say, show_said
from console.kit.chrome import look_now_and_then
from console.kit.component_events import asset
from console.kit.going import follow, go
from console.kit.queue import Queue
from console.kit.queue_address import Wanted, want, wanted
from console.kit.queue_filters import draw_chips, draw_filters, draw_order
from console.kit.queue_list import List, draw_list, must_redraw_all, redraw_all, works
from console.kit.queue_look import fresh_on, look
from console.kit.queue_menu import on_shortcut as task_shortcut
from console.kit.queue_search import PATIENTS, Matches, asked, clear, draw_matches, look_for, search_box
from console.kit.queue_task import draw_task
from console.kit.saved_views import draw_saved, find
from console.kit.shortcuts import ask_for_help, draw_help, hint
from console.kit.turns import turn
from console.session import me
from db.actions.next_task import next_task
from db.actions.notices import see
from db.actions.presence import here, leave
from db.actions.tasks import open_task
from db.credentials import Credential
from db.errors import NotFound
from db.queries import tasks
from db.queries.paging import Count
from db.queries.task_views import VIEWS
from db.queries.tasks import TaskDetail, TaskRow
from db.roles import Permission

STRANGE = "This address names a view or filter that doesn't exist here. Everything is shown; choose again."
NO_SUCH_SAVED = "The saved view of this address doesn't exist any more, or isn't yours to see. Everything is shown."
NOTHING_LEFT = "Nothing is left to take: every task has somebody."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one rerun reads."""

    badges: Mapping[str, Count]
    rows: tuple[TaskRow, ...]
    fresh: int
    matches: Matches | None
    task: TaskDetail | None
    content: Any
    missing: bool


def page(queue: Queue) -> None:
    """Draw a queue's page."""
    _from_address(queue)
    if sheets := getattr(queue.pane, "SHEETS", ()):
        st.html(f"<style>{''.join(asset(name) for name in sheets)}</style>")  # outside of what a click draws anew
    _body(queue)
    look_now_and_then(partial(_look, queue), presence.beat)


def _look(queue: Queue, session: Session, token: Any) -> bool:
    return look(queue, _selected(queue), session, token)


def _from_address(queue: Queue) -> None:
    """Take view, filters and task from the address on arrival and after back or forward; else the page writes it."""
    arrived = st.session_state.get("queue:open") != queue.slug
    if not arrived and not queue_address.went_back_or_forward():
        return
    st.session_state["queue:open"] = queue.slug
    arrival = queue_address.read(queue, st.query_params.to_dict())
    what, trouble = arrival.wanted, STRANGE if arrival.strange else ""
    if what.saved is not None and "view" not in st.query_params:
        saved = find(queue, what.saved)
        what, trouble = saved or replace(what, saved=None), trouble if saved else NO_SUCH_SAVED
    want(queue, what)
    List(queue.slug, what).forget()
    if arrival.task is not None or not arrived:
        select(queue, arrival.task)
    else:
        st.session_state.setdefault(f"{queue.slug}:task", None)
    if trouble:
        say("queue", "info", trouble)


def select(queue: Queue, task_id: int | None) -> None:
    """Put a task into the pane. Opening is audited once per session and record, and colleagues see it."""
    redraw_all()
    before = _selected(queue)
    _let_go(before, task_id)
    st.session_state[f"{queue.slug}:task"] = task_id
    left = before if before != task_id else None
    if task_id is None:
        if left is not None:
            presence.leave(left)
    elif perform(f"task:{task_id}", _opened, task_id=task_id, left=left):
        notices.saw(task_id)


def _opened(session: Session, *, by: Credential, task_id: int, left: int | None) -> bool:
    """All in one transaction: what one may not open, nobody is told that one is at."""
    open_task(session, by=by, task_id=task_id)
    here(session, by=by, task_id=task_id)
    if left is not None:
        leave(session, by=by, task_id=left)
    for kind in notices.done_by_opening(task_id):
        see(session, by=by, task_id=task_id, kind=kind)
    return True


def _let_go(before: int | None, now: int | None) -> None:
    """Forget what the screen held of the task before: its text is a draft in the database by now."""
    if before is None or before == now:
        return
    for key in [key for key in st.session_state if isinstance(key, str)]:
        if key.endswith(f":{before}") or f":{before}:" in key:
            del st.session_state[key]


@st.fragment
def _body(queue: Queue) -> None:
    follow()
    must_redraw_all()  # it does
    with turn():
        _draw(queue)


def _draw(queue: Queue) -> None:
    what = wanted(queue)
    shown = List(queue.slug, what)
    loaded = _load(queue, what, shown)
    queue_address.write(what, _selected(queue))
    presence.stands_at(None if loaded.missing else _selected(queue))
    page = st.container(key="ps-queue")
    with page:
        _bar(queue, what, loaded.badges)
    # One `with`, not one within the other: for each fragment that the pane holds, Streamlit copies every block that
    # is open around it, and for each of them all those that hold it.
    left, right = page.columns([5, 8], gap="medium")
    with left.container(key="ps-list"):
        _left(queue, what, shown, loaded)
    with right.container(key="ps-task"):
        _right(queue, shown, loaded)
    queue_bulk.draw_dialog(queue)
    draw_help()


def _load(queue: Queue, what: Wanted, shown: List) -> Loaded:
    viewer, text = credential(), asked(queue)
    counted = (what.view,) if what.filters.looks_further else queue.views
    with reading() as session:
        badges = tasks.view_counts(
            session, viewer=viewer, views=counted, area=queue.area, queue=queue.slug, filters=what.filters
        )
        matches = look_for(queue, session, viewer, text) if text else None
        # What was found stands in the list's place; it is read only so that it is there to come back to.
        hidden = matches is not None and shown.ids is not None
        rows, fresh = ((), 0) if hidden else _rows(queue, what, shown, session, viewer)
        task, content, missing = None, None, False
        if (number := _selected(queue)) is not None:
            try:
                task = tasks.detail(session, viewer=viewer, task_id=number)
                if task.queue != queue.slug:
                    raise NotFound("task")
                content = queue.pane.load(session, viewer, task)
            except NotFound:
                task, missing = None, True
    return Loaded(badges, rows, fresh, matches, task, content, missing)


def _rows(
    queue: Queue, what: Wanted, shown: List, session: Session, viewer: Credential
) -> tuple[tuple[TaskRow, ...], int]:
    """The rows to show and how many new ones there are. A list that is on screen keeps its order and ages in place."""
    page_of = partial(
        tasks.page,
        session,
        viewer=viewer,
        area=queue.area,
        queue=queue.slug,
        view=what.view,
        filters=what.filters,
        sort=what.sort,
    )
    if shown.ids is None:
        first = page_of()
        shown.start(first)
        return first.rows, 0
    if shown.wants_more:
        shown.extend(page_of(after=shown.next))
    found = tasks.rows(session, viewer=viewer, area=queue.area, queue=queue.slug, ids=shown.ids)
    fresh = fresh_on(queue, what, shown, session, viewer)
    return tuple(found[number] for number in shown.ids if number in found), fresh


def _bar(queue: Queue, what: Wanted, badges: Mapping[str, Count]) -> None:
    """A button a view, its label with the badge; the saved views; the search.

    Buttons, not a segmented control: that one sends its label back, and a click on "Mine 4" is lost when it
    says "Mine 5" by then.
    """
    with st.container(horizontal=True, key="ps-bar", gap="small", vertical_alignment="center"):
        with st.container(horizontal=True, key="ps-views", gap="xxsmall", vertical_alignment="center"):
            for view in queue.views:
                st.button(
                    f"{VIEWS[view].title} {badges[view]}" if view in badges else VIEWS[view].title,
                    key=f"{queue.slug}:view:{view}",
                    type="primary" if view == what.view else "secondary",
                    on_click=_choose,
                    args=(queue, view),
                )
            draw_saved(queue)
        search_box(queue)


def _choose(queue: Queue, view: str) -> None:
    """Show a view, read anew; the filters stay."""
    redraw_all()
    queue_bulk.forget_all_that_match(queue)
    clear(queue)
    want(queue, replace(wanted(queue), view=view, saved=None))
    List(queue.slug, wanted(queue)).forget()


def _left(queue: Queue, what: Wanted, shown: List, loaded: Loaded) -> None:
    press = partial(_pressed, queue)
    if loaded.matches is not None:
        draw_matches(queue, loaded.matches, shown.now, _selected(queue), select, press)
        return
    chosen = queue_bulk.checked(queue, what, loaded.rows) if works(queue) else ()
    if chosen:
        queue_bulk.draw_bar(queue, what, shown, chosen, loaded.badges[what.view])
    else:
        queue_bulk.forget_all_that_match(queue)
        _tools(queue, shown, loaded.fresh)
    draw_chips(queue)
    if what.filters.active and VIEWS[what.view].note:
        st.caption(VIEWS[what.view].note)
    queue_bulk.draw_outcome(queue, select)
    draw_list(queue, what, shown, loaded.rows, _selected(queue), select, press)


def _tools(queue: Queue, shown: List, fresh: int) -> None:
    """What stands over the list while nothing is checked."""
    with st.container(horizontal=True, key="ps-tools", gap="small", vertical_alignment="center"):
        if works(queue):
            st.button(
                "Take the next",
                icon=":material/play_arrow:",
                key=f"{queue.slug}:next",
                help=hint("next_task", "Claims the most pressing task and opens it"),
                on_click=_take_next,
                args=(queue,),
            )
        draw_filters(queue)
        draw_order(queue)
        if fresh:
            st.button(
                f"{fresh} new: show",
                key=f"{queue.slug}:fresh",
                icon=":material/arrow_upward:",
                type="tertiary",
                on_click=shown.forget,
            )


def _right(queue: Queue, shown: List, loaded: Loaded) -> None:
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
            st.caption("Choose a task on the list. Arrow keys move, Enter opens, ? shows all keys.")


def _take_next(queue: Queue) -> None:
    redraw_all()
    name = f"next:{queue.slug}"
    taken = perform("queue", next_task, token=once_token(name), area=queue.area, queue=queue.slug)
    renew(name)
    if taken is None:
        return
    if taken.id is None:
        say("queue", "info", NOTHING_LEFT)
    else:
        select(queue, taken.id)


def _pressed(queue: Queue, name: str, task_id: int | None) -> None:
    """A key: those of the page are dealt with here, the rest by the task that it is about."""
    redraw_all()
    st.session_state["shortcut"] = (name, task_id)
    if name == "help":
        ask_for_help()
    elif name == "next_task":
        if works(queue):
            _take_next(queue)
    elif name == "patient":
        if me().may(Permission.PATIENT_VIEW):
            go(PATIENTS)
    elif task_id is not None:
        if task_id != _selected(queue):
            select(queue, task_id)
        task_shortcut(queue, task_id, name)


def _selected(queue: Queue) -> int | None:
    number: int | None = st.session_state.get(f"{queue.slug}:task")
    return number
