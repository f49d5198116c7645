"""Saying how something that didn't agree in money ended, and why."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed
from console.session import me
from db.actions.payment_exceptions import LONGEST, RESOLUTIONS, resolve
from db.queries.tasks import TaskDetail
from db.roles import Permission

RESOLVE = "close"  # the key that closes a task in every queue


def resolving_deeds(task: TaskDetail) -> tuple[Deed, ...]:
    """Resolving it, for who works on payments, while it is open."""
    if not task.is_open or not me().may(Permission.PAYMENTS_WORK):
        return ()
    return (Deed(RESOLVE, "Resolve", ":material/task_alt:", "close", _draw, prominent=True),)


def _draw(task: TaskDetail, _content: Any) -> None:
    how, why = field(task, RESOLVE, "how"), field(task, RESOLVE, "why")
    st.caption("Nothing is posted by this. It says that nothing is left to do, and how it came to that.")
    with st.form(field(task, RESOLVE, "form"), border=False):
        st.radio("How did it end?", list(RESOLUTIONS), index=None, format_func=RESOLUTIONS.__getitem__, key=how)
        st.text_input("Why", key=why, max_chars=LONGEST, placeholder="Kept with it; your colleagues read it")
        st.form_submit_button("Resolve it", type="primary", on_click=_resolve, args=(task, how, why))


def _resolve(task: TaskDetail, how: str, why: str) -> None:
    finish(
        task,
        resolve,
        "Resolved.",
        task_id=task.id,
        seen_version=task.version,
        resolution=typed(how),
        reason=typed(why),
    )
