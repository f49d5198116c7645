"""What a prescriber decides: each proposal with its criteria; the minutes and what the record doesn't say, attested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, perform, reading, say, show_said
from console.kit.links import link_to
from console.kit.text import draw
from console.kit.worklist import worklist
from console.panes.criteria import kept_criteria
from console.panes.evisits_consent import draw_consent
from console.panes.evisits_look import (
    PLACE,
    SHEET,
    beside,
    draw_head,
    draw_off,
    go_to,
    of_id,
    open_one,
    proposal_row,
    proposed_words,
)
from console.panes.money import carried_out
from console.panes.people import number_in_address
from db.actions.evisits import confirm, refuse
from db.queries.evisits import EvisitProposal, evisits_on, waiting_evisits
from rules.evisits import ATTESTABLE, MOST_MINUTES, REFUSALS

HINT = "Choose a proposal to see each criterion, and to confirm or refuse it. Only what you confirm is charged."


def draw_page() -> None:
    """The proposals that wait beside the one that the address names; then consent."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    with reading() as session:
        on = evisits_on(session, viewer=credential())
        found = waiting_evisits(session, viewer=credential())
    draw(Markup('<h2 class="ps-subject">Messages to bill that wait for your word</h2>'))
    if not on:
        draw_off()
    one = of_id(found, "id", number_in_address("proposal"))
    beside(one is not None, lambda: _list(found, one), lambda: _draw(one, on), HINT if on else "")
    draw_consent()


def _list(found: tuple[EvisitProposal, ...], one: EvisitProposal | None) -> None:
    worklist(
        tuple(map(proposal_row, found)), key="evisits:waiting", label="Waiting", single=True, height=420,
        selected=one.id if one else None, empty="None waits.", shortcuts={"j": "next", "k": "previous"},
        on_open=lambda number: open_one(proposal=number),
    )  # fmt: skip


def _draw(one: EvisitProposal, on: bool) -> None:
    show_said(PLACE)
    draw_head(one.patient, one.topic, one.period_from, proposed_words(one))
    if one.task_id is not None:
        link_to("The conversation", "inbox", ":material/forum:", task=str(one.task_id))
    draw(kept_criteria(one.criteria, "Criteria"))
    key = f"evisits:confirm:{one.id}"
    asked = tuple(kind for kind in map(_open_kind, one.criteria) if kind)
    if one.mine:
        st.caption("You proposed this one, so somebody else confirms it.")
    may = on and not one.mine
    if may:
        _attesting(one, key, asked)
    with st.container(horizontal=True, gap="small"):
        if may:
            st.button("Confirm: it is charged", key=f"do-confirm:{one.id}", type="primary", on_click=_confirm,
                      args=(one, key, asked))  # fmt: skip
        _refusing(one)


def _refusing(one: EvisitProposal) -> None:
    with st.popover("Refuse", icon=":material/block:", key=f"refuse:{one.id}"):
        key = f"evisits:why:{one.id}"
        st.radio("Why", list(REFUSALS), index=None, key=key, format_func=REFUSALS.__getitem__)
        st.button("Refuse it", key=f"do-refuse:{one.id}", type="primary", on_click=_refuse, args=(one, key))


def _open_kind(one: Mapping[str, Any]) -> str:
    """The criterion's kind where the prescriber must answer for it."""
    return str(one["kind"]) if one["verdict"] == "unknown" and one["kind"] in ATTESTABLE else ""


def _attesting(one: EvisitProposal, key: str, asked: tuple[str, ...]) -> None:
    st.number_input("Minutes of a clinician's time, over the seven days: I attest them", 1, MOST_MINUTES, one.minutes,
                    key=f"{key}:minutes", width=440)  # fmt: skip
    if asked:
        st.caption("What the record doesn't say, you answer for: tick each of these, or refuse.")
    for kind in asked:
        st.checkbox(ATTESTABLE[kind], key=f"{key}:{kind}")


def _confirm(one: EvisitProposal, key: str, asked: tuple[str, ...]) -> None:
    state = st.session_state
    attests = tuple(kind for kind in asked if state.get(f"{key}:{kind}"))
    minutes = state.get(f"{key}:minutes") or 0
    if perform(PLACE, confirm, candidate_id=one.id, minutes=minutes, attests=attests) is not None:
        go_to()
        say(PLACE, "success", "Confirmed. The charge is posted.")


def _refuse(one: EvisitProposal, key: str) -> None:
    if carried_out(PLACE, refuse, candidate_id=one.id, reason=str(st.session_state.get(key) or "")):
        go_to()
        say(PLACE, "success", "Refused. Nothing is charged.")
