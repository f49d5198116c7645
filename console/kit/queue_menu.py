"""What can be done with one task: which deeds there are for whom, their menu, their dialog and their keys."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from console.kit import queue_deeds
from console.kit.acting import forget, perform, refused, say, show_said
from console.kit.doing import Deed, as_opened, begin, dialog_place, doing, end, place
from console.kit.drafting import write_in
from console.kit.queue import Queue
from console.kit.queue_list import must_redraw_all, redraw_all
from console.session import me
from db.actions.tasks import claim
from db.queries.tasks import TaskDetail
from db.roles import Permission, on_area

WRITING = {"reply": "reply", "note": "note", "template": "reply"}  # the key's name, and the box it leads to
NOT_NOW = "This can't be done with this task now."


def deeds(queue: Queue, task: TaskDetail, content: Any) -> tuple[Deed, ...]:
    """Everything that the person may do with a task in a dialog: what every queue has, then the pane's own."""
    offered = getattr(queue.pane, "deeds", None)
    own: tuple[Deed, ...] = offered(task, content) if offered is not None else ()
    if not me().may(on_area(queue.area, "work")):
        return own
    return (*(_of_every_queue(queue, task) if task.is_open else ()), *own)


def _of_every_queue(queue: Queue, task: TaskDetail) -> list[Deed]:
    found = [
        Deed("assign", "Assign", ":material/assignment_ind:", "assign", queue_deeds.draw_assign),
        Deed("snooze", "Snooze", ":material/snooze:", "snooze", queue_deeds.draw_snooze),
    ]
    if queue.outcomes:
        found.append(
            Deed("close", "Close", ":material/task_alt:", "close", lambda task, _: queue_deeds.draw_close(queue, task))
        )
    if may_release(task):
        found.append(Deed("release", "Give back", ":material/undo:", "release", queue_deeds.draw_release))
    if queue.priorities:
        found.append(Deed("priority", "Priority", ":material/flag:", "priority", queue_deeds.draw_priority))
    if queue.retopics and len(queue.topics) > 1:
        draw = partial(_topic, queue)
        found.append(Deed("topic", "Topic", ":material/label:", "", draw))
    if task.patient is not None and task.status != "on-hold":
        found.append(
            Deed(
                "wait",
                "Wait for the patient",
                ":material/hourglass_empty:",
                "",
                queue_deeds.put_on_hold,
                at_once=True,
            )
        )
    return found


def _topic(queue: Queue, task: TaskDetail, _content: Any) -> None:
    queue_deeds.draw_topic(queue, task)


def may_release(task: TaskDetail) -> bool:
    """Whether the task is the person's to give back."""
    person = me()
    return task.owner_id is not None and (task.owner_id == person.staff_id or person.may(Permission.TASK_MANAGE))


def draw_button(deed: Deed, task: TaskDetail, content: Any) -> None:
    """A deed as a button of its own."""
    st.button(deed.label, icon=deed.icon, key=f"{deed.name}:{task.id}", on_click=start, args=(deed, task, content))


def draw_more(offered: tuple[Deed, ...], task: TaskDetail, content: Any) -> None:
    """The other deeds, in one menu."""
    labels = {deed.name: deed for deed in offered}
    key = f"more:{task.id}"
    st.menu_button(
        "More",
        list(labels),
        key=key,
        icon=":material/more_horiz:",
        format_func=lambda name: f"{labels[name].icon} {labels[name].label}",
        on_click=_chosen,
        args=(key, labels, task, content),
    )


def _chosen(key: str, labels: dict[str, Deed], task: TaskDetail, content: Any) -> None:
    name = st.session_state.get(key)
    if name in labels:
        start(labels[name], task, content)


def start(deed: Deed, task: TaskDetail, content: Any) -> None:
    """Do it, or open its dialog; in a callback."""
    redraw_all()
    forget(place(task.id))
    if deed.at_once:
        deed.run(task, content)
    else:
        begin(task.id, deed.name)


def draw_dialog(queue: Queue, task: TaskDetail, content: Any) -> None:
    """The open dialog, if one is. It outlives reruns of the page beneath it."""
    now = doing(task.id)
    if now is None:
        return
    deed = next((deed for deed in deeds(queue, task, content) if deed.name == now.deed and not deed.at_once), None)
    if deed is None:
        was = refused(dialog_place(task.id))  # somebody was faster: who, and what they did
        end(task.id)
        must_redraw_all()  # this run is the one
        if was is None:
            st.info(NOT_NOW, icon=":material/info:")
        else:
            say(place(task.id), "warning", str(was))
            show_said(place(task.id))
        return
    shape = st.dialog(deed.label, icon=deed.icon, on_dismiss=partial(end, task.id))
    shape(_dialog)(deed, as_opened(task), content, now.why)


def _dialog(deed: Deed, task: TaskDetail, content: Any, why: str) -> None:
    if why:
        st.warning(why, icon=":material/warning:")
    show_said(dialog_place(task.id))
    deed.run(task, content)
    if must_redraw_all():  # last, so that what was typed stays where the dialog does
        st.rerun()


def on_shortcut(queue: Queue, task_id: int, name: str) -> bool:
    """Do what a key stands for with a task of the queue, or open its dialog; in a callback. False: not a task's key."""
    works = me().may(on_area(queue.area, "work"))
    if name == "claim":
        redraw_all()
        if works and perform(place(task_id), claim, task_id=task_id) is not None:
            say(place(task_id), "success", "It is yours.")
    elif name in WRITING:
        redraw_all()
        write_in(task_id, WRITING[name])
    elif name in {"next", "previous", "next_task", "search", "patient", "help"}:
        return False
    else:
        begin(task_id, name)
    return True
