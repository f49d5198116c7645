"""A result that waits for its patient: what the laboratory said, who may be meant, the result itself."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.doing import Deed, begin
from console.kit.links import lead_to, link_to
from console.kit.text import draw, shown
from console.panes.history import draw_history
from console.panes.result_cells import NOTHING
from console.panes.result_state import report_head
from console.panes.result_table import values_table
from console.panes.result_versions import draw_versions, raw_deeds
from console.panes.thread_files import files_list
from console.panes.unlinking import unlink_deeds
from console.panes.unmatched_candidates import candidate_row, said_row
from console.panes.unmatched_linking import NEW, choose, linked_task, linking_deeds
from console.panes.urgency import draw_urgency, override_deeds
from console.session import me
from db.credentials import Credential
from db.queries import results, task_pane, unmatched
from db.queries.results import ReportDetail
from db.queries.task_pane import Together
from db.queries.tasks import TaskDetail
from db.queries.unmatched import CandidateLine, Sent, Unmatched, sent_of
from db.roles import Permission

SHEETS = ("labs.css",)
ALARM = {"red": "Critical value of somebody unknown", "amber": "To be seen to today"}
FEW = 4


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows; `found` is None once it is somebody's, and for who may not say whose it is."""

    report: ReportDetail
    together: Together
    sent: Sent
    found: Unmatched | None = None


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the report, and who may be meant."""
    report = results.report(session, viewer=viewer, task_id=task.id)
    together = task_pane.together(session, viewer=viewer, task_id=task.id)
    sent, found = sent_of(report.identity, report.placer_number), None
    if report.patient_id is None and me().may(Permission.RESULT_MATCH):
        found = unmatched.candidates(session, viewer=viewer, task_id=task.id)
    return Content(report, together, sent, found)


def above(task: TaskDetail, content: Content) -> None:
    """What stands over the buttons: a critical value that nobody settled."""
    draw_urgency(task, content.together, ALARM)


def deeds(task: TaskDetail, content: Content) -> tuple[Deed, ...]:
    """Saying whose it is, beside what every task has."""
    mine = linking_deeds(task) if content.report.patient_id is None else unlink_deeds(content.report)
    return (*mine, *override_deeds(task, content.together), *raw_deeds())


def render(task: TaskDetail, content: Content) -> None:
    """Draw whom the message means over what it says."""
    report = content.report
    if report.patient_id is None:
        _whose(task, content)
    else:
        _is_linked(task, report)
    files = Markup('<div class="ps-attached">{}</div>').format(files_list(report.files)) if report.files else NOTHING
    draw(report_head(report, task.now) + values_table(report, task.now) + files)
    draw_versions(task, report)
    draw_history(task)


def _whose(task: TaskDetail, content: Content) -> None:
    found = content.found
    reason = found.reason if found is not None else content.report.match_reason
    draw(
        Markup('<h3 class="ps-subject">Whose is it?</h3><p class="ps-state">{}</p>{}').format(
            shown(reason), said_row(content.sent, content.report.lab)
        )
    )
    if found is None:
        st.caption("Your role sees that it waits. A nurse or prescriber says whose it is.")
        return
    everybody = len(found.candidates) <= FEW or st.session_state.get(f"everybody:{task.id}", False)
    for one in found.candidates if everybody else found.candidates[:FEW]:
        _candidate(task, content.sent, one)
    if not found.candidates:
        st.caption("Nobody here is like this person.")
    with st.container(horizontal=True, gap="small", key="ps-who-else"):
        if not everybody:
            more = len(found.candidates) - FEW
            st.button(f"{more} more", key=f"more-people:{task.id}", on_click=_show_everybody, args=(task,))
        if task.is_open:
            _others(task)


def _candidate(task: TaskDetail, sent: Sent, one: CandidateLine) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"ps-candidate-{one.patient_id}"):
        draw(candidate_row(sent, one))
        if task.is_open:
            st.button(
                "Link", key=f"link:{task.id}:{one.patient_id}", icon=":material/link:", on_click=choose,
                args=(task, one), type="primary" if one.suggested else "secondary",
                help="Asks first, and names the patient.",
            )  # fmt: skip


def _others(task: TaskDetail) -> None:
    st.button(
        "Somebody else", key=f"else:{task.id}", icon=":material/search:", on_click=choose, args=(task, None),
        help="Search for another patient.",
    )  # fmt: skip
    st.button("New patient", key=f"new:{task.id}", icon=":material/person_add:", on_click=begin, args=(task.id, NEW))


def _show_everybody(task: TaskDetail) -> None:
    st.session_state[f"everybody:{task.id}"] = True


def _is_linked(task: TaskDetail, report: ReportDetail) -> None:
    draw(
        Markup('<p class="ps-state">Linked to its patient by {}: {}</p>').format(
            shown(report.matched_by or "the rules"), shown(report.match_reason)
        )
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ps-linked"):
        if (number := linked_task(task)) is not None:
            lead_to("Open the result", "results", number, ":material/labs:")
        if me().may(Permission.PATIENT_VIEW):
            link_to("Patient's page", "patients", ":material/person:", patient=str(report.patient_id))
