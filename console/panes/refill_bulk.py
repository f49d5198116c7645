"""Approving many refills that pass their protocols: whose, and how much each gets, is read and confirmed first."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading, show_said
from console.kit.queue import BulkDeed, Queue
from console.kit.queue_bulk import PLACE, Order, carry_out, draw_which
from console.kit.text import draw, joined, shown
from console.kit.times import day
from db.actions.bulk import Item
from db.actions.refill_bulk import approve_many
from db.queries.refills import MOST, Candidate, Passing, may_approve, passing
from db.roles import Permission
from rules.words import count


def _draw(queue: Queue, order: Order) -> None:
    found = _passing(queue, order)
    would = tuple(one for one in found.candidates if not one.why_not)
    left = tuple(one for one in found.candidates if one.why_not)
    draw_which(queue, order)
    if len(found.candidates) > MOST:
        st.warning(f"At most {MOST} at once. Narrow the list first.", icon=":material/warning:")
        return
    st.markdown("Each is approved with what its protocol gives; the pharmacy is sent an order, the patient a mail.")
    if would:
        draw(_table(would, f"To be approved: {len(would)}", why=False))
    if left:
        draw(_table(left, f"Left out: {len(left)}", why=True))
    show_said(PLACE)
    seen = f"{queue.slug}:b-approve-seen:{len(would)}"
    refills = count(len(would), "refill")
    st.checkbox(f"I have seen whose they are, and how much: {refills}", key=seen, disabled=not would)
    st.button(
        f"Approve {refills}",
        key=f"{queue.slug}:bulk-do",
        type="primary",
        on_click=_do,
        args=(queue, order, would, left, found.protocols),
        disabled=not would or not st.session_state.get(seen),
    )


def _may_approve() -> bool:
    """Nurses without protocol authority prepare refills one by one, and approve none."""
    with reading() as session:
        return may_approve(session, viewer=credential())


def _passing(queue: Queue, order: Order) -> Passing:
    with reading() as session:
        if order.matching is not None:
            return passing(
                session,
                viewer=credential(),
                area=queue.area,
                queue=queue.slug,
                view=order.matching.view,
                filters=order.matching.filters,
            )
        selected = tuple((item.id, item.version, item.seen_inbound_id) for item in order.items)
        return passing(session, viewer=credential(), area=queue.area, queue=queue.slug, selected=selected)


def _table(lines: tuple[Candidate, ...], title: str, *, why: bool) -> Markup:
    rows = joined(
        Markup('<tr><td>{}<br><span class="ps-quiet">{} · MRN {}</span></td><td>{}</td><td>{}</td></tr>').format(
            shown(one.patient),
            f"born {day(one.birth_date)}" if one.birth_date else "",
            shown(one.mrn),
            shown(one.headline),
            shown(one.why_not if why else one.gives),
        )
        for one in lines
    )
    return Markup(
        '<div class="ps-trend" tabindex="0" role="region" aria-label="{}"><table><caption>{}</caption>'
        "<thead><tr><th>Patient</th><th>Medication</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div>"
    ).format(title, title, "Why" if why else "Supply", rows)


def _do(
    queue: Queue,
    order: Order,
    would: tuple[Candidate, ...],
    left: tuple[Candidate, ...],
    protocols: tuple[tuple[int, int], ...],
) -> None:
    carry_out(
        queue,
        order,
        approve_many,
        passed_over={one.seen[0]: one.why_not for one in left},
        titles={one.seen[0]: one.patient for one in (*would, *left)},
        items=tuple(Item(*one.seen) for one in would),
        expected=len(would),
        protocols=protocols,
    )


APPROVE_PASSING = BulkDeed(
    "approve-passing",
    "Approve those that pass…",
    ":material/done_all:",
    Permission.REFILL_PROTOCOL,
    _draw,
    offered=_may_approve,
)
