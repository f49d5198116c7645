"""Taking back a comment on a result: patients see it no more, colleagues see that it was."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field
from console.kit.text import plain
from console.kit.times import ago
from console.session import me
from db.actions.result_comments import withdraw_comment
from db.credentials import Credential
from db.queries.result_lines import CommentLine
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission

NAME = "withdraw-comment"
WORDS = 80  # characters of a comment, to tell it from the others


def comment_deeds(report: ReportDetail) -> tuple[Deed, ...]:
    """Taking a comment back, while one stands."""
    if not me().may(Permission.RESULT_RELEASE) or not _standing(report):
        return ()
    return (Deed(NAME, "Take a comment back", ":material/comments_disabled:", "", _draw),)


def _standing(report: ReportDetail) -> dict[int, CommentLine]:
    return {one.id: one for one in reversed(report.comments) if one.withdrawn_at is None}


def _draw(task: TaskDetail, content: Any) -> None:
    standing = _standing(content.report)
    if not standing:
        st.info("No comment stands any more.", icon=":material/info:")
        return
    key = field(task, NAME, "which")
    with st.form(field(task, NAME, "form"), border=False):
        st.radio("Which", list(standing), format_func=lambda one: _short(standing[one], task), key=key)
        st.caption("Patients see it no more. Who read it already has read it.")
        st.form_submit_button("Take it back", type="primary", on_click=_withdraw, args=(task, key))


def _short(one: CommentLine, task: TaskDetail) -> str:
    line = " ".join(one.body.split())
    line = line if len(line) <= WORDS else f"{line[:WORDS].rstrip()}…"
    return plain(f"{one.author}, {ago(one.at, task.now)}: {line}")


def _withdraw(task: TaskDetail, key: str) -> None:
    sentence = "The comment was taken back. Patients see it no more."
    finish(task, _withdrawn, sentence, comment_id=st.session_state.get(key) or 0)


def _withdrawn(session: Any, *, by: Credential, comment_id: int) -> bool:
    withdraw_comment(session, by=by, comment_id=comment_id)
    return True
