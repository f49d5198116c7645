"""The register of access: lists, the search for either side, and the access that the address names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from console.kit.acting import credential, forget, reading, show_said
from console.kit.component_events import asset
from console.kit.going import follow
from console.kit.times import ago, day
from console.kit.worklist import WorklistRow, worklist
from console.panes.people import number_in_address
from console.panes.proxy_export import draw_export
from console.panes.proxy_register_one import PLACE, WHOSE, Whose, draw_grant
from console.panes.proxy_register_views import (
    ABOUT,
    EMPTY,
    STARTS,
    VIEW,
    count_anew,
    counted,
    draw_views,
    from_the_start,
)
from console.panes.proxy_words import STATES, basis_words, relation
from db.queries.proxy_lines import IN_FORCE as IN_FORCE_STATE
from db.queries.proxy_lines import GrantLine
from db.queries.proxy_register import IN_FORCE, Cursor, counts, register

SHEET = f"<style>{asset('labs.css')}{asset('proxies.css')}</style>"
SEARCH = "register:search"
NOBODY = "Nobody is found by this on this list. Try fewer letters, or the list of all."
Starts = tuple[Cursor | None, ...]
FIRST: Starts = (None,)


def draw_page() -> None:
    """The lists beside the access that the address names."""
    st.html(SHEET)
    count_anew()
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    follow()
    grant_id = number_in_address("grant")
    with st.container(key=f"ps-register-{'all' if grant_id is None else 'one'}"):
        left, right = st.columns([5, 6], gap="medium")
        with left, st.container(key="ps-register-list"):
            _list(grant_id)
        with right, st.container(key="ps-register-pane"):
            if grant_id is None:
                show_said(PLACE)
                with st.container(key="ps-register-choose"):
                    st.caption("Choose an access to see what it opens, to change it or to end it.")
                draw_export()
            else:
                st.button(
                    "Back to the list", icon=":material/arrow_back:", key="back:register", on_click=_open, args=(None,)
                )
                draw_grant(grant_id)


def _list(chosen: int | None) -> None:
    view, views = st.session_state.get(VIEW, IN_FORCE), st.container(horizontal=True, gap="xxsmall", key="ps-views")
    text = st.text_input(
        "Patient or proxy", key=SEARCH, type="search", icon=":material/search:", live=True, on_change=from_the_start,
        placeholder="Patient or proxy: name, birth date, record number", label_visibility="collapsed",
    )  # fmt: skip
    whose: Whose | None = st.session_state.get(WHOSE)
    if whose is not None:
        st.button(f"Only {whose.words}", key="register:everybody", icon=":material/close:", on_click=_everybody)
    starts: Starts = st.session_state.get(STARTS, FIRST)
    of: dict[str, Any] = {"viewer": credential(), "text": text or ""}
    of |= {} if whose is None else {whose.side: whose.id}
    with reading() as session:
        pages = [register(session, view=view, after=after, **of) for after in starts]
        badges = counted((view, text, whose), lambda: counts(session, **of))
    with views:
        draw_views(view, badges)
    st.caption(ABOUT[view])
    following = pages[-1].next
    worklist(
        tuple(_row(line, pages[-1].now) for page in pages for line in page.lines),
        key=f"register:list:{view}",
        label="Access",
        single=True,
        selected=chosen,
        empty=NOBODY if text or whose else EMPTY[view],
        shortcuts={"j": "next", "k": "previous"},
        has_more=following is not None,
        on_open=_open,
        on_more=lambda: _more(starts, following),
    )


def _open(grant_id: int | None) -> None:
    """Another access, or none: the address has its id, never a name."""
    forget(PLACE)
    st.query_params.from_dict({} if grant_id is None else {"grant": str(grant_id)})


def _everybody() -> None:
    st.session_state.pop(WHOSE, None)
    from_the_start()


def _more(starts: Starts, following: Cursor | None) -> None:
    if following is not None:
        st.session_state[STARTS] = (*starts, following)


def _row(line: GrantLine, now: datetime) -> WorklistRow:
    count = f"{len(line.opens)} of 8 things" if line.opens else "opens nothing"
    marks = [] if line.state == IN_FORCE_STATE else [STATES[line.state]]
    if line.stands and line.last_used_at is None:
        marks.append("never used")
    when = line.turns.on if line.turns is not None and line.stands else None
    due = f"{'changes' if line.turns and line.turns.to else 'ends'} {day(when)}" if when else ""
    if line.revoked_at is not None:
        due = ago(line.revoked_at, now)
    return WorklistRow(
        id=line.id,
        title=f"{line.proxy} for {line.patient}",
        detail=f"{relation(line.relation)} · {basis_words(line.basis)} · {count}",
        priority="routine",
        due=due,
        marks=tuple(marks),
    )
