"""Calling a colleague in a note: `@name` puts the task into their view Mentions."""

from __future__ import annotations

import streamlit as st

from console.kit.composer import flush
from console.kit.drafting import Box
from console.kit.queue_list import redraw_all
from console.panes.drafts import keep_draft
from console.session import me
from db.queries.staff import Colleague
from db.queries.tasks import TaskDetail


def mention_menu(task: TaskDetail, people: tuple[Colleague, ...], box: Box) -> None:
    """Colleagues by name; the chosen one's @name is put behind what was typed."""
    names = {one.username: one for one in people if one.id != me().staff_id}
    if not names:
        return
    key = f"mention:{task.id}"
    st.menu_button(
        "Mention",
        list(names),
        key=key,
        icon=":material/alternate_email:",
        format_func=lambda username: f"{names[username].name} (@{username})",
        help="Or type @ and the user name.",
        on_click=_insert,
        args=(task, box, key),
    )


def _insert(task: TaskDetail, box: Box, key: str) -> None:
    username = st.session_state.get(key)
    if not username:
        return
    redraw_all()
    flush(box.key)
    gap = "" if not box.text or box.text.endswith((" ", "\n")) else " "
    box.adopt(f"{box.text}{gap}@{username} ")
    keep_draft(task, box, box.text)
    box.take_focus()
