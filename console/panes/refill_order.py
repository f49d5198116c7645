"""The order to a pharmacy: where it is, its PDF, and what people note about it. Not an electronic prescription."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from console.kit.acting import perform, say
from console.kit.doing import Deed, finish
from console.kit.links import link_to
from console.kit.queue_deeds import field, typed, why_field
from console.kit.queue_list import redraw_all
from console.kit.text import draw
from console.panes.refill_order_look import OPEN, mail_unknown, order_facts
from console.session import me
from db.actions.pharmacy_orders import BY_HAND, acknowledge, cancel, mark_not_sent, mark_sent
from db.models import OrderState
from db.queries.refill_lines import OrderLine
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission

CANCEL = "cancel-order"
SENT_BY_HAND = {"fax": "Sent by fax", "print": "Handed over", "phone": "Phoned in"}
NOT_ARRIVED = "I asked the pharmacy: it has not arrived"


def order_deeds(one: RefillDetail) -> tuple[Deed, ...]:
    """Taking back an order that hasn't left."""
    if one.order is None or one.order.state not in OPEN or not me().may(Permission.REFILLS_WORK):
        return ()
    return (Deed(CANCEL, "Take the order back", ":material/cancel:", "", _draw_cancel),)


def draw_order(one: RefillDetail, now: datetime, where: str) -> None:
    """The order, and its buttons for who works on refills. `where`: where sentences about it are said."""
    if one.order is None:
        return
    with st.container(key="ps-order", gap="small"):
        draw(order_facts(one.order, now))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            order_buttons(one.order, where)


def order_buttons(order: OrderLine, where: str, whose: str = "") -> None:
    """Print, how it was sent by hand, confirmed; in a row of the caller's. `whose`: said where many stand."""
    works = me().may(Permission.REFILLS_WORK)
    # Offered while it is being made too, which takes a second or two: nothing draws the page anew when it is there.
    coming = order.state in (OrderState.WAITING, OrderState.TO_PRINT)
    if coming or (order.printable and order.state != OrderState.CANCELLED):
        st.link_button("Print", f"/orders/{order.id}", icon=":material/print:")
    if works and order.state in OPEN:
        _by_hand(order, where, whose)
    if works and order.state == OrderState.SENT:
        st.button(
            "Acknowledged",
            key=f"acknowledged:{order.id}",
            icon=":material/done_all:",
            on_click=_acknowledged,
            args=(order, where),
            help="The pharmacy confirmed that they have it.",
        )
        if order.sent_how in BY_HAND:
            st.button(
                "Not sent after all",
                key=f"not-sent:{order.id}",
                type="tertiary",
                on_click=_not_sent,
                args=(order, where),
                help="It was noted by mistake.",
            )


def _by_hand(order: OrderLine, where: str, whose: str) -> None:
    """How it left. Where its mail may have arrived, only for who asked: two orders would be two supplies."""
    asked = not mail_unknown(order)
    if not asked:
        asked = st.checkbox(NOT_ARRIVED, key=f"not-arrived:{order.id}:{order.version}")
    for how, label in SENT_BY_HAND.items():
        st.button(
            label, key=f"sent:{how}:{order.id}", disabled=not asked, on_click=_sent, args=(order, where, how, whose)
        )
    if mail_unknown(order) and me().may(Permission.OUTBOX_DECIDE):
        link_to("It has arrived", "undelivered", ":material/outbox:")


def _sent(order: OrderLine, where: str, how: str, whose: str) -> None:
    redraw_all()
    known = {"order_id": order.id, "seen_version": order.version, "not_arrived": mail_unknown(order)}
    if perform(where, mark_sent, how=how, **known) is not None:
        say(where, "success", f"Noted{f' for {whose}' if whose else ''}: {BY_HAND[how].lower()}.")


def _not_sent(order: OrderLine, where: str) -> None:
    redraw_all()
    if perform(where, mark_not_sent, order_id=order.id, seen_version=order.version) is not None:
        say(where, "success", "Noted: it wasn't sent. It is to be printed or faxed.")


def _acknowledged(order: OrderLine, where: str) -> None:
    redraw_all()
    if perform(where, acknowledge, order_id=order.id, seen_version=order.version) is not None:
        say(where, "success", "Noted: the pharmacy confirmed the order.")


def _draw_cancel(task: TaskDetail, content: Any) -> None:
    order: OrderLine = content.detail.order
    st.markdown("It doesn't leave any more. What was decided about the request stays.")
    with st.form(field(task, CANCEL, "form"), border=False):
        why = why_field(task, CANCEL, needed=True)
        st.form_submit_button("Take it back", type="primary", on_click=_cancel, args=(task, order, why))


def _cancel(task: TaskDetail, order: OrderLine, why: str) -> None:
    finish(task, cancel, "The order was taken back.", order_id=order.id, seen_version=order.version, reason=typed(why))
