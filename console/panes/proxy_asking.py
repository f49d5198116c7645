"""Taking down a request for access: for which patient, who is to act, as what, in which things."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import once_token, perform, renew, show_said
from console.kit.component_events import asset
from console.kit.going import follow, go
from console.kit.text import draw
from console.panes.chosen_patient import another, find_patient, opened_patient
from console.panes.people import number_in_address
from console.panes.proxy_boxes import draw_boxes, ticked
from console.panes.proxy_words import ANY_DAY
from db.actions.proxies import LONGEST_EMAIL, LONGEST_NAME, LONGEST_NOTE, LONGEST_PHONE, STAFF_CONSENTS, ask
from rules.attachments import ENDINGS, LARGEST, MOST_FILES
from rules.proxy_scopes import RELATIONS, SCOPES

PLACE, QUEUE = "proxy-asking", "proxies"
NOT_FOUND = f"{PLACE}:not-found"
SHORT = 100
SHEET = f"<style>{asset('proxies.css')}</style>"


def draw_page() -> None:
    """Whom the address names, else a search."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    follow()
    patient_id = number_in_address("patient")
    if patient_id is None and not st.session_state.get(NOT_FOUND):
        _find()
        return
    if patient_id is None:
        draw(Markup('<h2 class="ps-subject">For a patient who isn\'t found yet</h2>'))
    elif opened_patient(PLACE, patient_id) is None:
        _find()
        return
    another(PLACE, "Another patient" if patient_id else "Search again", NOT_FOUND)
    with st.container(width=720):
        _draw_form(patient_id)


def _find() -> None:
    find_patient(PLACE, "For which patient does somebody want access?")
    st.button("The patient isn't found", key=f"{PLACE}:nobody", on_click=_nobody)


def _nobody() -> None:
    st.query_params.pop("patient", None)
    st.session_state[NOT_FOUND] = True


def _draw_form(patient_id: int | None) -> None:
    # The keys hold the patient and the token: nothing typed follows to another patient, or to the next request.
    form = f"{PLACE}:{patient_id or 'nobody'}"
    key = f"{form}:{once_token(form)}"
    if patient_id is None:
        left, middle, right = st.columns(3)
        left.text_input("Patient's given name", key=f"{key}:said_given", max_chars=SHORT)
        middle.text_input("Family name", key=f"{key}:said_family", max_chars=SHORT)
        _birth_date(right, "Birth date (optional)", f"{key}:said_birth_date")
    st.text_input("Who is to act for the patient", key=f"{key}:proxy_name", max_chars=LONGEST_NAME)
    left, right = st.columns(2)
    left.text_input(
        "Their e-mail", key=f"{key}:proxy_email", max_chars=LONGEST_EMAIL, help="The invitation goes there."
    )
    right.text_input("Their telephone (optional)", key=f"{key}:proxy_phone", max_chars=LONGEST_PHONE)
    left, right = st.columns(2)  # a row of its own: on a phone each field follows its neighbour
    left.selectbox(
        "They are the patient's", list(RELATIONS), index=None, format_func=RELATIONS.__getitem__, key=f"{key}:relation"
    )
    _birth_date(right, "Their birth date (optional)", f"{key}:proxy_birth_date")
    draw_boxes("What they ask for", SCOPES, f"{key}:scopes", place="ps-scopes")
    consents = list(STAFF_CONSENTS)
    st.radio("The patient's consent", consents, format_func=STAFF_CONSENTS.__getitem__, key=f"{key}:consent")
    if patient_id is not None:
        st.checkbox("The patient asks for it in person", key=f"{key}:by_patient")
    st.text_area("Note (optional)", key=f"{key}:note", height=90, max_chars=LONGEST_NOTE)
    st.file_uploader(
        f"Papers (optional): photos or PDF, up to {MOST_FILES} files of {LARGEST // 1024 // 1024} MB",
        type=[ending for endings in ENDINGS.values() for ending in endings], accept_multiple_files=True,
        key=f"{key}:files", max_upload_size=LARGEST // 1024 // 1024,
    )  # fmt: skip
    show_said(PLACE)  # beside the button: the top of the form is out of sight by now
    st.button("Take it down", key=f"do:{PLACE}", type="primary", on_click=_ask, args=(patient_id, form, key))


def _birth_date(where: Any, label: str, key: str) -> None:
    where.date_input(label, value=None, format="MM/DD/YYYY", key=key, **ANY_DAY)


TEXTS = ("said_given", "said_family", "proxy_name", "proxy_email", "proxy_phone", "relation", "consent", "note")


def _ask(patient_id: int | None, form: str, key: str) -> None:
    state = st.session_state
    given: dict[str, Any] = {name: state.get(f"{key}:{name}") or "" for name in TEXTS}
    given |= {name: state.get(f"{key}:{name}") for name in ("said_birth_date", "proxy_birth_date")}
    asked = perform(
        PLACE,
        ask,
        token=once_token(form),
        patient_id=patient_id,
        scopes=ticked(SCOPES, f"{key}:scopes"),
        by_patient=bool(state.get(f"{key}:by_patient")),
        files=tuple((file.name, file.getvalue()) for file in state.get(f"{key}:files") or ()),
        **given,
    )
    if asked is not None:
        renew(form)
        state.pop(NOT_FOUND, None)
        go(QUEUE, task=str(asked.task_id))
