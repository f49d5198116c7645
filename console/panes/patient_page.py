"""A patient's page: everything that the role may see about them, and what can be done from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading, show_said
from console.kit.links import link_to
from console.kit.patient_banner import patient_banner
from console.kit.text import draw, joined, plain, shown
from console.kit.times import absolute, ago, due
from console.panes.patient_deeds import draw_deeds
from console.panes.patient_lists import draw_calls, draw_proxies, draw_threads
from console.panes.patient_money import draw_money
from console.panes.patients import draw_context
from console.session import me
from db.errors import NotFound
from db.queries.patient_page import PatientPage, TaskLine, patient_page
from db.queries.staff import teams
from db.roles import Permission

PLACE = "patient"  # where sentences about opening are said
PORTAL = {
    "none": "No portal account",
    "invited": "Invited to the portal, not active yet",
    "active": "Uses the portal",
    "locked": "Portal account locked",
    "disabled": "Portal account disabled",
}
MOST_TASKS = 12


def draw_patient(patient_id: int) -> None:
    """Read once, in one snapshot, then draw."""
    with reading() as session:
        try:
            page = patient_page(session, viewer=credential(), patient_id=patient_id)
        except NotFound as missing:
            st.warning(f"{missing} Search again on the left.", icon=":material/search_off:")
            return
        asked = teams(session, viewer=credential()) if me().may(Permission.TODO_CREATE) else ()
    draw(patient_banner(page.header, page.now))
    draw(_contacts(page))
    show_said(PLACE)
    draw_deeds(page, asked)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _tasks(page)
        draw_money(patient_id)
        draw_threads(page)
        draw_calls(page)
    with right:
        # Open tasks stand on the left, proxies below with the way to them.
        draw_context(replace(page.context, proxies=(), other_tasks=()))
        draw_proxies(page)


def _contacts(page: PatientPage) -> Markup:
    portal = PORTAL[page.portal.state if page.portal else "none"]
    seen = page.portal.last_sign_in_at if page.portal else None
    signed = (
        Markup(', last there <span title="{}">{}</span>').format(absolute(seen), ago(seen, page.now)) if seen else ""
    )
    contacts = page.contacts
    facts = [shown(fact) for fact in (contacts.email, contacts.address, contacts.site) if fact]
    return Markup('<p class="ps-contacts">{}<br>{}{}</p>').format(
        joined(facts, " · ") if facts else "No address is known, or your role sees none.", portal, signed
    )


def _tasks(page: PatientPage) -> None:
    """Open ones as links into their queues, closed ones in a line each."""
    waiting = [task for task in page.tasks if task.closed_at is None]
    st.subheader("Open tasks", anchor=False)
    if not waiting:
        st.caption("Nothing is open in the queues that you see.")
    for task in waiting[:MOST_TASKS]:
        icon = ":material/e911_emergency:" if task.flag == "red" else ":material/task:"
        link_to(_task_words(task, page.now), task.queue, icon, task=str(task.id))
    if len(waiting) > MOST_TASKS:
        st.caption(f"And {len(waiting) - MOST_TASKS} more.")


def _task_words(task: TaskLine, now: datetime) -> str:
    flag = {"red": "emergency signs, ", "amber": "same day, "}.get(task.flag, "")
    waits = "waits" if task.status == "on-hold" else due(task.due_at, now)[0]
    return plain(f"{task.queue_title}: {task.title} · {flag}{waits} · {task.owner or 'nobody has it yet'}")
