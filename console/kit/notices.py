"""The bell: what a person should see of their colleagues' doing. Names no patient.

Read once at sign-in and then with the page's look for news, never in a click's rerun.
"""

from __future__ import annotations

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.acting import perform
from console.kit.going import go
from console.kit.text import plain
from console.kit.times import local
from console.session import me
from db.actions import notices
from db.credentials import Credential
from db.queries.notices import NoticeLine, unseen
from db.roles import Permission

WORDS = {
    "mention": "{} mentioned you",
    "assigned": "{} assigned you a task",
    "returned": "A task of yours was given back or passed on",
    "escalated": "A red flag was escalated to you",
}
ICONS = {
    "mention": ":material/alternate_email:",
    "assigned": ":material/assignment_ind:",
    "returned": ":material/undo:",
    "escalated": ":material/priority_high:",
}
_HELD = "notices"


def look(session: Session, token: Credential) -> bool:
    """Read the notices; whether they are others than those on screen."""
    if not _told():
        return False
    now = unseen(session, viewer=token)
    before, st.session_state[_HELD] = st.session_state.get(_HELD), now
    return before is not None and [one.id for one in before] != [one.id for one in now]


def is_known() -> bool:
    """Whether the notices were read; somebody who is told none has none to read."""
    return not _told() or _HELD in st.session_state


def bell(here: str) -> None:
    """The bell with the number of unseen notices; it opens their list. `here` is the page's address."""
    if not _told():
        return
    lines: tuple[NoticeLine, ...] = st.session_state[_HELD]
    # The name of a bell without a number is there for who hears it; the style sheet hides it.
    words = {0: "No notices", 1: "1\N{EN SPACE}notice"}.get(len(lines), f"{len(lines)}\N{EN SPACE}notices")
    # Another key for another number, so that the popover closes over what it led to.
    key = f"bell:{here}:{len(lines)}"
    with (
        st.container(key="ps-bell" if lines else "ps-bell-silent"),
        st.popover(words, icon=":material/notifications:", key=key, on_change="rerun") as popover,
    ):
        if not popover.open:
            return
        if not lines:
            st.markdown("Nothing new. Mentions and tasks assigned to you show here.")
            return
        for line in lines:
            _line(line)
        st.button("Mark all as seen", key="bell:all", type="tertiary", on_click=_see_all, args=(lines,))


def done_by_opening(task_id: int) -> tuple[str, ...]:
    """The kinds of notices that have done their part when the task is opened. A mention stays until it is answered."""
    held: tuple[NoticeLine, ...] = st.session_state.get(_HELD, ())
    return tuple(dict.fromkeys(line.kind for line in held if line.task_id == task_id and line.kind != "mention"))


def saw(task_id: int) -> None:
    """The person opened the task, and `done_by_opening` is marked as seen."""
    held: tuple[NoticeLine, ...] = st.session_state.get(_HELD, ())
    st.session_state[_HELD] = tuple(line for line in held if line.task_id != task_id or line.kind == "mention")


def _told() -> bool:
    """Whether there is anything to tell this person; somebody who must choose a password first reads nothing yet."""
    return me().may(Permission.TASK_VIEW) and not me().must_change_password


def _line(line: NoticeLine) -> None:
    words = WORDS.get(line.kind, "{}: a task").format(plain(line.actor))
    st.button(
        f"{words}, {_when(line)}",
        key=f"bell:{line.id}",
        icon=ICONS.get(line.kind, ":material/task:"),
        width="stretch",
        on_click=go,
        args=(line.queue,),
        kwargs={"task": str(line.task_id)},
    )


def _when(line: NoticeLine) -> str:
    return f"{local(line.at):%a %H:%M}"


def _see_all(lines: tuple[NoticeLine, ...]) -> None:
    for task_id in dict.fromkeys(line.task_id for line in lines):
        perform("notices", notices.see, task_id=task_id)
    st.session_state.pop(_HELD, None)
