"""Approving a refill, or a bridge supply until a visit or labs; of a controlled drug with one's password."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.doing import Deed
from console.kit.queue_deeds import field, typed
from console.kit.text import draw
from console.panes.refill_fields import (
    by_judgement,
    chosen_pharmacy,
    draw_what,
    number,
    pharmacy_field,
    start_with,
    supply_fields,
    text_field,
)
from console.panes.refill_password import give_checked, password_field
from console.panes.refill_pharmacies import pharmacies_to_choose
from console.panes.refill_proposal import open_criteria, proposed
from console.panes.refill_steps import prepared
from console.panes.refill_words import supply
from db.actions.refill_deciding import approve, approving, bridge, bridging
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail
from rules.words import count

APPROVE, BRIDGE = "approve-refill", "bridge-refill"
TIES = {"visit": "A visit", "labs": "Labs"}
LADDER = (30, 15, 7)  # where no protocol names its own: as `rules.refill_shapes.Protocol` begins with
LONGEST_BRIDGE = 90
BY_JUDGEMENT = "By your own judgement, not by a protocol."


def approve_deeds(one: RefillDetail) -> tuple[Deed, ...]:
    """Approving and bridging, as far as the person may; what is proposed is a button of its own."""
    kind = one.judged.evaluation.proposal.kind
    found = []
    if "approve" in one.may:
        found.append(
            Deed(APPROVE, f"Approve {count(start_with(one)[0], 'day')}", ":material/check:", "", _draw_approve,
                 prominent=kind in ("approve", "prescriber") or one.prepared is not None)
        )  # fmt: skip
    if "bridge" in one.may:
        found.append(
            Deed(BRIDGE, f"Bridge {count(_bridge_days(one), 'day')}", ":material/hourglass_top:", "", _draw_bridge,
                 prominent=kind == "bridge")
        )  # fmt: skip
    return tuple(found)


def _bridge_days(one: RefillDetail) -> int:
    proposal = one.judged.evaluation.proposal
    if proposal.kind == "bridge" and proposal.days:
        return proposal.days
    return LADDER[min(len(one.judged.facts.bridges), len(LADDER) - 1)]


def _draw_approve(task: TaskDetail, content: Any) -> None:
    one: RefillDetail = content.detail
    proposal = one.judged.evaluation.proposal
    if one.prepared is not None:
        draw(prepared(one, task.now))
    passes = one.judged.evaluation.passes
    above = proposed(proposal, active=one.judged.active) if passes else BY_JUDGEMENT
    draw_what(task, one, above, open_criteria(one.judged))
    within = None if by_judgement() else (proposal.days or 1, proposal.refills or 0)
    known = pharmacies_to_choose(field(task, APPROVE, "find"))
    with st.form(field(task, APPROVE, "form"), border=False):
        days, refills = supply_fields(task, APPROVE, start_with(one), within)
        pharmacy, text = pharmacy_field(task, APPROVE, one, known), text_field(task, APPROVE)
        password = password_field(task, one)
        st.form_submit_button(
            "Approve", type="primary", on_click=_approve, args=(task, one, days, refills, pharmacy, text, password)
        )


def _approve(
    task: TaskDetail, one: RefillDetail, days: str, refills: str, pharmacy: str, text: str, password: str
) -> None:
    given, again = number(days), number(refills)
    give_checked(
        task,
        one,
        approve,
        f"Approved: {supply(given, again)}.",
        days=given,
        refills=again,
        seen_protocol=one.protocol,
        password=password,
        deed=approving(task.id),
        pharmacy_id=chosen_pharmacy(pharmacy),
        text=typed(text),
    )


def _draw_bridge(task: TaskDetail, content: Any) -> None:
    one: RefillDetail = content.detail
    proposal = one.judged.evaluation.proposal
    draw_what(task, one, "A short supply, and a to-do for what is missing.", open_criteria(one.judged))
    bound = not by_judgement()
    ties: list[str] = [proposal.tie] if bound and proposal.tie else list(TIES)
    most = (proposal.days or 1) if bound else LONGEST_BRIDGE
    days, tie = field(task, BRIDGE, "days"), field(task, BRIDGE, "tie")
    known = pharmacies_to_choose(field(task, BRIDGE, "find"))
    with st.form(field(task, BRIDGE, "form"), border=False):
        at = ties.index(proposal.tie) if proposal.tie in ties else None
        st.number_input("Days", 1, most, min(_bridge_days(one), most), key=days)
        st.radio("Until", ties, index=at, format_func=TIES.__getitem__, key=tie, horizontal=True)
        pharmacy, text = pharmacy_field(task, BRIDGE, one, known), text_field(task, BRIDGE)
        password = password_field(task, one)
        st.form_submit_button(
            "Approve the bridge",
            type="primary",
            on_click=_bridge,
            args=(task, one, days, tie, pharmacy, text, password),
        )


def _bridge(task: TaskDetail, one: RefillDetail, days: str, tie: str, pharmacy: str, text: str, password: str) -> None:
    given = number(days)
    give_checked(
        task,
        one,
        bridge,
        f"Bridge supply of {count(given, 'day')} approved, and the to-do made.",
        days=given,
        tie=str(st.session_state.get(tie) or ""),
        seen_protocol=one.protocol,
        password=password,
        deed=bridging(task.id),
        pharmacy_id=chosen_pharmacy(pharmacy),
        text=typed(text),
    )
