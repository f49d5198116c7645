"""Releasing many normal results at once: the patients whose they are are read and confirmed first."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading, show_said
from console.kit.queue import BulkDeed, Queue
from console.kit.queue_bulk import PLACE, Order, carry_out, draw_which
from console.kit.text import draw, joined, shown
from db.actions.bulk import Item
from db.actions.releasing import release_many
from db.queries.release_preview import MOST, Candidate, release_preview
from db.roles import Permission


def _draw(queue: Queue, order: Order) -> None:
    found = _candidates(queue, order)
    would = tuple(one for one in found if not one.why_not)
    left = tuple(one for one in found if one.why_not)
    draw_which(queue, order)
    if len(found) > MOST:
        st.warning(f"At most {MOST} at once. Narrow the list first.", icon=":material/warning:")
        return
    st.markdown("Each is released to the patient and proxies, noted as reviewed with nothing to follow, and closed.")
    if would:
        draw(_table(would, f"To be released: {len(would)}", why=False))
    if left:
        draw(_table(left, f"Left out: {len(left)}", why=True))
    show_said(PLACE)
    st.checkbox(
        f"I have seen whose they are: {_results(len(would))}",
        key=f"{queue.slug}:b-release-seen:{len(would)}",
        disabled=not would,
    )
    st.button(
        f"Release {_results(len(would))}",
        key=f"{queue.slug}:bulk-do",
        type="primary",
        on_click=_do,
        args=(queue, order, would, left),
        disabled=not would or not st.session_state.get(f"{queue.slug}:b-release-seen:{len(would)}"),
    )


def _candidates(queue: Queue, order: Order) -> tuple[Candidate, ...]:
    with reading() as session:
        if order.matching is not None:
            return release_preview(
                session,
                viewer=credential(),
                area=queue.area,
                queue=queue.slug,
                view=order.matching.view,
                filters=order.matching.filters,
            )
        selected = tuple((item.id, item.version, item.seen_inbound_id) for item in order.items)
        return release_preview(session, viewer=credential(), area=queue.area, queue=queue.slug, selected=selected)


def _table(lines: tuple[Candidate, ...], title: str, *, why: bool) -> Markup:
    rows = joined(
        Markup('<tr><td>{}<br><span class="ps-quiet">{} · MRN {}</span></td><td>{}</td></tr>').format(
            shown(one.patient),
            f"born {one.birth_date:%d %b %Y}" if one.birth_date else "",
            shown(one.mrn),
            shown(one.why_not if why else one.display),
        )
        for one in lines
    )
    return Markup(
        '<div class="ps-trend" tabindex="0" role="region" aria-label="{}"><table><caption>{}</caption>'
        "<thead><tr><th>Patient</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div>"
    ).format(title, title, "Why" if why else "Result", rows)


def _do(queue: Queue, order: Order, would: tuple[Candidate, ...], left: tuple[Candidate, ...]) -> None:
    carry_out(
        queue,
        order,
        release_many,
        passed_over={one.seen[0]: one.why_not for one in left},
        titles={one.seen[0]: one.patient for one in (*would, *left)},
        items=tuple(Item(*one.seen) for one in would),
        expected=len(would),
    )


def _results(number: int) -> str:
    return "1 result" if number == 1 else f"{number:,} results"


RELEASE_NORMALS = BulkDeed(
    "release-normals", "Release normals…", ":material/lock_open:", Permission.RESULT_RELEASE, _draw
)
