"""A thread's pane: the conversation, internal notes, the reply, and the patient's context."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.acting import once_token, perform, renew, say
from console.kit.composer import ComposerAction, composer
from console.kit.drafting import Box
from console.kit.queue_list import must_redraw_all
from console.kit.queue_task import place
from console.kit.text import draw
from console.panes.drafts import keep_draft
from console.panes.patients import allergies_line, draw_context
from console.panes.reply_templates import insert_template
from console.panes.thread_view import conversation
from console.panes.undo import undo_strip
from console.session import me
from db.actions.notes import add_note
from db.actions.replies import reply
from db.credentials import Credential
from db.queries import patients, reply_templates, threads
from db.queries.patients import PatientContext
from db.queries.reply_templates import TemplateLine
from db.queries.tasks import TaskDetail
from db.queries.threads import ThreadDetail
from db.roles import Permission

BOXES = {"reply": "Reply", "note": "Internal note"}
ACTIONS = {
    "note": (ComposerAction("note", "Keep note", primary=True, shortcut="Ctrl+Enter"),),
    "reply": (
        ComposerAction("keep", "Send reply", primary=True, shortcut="Ctrl+Enter"),
        ComposerAction("close", "Send and close", shortcut="Ctrl+Shift+Enter"),
        ComposerAction("wait", "Send and wait for the patient"),
    ),
}


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows; no thread for a role that sees topics only."""

    context: PatientContext
    thread: ThreadDetail | None
    templates: tuple[TemplateLine, ...]


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the patient's context and, for who may read it, the thread."""
    context = patients.context(session, viewer=viewer, patient_id=task.patient_id or 0, but_task=task.id)
    if not me().may(Permission.INBOX_READ):
        return Content(context, None, ())
    templates = reply_templates.offered(session, viewer=viewer) if me().may(Permission.TEMPLATE_VIEW) else ()
    return Content(context, threads.thread(session, viewer=viewer, task_id=task.id), templates)


def render(task: TaskDetail, content: Content) -> None:
    """Draw the conversation beside the patient's context, and the boxes to write in."""
    left, right = st.columns([5, 3], gap="medium")
    with left:
        if content.thread is None:
            st.info("Your role sees the topic, not the message.", icon=":material/visibility_off:")
        else:
            draw(allergies_line(content.context))
            draw(conversation(content.thread, task.now))
            undo_strip(task, content.thread)
            _boxes(task, content.thread, content)
    with right:
        draw_context(content.context)


def _boxes(task: TaskDetail, thread: ThreadDetail, content: Content) -> None:
    kinds = [kind for kind in BOXES if kind == "note" or (task.is_open and me().may(Permission.INBOX_REPLY))]
    chosen = kinds[0]
    if len(kinds) > 1:
        chosen = (
            st.segmented_control(
                "Write",
                kinds,
                key=f"box:{task.id}",
                default=kinds[0],
                format_func=BOXES.__getitem__,
                label_visibility="collapsed",
            )
            or kinds[0]
        )
    Box(task.id, "reply").refresh(thread.reply_draft)
    Box(task.id, "note").refresh(thread.note_draft)
    with st.container(key=f"ps-{chosen}-box"):
        _box(task, thread, content, chosen)


@st.fragment
def _box(task: TaskDetail, thread: ThreadDetail, content: Content, kind: str) -> None:
    """One composer. A fragment, so that saving a draft every two seconds redraws nothing else."""
    box = Box(task.id, kind)
    if box.was_sent() or must_redraw_all():
        st.rerun()
    if kind == "reply":
        insert_template(task, content.templates, box)
    composer(
        key=box.key,
        text=box.text,
        revision=box.revision,
        label=f"Reply to {thread.recipient}" if kind == "reply" else "Internal note, never shown to the patient",
        actions=ACTIONS[kind],
        status=box.status,
        on_save=lambda body: keep_draft(task, box, body),
        on_action=lambda name, body: _write(task, box, name, body),
    )


def _write(task: TaskDetail, box: Box, name: str, body: str) -> None:
    """Send or keep; on a refusal the text stays in the box, and in the draft."""
    if box.kind == "note":
        done: object = perform(place(task.id), add_note, token=once_token(box.key), task_id=task.id, body=body)
        sentence = "Note kept."
    else:
        sent = perform(
            place(task.id),
            reply,
            token=once_token(box.key),
            task_id=task.id,
            seen_version=task.version,
            seen_inbound_id=task.last_inbound_id,
            body=body,
            then=name,
        )
        done, sentence = sent, f"Reply to {sent.recipient} is on its way." if sent else ""
    if done is None:
        keep_draft(task, box, body, quietly=True)
    else:
        renew(box.key)
        box.adopt("")
        say(place(task.id), "success", sentence)
    box.mark_sent()
