"""Taking back one's own reply while it waits to leave."""

from __future__ import annotations

from time import monotonic

import streamlit as st

from console.kit.acting import perform, say
from console.kit.drafting import Box, write_in
from console.kit.queue_task import place
from db.actions.replies import undo
from db.queries.tasks import TaskDetail
from db.queries.threads import ThreadDetail

LEAVES_WITHIN = 2.0  # seconds after its undo window in which the worker sends a reply


def undo_strip(task: TaskDetail, thread: ThreadDetail) -> None:
    """While one's own reply waits to leave: when it goes, and the button that takes it back."""
    waiting = [message for message in thread.messages if message.undo_until is not None]
    for message in waiting:
        if message.outbox_id is not None and message.mine:
            with st.container(horizontal=True, vertical_alignment="center", key=f"ps-undo-{message.id}"):
                st.markdown("The reply leaves in a few seconds.")
                st.button(
                    "Undo send",
                    key=f"undo:{message.outbox_id}",
                    icon=":material/undo:",
                    on_click=_undo,
                    args=(task, message.outbox_id),
                )
    if waiting:
        left = max((m.undo_until - task.now).total_seconds() for m in waiting if m.undo_until is not None)
        seconds = max(left, 0) + LEAVES_WITHIN
        st.fragment(_look_again, run_every=seconds)(monotonic() + seconds)


def _look_again(at: float) -> None:
    """When a waiting reply should have left: draw the page anew, so that what it says of it is true."""
    if monotonic() >= at - 0.5:  # the browser's timer, not the run that drew this
        st.rerun()


def _undo(task: TaskDetail, outbox_id: int) -> None:
    undone = perform(place(task.id), undo, outbox_id=outbox_id)
    if undone is not None:
        box = Box(task.id, "reply")
        box.adopt(undone.body)
        box.take_focus()
        write_in(task.id, "reply")
        say(place(task.id), "success", "Taken back. The text is in the reply box again.")
