"""Asking another team for something, from a task: it stays as it is, and remembers what was asked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.acting import credential, once_token, reading, renew
from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed
from console.session import me
from db.actions.errands import make_errand
from db.models import Priority
from db.queries import staff
from db.queries.tasks import TaskDetail
from db.roles import Permission

NAME = "pass_on"


def passing_deeds() -> tuple[Deed, ...]:
    """Asking another team, for who may."""
    if not me().may(Permission.TODO_CREATE):
        return ()
    return (Deed(NAME, "Ask another team", ":material/checklist:", NAME, _draw),)


def _draw(task: TaskDetail, _content: Any) -> None:
    with reading() as session:
        teams = {team.id: team.name for team in staff.teams(session, viewer=credential())}
    team, body, urgent = (field(task, NAME, name) for name in ("team", "body", "urgent"))
    with st.form(field(task, NAME, "form"), border=False):
        st.selectbox("Team", list(teams), index=None, format_func=teams.__getitem__, key=team)
        st.text_area(
            "What is to be done",
            key=body,
            height=110,
            max_chars=5_000,
            help="Everybody in the to-do queue reads this, also who reads no messages.",
        )
        st.checkbox("Urgent", key=urgent)
        st.form_submit_button("Ask them", type="primary", on_click=_ask, args=(task, team, body, urgent))


def _ask(task: TaskDetail, team: str, body: str, urgent: str) -> None:
    name = f"{NAME}:{task.id}"
    done = finish(
        task,
        make_errand,
        "The to-do is with the team. This task stays as it is.",
        token=once_token(name),
        team_id=st.session_state.get(team) or 0,
        body=typed(body),
        patient_id=task.patient_id,
        from_task_id=task.id,
        priority=int(Priority.URGENT if st.session_state.get(urgent) else Priority.ROUTINE),
    )
    if done is not None:
        renew(name)
