"""What stands around every page: the logo, the person's menu, the demo mark, the warning before the end."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from streamlit.navigation.page import Page as StreamlitPage

from console import credentials
from console.kit import away, notices, presence
from console.kit.acting import credential, reading
from console.kit.activity import watch_activity
from console.kit.component_events import asset
from console.kit.going import follow
from console.kit.text import plain
from db.actions import staff_sessions
from db.config import config
from db.credentials import Actor, SessionToken
from db.engine import database
from db.errors import SignedOut
from db.queries.staff_sessions import who_am_i

_NAMES = ("chrome.css", "portside.css", "queue.css", "task.css", "resource.css", "observations.css")
SHEETS = "\n".join(asset(name) for name in _NAMES)
Look = Callable[[Session, SessionToken], bool]
Beat = Callable[[Session, SessionToken], None]
# A page looks for news at a pace of its own: after a restart all browsers come back in the same second, and would
# come back together for ever.
_EVERY, _LOOK, _BEAT = "looks_every", "looks_for", "looks_tells"
WARN_BEFORE = 120.0  # seconds
ENDED = "session_ended"  # the state that holds the id of a session just signed out


def style() -> None:
    """Our own few rules over the theme, for every page, in one element."""
    st.html(f"<style>{SHEETS}</style>")


def demo_badge() -> None:
    """The mark of a demo database."""
    st.badge("Demo data: nothing leaves this computer", icon=":material/science:", color="violet")


def top_bar(actor: Actor, *, demo: bool, here: str, account: StreamlitPage | None) -> None:
    """The header's right: the demo mark, the bell and the person's menu. `here` is the page's address."""
    follow()
    st.logo(asset("logo.svg"), size="large")
    with st.container(key="top_bar", horizontal=True, vertical_alignment="center"):
        if demo:
            with st.container(key="demo_mark"):
                demo_badge()
        if not (notices.is_known() and away.is_known()):
            with reading() as session:
                notices.look(session, credential())
                away.look(session, credential())
        notices.bell(here)
        _menu(actor, here, account)


def _menu(actor: Actor, here: str, account: StreamlitPage | None) -> None:
    """Who is signed in, whether as out of office, and the way out. One per page: its link closes it."""
    absence = away.mine()
    name, icon = plain(actor.name), ":material/person:"
    if absence is not None:
        name, icon = f"{name}, away", ":material/beach_access:"
    with st.popover(name, icon=icon, key=f"menu:{here}"):
        st.markdown(f"**{plain(actor.name)}**  \n{actor.role.name}")
        if absence is not None:
            cover = f" {plain(absence.cover)} sees your work." if absence.cover else ""
            st.markdown(f"You are marked as away until {away.last_day(absence.ends_at)}.{cover}")
        if account is not None:
            st.page_link(account, label="About me", icon=":material/manage_accounts:")
        st.button("Sign out", on_click=sign_out, icon=":material/logout:", key="sign_out", width="stretch")


def sign_out() -> None:
    """End the session; the run that follows shows the sign-in page and drops the cookie."""
    token = credentials.current()
    if token is None:
        return
    try:
        with database().transaction() as session:
            st.session_state[ENDED] = who_am_i(session, viewer=token).actor.session_id
            staff_sessions.sign_out(session, by=token)
    except SignedOut:
        pass  # it had ended already: the page shows so


def watch_session() -> None:
    """Watch the session while the page is open: activity, the warning, the end."""
    for name in (_LOOK, _BEAT, presence.OTHERS):  # the page that is drawn now says anew what to look for
        st.session_state.pop(name, None)
    presence.leave_if_elsewhere()
    with st.container(key="unseen"):
        watch_activity()
    least = config().look_seconds
    seconds = st.session_state.setdefault(_EVERY, least + secrets.randbelow(least + 1))
    st.fragment(_watch, run_every=f"{seconds}s")()


def look_now_and_then(look: Look, beat: Beat | None = None) -> None:
    """Have `look` called in each of these reads; where it says true, the page is drawn anew.

    `beat` is called before, in the same transaction: to tell others what the person is at.
    """
    st.session_state[_LOOK] = look
    if beat is not None:
        st.session_state[_BEAT] = beat


def _watch() -> None:
    """About every 30 s, one transaction, extending nothing: warn before the session's end, clear the screen after it.

    The page's own look for news goes along, so that a page left open costs one short read and no more.
    """
    token = credentials.current()
    try:
        if token is None:
            raise SignedOut
        with database().transaction() as session:
            now = who_am_i(session, viewer=token)
            beat: Beat | None = st.session_state.get(_BEAT)
            if beat is not None:
                beat(session, token)
            news = notices.look(session, token)
            news = away.look(session, token) or news
            look: Look | None = st.session_state.get(_LOOK)
            news = (look is not None and look(session, token)) or news
    except SignedOut:
        st.rerun()
    except (OperationalError, PoolTimeout):
        st.warning(
            "The connection to the database was lost. What you typed is kept; this page goes on by itself "
            "as soon as it is back.",
            icon=":material/cloud_off:",
        )
        return
    if news:
        st.rerun(scope="app")
    presence.tell_list()
    left = now.left.total_seconds()
    if left > WARN_BEFORE:
        return
    minutes = "less than a minute" if left < 60 else "about two minutes" if left > 90 else "about a minute"
    if now.ends_at <= now.idle_ends_at:
        st.warning(
            f"Your session ends in {minutes}. Your drafts are kept; sign in again to go on.", icon=":material/schedule:"
        )
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="idle_warning"):
        st.markdown(f":material/schedule: You will be signed out in {minutes}. Your drafts are kept.")
        st.button("Stay signed in", on_click=_stay, type="primary", key="stay")


def _stay() -> None:
    token = credentials.current()
    if token is None:
        return
    try:
        with database().transaction() as session:
            staff_sessions.stay(session, by=token)
    except SignedOut:
        pass  # too late: the fragment that runs next shows so
