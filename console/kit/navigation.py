"""From the declared pages to Streamlit's: who sees which, where a person starts, where an address leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from console.kit.page import Page
from db.credentials import Actor


def permitted_pages(pages: Sequence[Page], actor: Actor) -> list[StreamlitPage]:
    """The pages that this person's role may open; the first listed one is where they start."""
    permitted = [page for page in pages if actor.may(page.needs)]
    listed = [page for page in permitted if page.listed]
    start = (listed or permitted)[0]
    # Streamlit draws no navigation for a single page, and then there would be no way back from another.
    few = len(listed) < 2
    shown = {page.url_path: _shown(page, page.draw, visible=page.listed or few) for page in permitted}
    return [_home(lambda: _lead_to(shown[start.url_path])), *shown.values()]


def every_address(pages: Sequence[Page], render: Callable[[], None]) -> list[StreamlitPage]:
    """Every address, drawn by `render`: so that whoever signs in stays at the address they came for."""
    return [_home(render), *(_shown(page, render, visible=False) for page in pages)]


def _home(render: Callable[[], None]) -> StreamlitPage:
    """The bare address. Streamlit takes its own address from the default page, so that none of ours may be it."""
    return st.Page(render, title="Portside", url_path="home", default=True, visibility="hidden")


def _lead_to(page: StreamlitPage) -> None:
    """To the page where a person starts, with what the address says."""
    st.switch_page(page, query_params=st.query_params.to_dict())


def _shown(page: Page, render: Callable[[], None], *, visible: bool) -> StreamlitPage:
    return st.Page(
        render,
        title=page.title,
        icon=page.icon,
        url_path=page.url_path,
        visibility="visible" if visible else "hidden",
    )
