"""Posting a result by hand: whose it is, then values of a panel or a report as a file."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, perform, reading, show_said
from console.kit.component_events import asset
from console.kit.links import link_to
from console.kit.patient_banner import patient_banner
from console.kit.text import draw
from console.panes.finding import pick_patient
from console.panes.people import number_in_address
from console.panes.posting_document import draw_document
from console.panes.posting_slip import posted_key
from console.panes.posting_values import draw_values
from console.panes.result_access import released
from console.session import me
from db.actions.patients import open_patient
from db.actions.results import Posted
from db.errors import NotFound
from db.queries import results
from db.queries.patient_page import patient_page
from db.queries.patients import PatientHeader

SHEET = f"<style>{asset('labs.css')}</style>"
OPENED, PLACE = "posting:opened", "posting"
VALUES, DOCUMENT = "Values of a panel", "A report as a file"


def draw_page() -> None:
    """Whom the address names, else a search."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    patient_id = number_in_address("patient")
    with st.container(key="ps-posting"):
        if patient_id is None:
            _find()
            return
        if st.session_state.get(OPENED) != patient_id:
            st.session_state[OPENED] = patient_id
            perform(PLACE, open_patient, patient_id=patient_id)
        with reading() as session:
            try:
                patient = patient_page(session, viewer=credential(), patient_id=patient_id).header
            except NotFound as missing:
                st.warning(str(missing), icon=":material/search_off:")
                _find()
                return
        draw(patient_banner(patient, me().now))
        show_said(PLACE)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ps-posting-links"):
            st.button("Another patient", icon=":material/person_search:", on_click=_another, key="post:another")
            link_to("Patient's page", "patients", ":material/person:", patient=str(patient_id))
        _form(patient)


@st.fragment
def _find() -> None:
    draw(Markup('<h2 class="ps-subject">Whose result is it?</h2>'))
    with st.container(width=720):
        person = pick_patient("post:find", me().now)
    if person is not None:
        st.query_params["patient"] = str(person.id)
        st.rerun()


def _another() -> None:
    st.query_params.pop("patient", None)


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
