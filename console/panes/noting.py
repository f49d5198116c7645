"""Internal notes on a refill request: for colleagues, kept while they are written, never shown to the patient."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st
from sqlalchemy.orm import Session
from streamlit.delta_generator import DeltaGenerator

from console.kit.acting import once_token, perform, renew, say
from console.kit.composer import ComposerAction, composer
from console.kit.drafting import Box
from console.kit.queue_list import must_redraw_all
from console.kit.queue_task import place
from console.panes.drafts import keep_draft, stops_writing
from console.panes.mentions import mention_menu
from db.actions.notes import add_note
from db.credentials import Credential
from db.queries import drafts, staff
from db.queries.staff import Colleague
from db.queries.tasks import TaskDetail

NOTE = "note"
ACTIONS = (ComposerAction("note", "Keep note", primary=True, shortcut="Ctrl+Enter"),)


@dataclass(frozen=True, slots=True)
class Noting:
    """What the box needs: the person's draft, and the colleagues whom a note may call."""

    draft: str = field(repr=False)
    people: tuple[Colleague, ...]


def noting(session: Session, viewer: Credential, task: TaskDetail) -> Noting:
    """Read it. Two statements."""
    kept = drafts.mine(session, viewer=viewer, task_id=task.id)
    return Noting(kept.note, staff.colleagues(session, viewer=viewer, area=task.area))


def draw_note_box(where: DeltaGenerator, task: TaskDetail, kept: Noting) -> None:
    """The box, with what was typed before, in `where`, which isn't open, as `replying.draw_boxes` says."""
    Box(task.id, NOTE).refresh(kept.draft)
    with where.container(key="ps-note-box"):
        _box(task, kept.people)


@st.fragment
def _box(task: TaskDetail, people: tuple[Colleague, ...]) -> None:
    """The composer. A fragment, so that saving a draft every two seconds redraws nothing else."""
    box = Box(task.id, NOTE)
    if box.was_sent() or must_redraw_all():
        st.rerun()
    with st.container(horizontal=True, gap="xsmall", key="ps-compose-tools-alone"):
        mention_menu(task, people, box)
    composer(
        key=box.key,
        text=box.text,
        revision=box.revision,
        label="Internal note, never shown to the patient",
        actions=ACTIONS,
        status=box.status,
        focus=box.focus,
        on_save=lambda body: keep_draft(task, box, body),
        on_action=lambda _, body: _keep(task, box, body),
    )


def _keep(task: TaskDetail, box: Box, body: str) -> None:
    """Keep the note; on a refusal the text stays in the box, and in the draft."""
    done = perform(place(task.id), add_note, token=once_token(box.key), task_id=task.id, body=body)
    if done is None:
        keep_draft(task, box, body, quietly=True)
    else:
        renew(box.key)
        box.adopt("")
        stops_writing(task.id)
        say(place(task.id), "success", "Note kept.")
    box.mark_sent()
