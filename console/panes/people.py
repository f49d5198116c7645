"""Finding a patient: a box that searches while one types, and whom one opened before."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, perform, reading, show_said
from console.kit.component_events import asset
from console.kit.links import link_to
from console.kit.search_keys import search_keys
from console.kit.times import age_text
from console.kit.worklist import WorklistRow, worklist
from console.panes.patient_page import PLACE, draw_patient
from console.session import me
from db.actions.patients import open_patient
from db.queries.people import PersonLine, find_people
from db.queries.recent_patients import recent_patients
from db.roles import Permission

SEARCH, OPENED, RECENT, REDRAW = (f"patients:{name}" for name in ("search", "opened", "recent", "redraw"))
SHORTEST = 2  # characters that say enough to search for
MOST_RECENT = 8
SHEET = f"<style>{asset('patients.css')}</style>"


def draw_page() -> None:
    """The search beside the patient whom the address names."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    patient_id = number_in_address("patient")
    _note_opening(patient_id)
    with st.container(key=f"ps-patients-{'all' if patient_id is None else 'one'}"):
        left, right = st.columns([3, 8], gap="medium")
        with left, st.container(key="ps-patients-list"):
            _search(patient_id)
        with right, st.container(key="ps-patients-pane"):
            if patient_id is None:
                st.caption("Somebody phones? Find them on the left, and see here all that your role may see.")
            else:
                st.button(
                    "Back to the search",
                    icon=":material/arrow_back:",
                    key="back:patients",
                    on_click=_open,
                    args=(None,),
                )
                draw_patient(patient_id)


def number_in_address(name: str) -> int | None:
    """An id in the address; anything else counts as none."""
    found = st.query_params.get(name, "")
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 19 else None


def _open(patient_id: int | None) -> None:
    """Another patient, or none: the address says which, never what was searched for."""
    st.query_params.from_dict({} if patient_id is None else {"patient": str(patient_id)})
    st.session_state[REDRAW] = True


def _note_opening(patient_id: int | None) -> None:
    if patient_id is None or st.session_state.get(OPENED) == patient_id:
        return
    st.session_state[OPENED] = patient_id
    perform(PLACE, open_patient, patient_id=patient_id)
    earlier = [one for one in st.session_state.get(RECENT, []) if one != patient_id]
    st.session_state[RECENT] = [patient_id, *earlier][:MOST_RECENT]


@st.fragment
def _search(opened: int | None) -> None:
    """A fragment, so that typing redraws the hits and nothing else."""
    if st.session_state.pop(REDRAW, False):
        st.rerun()
    text = st.text_input(
        "Find a patient",
        key=SEARCH,
        type="search",
        icon=":material/search:",
        placeholder="Name, birth date, record number, phone",
        live=True,
        persist_state="session",
    )
    words = (text or "").strip()
    searched = len(words) >= SHORTEST
    with reading() as session:
        if searched:
            found = find_people(session, viewer=credential(), text=words)
        else:
            found = _in_order(recent_patients(session, viewer=credential()))
    if found and not searched:
        st.caption("Opened before")
    worklist(
        tuple(_row(one) for one in found),
        key=f"patients:{'found' if searched else 'recent'}",
        label="Patients found" if searched else "Patients opened before",
        single=True,
        selected=opened,
        empty="Nobody is found by this. Try fewer letters, the birth date or the record number."
        if searched
        else "Type two letters of a name, a birth date or a record number.",
        shortcuts={"j": "next", "k": "previous"},
        on_open=_open,
    )
    if me().may(Permission.MESSAGE_START_MANY):
        link_to("Write to several patients", "message", ":material/group:")
    search_keys("ps-patients-list", focus=opened is None)
    show_said("patients:search")


def _in_order(lines: tuple[PersonLine, ...]) -> tuple[PersonLine, ...]:
    """The last opened first, as far as this browser knows."""
    order = {patient_id: place for place, patient_id in enumerate(st.session_state.get(RECENT, []))}
    return tuple(sorted(lines, key=lambda one: (order.get(one.id, MOST_RECENT), one.name)))


def _row(one: PersonLine) -> WorklistRow:
    facts = [f"born {one.birth_date:%d %b %Y}", f"MRN {one.mrn}", one.phone]
    return WorklistRow(
        id=one.id,
        title=f"{one.name}, {age_text(one.birth_date, me().now)} {one.sex}",
        detail=" · ".join(fact for fact in facts if fact),
        priority="routine",
        marks=("deceased",) if one.deceased else (),
    )
