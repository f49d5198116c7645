"""Moving conversations: into another one of this patient, a message into one of its own, or to another patient."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.doing import Deed, finish
from console.kit.links import lead_to
from console.kit.queue_deeds import field, typed
from console.kit.times import absolute, ago
from console.panes.refiling import draw_refile
from console.session import me
from db.actions.thread_moves import merge, split
from db.queries.patient_page import patient_page
from db.queries.tasks import TaskDetail
from db.queries.threads import MessageLine
from db.roles import Permission
from rules.topics import TOPICS

WORDS = 60  # characters of a message or conversation, to tell it from the others


def move_deeds(task: TaskDetail, content: Any) -> tuple[Deed, ...]:
    """What may be moved: nothing for who doesn't read messages, nothing of what is closed."""
    if content.thread is None or not task.is_open or not me().may(Permission.THREAD_MOVE):
        return ()
    found = [Deed("merge", "Merge into another conversation", ":material/merge:", "", _draw_merge)]
    if len(_theirs(content.thread.messages)) > 1:
        found.append(Deed("split", "Split a message off", ":material/call_split:", "", _draw_split))
    found.append(Deed("refile", "File under another patient", ":material/drive_file_move:", "", draw_refile))
    return tuple(found)


def draw_where_it_went(task: TaskDetail) -> None:
    """After a move: the way to the conversation to work on. Nothing opens by itself."""
    if to := st.session_state.get(f"moved:{task.id}"):
        lead_to("Open the other conversation", task.queue, to, ":material/arrow_outward:")


def _theirs(messages: tuple[MessageLine, ...]) -> dict[int, MessageLine]:
    return {message.id: message for message in messages if message.inbound}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WORDS else f"{line[:WORDS].rstrip()}…"


def _draw_merge(task: TaskDetail, _content: Any) -> None:
    with reading() as session:
        page = patient_page(session, viewer=credential(), patient_id=task.patient_id or 0)
    still_open = {line.id for line in page.tasks if line.closed_at is None and line.queue == task.queue}
    others = {
        line.task_id: f"{TOPICS.get(line.topic, line.topic)}: {_short(line.subject or line.last_words)}, "
        f"{ago(line.last_at, page.now)}"
        for line in page.threads
        if line.task_id in still_open and line.task_id != task.id
    }
    if not others:
        st.info("This patient has no other open conversation.", icon=":material/info:")
        return
    key = field(task, "merge", "into")
    with st.form(field(task, "merge", "form"), border=False):
        st.radio("Merge it into", list(others), index=None, format_func=others.__getitem__, key=key)
        st.caption("All messages, notes and calls go there. The patient sees one conversation.")
        st.form_submit_button("Merge", type="primary", on_click=_merge, args=(task, key))


def _merge(task: TaskDetail, key: str) -> None:
    into = st.session_state.get(key) or 0
    done = finish(task, merge, "", task_id=task.id, seen_version=task.version, into_task_id=into)
    if done is not None:
        st.session_state[f"moved:{task.id}"] = done.task_id


def _draw_split(task: TaskDetail, content: Any) -> None:
    messages = _theirs(content.thread.messages)
    chosen, topic = field(task, "split", "message"), field(task, "split", "topic")
    with st.form(field(task, "split", "form"), border=False):
        st.radio(
            "Message",
            list(messages),
            index=len(messages) - 1,
            format_func=lambda key: f"{absolute(messages[key].at)}: {_short(messages[key].body)}",
            key=chosen,
        )
        st.selectbox("What it is about", list(TOPICS), index=None, format_func=TOPICS.__getitem__, key=topic)
        st.form_submit_button("Split it off", type="primary", on_click=_split, args=(task, chosen, topic))


def _split(task: TaskDetail, chosen: str, topic: str) -> None:
    done = finish(
        task,
        split,
        "",
        task_id=task.id,
        seen_version=task.version,
        message_id=st.session_state.get(chosen) or 0,
        topic=typed(topic),
    )
    if done is not None:
        st.session_state[f"moved:{task.id}"] = done.task_id
