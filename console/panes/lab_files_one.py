"""One file of results: how far it is, what became of each message, and reading again what was refused."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, perform, reading, say, show_said
from console.kit.text import draw, joined, shown
from console.kit.times import absolute, ago
from console.panes.lab_files_raw import raw_of
from console.panes.lab_files_table import WORDS, messages_table
from console.session import me
from db.actions.lab_files import replay
from db.errors import NotFound
from db.queries.lab_files import FileLine, MessagePage, file, messages
from db.roles import Permission

AGAIN_UNTIL = "labs:again-until"
PATIENCE = 20  # seconds within which the worker has read a message again, as a rule
ALL = "all"
STATES = {ALL: "All", "refused": "Refused", "unmatched": "Unmatched", "filed": "Filed", "duplicate": "Duplicates"}
STOOD = {"waiting": "Waits to be read", "reading": "Being read", "read": "Read", "refused": "Refused whole"}


def place(file_id: int) -> str:
    """Where sentences about a file are said."""
    return f"lab-file:{file_id}"


def draw_file(file_id: int, now: datetime) -> None:
    """Its state, its counts, its messages."""
    with reading() as session:
        try:
            found = file(session, viewer=credential(), file_id=file_id)
        except NotFound as missing:
            st.warning(str(missing), icon=":material/search_off:")
            return
        state = _state(found)
        after = st.session_state.get(_after(file_id, state))
        page = messages(session, viewer=credential(), file_id=file_id, state="" if state == ALL else state, after=after)
    draw(_head(found, now))
    show_said(place(file_id))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ps-labs-tools"):
        if found.state == "read":
            st.segmented_control(
                "Messages", list(STATES), default=state, required=True, format_func=STATES.__getitem__,
                key=_chosen(file_id), label_visibility="collapsed",
            )  # fmt: skip
        if found.refused or found.unmatched:
            st.button(
                "Read them again", key=f"again:{file_id}", icon=":material/refresh:", on_click=_again,
                args=(file_id, None), help="All that were refused or wait for their patient. Nothing is filed twice.",
            )  # fmt: skip
    if found.state == "refused" and not page.messages:
        st.caption("The file was refused whole, so none of its messages was taken. Mend it, and hand it in again.")
    else:
        _messages(file_id, state, page)


def _chosen(file_id: int) -> str:
    return f"labs:state:{file_id}"


def _after(file_id: int, state: str) -> str:
    return f"labs:after:{file_id}:{state}"


def _state(found: FileLine) -> str:
    chosen: str | None = st.session_state.get(_chosen(found.id))
    return chosen or ("refused" if found.refused else "unmatched" if found.unmatched else ALL)


def _head(one: FileLine, now: datetime) -> Markup:
    counts = (
        ("Filed", one.filed),
        ("Unmatched", one.unmatched),
        ("Came before", one.duplicate),
        ("Refused", one.refused),
    )
    facts = joined(Markup("<div><dt>{}</dt><dd>{:,}</dd></div>").format(*each) for each in counts)
    going = Markup("")
    if one.state == "reading":
        going = Markup('<progress max="{}" value="{}" aria-label="Messages read"></progress> {:,} of {:,}').format(
            max(one.messages, 1), one.read_messages, one.read_messages, one.messages
        )
    why = Markup('<p class="ps-danger">{}</p>').format(shown(one.reason)) if one.reason else Markup("")
    return Markup(
        '<div class="ps-labfile"><h2>{}</h2><p class="ps-quiet">{} · came <span title="{}">{}</span> by {} · '
        '{:,} message{}, {:,} value{}</p><p role="status">{} {}</p>{}<dl class="ps-tally">{}</dl></div>'
    ).format(
        shown(one.name), STOOD.get(one.state, one.state), absolute(one.received_at), ago(one.received_at, now),
        shown(one.received_by), one.messages, "s" * (one.messages != 1), one.observations,
        "s" * (one.observations != 1), going, "", why, facts,
    )  # fmt: skip


def _messages(file_id: int, state: str, page: MessagePage) -> None:
    if not page.messages:
        st.caption("None." if state != ALL else "Its messages stand here once it was read.")
        return
    draw(messages_table(page.messages))
    _tools(file_id, page)
    with st.container(horizontal=True, gap="small"):
        if st.session_state.get(_after(file_id, state)) is not None:
            st.button("From the start", key=f"first:{file_id}", on_click=_turn, args=(file_id, state, None))
        if page.next is not None:
            st.button("More", key=f"more:{file_id}", on_click=_turn, args=(file_id, state, page.next))


def _turn(file_id: int, state: str, after: int | None) -> None:
    st.session_state[_after(file_id, state)] = after


def _tools(file_id: int, page: MessagePage) -> None:
    """What can be done with one of the messages: chosen by its number."""
    known = {one.id: one for one in page.messages}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="ps-labs-message"):
        chosen = st.selectbox(
            "Message", list(known), key=f"labs:message:{file_id}", width=240,
            format_func=lambda one: f"No. {known[one].position}, {WORDS.get(known[one].state, known[one].state)}",
        )  # fmt: skip
        if me().may(Permission.RESULTS_READ):
            raw_of(place(file_id), chosen)
        if known[chosen].state in ("refused", "unmatched"):
            st.button(
                "Read it again", key=f"again:{file_id}:{chosen}", icon=":material/refresh:", on_click=_again,
                args=(file_id, chosen),
            )  # fmt: skip


def _again(file_id: int, message_id: int | None) -> None:
    which = {"file_id": file_id} if message_id is None else {"message_id": message_id}
    done = perform(place(file_id), replay, **which)
    if done is None:
        return
    st.session_state[AGAIN_UNTIL] = monotonic() + PATIENCE
    many = "1 message is" if done.messages == 1 else f"{done.messages:,} messages are"
    say(place(file_id), "success" if done.messages else "info",
        f"{many} being read again." if done.messages else "Nothing waits to be read again.")  # fmt: skip
