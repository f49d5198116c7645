"""Links to another page of the app, which don't load it anew. An address holds ids, never names or words."""

from __future__ import annotations

import streamlit as st


def link_to(label: str, url_path: str, icon: str = "", **address: str) -> None:
    """A link to the page at `url_path`."""
    # Streamlit knows its pages by their address alone; whether the person may open it is asked there.
    page = st.Page(_never_drawn, title=url_path, url_path=url_path)
    st.page_link(page, label=label, icon=icon or None, query_params=address)


def _never_drawn() -> None: ...
