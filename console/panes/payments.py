"""Something that doesn't agree in money: what is wrong, the record itself, what it may belong to, what to do."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.doing import Deed, place
from console.kit.links import link_to
from console.kit.text import draw, shown
from console.kit.times import absolute
from console.panes.history import draw_history
from console.panes.match_deeds import Desk
from console.panes.match_desk import Sides, draw_sides, load_sides
from console.panes.money import dollars
from console.panes.noting import Noting, draw_note_box, noting
from console.panes.payment_placing import placing_deeds
from console.panes.payment_records import record_whole
from console.panes.payment_resolving import resolving_deeds
from console.panes.payment_words import NOTHING
from console.session import me
from db.actions.payment_exceptions import RESOLUTIONS, SETTLED
from db.credentials import Credential
from db.queries import payment_exceptions, task_pane
from db.queries.payment_exceptions import ExceptionDetail
from db.queries.task_pane import Together
from db.queries.tasks import TaskDetail
from db.roles import Permission
from rules.payment_exceptions import EXCEPTIONS

SHEETS = ("labs.css", "refills.css", "money.css", "payments.css")
GONE = "The record that this was about is no longer there."


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows: `sides` of a record that is matched with others, `noting` for who may write a note."""

    detail: ExceptionDetail
    together: Together
    sides: Sides | None = None
    noting: Noting | None = None


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the exception with its record, and what that may be one with."""
    detail = payment_exceptions.detail(session, viewer=viewer, task_id=task.id)
    together = task_pane.together(session, viewer=viewer, task_id=task.id)
    kept = noting(session, viewer, task) if me().may(Permission.PAYMENTS_WORK) else None
    sides = load_sides(session, viewer, detail.record_type, detail.record_id) if detail.record is not None else None
    return Content(detail, together, sides, kept)


def deeds(task: TaskDetail, content: Content) -> tuple[Deed, ...]:
    """Placing a claim of nobody, and resolving it, beside what every task has."""
    return (*placing_deeds(task, content.detail), *resolving_deeds(task))


def render(task: TaskDetail, content: Content) -> None:
    """Draw what is wrong over the record."""
    one = content.detail
    draw(_wrong(one))
    draw(record_whole(one.record) if one.record is not None else Markup('<p class="ps-state">{}</p>').format(GONE))
    for twin in one.twins:
        draw(Markup('<h4 class="ps-part">Looks the same</h4>{}').format(record_whole(twin)))
    if content.sides is not None:
        desk = Desk((one.record_type, one.record_id), place(task.id))
        with st.container(key="ps-sides"):
            draw_sides(desk, content.sides)
    if one.patient_id is not None and me().may(Permission.PATIENT_VIEW):
        link_to("Patient's page", "patients", ":material/person:", patient=str(one.patient_id))
    if content.noting is not None:
        draw_note_box(st.container(), task, content.noting)
    draw_history(task)


def _wrong(one: ExceptionDetail) -> Markup:
    """Which kind of thing doesn't agree, by how much, and why; or how it ended."""
    said = Markup('<p class="ps-state">{}</p>').format(shown(one.reason)) if one.reason else NOTHING
    head = Markup('<h3 class="ps-subject">{} <span class="ps-sum">{}</span></h3><p class="ps-state">{}</p>{}').format(
        EXCEPTIONS[one.kind], dollars(one.amount), shown(one.headline), said
    )
    return Markup('<div class="ps-exception">{}{}</div>').format(head, _ended(one))


def _ended(one: ExceptionDetail) -> Markup:
    if one.resolved_at is None:
        return NOTHING
    words = "The cause is gone" if one.resolution == SETTLED else RESOLUTIONS.get(one.resolution, one.resolution)
    return Markup('<p class="ps-fine">{}. {} <span class="ps-quiet">{}, {}</span></p>').format(
        words, shown(one.how), shown(one.resolved_by), absolute(one.resolved_at)
    )
