"""The conversation as a PDF for the chart: asked for in the menu, made by the worker, opened when it is there."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.acting import credential, once_token, perform, reading, renew
from console.kit.doing import Deed, place
from console.kit.text import draw
from console.session import me
from db.actions.documents import request_thread_pdf
from db.credentials import Credential
from db.errors import NotFound
from db.queries.documents import DocumentLine, document
from db.queries.tasks import TaskDetail
from db.roles import Permission

LOOK_EVERY = 10  # seconds, and only until it is made
WORDS = {"making": "The PDF is being made.", "failed": "The PDF could not be made. Ask for it again in a moment."}


def document_deeds() -> tuple[Deed, ...]:
    """Asking for the PDF."""
    if not me().may(Permission.FILE_READ):
        return ()
    return (Deed("document", "PDF for the chart", ":material/picture_as_pdf:", "", _request, at_once=True),)


def _request(task: TaskDetail, _content: Any) -> None:
    name = f"document:{task.id}"
    asked = perform(place(task.id), request_thread_pdf, token=once_token(name), task_id=task.id)
    if asked is not None:
        renew(name)
        st.session_state[_key(task.id)] = asked.document_id


def asked_for(session: Session, viewer: Credential, task_id: int) -> DocumentLine | None:
    """The PDF that the person asked for while the task was open."""
    number: int | None = st.session_state.get(_key(task_id))
    if number is None:
        return None
    try:
        return document(session, viewer=viewer, document_id=number)
    except NotFound:
        return None


def draw_document(task: TaskDetail, line: DocumentLine | None) -> None:
    """How far it is; the link once it is ready."""
    if line is None:
        return
    if line.state == "making":
        st.fragment(_until_made, run_every=LOOK_EVERY)(task.id)
        return
    draw(_strip(line))


def _until_made(task_id: int) -> None:
    with reading() as session:
        line = asked_for(session, credential(), task_id)
    if line is None or line.state != "making":
        st.rerun()
    else:
        draw(_strip(line))


def _strip(line: DocumentLine) -> Markup:
    words = WORDS.get(line.state)
    if words is not None:
        return Markup('<p class="ps-strip" role="status">{}</p>').format(words)
    return Markup(
        '<p class="ps-strip" role="status">The PDF is ready: '
        '<a href="/documents/{}" target="_blank" rel="noopener">open it</a>.</p>'
    ).format(line.id)


def _key(task_id: int) -> str:
    return f"asked-document:{task_id}"
