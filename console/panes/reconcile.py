"""Reconciling: what nothing was found for on the left, what it may be one with on the right; the next line follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.acting import credential, forget, reading, show_said
from console.kit.component_events import asset
from console.kit.going import follow
from console.kit.text import draw
from console.panes.match_candidates import may_match
from console.panes.match_deeds import Desk, match, tick, ticked
from console.panes.match_desk import Sides, draw_sides, load_sides
from console.panes.match_explaining import why_of
from console.panes.match_sums import ZERO, Key, join
from console.panes.payment_records import record_whole
from console.panes.people import number_in_address
from console.panes.reconcile_list import (
    COUNTS,
    FIRST,
    HOW,
    KIND,
    MATCH,
    RANKS,
    STARTS,
    TICK,
    draw_list,
    draw_views,
    key_of,
    line_at,
    place_of,
)
from console.panes.reconcile_source import KNOWN, chosen_source, draw_source
from db.errors import NotFound
from db.payment_records import Record
from db.queries import matching, payment_records

SHEET = f"<style>{asset('labs.css')}{asset('refills.css')}{asset('money.css')}{asset('payments.css')}</style>"
PLACE, NEXT, LAST = "reconcile", "reconcile:next", "reconcile:last-match"
GONE = "This record doesn't exist."


def draw_page() -> None:
    """The list beside the line that the address names."""
    st.html(SHEET)
    st.session_state.pop(COUNTS, None)
    st.session_state.pop(KNOWN, None)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    follow()
    with reading() as session:
        starts = st.session_state.get(STARTS, FIRST)
        of = {"kind": st.session_state.get(KIND, ""), "source": chosen_source()}
        pages = [matching.lines(session, viewer=credential(), after=start, **of) for start in starts]
        if (at := st.session_state.pop(NEXT, None)) is not None:
            _go(line_at(pages, at))
        chosen = _chosen()
        if COUNTS not in st.session_state:
            st.session_state[COUNTS] = matching.counts(session, viewer=credential(), source=chosen_source())
        found = _load(session, chosen)
    desk = Desk(chosen, PLACE, partial(_next, chosen), by_key=True) if chosen is not None else None
    with st.container(key=f"ps-reconcile-{'all' if chosen is None else 'one'}"):
        left, right = st.columns([5, 7], gap="medium")
        with left, st.container(key="ps-reconcile-list"):
            with st.container(horizontal=True, gap="xxsmall", key="ps-views"):
                draw_views(st.session_state[COUNTS])
            draw_source()
            if may_match():
                with st.container(key="ps-reconcile-keys"):
                    st.caption(HOW)
            draw_list(pages, chosen, lambda row: _opened(key_of(row)), partial(_pressed, desk, found))
        with right, st.container(key="ps-reconcile-pane"):
            _pane(desk, found)


def _load(session: Session, chosen: Key | None) -> tuple[Record, Sides | None] | None:
    if chosen is None:
        return None
    try:
        record = payment_records.record(session, viewer=credential(), record_type=chosen[0], record_id=chosen[1])
    except NotFound:
        return None
    return record, load_sides(session, credential(), *chosen)


def _pane(desk: Desk | None, found: tuple[Record, Sides | None] | None) -> None:
    if desk is not None:
        st.button("Back to the list", icon=":material/arrow_back:", key="back:reconcile", on_click=_go, args=(None,))
    show_said(PLACE)
    if (last := st.session_state.get(LAST)) is not None:
        st.button("Show that match", key="reconcile:last", icon=":material/undo:", on_click=_opened, args=(last,))
    if desk is None:
        with st.container(key="ps-reconcile-choose"):
            st.caption("Choose a line to see what it may be one with.")
    elif found is None:
        st.warning(GONE, icon=":material/search_off:")
    else:
        record, sides = found
        draw(record_whole(record))
        if sides is not None:
            draw_sides(desk, sides)


def _chosen() -> Key | None:
    """What the address names: a kind and an id."""
    kind, number = st.query_params.get("kind"), number_in_address("id")
    return (kind, number) if kind in RANKS and number is not None else None


def _go(key: Key | None) -> None:
    """Another line, or none: the address has its kind and id, never a name."""
    st.query_params.from_dict({} if key is None else {"kind": key[0], "id": str(key[1])})


def _opened(key: Key) -> None:
    forget(PLACE)
    st.session_state.pop(LAST, None)
    _go(key)


def _next(key: Key, matched: Sequence[Key]) -> None:
    """After a match: the line below, with what was said of this one still in sight."""
    st.session_state.pop(COUNTS, None)
    st.session_state[LAST], st.session_state[NEXT] = key, place_of(key, matched)


def _pressed(desk: Desk | None, found: tuple[Record, Sides | None] | None, name: str, row: int | None) -> None:
    """A key is about the open line; pressed on another row of the list it opens that one first."""
    if desk is None or (row is not None and key_of(row) != desk.key):
        if row is not None:
            _opened(key_of(row))
        return
    sides = found[1] if found is not None else None
    if sides is None or sides.open is None or not may_match():
        return
    if name == MATCH:
        chosen = ticked(desk)
        whole = join(sides.open.record, (one for others in chosen.values() for one in others))
        if chosen and whole is not None and whole.left_over == ZERO:
            match(desk, whole, "", "", why_of(sides.open, chosen))
    elif name.startswith(TICK) and (at := int(name.removeprefix(TICK))) <= len(sides.open.found):
        tick(desk, sides.open.found[at - 1].others, flip=True)
