"""A thread's pane: the conversation, internal notes, the reply, and the patient's context."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.doing import Deed
from console.kit.links import link_to
from console.kit.text import draw
from console.panes.calls import call_deeds
from console.panes.documents import asked_for, document_deeds, draw_document
from console.panes.history import draw_history
from console.panes.moves import draw_where_it_went, move_deeds
from console.panes.passing_on import passing_deeds
from console.panes.patients import allergies_line, draw_context
from console.panes.replying import draw_boxes, writes
from console.panes.stopped import stopped
from console.panes.thread_view import conversation
from console.panes.undo import undo_strip
from console.panes.urgency import draw_urgency, in_force, override_deeds
from console.session import me
from db.credentials import Credential
from db.queries import patients, reply_templates, staff, task_pane, threads
from db.queries.documents import DocumentLine
from db.queries.patients import PatientContext
from db.queries.reply_templates import TemplateLine
from db.queries.staff import Colleague
from db.queries.task_pane import Together
from db.queries.tasks import TaskDetail
from db.queries.threads import ThreadDetail
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows; no thread for a role that sees topics only. `people` is read for a note alone."""

    context: PatientContext
    together: Together
    thread: ThreadDetail | None = None
    templates: tuple[TemplateLine, ...] = ()
    people: tuple[Colleague, ...] = ()
    document: DocumentLine | None = None


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the patient's context and, for who may read it, the thread."""
    context = patients.context(session, viewer=viewer, patient_id=task.patient_id or 0, but_task=task.id)
    together = task_pane.together(session, viewer=viewer, task_id=task.id)
    if not me().may(Permission.INBOX_READ):
        return Content(context, together)
    kind = writes(task)
    replies = kind == "reply" and me().may(Permission.TEMPLATE_VIEW)
    return Content(
        context,
        together,
        threads.thread(session, viewer=viewer, task_id=task.id),
        reply_templates.offered(session, viewer=viewer) if replies else (),
        staff.colleagues(session, viewer=viewer, area=task.area) if kind == "note" else (),
        asked_for(session, viewer, task.id),
    )


def above(task: TaskDetail, content: Content) -> None:
    """What stands over the buttons: alarming words."""
    draw_urgency(task, content.together)


def deeds(task: TaskDetail, content: Content) -> tuple[Deed, ...]:
    """What can be done with a conversation, beside what every task has."""
    if not me().may(Permission.INBOX_WORK):
        return ()
    return (
        *call_deeds(task),
        *passing_deeds(),
        *move_deeds(task, content),
        *(document_deeds() if content.thread is not None else ()),
        *override_deeds(task, content.together),
    )


def render(task: TaskDetail, content: Content) -> None:
    """Draw the conversation beside the patient's context, and the boxes to write in."""
    left, right = st.columns([5, 3], gap="medium")
    with left:
        draw_where_it_went(task)
        if content.thread is None:
            st.info("Your role sees the topic, not the message.", icon=":material/visibility_off:")
        else:
            _thread(task, content.thread, content)
    if content.thread is not None:
        draw_boxes(left, task, content.thread, content.templates, content.people)
    with left:
        draw_history(task)
    with right:
        if task.patient_id is not None and me().may(Permission.PATIENT_VIEW):
            link_to("Patient's page", "patients", ":material/person:", patient=str(task.patient_id))
        draw_context(content.context)


def _thread(task: TaskDetail, thread: ThreadDetail, content: Content) -> None:
    now = stopped(task.id)
    draw(
        allergies_line(content.context)
        + conversation(
            thread,
            task.now,
            calls=content.together.calls,
            flags=in_force(task, content.together),
            new_after=now.seen if now else None,
        )
    )
    draw_document(task, content.document)
    undo_strip(task, thread)
