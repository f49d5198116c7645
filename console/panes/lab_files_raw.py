"""A message as it came, from the list of a file's messages: opened on request, audited, shown as text."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import perform
from console.kit.text import draw, plain, shown
from console.kit.times import absolute
from db.actions.raw_messages import RawMessage, open_message

OPENED = "labs:raw"


def raw_of(place: str, message_id: int) -> None:
    """The button that opens it, and the dialog while it is open."""
    st.button(
        "As it came", key=f"raw:{message_id}", icon=":material/code:", on_click=_open, args=(place, message_id),
        help="Opens the message itself. That is written down.",
    )  # fmt: skip
    message: RawMessage | None = st.session_state.get(OPENED)
    if message is not None and message.id == message_id:
        st.dialog("The message as it came", width="large", icon=":material/code:", on_dismiss=_close)(_draw)(message)


def _open(place: str, message_id: int) -> None:
    st.session_state[OPENED] = perform(place, open_message, message_id=message_id)


def _close() -> None:
    st.session_state.pop(OPENED, None)


def _draw(message: RawMessage) -> None:
    lab = f"{message.lab} · " if message.lab else ""
    st.caption(plain(f"{lab}{message.file}, message {message.position} · came {absolute(message.received_at)}"))
    if message.reason:
        where = " ".join(part for part in (message.segment, message.where) if part)
        st.warning(plain(f"{where}: {message.reason}" if where else message.reason), icon=":material/warning:")
    draw(
        Markup('<pre class="ps-raw" tabindex="0" role="region" aria-label="The message">{}</pre>').format(
            shown(message.text)
        )
    )
