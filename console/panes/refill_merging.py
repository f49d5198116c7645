"""The same drug asked for twice: merging the other open request into the one on screen."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.doing import act
from console.kit.links import lead_to
from console.kit.text import draw, shown
from console.panes.refill_words import asked_by, recent_day, since
from db.actions.refill_merging import merge
from db.queries.refill_lines import Duplicate
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail

MERGE = "merge"


def draw_duplicates(task: TaskDetail, one: RefillDetail) -> None:
    """Each other open request for it, offered to be merged; another strength is an order of its own."""
    if not one.duplicates:
        return
    with st.container(key="ps-duplicates", gap="small"):
        if any(other.same for other in one.duplicates):
            draw(Markup('<p role="note"><strong>Asked for twice.</strong> One decision can answer both.</p>'))
        for other in one.duplicates:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                draw(_asked(task, other))
                if MERGE in one.may and other.same:
                    st.button(
                        f"Merge the request of {recent_day(other.asked_at)} into this one",
                        key=f"merge:{task.id}:{other.task_id}",
                        icon=":material/merge:",
                        on_click=_merge,
                        args=(task, other),
                    )
                lead_to("Open it", task.queue, other.task_id, ":material/arrow_outward:", where="duplicate:")


def _asked(task: TaskDetail, other: Duplicate) -> Markup:
    """Who asked, and when; of another strength or form that it is one, and which."""
    who = Markup("{} {}").format(asked_by(other.source, other.requested_by), since(other.asked_at, task.now))
    if other.same:
        return Markup("<p>{}</p>").format(who)
    return Markup(
        '<p role="note"><strong>Another strength or form is asked for too: {}.</strong> {} Decide each by itself.</p>'
    ).format(shown(other.headline), who)


def _merge(task: TaskDetail, other: Duplicate) -> None:
    """The other one goes into the one on screen, which goes on."""
    act(
        task,
        merge,
        "Merged: what is decided here answers both.",
        task_id=other.task_id,
        seen_version=other.version,
        seen_inbound_id=other.last_inbound_id,
        into_task_id=task.id,
    )
