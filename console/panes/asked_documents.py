"""A document that somebody asked for: how far it is, and the way to it once the worker has made it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.acting import credential, reading
from console.kit.text import draw
from db.credentials import Credential
from db.errors import NotFound
from db.queries.documents import DocumentLine, document


def asked_document(session: Session, viewer: Credential, key: str) -> DocumentLine | None:
    """The document whose number this browser's session keeps under `key`, if it may still be seen."""
    number: int | None = st.session_state.get(key)
    if number is None:
        return None
    try:
        return document(session, viewer=viewer, document_id=number)
    except NotFound:
        return None


def kept_document(key: str) -> DocumentLine | None:
    """The same, read by itself: nothing is read where nothing was asked for."""
    if st.session_state.get(key) is None:
        return None
    with reading() as session:
        return asked_document(session, credential(), key)


def draw_asked(
    key: str, line: DocumentLine | None, *, every: int, name: str = "PDF", link: str = "open it", after: str = ""
) -> None:
    """How far the document kept under `key` is, then its link: it looks again each `every` seconds until it is made.

    `name`: what it is called. `after`: a sentence behind the link.
    """
    if line is None:
        return
    if line.state == "making":
        st.fragment(_until_made, run_every=every)(key, name, link, after)
    else:
        draw(_strip(line, name, link, after))


def _until_made(key: str, name: str, link: str, after: str) -> None:
    line = kept_document(key)
    if line is None or line.state != "making":
        st.rerun()
    else:
        draw(_strip(line, name, link, after))


def _strip(line: DocumentLine, name: str, link: str, after: str) -> Markup:
    words = {
        "making": f"The {name} is being made.",
        "failed": f"The {name} could not be made. Ask for it again in a moment.",
    }.get(line.state)
    if words is not None:
        return Markup('<p class="ps-strip" role="status">{}</p>').format(words)
    ready = Markup('The {} is ready: <a href="/documents/{}" target="_blank" rel="noopener">{}</a>. {}')
    return Markup('<p class="ps-strip" role="status">{}</p>').format(ready.format(name, line.id, link, after).strip())
