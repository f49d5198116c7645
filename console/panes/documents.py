"""The conversation as a PDF for the chart: asked for in the menu, made by the worker, opened when it is there."""

from __future__ import annotations

from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.acting import once_token, perform, renew
from console.kit.doing import Deed, place
from console.panes.asked_documents import asked_document, draw_asked
from console.session import me
from db.actions.documents import request_thread_pdf
from db.credentials import Credential
from db.queries.documents import DocumentLine
from db.queries.tasks import TaskDetail
from db.roles import Permission

LOOK_EVERY = 10  # seconds, and only until it is made


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
    return asked_document(session, viewer, _key(task_id))


def draw_document(task: TaskDetail, line: DocumentLine | None) -> None:
    """How far it is; the link once it is ready."""
    draw_asked(_key(task.id), line, every=LOOK_EVERY)


def _key(task_id: int) -> str:
    return f"asked-document:{task_id}"
