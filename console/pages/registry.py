"""Every page, in the order of the navigation. A new page is one line here."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from console.kit.page import Page
from console.pages import account, inbox, outbox, reply_templates
from db.credentials import Actor

PAGES: tuple[Page, ...] = (
    inbox.PAGE,
    outbox.PAGE,
    reply_templates.PAGE,
    account.PAGE,
)


def pages_for(actor: Actor) -> list[StreamlitPage]:
    """The pages that this person's role may open; the first listed one is where they start."""
    permitted = [page for page in PAGES if actor.may(page.needs)]
    listed = [page for page in permitted if page.listed]
    start = (listed or permitted)[0]
    # Streamlit draws no navigation for a single page, and then there would be no way back from another.
    few = len(listed) < 2
    return [_shown(page, page.render, default=page is start, visible=page.listed or few) for page in permitted]


def addresses(render: Callable[[], None]) -> list[StreamlitPage]:
    """Every address, drawn by `render`: so that whoever signs in stays at the address they came for."""
    return [_shown(page, render, default=page is PAGES[0], visible=False) for page in PAGES]


def _shown(page: Page, render: Callable[[], None], *, default: bool, visible: bool) -> StreamlitPage:
    return st.Page(
        render,
        title=page.title,
        icon=page.icon,
        url_path=page.url_path,
        default=default,
        visibility="visible" if visible else "hidden",
    )
