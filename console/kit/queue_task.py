"""The pane of a task: who it is about, what can be done with it, and the queue's own content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import once_token, perform, renew, say, show_said
from console.kit.patient_banner import patient_banner
from console.kit.queue import Queue
from console.kit.queue_list import List
from console.kit.text import draw, shown
from console.kit.times import absolute, ago, due
from console.session import me
from db.actions import tasks
from db.queries.tasks import TaskDetail
from db.roles import Permission, on_area

Select = Callable[[Queue, int | None], None]


def draw_task(queue: Queue, listed: List, task: TaskDetail, content: Any, select: Select) -> None:
    """Draw a task: who it is about, its state, its buttons, what was said, then the pane."""
    if task.patient is not None:
        draw(patient_banner(task.patient, task.now))
    draw(_state_line(queue, task))
    _buttons(queue, listed, task, select)
    show_said(place(task.id))
    queue.pane.render(task, content)


def place(task_id: int) -> str:
    """Where sentences about a task are said."""
    return f"task:{task_id}"


def _state_line(queue: Queue, task: TaskDetail) -> Markup:
    topic = queue.topics.get(task.topic, task.topic.capitalize() or task.title)
    if task.closed_at is not None:
        outcome = tasks.OUTCOMES.get(task.outcome, task.outcome)
        state = Markup('<span title="{}">{}, closed {} by {}</span>').format(
            absolute(task.closed_at), outcome, ago(task.closed_at, task.now), shown(task.closed_by or "")
        )
    else:
        words, overdue = due(task.due_at, task.now)
        owner = shown(task.owner) if task.owner else Markup("nobody has it yet")
        waiting = Markup(" · waits for the patient") if task.status == "on-hold" else Markup("")
        state = Markup('<span>{}</span>{} · <span class="{}" title="{}">{}</span>').format(
            owner, waiting, "ps-overdue" if overdue else "", absolute(task.due_at), words
        )
    return Markup('<p class="ps-state"><strong>{}</strong> · {}</p>').format(shown(topic), state)


def _buttons(queue: Queue, listed: List, task: TaskDetail, select: Select) -> None:
    person = me()
    works = person.may(on_area(queue.area, "work"))
    with st.container(horizontal=True, key="ps-buttons", gap="small"):
        st.button(
            "Back to the list", icon=":material/arrow_back:", key=f"back:{task.id}", on_click=select, args=(queue, None)
        )
        if works and task.is_open and task.owner_id is None and task.status == "requested":
            st.button(
                "Claim",
                icon=":material/back_hand:",
                key=f"claim:{task.id}",
                on_click=_do,
                type="primary",
                args=(task, tasks.claim, "It is yours."),
            )
        if (
            works
            and task.is_open
            and task.owner_id is not None
            and (task.owner_id == person.staff_id or person.may(Permission.TASK_MANAGE))
        ):
            st.button("Release", icon=":material/undo:", key=f"release:{task.id}", on_click=_release, args=(task,))
        if works and task.is_open:
            # Another key once something happened, so that the menu doesn't stay open over what it did.
            seen = f"{task.id}:{task.version}:{task.last_inbound_id}"
            with st.popover("Close", icon=":material/task_alt:", key=f"closing:{seen}"):
                for outcome in queue.outcomes:
                    st.button(
                        f"Close: {tasks.OUTCOMES[outcome].lower()}",
                        key=f"close:{task.id}:{outcome}",
                        on_click=_close,
                        args=(task, outcome),
                        width="stretch",
                    )
        if works and not task.is_open:
            st.button("Reopen", icon=":material/refresh:", key=f"reopen:{task.id}", on_click=_reopen, args=(task,))
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


def _do(task: TaskDetail, function: Callable[..., tasks.TaskState], sentence: str) -> None:
    if perform(place(task.id), function, task_id=task.id) is not None:
        say(place(task.id), "success", sentence)


def _release(task: TaskDetail) -> None:
    if perform(place(task.id), tasks.release, task_id=task.id, seen_version=task.version) is not None:
        say(place(task.id), "success", "It is back with the team.")


def _close(task: TaskDetail, outcome: str) -> None:
    name = f"close:{task.id}:{task.version}"
    done = perform(
        place(task.id),
        tasks.close,
        token=once_token(name),
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        outcome=outcome,
    )
    renew(name)
    if done is not None:
        say(place(task.id), "success", f"Closed: {tasks.OUTCOMES[outcome].lower()}.")


def _reopen(task: TaskDetail) -> None:
    if perform(place(task.id), tasks.reopen, task_id=task.id, seen_version=task.version) is not None:
        say(place(task.id), "success", "It is open again, and yours.")
