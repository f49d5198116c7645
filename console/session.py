"""Who is signed in, as this run of the script found them. Resolved once a run, kept nowhere else."""

from __future__ import annotations

import streamlit as st

from db.credentials import Actor
from db.errors import SignedOut

_KEY = "_me"


def remember(actor: Actor) -> None:
    """Called at the start of a script run, after the session was resolved in the database."""
    st.session_state[_KEY] = actor


def me() -> Actor:
    """The person as of this run: for what the screen offers. What they may do is decided by the action."""
    actor: Actor | None = st.session_state.get(_KEY)
    if actor is None:
        raise SignedOut
    return actor
