"""The credential of the Streamlit session that runs: the cookie its browser sent, nothing else."""

from __future__ import annotations

import streamlit as st

from console.cookies import BROWSER, SESSION, cookie_name
from db.credentials import SessionToken

PLACED = "portside_token"  # where a test, which can't set a cookie, places a real session's token


def current() -> SessionToken | None:
    """The token of the signed-in session, not yet checked: every action and query does that."""
    value = st.session_state.get(PLACED) or _cookie(SESSION)
    return SessionToken(value) if value else None


def browser() -> str:
    """The browser's random name; empty if it keeps no cookies."""
    return _cookie(BROWSER)


def source() -> str:
    """The address that the browser speaks from. Streamlit names none for this computer's own."""
    address = st.context.ip_address
    return address if isinstance(address, str) else "this computer"


def _cookie(base: str) -> str:
    # Under AppTest there is no browser, and Streamlit's stand-in for one answers with anything but text.
    value = st.context.cookies.get(cookie_name(base))
    return value if isinstance(value, str) else ""
