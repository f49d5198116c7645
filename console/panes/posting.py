"""Posting a result by hand: whose it is, then values of a panel or a report as a file."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading, show_said
from console.kit.component_events import asset
from console.kit.links import link_to
from console.kit.text import draw
from console.panes.chosen_patient import chosen_patient
from console.panes.posting_document import draw_document
from console.panes.posting_slip import posted_key
from console.panes.posting_values import draw_values
from console.panes.result_access import released
from console.session import me
from db.actions.results import Posted
from db.queries import results
from db.queries.patients import PatientHeader

SHEET = f"<style>{asset('labs.css')}</style>"
PLACE = "posting"
VALUES, DOCUMENT = "Values of a panel", "A report as a file"


def draw_page() -> None:
    """Whom the address names, else a search."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    with st.container(key="ps-posting"):
        patient = chosen_patient(PLACE, "Whose result is it?")
        if patient is not None:
            show_said(PLACE)
            _form(patient)


@st.fragment
def _form(patient: PatientHeader) -> None:
    """One patient's form. What is typed redraws this and nothing else."""
    _posted(patient)
    kind = st.radio(
        "What is posted", (VALUES, DOCUMENT), horizontal=True, key=f"post:kind:{patient.id}", persist_state="session"
    )
    if kind == DOCUMENT:
        draw_document(patient)
    else:
        draw_values(patient)


def _posted(patient: PatientHeader) -> None:
    """What was posted last: who sees it, and the way to its task."""
    done: Posted | None = st.session_state.get(posted_key(patient.id))
    if done is None:
        return
    with reading() as session:
        report = results.report(session, viewer=credential(), task_id=done.task_id)
    with st.container(key="ps-posted", border=True):
        st.success("The result is posted, and waits for its review.", icon=":material/check_circle:")
        draw(Markup('<p class="ps-state">In the portal: {}</p>').format(released(report, me().now)))
        link_to("Open the result", "results", ":material/labs:", task=str(done.task_id))
