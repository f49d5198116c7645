"""Paper about money: asked for by a button, made by the worker, opened as a PDF when it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from console.kit.acting import once_token, perform, renew, show_said
from console.panes.asked_documents import draw_asked, kept_document

LOOK_EVERY = 2  # seconds, and only until it is made: somebody stands at the counter


def draw_printing(name: str, label: str, function: Callable[..., Any], **about: Any) -> None:
    """The button for one paper, called `name` and nothing else on this page, and how far it is."""
    st.button(label, key=f"print:{name}", icon=":material/print:", on_click=_ask, args=(name, function), kwargs=about)
    show_said(_place(name))
    draw_asked(asked_key(name), kept_document(asked_key(name)), every=LOOK_EVERY, link="open it to print")


def asked_key(name: str) -> str:
    """Where the number of the document that was asked for is kept."""
    return f"printed:{name}"


def _place(name: str) -> str:
    return f"print:{name}"


def _ask(name: str, function: Callable[..., Any], **about: Any) -> None:
    asked = perform(_place(name), function, token=once_token(_place(name)), **about)
    if asked is not None:
        renew(_place(name))
        st.session_state[asked_key(name)] = asked.document_id
