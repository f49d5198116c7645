"""Orders to pharmacies: those that haven't left yet, by what they wait for, and all of them, the newest first."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, forget, reading, show_said
from console.kit.component_events import asset
from console.kit.going import follow
from console.kit.links import lead_to
from console.kit.text import draw, shown
from console.kit.times import day
from console.panes.refill_order import order_buttons
from console.panes.refill_order_look import order_facts
from db.models import OrderState
from db.queries.pharmacy_orders import ListedOrder, OrderPage, open_orders, order_counts, recent_orders

SHEET = f"<style>{asset('refills.css')}</style>"
WHERE, VIEW, STARTS = "orders", "orders:view", "orders:starts"
SIZE = 12  # each order has buttons of its own, and a page has room for few elements
ALL = "all"
TITLES = {
    OrderState.TO_PRINT: "To print or fax",
    OrderState.FAILED: "Did not leave",
    OrderState.WAITING: "Waiting for the mail",
}
EMPTY = {
    OrderState.TO_PRINT: "Nothing waits to be printed.",
    OrderState.FAILED: "Every order could leave.",
    OrderState.WAITING: "No order waits for the mail.",
    ALL: "There is no order yet.",
}


def draw_page() -> None:
    """One list at a time."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    follow()
    view = st.session_state.get(VIEW, OrderState.TO_PRINT)
    starts: list[int] = st.session_state.setdefault(STARTS, [])
    with reading() as session:
        counts = order_counts(session, viewer=credential())
        if view == ALL:
            page = recent_orders(session, viewer=credential(), before=starts[-1] if starts else None, size=SIZE)
        else:
            page = open_orders(session, viewer=credential(), state=OrderState(view), after=sum(starts[-1:]), size=SIZE)
    with st.container(horizontal=True, gap="xxsmall", key="ps-views"):
        for state, title in TITLES.items():
            _view_button(state, f"{title} {counts[state]}", view)
        _view_button(ALL, "All", view)
    show_said(WHERE)
    if not page.lines:
        st.caption(EMPTY[view])
    for line in page.lines:
        _draw_line(line, page.now)
    _pages(starts, page)


def _view_button(view: str, label: str, chosen: str) -> None:
    st.button(
        label,
        key=f"{VIEW}:{view}",
        type="primary" if view == chosen else "secondary",
        on_click=_choose,
        args=(view,),
    )


def _choose(view: str) -> None:
    forget(WHERE)
    st.session_state[VIEW] = view
    st.session_state[STARTS] = []


def _draw_line(line: ListedOrder, now: datetime) -> None:
    with st.container(border=True, gap="xsmall", key=f"ps-order-{line.order.id}"):
        draw(
            Markup('<p class="ps-state"><strong>{}</strong> <span class="ps-quiet">born {} · MRN {}</span></p>').format(
                shown(line.patient), day(line.birth_date), shown(line.mrn)
            )
            + order_facts(line.order, now)
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            order_buttons(line.order, WHERE, line.patient)
            if line.task_id is not None:
                lead_to("Open the request", line.queue, line.task_id, ":material/arrow_outward:", where="order:")


def _pages(starts: list[int], page: OrderPage) -> None:
    with st.container(horizontal=True, gap="small"):
        if starts:
            st.button("Previous page", key="orders:previous", on_click=_turn_back, args=(starts,))
        if page.next is not None:
            st.button("Next page", key="orders:next", on_click=starts.append, args=(page.next,))


def _turn_back(starts: list[int]) -> None:
    del starts[-1:]
