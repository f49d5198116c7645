"""The register as a file: asked for here, made by the worker, opened when it is there."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, once_token, perform, reading, renew, show_said
from console.kit.text import draw
from console.session import me
from db.actions.proxy_export import request_export
from db.errors import NotFound
from db.queries.documents import DocumentLine, document
from db.roles import Permission

PLACE = "register:export"
ASKED = "register:asked"
LOOK_EVERY = 5  # seconds, and only until it is made
WORDS = {"making": "The file is being made.", "failed": "The file could not be made. Ask for it again in a moment."}


def draw_export() -> None:
    """The button for who may export it, what the file will hold, and how far it is."""
    if not me().may(Permission.PROXY_EXPORT):
        return
    with st.container(key="ps-register-export", gap="xsmall"):
        st.button("Export the whole register", key="register:export", icon=":material/download:", on_click=_ask)
        st.caption(
            "A table (CSV) of all access there is and was, whatever the list shows: its columns State, Changes on and "
            "Last used tell the lists apart. That you asked for it is written down."
        )
    show_said(PLACE)
    line = _asked_for()
    if line is not None and line.state == "making":
        st.fragment(_until_made, run_every=LOOK_EVERY)()
    elif line is not None:
        draw(_strip(line))


def _ask() -> None:
    asked = perform(PLACE, request_export, token=once_token(PLACE))
    if asked is not None:
        renew(PLACE)
        st.session_state[ASKED] = asked.document_id


def _asked_for() -> DocumentLine | None:
    number: int | None = st.session_state.get(ASKED)
    if number is None:
        return None
    try:
        with reading() as session:
            return document(session, viewer=credential(), document_id=number)
    except NotFound:
        return None


def _until_made() -> None:
    line = _asked_for()
    if line is None or line.state != "making":
        st.rerun()
    else:
        draw(_strip(line))


def _strip(line: DocumentLine) -> Markup:
    words = WORDS.get(line.state)
    if words is not None:
        return Markup('<p class="ps-strip" role="status">{}</p>').format(words)
    return Markup(
        '<p class="ps-strip" role="status">The file is ready: '
        '<a href="/documents/{}" target="_blank" rel="noopener">open it</a>. It names patients: keep it safe.</p>'
    ).format(line.id)
