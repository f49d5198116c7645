"""Paper about money: asked for by a button, made by the worker, opened as a PDF when it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, once_token, perform, reading, renew, show_said
from console.kit.text import draw
from db.errors import NotFound
from db.queries.documents import DocumentLine, document

LOOK_EVERY = 2  # seconds, and only until it is made: somebody stands at the counter
WORDS = {"making": "The PDF is being made.", "failed": "The PDF could not be made. Ask for it again in a moment."}


def draw_printing(name: str, label: str, function: Callable[..., Any], **about: Any) -> None:
    """The button for one paper, called `name` and nothing else on this page, and how far it is."""
    st.button(label, key=f"print:{name}", icon=":material/print:", on_click=_ask, args=(name, function), kwargs=about)
    show_said(_place(name))
    line = _asked_for(name)
    if line is not None and line.state == "making":
        st.fragment(_until_made, run_every=LOOK_EVERY)(name)
    elif line is not None:
        draw(_strip(line))


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


def _asked_for(name: str) -> DocumentLine | None:
    number: int | None = st.session_state.get(asked_key(name))
    if number is None:
        return None
    try:
        with reading() as session:
            return document(session, viewer=credential(), document_id=number)
    except NotFound:
        return None


def _until_made(name: str) -> None:
    line = _asked_for(name)
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
        '<a href="/documents/{}" target="_blank" rel="noopener">open it to print</a>.</p>'
    ).format(line.id)
