"""Refunds above the clinic's limit: who asks, of which payment, why; approved or refused by somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading, say, show_said
from console.kit.links import link_to
from console.kit.text import draw, plain, shown
from console.kit.times import absolute, ago
from console.panes.money import carried_out, dollars, draw_sheet, paid_in
from console.session import me
from db.actions.refunds import approve, refuse
from db.queries.payments import WaitingRefund, waiting_refunds

PLACE = "refunds"
LONGEST_REF, LONGEST_WHY = 200, 500
MOST = 25  # drawn at once; the next ones follow as these are decided


def draw_page() -> None:
    """All that wait, the oldest first."""
    draw_sheet()
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    with reading() as session:
        found = waiting_refunds(session, viewer=credential())
    draw(Markup('<h2 class="ps-subject">Refunds that wait for a second person</h2>'))
    show_said(PLACE)
    if not found:
        st.caption("None waits. Refunds up to the clinic's limit are posted as they are asked for.")
    for one in found[:MOST]:
        with st.container(key=f"ps-refund-{one.id}", gap="xsmall"):
            _draw(one)
    if len(found) > MOST:
        st.caption(f"And {len(found) - MOST} more, which follow as these are decided.")


def _draw(one: WaitingRefund) -> None:
    draw(
        Markup(
            '<div class="ps-back"><p><span class="ps-amount">{}</span> back to {} of {} paid {}, receipt {}</p>'
            '<p>{}</p><p class="ps-quiet" title="{}">Asked by {} {}</p></div>'
        ).format(
            dollars(one.amount), shown(one.patient), dollars(one.payment_amount), paid_in(one.tender),
            shown(one.receipt), shown(one.reason), absolute(one.asked_at), shown(one.asked_by),
            ago(one.asked_at, me().now),
        )
    )  # fmt: skip
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if not one.mine:
            with st.popover("Approve", icon=":material/check:", key=f"approve:{one.id}"):
                _approving(one)
        with st.popover("Take it back" if one.mine else "Refuse", icon=":material/block:", key=f"refuse:{one.id}"):
            _refusing(one)
        link_to("Patient's page", "patients", ":material/person:", patient=str(one.patient_id))
    if one.mine:
        st.caption("You asked for this one, so somebody else approves it.")


def _approving(one: WaitingRefund) -> None:
    key = f"ref:{one.id}"
    st.markdown(plain(f"{dollars(one.amount)} goes back, and is posted today."))
    st.text_input("The processor's number (optional)", key=key, max_chars=LONGEST_REF)
    st.button("Approve it", key=f"do-approve:{one.id}", type="primary", on_click=_approve, args=(one, key))


def _approve(one: WaitingRefund, key: str) -> None:
    _decide(f"{dollars(one.amount)} is refunded.", approve, one, refund_ref=_typed(key))


def _refusing(one: WaitingRefund) -> None:
    key = f"why:{one.id}"
    st.text_input("Why", key=key, max_chars=LONGEST_WHY, placeholder="Kept with it; your colleagues read it")
    words = "Take it back" if one.mine else "Refuse it"
    st.button(words, key=f"do-refuse:{one.id}", type="primary", on_click=_refuse, args=(one, key))


def _refuse(one: WaitingRefund, key: str) -> None:
    _decide("Refused. Nothing goes back.", refuse, one, reason=_typed(key))


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "")


def _decide(sentence: str, function: Callable[..., Any], one: WaitingRefund, **arguments: Any) -> None:
    if carried_out(PLACE, function, refund_id=one.id, **arguments):
        say(PLACE, "success", sentence)
