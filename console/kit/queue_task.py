"""The pane of a task: who it is about, who else is at it, what can be done with it, and the queue's own content.

A pane's content may carry `together` (`db.queries.task_pane`): then it is shown who is here and which sends were
stopped. A pane may have `above(task, content)`, drawn over the buttons, `deeds(task, content)` for the menu, and
`SHEETS`, the names of style sheets in `assets/` that are drawn once with the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit import queue_deeds
from console.kit.acting import show_said
from console.kit.doing import Deed, act, place
from console.kit.patient_banner import patient_banner
from console.kit.queue import Queue
from console.kit.queue_list import List
from console.kit.queue_menu import deeds, draw_button, draw_dialog, draw_more
from console.kit.task_state import others_line, state_line, stopped_lines
from console.kit.text import draw, joined
from console.session import me
from db.actions import tasks
from db.actions.closing import reopen
from db.queries.tasks import TaskDetail
from db.roles import on_area

__all__ = ["draw_task", "place"]

Select = Callable[[Queue, int | None], None]
VISIBLE = ("release", "assign", "snooze")  # each a button of its own; "close" has a menu


def draw_task(queue: Queue, listed: List, task: TaskDetail, content: Any, select: Select) -> None:
    """Draw a task: who it is about, its state, its buttons, what was said, then the pane."""
    together = getattr(content, "together", None)
    lines = [patient_banner(task.patient, task.now)] if task.patient is not None else []
    lines.append(state_line(queue, task))
    if together is not None:
        lines += [others_line(together.present), stopped_lines(together.stopped, task.now, me().name)]
    draw(Markup('<div class="ps-head">{}</div>').format(joined(lines)))
    above = getattr(queue.pane, "above", None)
    if above is not None:
        above(task, content)
    _buttons(queue, listed, task, content, select)
    show_said(place(task.id))
    queue.pane.render(task, content)
    draw_dialog(queue, task, content)


def _buttons(queue: Queue, listed: List, task: TaskDetail, content: Any, select: Select) -> None:
    works = me().may(on_area(queue.area, "work"))
    offered = deeds(queue, task, content)
    with st.container(horizontal=True, key="ps-buttons", gap="small"):
        st.button(
            "Back to the list", icon=":material/arrow_back:", key=f"back:{task.id}", on_click=select, args=(queue, None)
        )
        if works:
            _own_buttons(queue, task)
        for deed in sorted(filter(_has_a_button, offered), key=lambda deed: not deed.prominent):
            draw_button(deed, task, content)
        if works and task.is_open and queue.outcomes:
            queue_deeds.draw_outcomes(queue, task)
        more = tuple(deed for deed in offered if deed.listed and deed.name != "close" and not _has_a_button(deed))
        if more:
            draw_more(more, task, content)
        following = listed.after(task.id)
        st.button(
            "Next",
            icon=":material/arrow_downward:",
            key=f"next:{task.id}",
            on_click=select,
            args=(queue, following),
            disabled=following is None,
            help="Opens the task below on the list." if following else "This is the last task on the list.",
        )


def _has_a_button(deed: Deed) -> bool:
    return deed.prominent or deed.name in VISIBLE


def _own_buttons(queue: Queue, task: TaskDetail) -> None:
    """What brings a task to oneself, with one click."""
    if not task.is_open:
        if queue.outcomes:
            st.button("Reopen", icon=":material/refresh:", key=f"reopen:{task.id}", on_click=_reopen, args=(task,))
    elif task.status == "on-hold":
        st.button(
            "Bring back",
            icon=":material/alarm:",
            key=f"wake:{task.id}",
            type="primary",
            on_click=queue_deeds.bring_back,
            args=(task,),
        )
    elif task.owner_id is None:
        st.button(
            "Claim", icon=":material/back_hand:", key=f"claim:{task.id}", on_click=_claim, type="primary", args=(task,)
        )


def _claim(task: TaskDetail) -> None:
    act(task, tasks.claim, "It is yours.", task_id=task.id)


def _reopen(task: TaskDetail) -> None:
    act(task, reopen, "It is open again, and yours.", task_id=task.id, seen_version=task.version)
