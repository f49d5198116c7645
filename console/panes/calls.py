"""Logging a telephone call: how it went, in the patient's record and in the conversation's flow."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import once_token, renew
from console.kit.doing import CALL, Deed, begin, finish
from console.kit.patient_banner import phone_link
from console.kit.queue_deeds import field, typed
from console.kit.text import draw, shown
from console.session import me
from db.actions.calls import OUTCOME_TITLES, log_call
from db.queries.tasks import TaskDetail
from db.roles import Permission

NO_PHONE = Markup("There is no telephone number on record.")


def call_deeds(task: TaskDetail) -> tuple[Deed, ...]:
    """Logging a call, for who may and where there is somebody to call."""
    if task.patient is None or not me().may(Permission.CALL_LOG):
        return ()
    return (Deed(CALL, "Log a phone call", ":material/call:", CALL, _draw),)


def open_call(task: TaskDetail) -> None:
    """Open the dialog; in a callback."""
    begin(task.id, CALL)


def _draw(task: TaskDetail, _content: Any) -> None:
    if task.patient is None:
        return
    phone = phone_link(task.patient.phone) if task.patient.phone else NO_PHONE
    draw(Markup('<p class="ps-state">{}: {}</p>').format(shown(task.patient.name), phone))
    outcome, detail = field(task, CALL, "outcome"), field(task, CALL, "detail")
    with st.form(field(task, CALL, "form"), border=False):
        st.radio("How it went", list(OUTCOME_TITLES), index=None, format_func=OUTCOME_TITLES.__getitem__, key=outcome)
        st.text_area("What was said (optional)", key=detail, height=96, max_chars=5_000)
        st.form_submit_button("Log the call", type="primary", on_click=_log, args=(task, outcome, detail))


def _log(task: TaskDetail, outcome: str, detail: str) -> None:
    name, chosen = f"{CALL}:{task.id}", str(st.session_state.get(outcome) or "")
    done = finish(
        task,
        log_call,
        f"Call logged: {OUTCOME_TITLES.get(chosen, '').lower()}.",
        token=once_token(name),
        patient_id=task.patient_id,
        task_id=task.id,
        outcome=chosen,
        detail=typed(detail),
    )
    if done is not None:
        renew(name)
