"""Passing a refill request on: prepared for a prescriber, or as it is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed
from console.kit.text import option
from console.panes.refill_fields import draw_what, give, number, start_with, supply_fields
from console.panes.refill_words import supply
from db.actions.refill_steps import LONGEST_NOTE, forward, prepare
from db.queries import staff
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail
from db.roles import ROLES, Permission

WHOEVER = 0  # instead of a person's id
PREPARE, FORWARD = "prepare-refill", "forward-refill"
PRESCRIBER_ROLES = {role.name for role in ROLES.values() if Permission.REFILL_DECIDE in role.permissions}


def pass_deeds(one: RefillDetail) -> tuple[Deed, ...]:
    """For who may not decide it, preparing is the button."""
    found = []
    if "prepare" in one.may:
        found.append(
            Deed(PREPARE, "Prepare for a prescriber", ":material/edit_note:", "", _draw_prepare,
                 prominent=not one.may & {"approve", "bridge"})
        )  # fmt: skip
    if "forward" in one.may:
        found.append(Deed(FORWARD, "To a prescriber", ":material/forward_to_inbox:", "", _draw_forward))
    return tuple(found)


def _draw_prepare(task: TaskDetail, content: Any) -> None:
    one: RefillDetail = content.detail
    draw_what(task, one, "Nothing is given yet: the prescriber sees what you propose, and decides.")
    with st.form(field(task, PREPARE, "form"), border=False):
        days, refills = supply_fields(task, PREPARE, start_with(one))
        note = _note_field(task, PREPARE)
        st.form_submit_button("Prepare it", type="primary", on_click=_prepare, args=(task, one, days, refills, note))


def _note_field(task: TaskDetail, deed: str) -> str:
    key = field(task, deed, "note")
    st.text_area("Note for the prescriber (optional)", key=key, height=80, max_chars=LONGEST_NOTE)
    return key


def _prepare(task: TaskDetail, one: RefillDetail, days: str, refills: str, note: str) -> None:
    given, again = number(days), number(refills)
    give(
        task,
        one,
        prepare,
        f"Prepared: {supply(given, again)}. It is with the prescribers now.",
        days=given,
        refills=again,
        note=typed(note),
    )


def _draw_forward(task: TaskDetail, content: Any) -> None:
    one: RefillDetail = content.detail
    with reading() as session:
        people = staff.colleagues(session, viewer=credential(), area=task.area)
    names = {each.id: each.name for each in people if each.role in PRESCRIBER_ROLES}
    usual = f"{one.medication.prescriber}, or whoever is there" if one.medication.prescriber_id else "Whoever takes it"
    key = field(task, FORWARD, "to")
    draw_what(task, one, "As it is: nothing is prepared.")
    with st.form(field(task, FORWARD, "form"), border=False):
        st.selectbox("To", [WHOEVER, *names], key=key, format_func=lambda one: option(names[one] if one else usual))
        note = _note_field(task, FORWARD)
        st.form_submit_button("Pass it on", type="primary", on_click=_forward, args=(task, key, note))


def _forward(task: TaskDetail, key: str, note: str) -> None:
    finish(
        task,
        forward,
        "It is with the prescriber now.",
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        staff_id=st.session_state.get(key) or None,
        note=typed(note),
    )
