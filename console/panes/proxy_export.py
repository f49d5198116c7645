"""The register as a file: asked for here, made by the worker, opened when it is there."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import once_token, perform, renew, show_said
from console.panes.asked_documents import draw_asked, kept_document
from console.session import me
from db.actions.proxy_export import request_export
from db.roles import Permission

PLACE = "register:export"
ASKED = "register:asked"
LOOK_EVERY = 5  # seconds, and only until it is made


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
    draw_asked(ASKED, kept_document(ASKED), every=LOOK_EVERY, name="file", after="It names patients: keep it safe.")


def _ask() -> None:
    asked = perform(PLACE, request_export, token=once_token(PLACE))
    if asked is not None:
        renew(PLACE)
        st.session_state[ASKED] = asked.document_id
