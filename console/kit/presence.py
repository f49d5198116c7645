"""Telling colleagues which task one has open, and whether one writes. A help to people: it locks nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

import streamlit as st
from sqlalchemy.orm import Session
from streamlit.runtime.scriptrunner import get_script_run_ctx

from console.kit.acting import perform
from console.kit.component_events import asset
from db.actions.presence import here
from db.actions.presence import leave as leave_task
from db.credentials import SessionToken
from db.errors import Refused
from db.queries.presence import Present, short_name

WRITES_FOR = 30.0  # seconds after the last key that was heard of
OTHERS = "others"  # who else is at the tasks of the list
_AT = "present"  # the page and the task where this browser session said that it is

_mount = st.components.v2.component("portside.others", js=asset("others.js"), isolate_styles=False)


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


def beat(session: Session, token: SessionToken) -> None:
    """Tell that the task is still open, if it is still theirs to see. Extends no session."""
    at = st.session_state.get(_AT)
    if at is not None and at[0] == _page():
        with suppress(Refused):
            here(session, by=token, task_id=at[1], writing=writes(at[1]))


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


def changed(queue: str, task_id: int | None, now: Sequence[Present]) -> bool:
    """Whether others came to the open task, left it or began to write since the last look at it."""
    key, seen = f"{queue}:others", (task_id, tuple((one.name, one.writing) for one in now))
    at, saw = st.session_state.get(key, (None, ()))
    st.session_state[key] = seen
    return bool(at == task_id and saw != seen[1])


def others_at(marks: Mapping[int, Sequence[Present]]) -> None:
    """Note who else is at the tasks of the list on screen: `tell_list` shows it there."""
    st.session_state[OTHERS] = {
        str(task_id): in_words((short_name(one.name) for one in many), writing=any(one.writing for one in many))
        for task_id, many in marks.items()
    }


def tell_list() -> None:
    """Hand what the last look saw to the list in the browser: the page around it isn't drawn anew for that."""
    others = st.session_state.get(OTHERS)
    if others is not None:
        with st.container(key="unseen_others"):
            _mount(key="others", data={"here": others})


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context is not None else ""
