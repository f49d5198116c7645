"""One run of the page: sign in, or show the pages of the person's role. `console/entry` is the script."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from console import credentials
from console.kit.chrome import ENDED, style, top_bar, watch_session
from console.kit.component_events import asset
from console.kit.ticket import close_session
from console.pages.registry import addresses, pages_for
from console.panes.account import draw_password
from console.session import remember
from console.sign_in import sign_in_page
from db.credentials import Actor
from db.engine import database
from db.errors import SignedOut
from db.queries.health import demo_marked
from db.queries.staff_sessions import farewell, who_am_i

_DEMO, _SESSION = "is_demo", "session_of_this_state"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever looks at the page: signed in, or not and why not any more."""

    actor: Actor | None
    farewell: str
    demo: bool


def main() -> None:
    """One run."""
    st.set_page_config(page_title="Portside", page_icon=asset("icon.svg"), layout="wide")
    style()
    visitor = _visitor()
    _forget_former_person(visitor.actor)
    if visitor.actor is None:
        ended = st.session_state.pop(ENDED, None)
        st.navigation(addresses(lambda: sign_in_page(visitor.farewell, demo=visitor.demo)), position="hidden").run()
        if ended is not None:
            close_session(ended)
        return
    remember(visitor.actor)
    if visitor.actor.must_change_password:
        st.navigation(addresses(lambda: _first_password(visitor)), position="hidden").run()
        return
    pages = pages_for(visitor.actor)
    page = st.navigation(pages, position="top")
    account = next((one for one in pages if one.url_path == "account"), None)
    top_bar(visitor.actor, demo=visitor.demo, here=page.url_path, account=account)
    watch_session()
    page.run()


def _visitor() -> Visitor:
    """One indexed read a run (two in a browser's first one). Extends nothing: a rerun proves no activity."""
    token = credentials.current()
    if token is not None or _DEMO not in st.session_state:
        with database().reading() as session:
            if _DEMO not in st.session_state:
                st.session_state[_DEMO] = demo_marked(session)
            if token is not None:
                try:
                    return Visitor(who_am_i(session, viewer=token).actor, "", st.session_state[_DEMO])
                except SignedOut:
                    return Visitor(None, farewell(session, token), st.session_state[_DEMO])
    return Visitor(None, "", st.session_state[_DEMO])


def _forget_former_person(actor: Actor | None) -> None:
    """What one person had on screen is gone before the next one, or nobody, sees the page.

    A browser that reconnects keeps its Streamlit session but may bring another person's cookie.
    """
    now = actor.session_id if actor else None
    before = st.session_state.get(_SESSION)
    if before is not None and before != now:
        for key in list(st.session_state):
            if key not in (credentials.PLACED, _DEMO, ENDED):
                del st.session_state[key]
    if now is not None:
        st.session_state[_SESSION] = now


def _first_password(visitor: Visitor) -> None:
    assert visitor.actor is not None  # noqa: S101  the caller's branch
    top_bar(visitor.actor, demo=visitor.demo, here="first", account=None)
    watch_session()
    with st.container(key="first_password", horizontal_alignment="center"), st.container(width=480):
        draw_password(first=True)
