"""Asking a patient whether messages may be billed, and keeping what they said."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, once_token, reading, renew, say, show_said
from console.kit.text import draw, joined, shown
from console.kit.times import day, local
from console.panes.finding import pick_patient
from console.panes.money import carried_out
from console.session import me
from db.actions.evisits import record_consent
from db.queries.evisits import ConsentLine, evisit_consents

PLACE = "evisits:consent"
HOW = {"spoken": "Spoken", "paper": "On paper", "portal": "In the portal"}
ANSWERS = {True: "Agrees", False: "Declines"}


def draw_consent() -> None:
    """The form, folded; what a patient said before stands above it."""
    with st.expander("A patient's consent", icon=":material/handshake:", key="evisits-consent"):
        st.caption(
            "Asked once a year, before the messages that it is for. Say that the insurer may leave a part of it to "
            "the patient, and that a visit can be booked instead."
        )
        key = f"{PLACE}:{once_token(PLACE)}"
        person = pick_patient(key, me().now)
        if person is not None:
            with reading() as session:
                draw(_before(evisit_consents(session, viewer=credential(), patient_id=person.id)))
            today = local(me().now).date()
            st.radio("They said", list(ANSWERS), index=None, horizontal=True, key=f"{key}:given",
                     format_func=ANSWERS.__getitem__)  # fmt: skip
            st.radio("How", list(HOW), horizontal=True, key=f"{key}:how", format_func=HOW.__getitem__)
            st.date_input("On", today, max_value=today, key=f"{key}:on")
            st.button("Keep it", key=f"do:{PLACE}", type="primary", on_click=_keep, args=(person.id, key))
        show_said(PLACE)


def _before(lines: tuple[ConsentLine, ...]) -> Markup:
    if not lines:
        return Markup('<p class="ps-quiet">Not asked before.</p>')
    return Markup('<ul class="ps-lines-of" aria-label="Asked before">{}</ul>').format(joined(map(_line, lines)))


def _line(one: ConsentLine) -> Markup:
    until = f", holds until {day(one.ends_on)}" if one.given else ""
    return Markup("<li>{}: {}, {}, asked by {}{}</li>").format(
        day(one.on_day), "agreed" if one.given else "declined", HOW[one.how].lower(), shown(one.asked_by), until
    )


def _keep(patient_id: int, key: str) -> None:
    state = st.session_state
    if state.get(f"{key}:given") is None:
        say(PLACE, "warning", "Choose what they said.")
        return
    kept = carried_out(
        PLACE, record_consent, token=once_token(PLACE), patient_id=patient_id, given=state[f"{key}:given"],
        how=state[f"{key}:how"], on_day=state[f"{key}:on"],
    )  # fmt: skip
    if kept:
        renew(PLACE)
        say(PLACE, "success", "Kept.")
