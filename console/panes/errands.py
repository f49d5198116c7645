"""A to-do's pane: what is asked, by whom and about what, the notes on it, and the patient's context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.acting import once_token, perform, renew, say
from console.kit.doing import Deed
from console.kit.links import link_to
from console.kit.queue_task import place
from console.kit.text import block, draw, joined, plain, shown
from console.kit.times import absolute, ago
from console.panes.calls import call_deeds
from console.panes.patients import draw_context
from console.session import me
from db.actions.notes import add_note
from db.credentials import Credential
from db.queries import errands, patients, task_pane
from db.queries.errands import ErrandDetail
from db.queries.patients import PatientContext
from db.queries.task_pane import Together
from db.queries.tasks import TaskDetail
from db.queries.threads import NoteLine
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows; no context where it is about no patient."""

    context: PatientContext | None
    errand: ErrandDetail
    together: Together


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the to-do, and the context of the patient whom it is about."""
    context = (
        patients.context(session, viewer=viewer, patient_id=task.patient_id, but_task=task.id)
        if task.patient_id is not None
        else None
    )
    return Content(
        context,
        errands.errand(session, viewer=viewer, task_id=task.id),
        task_pane.together(session, viewer=viewer, task_id=task.id),
    )


def deeds(task: TaskDetail, _content: Content) -> tuple[Deed, ...]:
    """What can be done with a to-do, beside what every task has."""
    return call_deeds(task)


def render(task: TaskDetail, content: Content) -> None:
    """Draw what is asked with its notes, beside the patient's context."""
    left, right = st.columns([5, 3], gap="medium")
    with left:
        draw(_asked(content.errand, task.now))
        _links(task, content.errand)
        if me().may(Permission.TODO_WORK):
            _note_form(task)
    with right:
        if content.context is None:
            st.caption("This is about no patient.")
        else:
            draw_context(content.context)


def _asked(errand: ErrandDetail, now: datetime) -> Markup:
    team = Markup(" {}").format(shown(errand.team)) if errand.team else Markup("")
    asked = Markup(
        '<article class="ps-message ps-in"><header>{} asks{} <span class="ps-quiet" title="{}">{}</span></header>{}'
        "</article>"
    ).format(shown(errand.asked_by), team, absolute(errand.at), ago(errand.at, now), block(errand.body))
    return Markup('<div class="ps-thread" role="log" aria-label="To-do" tabindex="0">{}{}</div>').format(
        asked, joined(_note(note, now) for note in errand.notes)
    )


def _note(note: NoteLine, now: datetime) -> Markup:
    return Markup(
        '<article class="ps-message ps-note"><header>Note · {} <span class="ps-quiet" title="{}">{}</span></header>{}'
        "</article>"
    ).format(shown(note.author), absolute(note.at), ago(note.at, now), block(note.body))


def _links(task: TaskDetail, errand: ErrandDetail) -> None:
    """Where it came from, and the whole record."""
    with st.container(horizontal=True, gap="medium"):
        if errand.from_task_id is not None:
            link_to(
                f"Where it came from: {plain(errand.from_title) or errand.from_task_id}",
                errand.from_queue,
                ":material/arrow_outward:",
                task=str(errand.from_task_id),
            )
        if task.patient_id is not None:
            link_to("Patient page", "patients", ":material/person_search:", patient=str(task.patient_id))


def _note_form(task: TaskDetail) -> None:
    # The keys hold the task and the token: nothing typed follows to the next task, or to the next note.
    form = f"errand-note:{task.id}"
    key = f"{form}:{once_token(form)}"
    st.text_area("Note for colleagues", key=key, height=90, help="Call a colleague by @name. No patient sees it.")
    st.button("Keep note", key=f"keep:{task.id}", icon=":material/note_add:", on_click=_keep, args=(task, form, key))


def _keep(task: TaskDetail, form: str, key: str) -> None:
    done = perform(
        place(task.id), add_note, token=once_token(form), task_id=task.id, body=st.session_state.get(key) or ""
    )
    if done is not None:
        renew(form)
        say(place(task.id), "success", "Note kept.")
