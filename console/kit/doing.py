"""The one dialog of a task: which deed is being done, as which version of the task, and how it ends.

A refusal stays in the dialog with what was typed; success closes it and is said in the task's pane.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import streamlit as st

from console.kit.acting import forget, perform, refused, say
from console.kit.queue_list import redraw_all
from db.actions.red_flags import Unsettled
from db.errors import Conflict
from db.queries.tasks import TaskDetail

R = TypeVar("R")
CALL = "phone"  # the deed that settles a red flag


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done with a task, offered in its menu and by the key named `shortcut`.

    `run(task, content)` draws the dialog's form; with `at_once` there is no dialog, and it is called in the click.
    """

    name: str
    label: str
    icon: str
    shortcut: str
    run: Callable[[TaskDetail, Any], None]
    at_once: bool = False
    listed: bool = True  # in the menu; else something else on the page opens it
    prominent: bool = False  # a button of its own beside the menu


@dataclass(frozen=True, slots=True)
class Doing:
    """The open dialog: the deed, the version and newest inbound item it was opened on, and why it opened by itself."""

    deed: str
    version: int | None = None
    inbound: int | None = None
    why: str = ""


def place(task_id: int) -> str:
    """Where sentences about a task are said."""
    return f"task:{task_id}"


def dialog_place(task_id: int) -> str:
    """Where the open dialog says why it was refused."""
    return f"dialog:{task_id}"


def doing(task_id: int) -> Doing | None:
    """The open dialog, if one is."""
    found: Doing | None = st.session_state.get(f"doing:{task_id}")
    return found


def begin(task_id: int, deed: str, why: str = "") -> None:
    """Open a deed's dialog in the run that follows; in a callback."""
    redraw_all()
    forget(dialog_place(task_id))
    _set_aside(task_id, deed)
    st.session_state[f"doing:{task_id}"] = Doing(deed, why=why)
    st.session_state[f"opened:{task_id}"] = dialogs_opened(task_id) + 1


def _set_aside(task_id: int, deed: str) -> None:
    """Keep what stands in a dialog that another one takes the place of; give back what `deed` had when it was left."""
    now = doing(task_id)
    if now is not None and now.deed != deed:
        fields = [key for key in st.session_state if str(key).startswith(f"{now.deed}:{task_id}:")]
        values = {key: st.session_state[key] for key in fields}
        # A button's state, which is a bool, can't be given back.
        kept = {key: value for key, value in values.items() if not isinstance(value, bool)}
        st.session_state[f"aside:{task_id}:{now.deed}"] = kept
    for key, value in st.session_state.pop(f"aside:{task_id}:{deed}", {}).items():
        st.session_state[key] = value


def dialogs_opened(task_id: int) -> int:
    """How often a dialog was opened: in the key of a menu that must not stay open beneath one."""
    return int(st.session_state.get(f"opened:{task_id}", 0))


def end(task_id: int) -> None:
    """Close the dialog."""
    redraw_all()
    forget(dialog_place(task_id))
    st.session_state.pop(f"doing:{task_id}", None)


def as_opened(task: TaskDetail) -> TaskDetail:
    """The task with the version that the dialog was opened on: no look at the page beneath refreshes that."""
    now = doing(task.id)
    if now is None:
        return task
    if now.version is None:
        now = replace(now, version=task.version, inbound=task.last_inbound_id)
        st.session_state[f"doing:{task.id}"] = now
    return replace(task, version=now.version or task.version, last_inbound_id=now.inbound)


def act(task: TaskDetail, function: Callable[..., R], sentence: str, **arguments: Any) -> R | None:
    """Run a button's action on a task; a red flag that stops it asks for the call."""
    redraw_all()
    done = perform(place(task.id), function, **arguments)
    if done is not None:
        say(place(task.id), "success", sentence or str(getattr(done, "sentence", "")))
    else:
        ask_for_the_call(task.id, place(task.id))
    return done


def finish(task: TaskDetail, function: Callable[..., R], sentence: str, **arguments: Any) -> R | None:
    """Run the dialog's action. `sentence` is said when it succeeds; empty: the result's own.

    The second click of a double click comes when the dialog has ended: it does nothing.
    """
    now, where = doing(task.id), dialog_place(task.id)
    if now is None:
        return None
    redraw_all()
    done = perform(where, function, **arguments)
    if done is not None:
        end(task.id)
        say(place(task.id), "success", sentence or str(getattr(done, "sentence", "")))
    elif not ask_for_the_call(task.id, where) and isinstance(refused(where), Conflict):
        # What the person reads now is how it stands; the next press is about that.
        st.session_state[f"doing:{task.id}"] = replace(now, version=None, inbound=None)
    return done


def ask_for_the_call(task_id: int, where: str) -> bool:
    """When a red flag stopped what was tried at `where`: open the dialog in which the call is logged."""
    refusal = refused(where)
    if not isinstance(refusal, Unsettled):
        return False
    forget(where)
    begin(task_id, CALL, str(refusal))
    return True
