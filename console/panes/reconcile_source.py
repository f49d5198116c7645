"""Of which account: the list of one bank account, or of one card processor, where there is more than one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from console.kit.acting import credential, reading
from console.panes.reconcile_list import from_the_start
from db.queries.match_shapes import Source
from db.queries.match_sources import sources

SOURCE, PICK, KNOWN = "reconcile:source", "reconcile:source:pick", "reconcile:sources"
ALL: Source = ""


def chosen_source() -> Source:
    """The account that the list is of; '' for all."""
    found: Source = st.session_state.get(SOURCE, ALL)
    return found


def draw_source() -> None:
    """The choice, where there is one. What there is is read once for each visit of the page: new ones come by file."""
    if KNOWN not in st.session_state:
        with reading() as session:
            st.session_state[KNOWN] = sources(session, viewer=credential())
    known: Mapping[Source, str] = st.session_state[KNOWN]
    banks = sum(isinstance(one, int) for one in known)
    if banks < 2 and len(known) - banks < 2:
        return
    offered: list[Source] = [ALL, *known]
    at = offered.index(chosen_source()) if chosen_source() in offered else 0
    st.selectbox(
        "Account", offered, index=at, key=PICK, on_change=_choose, width=260, label_visibility="collapsed",
        format_func=lambda one: known.get(one, "All accounts"),
    )  # fmt: skip


def _choose() -> None:
    # Kept beside the widget, whose own value is gone once another page was shown.
    st.session_state[SOURCE] = st.session_state.get(PICK, ALL)
    from_the_start()
