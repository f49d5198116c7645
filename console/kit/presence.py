"""Telling colleagues which task one has open, and whether one writes. A help to people: it locks nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

import streamlit as st
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from streamlit.runtime.scriptrunner import get_script_run_ctx

from console.kit.acting import perform
from db.actions.presence import here
from db.actions.presence import leave as leave_task
from db.credentials import SessionToken
from db.engine import database
from db.errors import Refused

WRITES_FOR = 30.0  # seconds after the last key that was heard of
_AT = "present"  # the page and the task where this browser session said that it is


def stands_at(task_id: int | None) -> None:
    """Note which task is open on the page that is drawn; the look every half minute tells the others."""
    st.session_state[_AT] = None if task_id is None else (_page(), task_id)


def leave(task_id: int) -> None:
    """The task isn't on screen any more."""
    perform("presence", leave_task, task_id=task_id)


def leave_if_elsewhere() -> None:
    """When another page is drawn now, the task is no longer on screen."""
    at = st.session_state.get(_AT)
    if at is not None and at[0] != _page():
        st.session_state[_AT] = None
        leave(at[1])


def beat(token: SessionToken) -> None:
    """Tell that the task is still open. Extends no session; what goes wrong here is said by the next read."""
    at = st.session_state.get(_AT)
    if at is None or at[0] != _page():
        return
    try:
        with database().transaction() as session:
            here(session, by=token, task_id=at[1], writing=writes(at[1]))
    except (Refused, OperationalError, PoolTimeout):
        pass


def writes(task_id: int) -> bool:
    """Whether the person typed something for this task just now."""
    typed = st.session_state.get(f"writing:{task_id}")
    return isinstance(typed, float) and time.monotonic() - typed < WRITES_FOR


def in_words(names: Iterable[str], *, writing: bool) -> str:
    """`B. Okafor writing`, `B. Okafor and A. Moreno here`; empty when nobody else is."""
    everybody = list(names)
    if not everybody:
        return ""
    who = everybody[0] if len(everybody) == 1 else f"{everybody[0]} and {len(everybody) - 1} more"
    return f"{who} {'writing' if writing else 'here'}"


def changed(queue: str, now: Mapping[int, tuple[tuple[str, ...], bool]]) -> bool:
    """Whether others came, went or began to write since the last look at this queue."""
    key = f"{queue}:others"
    before = st.session_state.get(key)
    st.session_state[key] = dict(now)
    return before is not None and before != now


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context is not None else ""
