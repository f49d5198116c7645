"""Taking down a refill request, such as of a pharmacy that phones: for whom, what, and who asks."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, once_token, perform, reading, renew, show_said
from console.kit.going import follow, go
from console.kit.links import lead_to
from console.kit.text import option
from console.kit.times import day
from console.panes.chosen_patient import chosen_patient
from console.panes.refill_pharmacies import pharmacies_to_choose, which_pharmacy
from db.actions.refills import LONGEST_NOTE, ask
from db.queries.patients import PatientHeader
from db.queries.refill_lines import PharmacyLine
from db.queries.refill_medications import MedicationChoice, medications_of

PLACE, QUEUE = "refill-asking", "refills"
SOURCES = {"pharmacy": "A pharmacy", "staff": "The patient by telephone, or staff"}


def draw_page() -> None:
    """Whom the address names, else a search."""
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    follow()
    patient = chosen_patient(PLACE, "Whose refill is it?")
    if patient is None:
        return
    with reading() as session:
        drugs = medications_of(session, viewer=credential(), patient_id=patient.id)
    show_said(PLACE)
    if not drugs:
        st.info("No medication is on this patient's list: write to a prescriber instead.", icon=":material/info:")
        return
    with st.container(width=720):
        _draw_form(patient, {drug.id: drug for drug in drugs})


def _draw_form(patient: PatientHeader, drugs: dict[int, MedicationChoice]) -> None:
    # The keys hold the patient and the token: nothing typed follows to another patient, or to the next request.
    form = f"ask:{patient.id}"
    key = f"{form}:{once_token(form)}"
    drug = st.selectbox(
        "Medication", list(drugs), index=None, format_func=lambda one: option(_words(drugs[one])), key=f"{key}:drug"
    )
    if drug is not None and (waiting := drugs[drug].open_task_id) is not None:
        st.warning("A request for it waits already. Another one is then merged with it.", icon=":material/warning:")
        lead_to("Open it", QUEUE, waiting, ":material/arrow_outward:", where="asking:")
    source = st.radio("Who asks", list(SOURCES), format_func=SOURCES.__getitem__, horizontal=True, key=f"{key}:source")
    usual = drugs[drug].pharmacy_id if drug is not None and source == "pharmacy" else None
    pharmacies = {one.id: one for one in pharmacies_to_choose(f"{key}:find")}
    st.selectbox(
        "Pharmacy" if source == "pharmacy" else "Pharmacy (optional)",
        list(pharmacies),
        index=None,
        format_func=lambda one: option(which_pharmacy(pharmacies[one])),
        key=f"{key}:pharmacy",
        placeholder=_as_listed(pharmacies.get(usual)) if usual is not None else None,
    )
    st.text_input("Who, by name (optional)", key=f"{key}:who", max_chars=200)
    st.text_input("Another dose than before (only where one is asked for)", key=f"{key}:dose", max_chars=200)
    st.text_area("Note (optional)", key=f"{key}:note", height=90, max_chars=LONGEST_NOTE)
    st.button("Take it down", key=f"do:{form}", type="primary", on_click=_ask, args=(patient.id, form, key, usual))


def _as_listed(pharmacy: PharmacyLine | None) -> str:
    """Which pharmacy is meant where none is chosen: of many the list may not hold it."""
    return f"{which_pharmacy(pharmacy)}, as on the medication list" if pharmacy else "As on the medication list"


def _words(drug: MedicationChoice) -> str:
    dose = f", {drug.dose}" if drug.dose else ""
    return f"{drug.display}{dose}" + (f" (stopped {day(drug.stopped_on)})" if drug.stopped_on else "")


def _ask(patient_id: int, form: str, key: str, usual: int | None) -> None:
    state = st.session_state
    asked = perform(
        PLACE,
        ask,
        token=once_token(form),
        patient_id=patient_id,
        medication_id=state.get(f"{key}:drug") or 0,
        source=state.get(f"{key}:source") or "",
        requested_by=state.get(f"{key}:who") or "",
        pharmacy_id=state.get(f"{key}:pharmacy") or usual,
        note=state.get(f"{key}:note") or "",
        asked_dose=state.get(f"{key}:dose") or "",
    )
    if asked is not None:
        renew(form)
        go(QUEUE, task=str(asked.task_id))
