"""Notices that wait for a person: it isn't known whether they left, or they could not be delivered."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, perform, reading, say, show_said
from console.kit.text import draw, shown
from console.kit.times import absolute
from console.session import me
from db.actions.outbox import decide
from db.models import OutboxState
from db.queries.outbox import UndecidedNotice, undecided
from db.roles import Permission

WHERE = "outbox"


def draw_page() -> None:
    """Each undecided notice with its two buttons; none is repeated by itself."""
    st.markdown(
        "Each of these tells a patient that a message is in the portal, where it can be read, or calls one of the "
        "staff to a task. A notice whose fate isn't known is never sent again by itself: you decide."
    )
    _list()


@st.fragment
def _list() -> None:
    show_said(WHERE)
    with reading() as session:
        notices = undecided(session, viewer=credential(), limit=25)
    if not notices:
        st.success("Nothing waits here: every notice was delivered.", icon=":material/check_circle:")
        return
    if len(notices) == 25:
        st.caption("The 25 oldest are shown.")
    for notice in notices:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"notice:{notice.id}"):
            draw(_line(notice))
            if me().may(Permission.OUTBOX_DECIDE):
                st.button("Send it again", key=f"again:{notice.id}", on_click=_decide, args=(notice, True))
                st.button("Take it as delivered", key=f"taken:{notice.id}", on_click=_decide, args=(notice, False))


def _line(notice: UndecidedNotice) -> Markup:
    fate = "Could not be delivered" if notice.state == OutboxState.FAILED else "Not known whether it arrived"
    return Markup(
        '<div><strong>{}</strong> · {} · {}<br><span class="ps-quiet">{} {}; tried {} times, last {}</span></div>'
    ).format(
        fate,
        _about(notice),
        shown(notice.recipient),
        shown(notice.reason),
        ""
        if not notice.task_id
        else Markup('<a href="/{}?task={}">Task {}</a>').format(notice.queue, notice.task_id, notice.task_id),
        notice.attempts,
        absolute(notice.tried_at or notice.created_at),
    )


def _about(notice: UndecidedNotice) -> Markup:
    if notice.to_staff:
        return Markup("a call to staff")
    patient = shown(notice.patient or "a patient")
    return Markup("an order to a pharmacy for {}").format(patient) if notice.to_pharmacy else patient


def _decide(notice: UndecidedNotice, again: bool) -> None:
    if perform(WHERE, decide, outbox_id=notice.id, seen_state=notice.state, again=again) is not None:
        say(WHERE, "success", "It is on its way again." if again else "Taken as delivered.")
