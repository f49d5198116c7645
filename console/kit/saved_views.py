"""Views that somebody keeps under a name, for themselves or for a team: chosen, kept and removed in one popover.

Read only while the popover is open.
"""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, perform, reading, say, show_said
from console.kit.queue import Queue
from console.kit.queue_address import SORTS, Wanted, want, wanted
from console.kit.queue_filters import summary
from console.kit.queue_list import List, redraw_all
from console.kit.queue_search import clear
from console.kit.text import plain
from db.actions import saved_views as actions
from db.errors import Invalid
from db.queries import saved_views, staff
from db.queries.saved_views import SavedLine
from db.queries.staff import TeamLine
from db.queries.task_filters import Filters
from db.queries.task_views import VIEWS

PLACE = "saved"
FOR_ME = "Only me"
_UNUSABLE = "This saved view names a filter that doesn't exist any more. Nothing was changed; remove it and save anew."


def draw_saved(queue: Queue) -> None:
    """The button that opens the saved views; its label names the one that is shown."""
    now = wanted(queue)
    name = st.session_state.get(f"{queue.slug}:saved-name", "") if now.saved is not None else ""
    label = plain(f"Saved: {name}") if name else "Saved"
    with st.popover(label, icon=":material/bookmark:", key=_popover(queue), on_change="rerun") as popover:
        if not popover.open:
            return
        lines, teams = _read(queue)
        show_said(PLACE)
        if not lines:
            st.markdown("No saved views yet.")
        for line in lines:
            _line(queue, line)
        _form(queue, now, tuple(team for team in teams if team.mine))


def find(queue: Queue, view_id: int) -> Wanted | None:
    """The saved view of an address, as it stands now; None when there is none, or it can't be used any more."""
    with reading() as session:
        lines = saved_views.saved_views(session, viewer=credential(), area=queue.area, queue=queue.slug)
    line = next((line for line in lines if line.id == view_id), None)
    return None if line is None else _wanted(queue, line)


def _read(queue: Queue) -> tuple[tuple[SavedLine, ...], tuple[TeamLine, ...]]:
    with reading() as session:
        viewer = credential()
        lines = saved_views.saved_views(session, viewer=viewer, area=queue.area, queue=queue.slug)
        return lines, staff.teams(session, viewer=viewer)


def _line(queue: Queue, line: SavedLine) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        st.button(
            plain(f"{line.name} ({line.team})" if line.team else line.name),
            key=f"{queue.slug}:saved:{line.id}",
            type="primary" if wanted(queue).saved == line.id else "secondary",
            width="stretch",
            on_click=_show,
            args=(queue, line),
        )
        if line.mine:
            st.button(
                "",
                icon=":material/delete:",
                key=f"{queue.slug}:drop:{line.id}",
                type="tertiary",
                help=plain(f"Remove {line.name}"),
                on_click=_drop,
                args=(line,),
            )


def _form(queue: Queue, now: Wanted, teams: tuple[TeamLine, ...]) -> None:
    st.markdown("**Save this view**")
    narrowed = summary(queue, now.filters)
    st.caption(plain(", ".join(filter(None, (VIEWS[now.view].title, narrowed, SORTS[now.sort].lower())))))
    with st.form(f"{queue.slug}:save-view", border=False, clear_on_submit=True):
        st.text_input("Name", key=f"{queue.slug}:save-name", max_chars=60)
        whose = {None: FOR_ME} | {team.id: f"Everybody in {team.name}" for team in teams}
        st.selectbox("For", list(whose), key=f"{queue.slug}:save-for", format_func=whose.__getitem__)
        st.form_submit_button("Save this view", on_click=_save, args=(queue, now))


def _save(queue: Queue, now: Wanted) -> None:
    redraw_all()
    name = str(st.session_state.get(f"{queue.slug}:save-name") or "").strip()
    saved = perform(
        PLACE,
        actions.save_view,
        area=queue.area,
        queue=queue.slug,
        name=name,
        view=now.view,
        sort=now.sort,
        filters=now.filters.address(),
        team_id=st.session_state.get(f"{queue.slug}:save-for"),
    )
    if saved is None:
        return
    say(PLACE, "success", f"Saved as {name}.")
    want(queue, Wanted(now.view, now.filters, now.sort, saved.id))
    st.session_state[f"{queue.slug}:saved-name"] = name


def _drop(line: SavedLine) -> None:
    redraw_all()
    if perform(PLACE, actions.drop_view, view_id=line.id) is not None:
        say(PLACE, "success", f"{line.name} is removed.")


def _show(queue: Queue, line: SavedLine) -> None:
    redraw_all()
    what = _wanted(queue, line)
    if what is None:
        say(PLACE, "warning", _UNUSABLE)
        return
    want(queue, what)
    st.session_state[f"{queue.slug}:saved-name"] = line.name
    st.session_state[_popover(queue)] = False
    clear(queue)
    List(queue.slug, what).forget()


def _wanted(queue: Queue, line: SavedLine) -> Wanted | None:
    try:
        filters = Filters.of(line.filters)
    except Invalid:
        return None
    if line.view not in queue.views or line.sort not in SORTS:
        return None
    return Wanted(line.view, filters, line.sort, line.id)


def _popover(queue: Queue) -> str:
    return f"{queue.slug}:saved"
