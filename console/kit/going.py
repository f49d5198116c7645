"""From a callback to another page. Streamlit leads nowhere from a callback: it is noted, and the run follows it."""

from __future__ import annotations

import streamlit as st

from console.kit.queue_list import redraw_all

_GO = "go"


def go(page: str, **parameters: str) -> None:
    """Lead to the page at the address `page` once the callback is over. Parameters are ids, never names."""
    redraw_all()
    st.session_state[_GO] = (page, parameters)


def follow() -> None:
    """Go where a callback wanted to, if any did. The page that opens takes task and view from its address."""
    wanted = st.session_state.pop(_GO, None)
    if wanted is None:
        return
    page, parameters = wanted
    st.session_state.pop("queue:open", None)
    # Streamlit knows its pages by their address alone; another object of the same address is the same page.
    st.switch_page(st.Page(_never_drawn, title=page, url_path=page), query_params=parameters)


def _never_drawn() -> None: ...
