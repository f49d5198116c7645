"""One message to a list of patients: who gets it and who doesn't, the count typed by hand, and undo."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

import streamlit as st

from console.kit.acting import once_token, perform, renew, say, show_said
from console.kit.links import link_to
from console.kit.text import draw
from console.panes.outreach import draw_single
from console.panes.outreach_list import Addressed, addressed_by, preview_table
from console.panes.people import SHEET, number_in_address
from console.panes.undo import LEAVES_WITHIN
from console.session import me
from db.actions.outreach import StartedMany, start_many, undo_start_many
from db.roles import Permission
from rules.reply_templates import VARIABLES
from rules.topics import TOPICS

WHERE, ONCE = "start-many", "start-many"
NUMBERS, TOPIC, SUBJECT, BODY = (f"many:{name}" for name in ("numbers", "topic", "subject", "body"))
LEAVING = "many:leaving"
FILLED_IN = f"Filled in for each: {', '.join(f'`{{{name}}}`' for name in VARIABLES)}."


def draw_page() -> None:
    """One patient where the address names one, else a list."""
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    patient_id = number_in_address("patient")
    if patient_id is None:
        link_to("Write to one patient: find them first", "patients", ":material/person_search:")
        _many()
    elif me().may(Permission.MESSAGE_START):
        draw_single(patient_id)
    else:
        st.info("Your role writes to lists of patients, not to one. A nurse or prescriber can do that.")


@st.fragment
def _many() -> None:
    st.html(SHEET)
    show_said(WHERE)
    _leaving()
    left, right = st.columns(2, gap="large")
    with left:
        st.text_area(
            "Record numbers",
            key=NUMBERS,
            height=140,
            persist_state="session",
            help="One a line, or with commas between them. Paste them from a list or a spreadsheet's column.",
        )
        addressed = addressed_by(st.session_state.get(NUMBERS) or "")
        if addressed is not None:
            draw(preview_table(addressed))
    with right:
        st.selectbox("Topic", list(TOPICS), key=TOPIC, format_func=TOPICS.__getitem__, persist_state="session")
        st.text_input("Subject", key=SUBJECT, max_chars=120, persist_state="session")
        st.text_area("Message to each of them", key=BODY, height=220, persist_state="session", help=FILLED_IN)
        if addressed is not None and addressed.reached:
            _confirm(addressed)


def _confirm(addressed: Addressed) -> None:
    """The count, typed by hand: who sends to many has looked at how many they are."""
    count = addressed.reached
    people = "1 patient" if count == 1 else f"{count:,} patients"
    typed = st.text_input(
        f"Type {count} to send to {people}", key=f"many:count:{hash(addressed.ids)}:{count}", live=True
    )
    ready = (typed or "").strip().replace(",", "") == str(count)
    if st.button(f"Send to {people}", key="many:send", type="primary", icon=":material/send:", disabled=not ready):
        with st.spinner(f"Writing {count:,} messages …"):
            started = perform(
                WHERE,
                start_many,
                token=once_token(ONCE),
                patient_ids=addressed.ids,
                expected=count,
                topic=st.session_state[TOPIC],
                subject=(st.session_state[SUBJECT] or "").strip(),
                body=st.session_state[BODY] or "",
            )
        if started is not None:
            _sent(started)
        st.rerun(scope="fragment")


def _sent(started: StartedMany) -> None:
    seconds = (datetime.fromisoformat(started.send_after) - me().now).total_seconds()
    st.session_state[LEAVING] = (tuple(started.outbox_ids), monotonic() + max(seconds, 0))
    renew(ONCE)
    left_out = f" {len(started.excluded)} were left out." if started.excluded else ""
    say(WHERE, "success", f"{_messages(started.started)} on the way.{left_out}")


def _messages(count: int) -> str:
    return "1 message is" if count == 1 else f"{count:,} messages are"


def _leaving() -> None:
    """While they can be taken back: the button that does."""
    outbox_ids, until = st.session_state.get(LEAVING, ((), 0.0))
    if not outbox_ids or monotonic() >= until:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ps-undo-many"):
        st.markdown("They leave in a few seconds.")
        st.button("Undo all", key="many:undo", icon=":material/undo:", on_click=_undo, args=(outbox_ids,))
    st.fragment(_look_again, run_every=until - monotonic() + LEAVES_WITHIN)(until)


def _look_again(until: float) -> None:
    """Once they have left, the button goes."""
    if monotonic() >= until:
        st.rerun()


def _undo(outbox_ids: tuple[int, ...]) -> None:
    undone = perform(WHERE, undo_start_many, outbox_ids=outbox_ids)
    if undone is not None:
        st.session_state.pop(LEAVING, None)
        gone = f" {undone.gone:,} had left already." if undone.gone else ""
        say(WHERE, "success", f"{undone.undone:,} taken back; list and text are as they were.{gone}")
