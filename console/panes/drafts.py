"""Keeping what somebody types, saying that it is kept, and telling colleagues that somebody writes."""

from __future__ import annotations

from time import monotonic

import streamlit as st

from console.kit.acting import perform
from console.kit.drafting import Box
from console.kit.queue_task import place
from console.kit.times import clock
from db.actions.drafts import save_draft
from db.actions.presence import here
from db.queries.tasks import TaskDetail

TELL_EVERY = 15.0  # seconds; a presence stays fresh for a minute


def keep_draft(task: TaskDetail, box: Box, body: str, *, quietly: bool = False) -> None:
    """Save the box's text as the person's draft. `quietly`: leave what was said about the task standing."""
    where = f"draft:{task.id}" if quietly else place(task.id)
    saved = perform(where, save_draft, task_id=task.id, kind=box.kind, body=body, seen_inbound_id=task.last_inbound_id)
    box.typed(body, f"Saved {clock(saved.at)}" if saved else "Not saved yet")
    if saved and body.strip():
        _writes(task.id)


def _writes(task_id: int) -> None:
    """Let colleagues see it. Told now and then only: the draft is saved every two seconds."""
    now, told = monotonic(), st.session_state.get(f"told:{task_id}", 0.0)
    st.session_state[f"writing:{task_id}"] = now
    if now - told > TELL_EVERY:
        st.session_state[f"told:{task_id}"] = now
        perform(f"presence:{task_id}", here, task_id=task_id, writing=True)


def stops_writing(task_id: int) -> None:
    """It was sent, kept or thrown away."""
    if st.session_state.pop(f"writing:{task_id}", None) is not None:
        st.session_state.pop(f"told:{task_id}", None)
        perform(f"presence:{task_id}", here, task_id=task_id, writing=False)
