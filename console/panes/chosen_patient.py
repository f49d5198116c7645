"""The patient whom a page's address names: searched for, opened with an entry in the audit, shown above the form."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, perform, reading
from console.kit.links import link_to
from console.kit.patient_banner import patient_banner
from console.kit.text import draw
from console.panes.finding import pick_patient
from console.panes.people import number_in_address
from console.session import me
from db.actions.patients import open_patient
from db.errors import NotFound
from db.queries.patient_page import patient_page
from db.queries.patients import PatientHeader


def chosen_patient(place: str, question: str, *, forget: str | None = None) -> PatientHeader | None:
    """Whom the address names, drawn with the ways to another and to their page; else the search, and None.

    `place`: what its keys begin with. `forget`: what the browser's session no longer keeps for somebody else.
    """
    patient_id = number_in_address("patient")
    header = None if patient_id is None else opened_patient(place, patient_id)
    if header is None:
        find_patient(place, question)
        return None
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        another(place, "Another patient", forget)
        link_to("Patient's page", "patients", ":material/person:", patient=str(header.id))
    return header


def opened_patient(place: str, patient_id: int) -> PatientHeader | None:
    """The patient's header, drawn; None where nobody is to be seen. That the record was opened is written once."""
    opened = f"{place}:opened"
    if st.session_state.get(opened) != patient_id:
        st.session_state[opened] = patient_id
        perform(place, open_patient, patient_id=patient_id)
    try:
        with reading() as session:
            header = patient_page(session, viewer=credential(), patient_id=patient_id).header
    except NotFound as missing:
        st.warning(f"{missing} Search again.", icon=":material/search_off:")
        return None
    draw(patient_banner(header, me().now))
    return header


def find_patient(place: str, question: str) -> None:
    """The search; who is picked comes into the address."""
    draw(Markup('<h2 class="ps-subject">{}</h2>').format(question))
    with st.container(width=720):
        person = pick_patient(f"{place}:find", me().now)
    if person is not None:
        st.query_params["patient"] = str(person.id)
        st.rerun()


def another(place: str, label: str, forget: str | None = None) -> None:
    """The way back to the search."""
    st.button(label, icon=":material/person_search:", on_click=_leave, args=(forget,), key=f"{place}:another")


def _leave(forget: str | None) -> None:
    st.query_params.pop("patient", None)
    if forget is not None:
        st.session_state.pop(forget, None)
