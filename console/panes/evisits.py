"""What a billing clerk may propose: conversations that meet the criteria, and what became of earlier proposals."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, perform, reading, say, show_said
from console.kit.links import link_to
from console.kit.text import draw
from console.kit.times import day
from console.kit.worklist import WorklistRow, worklist
from console.panes.criteria import kept_criteria
from console.panes.evisits_consent import draw_consent
from console.panes.evisits_look import (
    PLACE,
    SHEET,
    beside,
    decided_words,
    draw_head,
    draw_off,
    go_to,
    of_id,
    open_one,
    proposal_row,
    proposed_words,
    topic_words,
)
from console.panes.people import number_in_address
from db.actions.evisits import propose
from db.queries.evisits import EvisitLine, EvisitProposal, evisit_candidates, evisit_proposals, evisits_on
from rules.evisits import MOST_MINUTES, kept

HINT = (
    "Choose a conversation to see each criterion and to propose it, with the minutes that the clinician tells you. A "
    "prescriber confirms; nothing is charged before."
)
NONE = "No conversation of the last 30 days meets the criteria. A patient's consent comes first."
Lists = tuple[tuple[EvisitLine, ...], tuple[EvisitProposal, ...]]


def draw_page() -> None:
    """Conversations that may be billed and proposals beside the one that the address names; then consent."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    with reading() as session:
        on = evisits_on(session, viewer=credential())
        found = (
            evisit_candidates(session, viewer=credential()),
            evisit_proposals(session, viewer=credential()),
        )
    draw(Markup('<h2 class="ps-subject">Messages that may be billed</h2>'))
    if not on:
        draw_off()
    line = of_id(found[0], "thread_id", number_in_address("thread"))
    proposal = of_id(found[1], "id", number_in_address("proposal"))
    beside(line or proposal, lambda: _lists(found, line, proposal, NONE if on else ""), lambda: _chosen(line, proposal),
           HINT if on else "")  # fmt: skip
    draw_consent()


def _lists(found: Lists, line: EvisitLine | None, proposal: EvisitProposal | None, none: str) -> None:
    worklist(
        tuple(map(_row, found[0])), key="evisits:candidates", label="May be proposed", single=True, height=420,
        selected=line.thread_id if line else None, empty=none or "Nothing can be proposed.",
        shortcuts={"j": "next", "k": "previous"}, on_open=lambda number: open_one(thread=number),
    )  # fmt: skip
    draw(Markup('<h3 class="ps-part">Proposed</h3>'))
    worklist(
        tuple(map(proposal_row, found[1])), key="evisits:proposals", label="Proposed", single=True, height=300,
        selected=proposal.id if proposal else None, empty="Nothing was proposed in the last 30 days.", shortcuts={},
        on_open=lambda number: open_one(proposal=number),
    )  # fmt: skip


def _row(line: EvisitLine) -> WorklistRow:
    return WorklistRow(
        id=line.thread_id, title=line.patient, detail=f"{topic_words(line.topic)} · from {day(line.first_on)}",
        priority="routine",
    )  # fmt: skip


def _chosen(line: EvisitLine | None, proposal: EvisitProposal | None) -> None:
    show_said(PLACE)
    if proposal is not None:
        draw_head(proposal.patient, proposal.topic, proposal.period_from, proposed_words(proposal),
                  decided_words(proposal))  # fmt: skip
        draw(kept_criteria(proposal.criteria, "Criteria as they stood"))
    elif line is not None:
        _draw_line(line)


def _draw_line(line: EvisitLine) -> None:
    draw_head(line.patient, line.topic, line.first_on)
    link_to("Patient's page", "patients", ":material/person:", patient=str(line.patient_id))
    draw(kept_criteria(kept(line.criteria), "Criteria"))
    key = f"evisits:minutes:{line.thread_id}"
    st.number_input(
        "Minutes of the clinician's time, over the seven days", 1, MOST_MINUTES, None, key=key, width=320,
        placeholder="As they told you", help="Nurses' and clerks' time doesn't count. The prescriber attests it.",
    )  # fmt: skip
    st.button("Propose it", key=f"do-propose:{line.thread_id}", type="primary", on_click=_propose, args=(line, key))


def _propose(line: EvisitLine, key: str) -> None:
    made = perform(PLACE, propose, thread_id=line.thread_id, minutes=st.session_state.get(key) or 0)
    if made is not None:
        go_to(proposal=made)
        say(PLACE, "success", "Proposed. A prescriber decides.")
