"""A result's pane: how it stands, its values beside earlier ones, what was said about it, and the patient's context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.doing import Deed
from console.kit.links import lead_to, link_to
from console.kit.text import draw
from console.panes.calls import call_deeds
from console.panes.history import draw_history
from console.panes.patients import allergies_line, draw_context
from console.panes.result_cells import NOTHING
from console.panes.result_commenting import Writing, draw_boxes, writing
from console.panes.result_deeds import result_deeds
from console.panes.result_state import FOLLOW_UPS, report_head, state_strip
from console.panes.result_table import values_table
from console.panes.result_trend import draw_trend
from console.panes.result_versions import draw_versions, raw_deeds
from console.panes.result_words import words
from console.panes.thread_files import files_list
from console.panes.urgency import draw_urgency, override_deeds
from console.session import me
from db.credentials import Credential
from db.queries import patients, results, task_pane
from db.queries.patients import PatientContext
from db.queries.results import ReportDetail
from db.queries.task_pane import Together
from db.queries.tasks import TaskDetail
from db.roles import Permission

ALARM = {"red": "Critical value", "amber": "To be seen to today"}


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows; no context while it isn't known whose result it is, `kept` for who may write."""

    report: ReportDetail
    together: Together
    context: PatientContext | None = None
    kept: Writing | None = None


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the report, and the context of the patient whom it belongs to."""
    report = results.report(session, viewer=viewer, task_id=task.id)
    together, context = task_pane.together(session, viewer=viewer, task_id=task.id), None
    if task.patient_id is not None:
        context = patients.context(
            session, viewer=viewer, patient_id=task.patient_id, but_task=task.id, but_report=report.id
        )
    writes = me().may(Permission.RESULTS_WORK) and report.patient_id is not None  # else there is nobody to write to
    kept = writing(session, viewer, task) if writes else None
    return Content(report, together, context, kept)


def above(task: TaskDetail, content: Content) -> None:
    """What stands over the buttons: a critical value that nobody settled."""
    draw_urgency(task, content.together, ALARM)


def deeds(task: TaskDetail, content: Content) -> tuple[Deed, ...]:
    """What can be done with a result, beside what every task has."""
    if not me().may(Permission.RESULTS_WORK):
        return raw_deeds()
    return (
        *result_deeds(task, content),
        *call_deeds(task),
        *override_deeds(task, content.together),
        *raw_deeds(),
    )


def render(task: TaskDetail, content: Content) -> None:
    """Draw the result beside the patient's context."""
    report = content.report
    left, right = st.columns([5, 3] if content.context is not None else [1, 0.001], gap="medium")
    with left:
        if report.patient_id is None:
            st.caption("It waits in the queue of unmatched results until somebody says whose it is.")
            link_to("Unmatched results", "unmatched", ":material/person_alert:")
        _report(report, content.context, task.now)
    if content.kept is not None:
        draw_boxes(left, task, report, content.kept)
    with left:
        draw_trend(task, report)
        draw_versions(task, report)
        draw_history(task)
    if content.context is None:
        return
    with right:
        if task.patient_id is not None and me().may(Permission.PATIENT_VIEW):
            link_to("Patient's page", "patients", ":material/person:", patient=str(task.patient_id))
        draw_context(content.context)


def _report(report: ReportDetail, context: PatientContext | None, now: datetime) -> None:
    """In one piece, unless something to press stands in its middle."""
    over = allergies_line(context) if context is not None else NOTHING
    head = over + report_head(report, now) + state_strip(report, now)
    files = Markup('<div class="ps-attached">{}</div>').format(files_list(report.files)) if report.files else NOTHING
    rest = values_table(report, now) + files + words(report, now)
    if any(one.task_id is not None and one.finished_at is None for one in report.follow_ups):
        draw(head)
        _to_dos(report)
        draw(rest)
    else:
        draw(head + rest)


def _to_dos(report: ReportDetail) -> None:
    """The way to what was asked because of it."""
    for one in report.follow_ups:
        if one.task_id is not None and one.finished_at is None and me().may(Permission.TODO_VIEW):
            lead_to(
                f"Open the to-do: {FOLLOW_UPS.get(one.kind, one.kind).lower()}", "todo", one.task_id, ":material/task:"
            )
