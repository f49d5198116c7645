"""The order to a pharmacy: where it is, its PDF, and what people note about it. Not an electronic prescription."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import perform, say
from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed, why_field
from console.kit.queue_list import redraw_all
from console.kit.text import draw, joined, shown
from console.panes.refill_words import NOTHING, since, supply
from console.session import me
from db.actions.pharmacy_orders import BY_HAND, acknowledge, cancel, mark_sent
from db.models import OrderState
from db.queries.refill_lines import OrderLine
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail
from db.roles import Permission

CANCEL = "cancel-order"
STATES = {
    OrderState.WAITING: "Waits to leave by mail",
    OrderState.TO_PRINT: "To be printed or faxed",
    OrderState.SENT: "Sent",
    OrderState.ACKNOWLEDGED: "Confirmed by the pharmacy",
    OrderState.FAILED: "Did not leave: phone the pharmacy, or fax it",
    OrderState.CANCELLED: "Taken back",
}
HOW = {"mail": "by mail", "print": "printed and handed over", "fax": "by fax", "phone": "by telephone"}
SENT_BY_HAND = {"fax": "Sent by fax", "print": "Handed over", "phone": "Phoned in"}
OPEN = (OrderState.WAITING, OrderState.TO_PRINT, OrderState.FAILED)


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


def order_facts(order: OrderLine, now: datetime) -> Markup:
    """What was ordered, where, and how it stands."""
    facts = joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*fact) for fact in _facts(order, now))
    return Markup('<dl class="ps-stands" aria-label="Order to the pharmacy">{}</dl>').format(facts)


def _facts(order: OrderLine, now: datetime) -> Iterator[tuple[str, Markup]]:
    reached = (order.pharmacy_phone, f"fax {order.pharmacy_fax}" if order.pharmacy_fax else "")
    reach = joined((shown(part) for part in reached if part), " · ")
    to = shown(order.pharmacy) if order.pharmacy else Markup("whichever the patient takes it to")
    quantity = f" ({order.quantity})" if order.quantity else ""
    yield "Order", Markup("{}{} for {}").format(supply(order.days, order.refills), quantity, shown(order.medication))
    yield "To", Markup('{} <span class="ps-quiet">{}</span>').format(to, reach)
    yield "State", _state(order, now)


def _state(order: OrderLine, now: datetime) -> Markup:
    css = "ps-pending" if order.state in OPEN else ""
    words = Markup('<strong class="{}">{}</strong>').format(css, STATES[order.state])
    how = f" {HOW.get(order.sent_how, order.sent_how)}" if order.sent_how else ""
    sent = NOTHING
    if order.sent_at is not None:
        said = "" if order.state == OrderState.SENT else ", sent"
        who = Markup(" by {}").format(shown(order.sent_by)) if order.sent_how != "mail" else NOTHING
        sent = Markup("{}{}{} {}").format(said, how, who, since(order.sent_at, now))
    if order.acknowledged_at is not None:
        words += Markup(", noted by {} {}").format(shown(order.acknowledged_by), since(order.acknowledged_at, now))
    unknown = Markup(" It isn't known whether the mail arrived.") if order.mail == "unknown" else NOTHING
    return words + sent + unknown


def order_buttons(order: OrderLine, where: str) -> None:
    """Print, how it was sent by hand, confirmed; in a row of the caller's."""
    works = me().may(Permission.REFILLS_WORK)
    if order.printable and order.state != OrderState.CANCELLED:
        st.link_button("Print", f"/orders/{order.id}", icon=":material/print:")
    elif order.state in OPEN:
        st.markdown("The PDF is being made.", width="content")
    if works and order.state in OPEN:
        for how, label in SENT_BY_HAND.items():
            st.button(label, key=f"sent:{how}:{order.id}", on_click=_sent, args=(order, where, how))
    if works and order.state == OrderState.SENT:
        st.button(
            "Acknowledged",
            key=f"acknowledged:{order.id}",
            icon=":material/done_all:",
            on_click=_acknowledged,
            args=(order, where),
            help="The pharmacy confirmed that they have it.",
        )


def _sent(order: OrderLine, where: str, how: str) -> None:
    redraw_all()
    if perform(where, mark_sent, order_id=order.id, seen_version=order.version, how=how) is not None:
        say(where, "success", f"Noted: {BY_HAND[how].lower()}.")


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
