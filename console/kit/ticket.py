"""Invisible: what makes the browser ask the server for its cookie, since a script's run can't set one."""

from __future__ import annotations

import streamlit as st

from console.kit.component_events import asset

_mount = st.components.v2.component("portside.ticket", js=asset("ticket.js"), isolate_styles=False)


def open_session(ticket: str) -> None:
    """Trade the ticket for the session's cookie, then load the page anew."""
    _mount(key="ticket:open", data={"do": "open", "body": {"ticket": ticket}})


def close_session(session_id: int) -> None:
    """Drop the cookie of a session that was ended, then load the page anew."""
    _mount(key="ticket:close", data={"do": "close", "body": {"session": session_id}})


def reload_page() -> None:
    """Load the page anew: a fragment alone can't clear the screen around it when an error ends it."""
    _mount(key="ticket:reload", data={"do": "reload", "body": {}})
