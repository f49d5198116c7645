"""A refill request's pane: what is proposed and why, the medication, what was done, and the patient's context."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.doing import Deed, place
from console.kit.links import link_to
from console.kit.text import draw
from console.panes.calls import call_deeds
from console.panes.criteria import criteria_table
from console.panes.history import draw_history
from console.panes.noting import Noting, draw_note_box, noting
from console.panes.passing_on import passing_deeds
from console.panes.patients import allergies_line, draw_context
from console.panes.refill_answering import answer_deeds
from console.panes.refill_approving import approve_deeds
from console.panes.refill_medication import dispensed, earlier_requests, medication_facts
from console.panes.refill_merging import draw_duplicates
from console.panes.refill_order import draw_order, order_deeds
from console.panes.refill_passing import pass_deeds
from console.panes.refill_proposal import proposal_box
from console.panes.refill_request import request_head
from console.panes.refill_steps import decided, prepared, steps
from console.session import me
from db.credentials import Credential
from db.queries import patients, refills, task_pane
from db.queries.patients import PatientContext
from db.queries.refills import RefillDetail
from db.queries.task_pane import Together
from db.queries.tasks import TaskDetail
from db.roles import Permission

SHEETS = ("refills.css",)


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows; `noting` for who may write a note."""

    detail: RefillDetail
    together: Together
    context: PatientContext
    noting: Noting | None = None


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the request as it stands now, and the context of its patient."""
    detail = refills.detail(session, viewer=viewer, task_id=task.id)
    together = task_pane.together(session, viewer=viewer, task_id=task.id)
    context = patients.context(session, viewer=viewer, patient_id=detail.patient_id, but_task=task.id)
    kept = noting(session, viewer, task) if me().may(Permission.REFILLS_WORK) else None
    return Content(detail, together, context, kept)


def deeds(task: TaskDetail, content: Content) -> tuple[Deed, ...]:
    """What the person may do about it, beside what every task has."""
    one = content.detail
    if not me().may(Permission.REFILLS_WORK):
        return ()
    open_ones = (*call_deeds(task), *passing_deeds()) if task.is_open else ()
    return (*approve_deeds(one), *pass_deeds(one), *answer_deeds(one), *order_deeds(one), *open_ones)


def render(task: TaskDetail, content: Content) -> None:
    """Draw the request beside the patient's context."""
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _request(task, content)
    if content.noting is not None:
        draw_note_box(left, task, content.noting)
    with left:
        draw_history(task)
    with right:
        if me().may(Permission.PATIENT_VIEW):
            link_to("Patient's page", "patients", ":material/person:", patient=str(content.detail.patient_id))
        draw_context(content.context)


def _request(task: TaskDetail, content: Content) -> None:
    one, today = content.detail, content.detail.judged.facts.today
    draw(allergies_line(content.context) + request_head(one, task))
    if not one.decision:
        draw_duplicates(task, one)
        draw(_proposed(task, one))
    else:
        draw(decided(one, task.now))
        draw_order(one, task.now, place(task.id))
    draw(medication_facts(one, today) + dispensed(one) + earlier_requests(one) + steps(one, task.now))


def _proposed(task: TaskDetail, one: RefillDetail) -> Markup:
    evaluation = one.judged.evaluation
    return prepared(one, task.now) + proposal_box(one.judged) + criteria_table(evaluation.criteria)
