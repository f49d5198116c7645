"""A new message to one patient: about what, the text, and taking it back while it waits to leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from time import monotonic

import streamlit as st

from console.kit.acting import credential, once_token, perform, reading, renew, say, show_said
from console.kit.composer import ComposerAction, composer
from console.kit.drafting import Box
from console.kit.links import link_to
from console.kit.patient_banner import patient_banner
from console.kit.text import draw
from console.panes.reply_templates import template_menu
from console.panes.undo import LEAVES_WITHIN
from console.session import me
from db.actions.outreach import start_conversation
from db.actions.replies import undo
from db.errors import NotFound
from db.queries.patient_page import patient_page
from db.queries.patients import PatientHeader
from db.queries.reply_templates import TemplateLine, offered
from rules.topics import TOPICS

LONGEST_SUBJECT = 120
ACTIONS = (
    ComposerAction("wait", "Send and wait for an answer", primary=True, shortcut="Ctrl+Enter"),
    ComposerAction("close", "Send and close"),
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A message that can be taken back until `until` (this process's clock, in seconds)."""

    outbox_id: int
    task_id: int
    subject: str
    until: float


def draw_single(patient_id: int) -> None:
    """The page for one patient."""
    with reading() as session:
        try:
            found = patient_page(session, viewer=credential(), patient_id=patient_id)
        except NotFound as missing:
            st.warning(str(missing), icon=":material/search_off:")
            return
        templates = offered(session, viewer=credential())
    draw(patient_banner(found.header, me().now))
    link_to("Back to the patient's page", "patients", ":material/arrow_back:", patient=str(patient_id))
    if found.header.deceased_at is not None:
        st.warning("This patient has died. No notice leaves; the message itself can be read in the portal.")
    with st.container(width=900):
        _form(found.header, templates)


def _place(patient_id: int) -> str:
    return f"start:{patient_id}"


@st.fragment
def _form(patient: PatientHeader, templates: tuple[TemplateLine, ...]) -> None:
    """Topic, subject and text. Their keys hold the patient's id: nothing follows to another patient."""
    box = Box(patient.id, "start")
    show_said(_place(patient.id))
    _leaving(patient, box)
    left, right = st.columns([1, 3])
    with left:
        topic = st.selectbox("Topic", list(TOPICS), key=f"topic:{box.key}", format_func=TOPICS.__getitem__)
    with right:
        st.text_input("Subject", key=f"subject:{box.key}", max_chars=LONGEST_SUBJECT)
    template_menu(templates, box, patient=patient, topic=topic or "", keep=lambda text: _keep(box, text))
    composer(
        key=box.key,
        text=box.text,
        revision=box.revision,
        label=f"Message to {patient.name}",
        actions=ACTIONS,
        status=box.status,
        on_save=lambda body: _keep(box, body),
        on_action=lambda name, body: _send(patient, box, name, body),
    )


def _keep(box: Box, text: str) -> None:
    """No task holds a draft yet: this page does, as long as it is open."""
    box.typed(text, "Kept while you are signed in here")


def _send(patient: PatientHeader, box: Box, then: str, body: str) -> None:
    _keep(box, body)
    subject = (st.session_state.get(f"subject:{box.key}") or "").strip()
    started = perform(
        _place(patient.id),
        start_conversation,
        token=once_token(box.key),
        patient_id=patient.id,
        topic=st.session_state.get(f"topic:{box.key}") or "",
        subject=subject,
        body=body,
        then=then,
    )
    if started is None:
        return
    renew(box.key)
    box.adopt("")
    st.session_state[f"subject:{box.key}"] = ""
    seconds = (datetime.fromisoformat(started.send_after) - me().now).total_seconds()
    st.session_state[f"leaving:{box.key}"] = Leaving(
        started.outbox_id, started.task_id, subject, monotonic() + max(seconds, 0)
    )
    say(_place(patient.id), "success", f"The message to {started.recipient} is on its way.")


def _leaving(patient: PatientHeader, box: Box) -> None:
    """The link to what was sent, and while it can be taken back, the button."""
    leaving: Leaving | None = st.session_state.get(f"leaving:{box.key}")
    if leaving is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"ps-undo-start-{patient.id}"):
        if monotonic() < leaving.until:
            st.button(
                "Undo send",
                key=f"undo:{leaving.outbox_id}",
                icon=":material/undo:",
                on_click=_undo,
                args=(patient, box, leaving),
            )
            left = leaving.until - monotonic() + LEAVES_WITHIN
            st.fragment(_look_again, run_every=left)(leaving.until)
        link_to("Open the conversation", "inbox", ":material/forum:", task=str(leaving.task_id))


def _look_again(until: float) -> None:
    if monotonic() >= until:
        st.rerun()


def _undo(patient: PatientHeader, box: Box, leaving: Leaving) -> None:
    undone = perform(_place(patient.id), undo, outbox_id=leaving.outbox_id)
    if undone is not None:
        box.adopt(undone.body)
        st.session_state[f"subject:{box.key}"] = leaving.subject
        st.session_state.pop(f"leaving:{box.key}", None)
        say(_place(patient.id), "success", "Taken back. The text is in the box again.")
