"""What can be done from a patient's page: write to them, note a call, ask another team for something."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import once_token, perform, renew, say, show_said
from console.kit.links import link_to
from console.kit.text import plain
from console.patient_links import LINKS
from console.session import me
from db.actions.calls import OUTCOME_TITLES, log_call
from db.actions.errands import make_errand
from db.nouns import load
from db.queries.patient_page import PatientPage
from db.queries.staff import TeamLine
from db.roles import Permission

load("console.patient_links")

NO_TASK = 0


def draw_deeds(page: PatientPage, teams: tuple[TeamLine, ...]) -> None:
    """The buttons of those that the role may do."""
    patient_id = page.header.id
    show_said(_place(patient_id))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ps-deeds"):
        for link in LINKS.values():
            if me().may(link.needs):
                link_to(link.words, link.address, link.icon, patient=str(patient_id))
        if me().may(Permission.CALL_LOG):
            _call(page)
        if me().may(Permission.TODO_CREATE):
            _errand(patient_id, teams)


def _place(patient_id: int) -> str:
    return f"patient:{patient_id}"


def _call(page: PatientPage) -> None:
    # The keys hold the patient and the token: nothing typed follows to another patient, or to the next call.
    form = f"call:{page.header.id}"
    key = f"{form}:{once_token(form)}"
    about = {task.id: task for task in page.tasks if task.closed_at is None}
    with st.popover("Log a phone call", icon=":material/call:", key=f"popover:{key}"):
        outcomes = list(OUTCOME_TITLES)
        st.radio("How did it go?", outcomes, index=None, key=f"{key}:outcome", format_func=OUTCOME_TITLES.__getitem__)
        if about:
            st.selectbox(
                "About which task",
                [NO_TASK, *about],
                key=f"{key}:task",
                format_func=lambda one: f"{about[one].queue_title}: {about[one].title}" if one else "None of them",
            )
        st.text_area("What was said", key=f"{key}:detail", height=100)
        st.button(
            "Keep the call", key=f"keep:{form}", type="primary", on_click=_keep_call, args=(page.header.id, form, key)
        )


def _keep_call(patient_id: int, form: str, key: str) -> None:
    done = perform(
        _place(patient_id),
        log_call,
        token=once_token(form),
        patient_id=patient_id,
        task_id=st.session_state.get(f"{key}:task") or None,
        outcome=st.session_state.get(f"{key}:outcome") or "",
        detail=st.session_state.get(f"{key}:detail") or "",
    )
    if done is not None:
        renew(form)
        say(_place(patient_id), "success", "The call is kept.")


def _errand(patient_id: int, teams: tuple[TeamLine, ...]) -> None:
    form = f"errand:{patient_id}"
    key = f"{form}:{once_token(form)}"
    names = {team.id: team.name for team in teams}
    with st.popover("Make a to-do", icon=":material/checklist:", key=f"popover:{key}"):
        st.selectbox("Which team", list(names), key=f"{key}:team", format_func=names.__getitem__)
        st.text_area(
            "What is to be done",
            key=f"{key}:body",
            height=120,
            help="Everybody who works on to-dos reads this: no clinical words.",
        )
        st.button(
            "Ask for it",
            key=f"ask:{form}",
            type="primary",
            on_click=_make_errand,
            args=(patient_id, form, key, names),
        )


def _make_errand(patient_id: int, form: str, key: str, names: dict[int, str]) -> None:
    team_id = st.session_state.get(f"{key}:team") or 0
    made = perform(
        _place(patient_id),
        make_errand,
        token=once_token(form),
        team_id=team_id,
        body=st.session_state.get(f"{key}:body") or "",
        patient_id=patient_id,
    )
    if made is not None:
        renew(form)
        say(_place(patient_id), "success", f"{plain(names.get(team_id, 'The team'))} has it as a to-do.")
