"""Filing a conversation under another patient: search, both names side by side, a reason, and one button."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.doing import finish
from console.kit.queue_deeds import field, typed, why_field
from console.kit.text import draw, plain, shown
from console.kit.times import age_text
from db.actions.thread_moves import refile
from db.queries.people import PersonLine, find_people
from db.queries.tasks import TaskDetail

DEED = "refile"
SHORTEST = 2


def draw_refile(task: TaskDetail, _content: Any) -> None:
    """The dialog: nothing is filed before a person was chosen out of those found."""
    text = st.text_input(
        "Find the patient",
        key=field(task, DEED, "text"),
        placeholder="Name, birth date or record number",
        icon=":material/search:",
    )
    people = _found(task, text or "")
    key = field(task, DEED, "patient")
    if text and not people:
        st.caption("Nobody matches. Try another spelling, the birth date or the record number.")
    if not people:
        return
    chosen = st.radio(
        "Which one", list(people), index=None, format_func=lambda number: _line(people[number], task.now), key=key
    )
    if chosen is None:
        return
    draw(_side_by_side(task, people[chosen]))
    why = why_field(task, DEED, needed=True)
    st.button(
        f"File under {plain(people[chosen].name)}",
        key=field(task, DEED, "do"),
        type="primary",
        on_click=_refile,
        args=(task, chosen, why),
    )


def _found(task: TaskDetail, text: str) -> dict[int, PersonLine]:
    if len(text.strip()) < SHORTEST:
        return {}
    with reading() as session:
        people = find_people(session, viewer=credential(), text=text)
    return {one.id: one for one in people if one.id != task.patient_id}


def _line(one: PersonLine, now: datetime) -> str:
    died = ", deceased" if one.deceased else ""
    born = f"{one.birth_date:%d %b %Y}, {age_text(one.birth_date, now)}"
    return plain(f"{one.name}, born {born}, {one.sex}, MRN {one.mrn}{died}")


def _side_by_side(task: TaskDetail, to: PersonLine) -> Markup:
    patient = task.patient
    before = (
        Markup("<strong>{}</strong>born {:%d %b %Y}<br>MRN {}").format(
            shown(patient.name), patient.birth_date, shown(patient.mrn)
        )
        if patient
        else Markup("<strong>Nobody</strong>")
    )
    after = Markup("<strong>{}</strong>born {:%d %b %Y}<br>MRN {}").format(shown(to.name), to.birth_date, shown(to.mrn))
    return Markup(
        '<div class="ps-move"><div><span>Now under</span>{}</div><div><span>To be filed under</span>{}</div></div>'
    ).format(before, after)


def _refile(task: TaskDetail, patient_id: int, why: str) -> None:
    finish(
        task,
        refile,
        "",
        task_id=task.id,
        seen_version=task.version,
        patient_id=patient_id,
        reason=typed(why),
        seen_inbound_id=task.last_inbound_id,
    )
