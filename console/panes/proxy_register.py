"""The register of access: lists, the search for either side, and the access that the address names."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from console.kit.acting import credential, reading, show_said
from console.kit.component_events import asset
from console.kit.going import follow
from console.kit.times import ago
from console.kit.worklist import WorklistRow, worklist
from console.panes.people import number_in_address
from console.panes.proxy_export import draw_export
from console.panes.proxy_register_one import PLACE, WHOSE, Whose, draw_grant
from console.panes.proxy_words import STATES, basis_words, day, relation
from db.queries.proxy_lines import IN_FORCE as IN_FORCE_STATE
from db.queries.proxy_lines import GrantLine
from db.queries.proxy_register import AGED, ALL, IN_FORCE, REVOKED, SOON, UNUSED, Cursor, register

SHEET = f"<style>{asset('labs.css')}{asset('proxies.css')}</style>"
VIEW, SEARCH, STARTS = (f"register:{name}" for name in ("view", "search", "starts"))
VIEWS = {
    IN_FORCE: "In force",
    SOON: "Changes soon",
    UNUSED: "Never used",
    AGED: "Aged out",
    REVOKED: "Revoked",
    ALL: "All",
}
ABOUT = {
    IN_FORCE: "Access that isn't over, the newest first.",
    SOON: "Ends or narrows by itself within 90 days, the first on top. Both sides are told ahead.",
    UNUSED: "In force for a month or more, and never used.",
    AGED: "Access to minors who have come of age: it opens nothing any more.",
    REVOKED: "Ended by staff, the patient or the proxy, the latest first.",
    ALL: "All there ever was, the newest first.",
}
EMPTY = {
    IN_FORCE: "Nobody has access to somebody else's record.",
    SOON: "Nothing changes by itself within 90 days.",
    UNUSED: "All access was used, or is too new to ask.",
    AGED: "No access has aged out.",
    REVOKED: "No access was revoked.",
    ALL: "There was never any access.",
}
NOBODY = "Nobody is found by this on this list. Try fewer letters, or the list of all."
Starts = tuple[Cursor | None, ...]
FIRST: Starts = (None,)


def draw_page() -> None:
    """The lists beside the access that the address names."""
    st.html(SHEET)
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
                st.caption("Choose an access to see what it opens, to change it or to end it.")
                draw_export()
            else:
                st.button(
                    "Back to the list", icon=":material/arrow_back:", key="back:register", on_click=_open, args=(None,)
                )
                draw_grant(grant_id)


def _list(chosen: int | None) -> None:
    view = st.segmented_control(
        "Which", list(VIEWS), default=IN_FORCE, required=True, format_func=VIEWS.__getitem__, key=VIEW,
        label_visibility="collapsed", on_change=_from_the_start,
    )  # fmt: skip
    text = st.text_input(
        "Patient or proxy", key=SEARCH, type="search", icon=":material/search:", live=True, on_change=_from_the_start,
        placeholder="Patient or proxy: name, birth date, record number", label_visibility="collapsed",
    )  # fmt: skip
    whose: Whose | None = st.session_state.get(WHOSE)
    if whose is not None:
        st.button(f"Only {whose.words}", key="register:everybody", icon=":material/close:", on_click=_everybody)
    starts: Starts = st.session_state.get(STARTS, FIRST)
    narrowed = {} if whose is None else {whose.side: whose.id}
    with reading() as session:
        pages = [
            register(session, viewer=credential(), view=view or IN_FORCE, text=text or "", after=after, **narrowed)
            for after in starts
        ]
    st.caption(ABOUT[view or IN_FORCE])
    following = pages[-1].next
    worklist(
        tuple(_row(line, pages[-1].now) for page in pages for line in page.lines),
        key=f"register:list:{view}",
        label="Access",
        single=True,
        selected=chosen,
        empty=NOBODY if text or whose else EMPTY[view or IN_FORCE],
        shortcuts={"j": "next", "k": "previous"},
        has_more=following is not None,
        on_open=_open,
        on_more=lambda: _more(starts, following),
    )


def _open(grant_id: int | None) -> None:
    """Another access, or none: the address has its id, never a name."""
    st.query_params.from_dict({} if grant_id is None else {"grant": str(grant_id)})


def _from_the_start() -> None:
    st.session_state.pop(STARTS, None)


def _everybody() -> None:
    st.session_state.pop(WHOSE, None)
    _from_the_start()


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
