"""The credential of the Streamlit session that runs: the cookie its browser sent, nothing else."""

from __future__ import annotations

import streamlit as st

from console.cookies import BROWSER, SESSION, cookie_name
from db.credentials import SessionToken

PLACED = "portside_token"  # where a test, which can't set a cookie, places a real session's token


def current() -> SessionToken | None:
    """The token of the signed-in session, not yet checked: every action and query does that."""
    value = st.session_state.get(PLACED) or st.context.cookies.get(cookie_name(SESSION))
    return SessionToken(value) if value else None


def browser() -> str:
    """The browser's random name; empty if it keeps no cookies."""
    return st.context.cookies.get(cookie_name(BROWSER), "")


def source() -> str:
    """The address that the browser speaks from, as far as Streamlit tells."""
    return st.context.ip_address or "this computer"
