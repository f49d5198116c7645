"""A send that was stopped: what came since, and the three ways on. The text stays in the box all the while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from console.kit.acting import forget, perform, refused, say
from console.kit.composer import flush
from console.kit.doing import ask_for_the_call
from console.kit.drafting import Box, write_in
from console.kit.queue_list import redraw_all
from console.kit.queue_task import place
from console.kit.text import block, draw, joined, plain, shown
from console.kit.times import clock
from console.panes.drafts import keep_draft, stops_writing
from db.actions.stopped import note_stopped
from db.errors import Conflict, NewInbound
from db.queries.tasks import TaskDetail
from db.queries.threads import MessageLine, ThreadDetail

MOST = 3
Send = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stopped:
    """`then`: what was to happen after the send; `seen`: the newest of what came that its author had on screen."""

    then: str
    seen: int
    sentence: str


def stopped(task_id: int) -> Stopped | None:
    """The send that was stopped, until something is decided about it."""
    found: Stopped | None = st.session_state.get(f"stopped:{task_id}")
    return found


def forget_stopped(task_id: int) -> None:
    """It was decided."""
    st.session_state.pop(f"stopped:{task_id}", None)


def stop(task: TaskDetail, thread: ThreadDetail, then: str) -> None:
    """After a refused send: where somebody was faster, keep what happened for both people. Else the refusal stands."""
    newest = max((message.id for message in thread.messages), default=0)
    keep_stopped(task, then, newest, deed="reply", news="the patient had written again")


def keep_stopped(task: TaskDetail, then: str, newest: int, *, deed: str, news: str) -> None:
    """The same of any `deed`; `newest`: how far its author had seen; `news`: what came, for a colleague's screen."""
    where = place(task.id)
    refusal = refused(where)
    if ask_for_the_call(task.id, where) or not isinstance(refusal, Conflict):
        return
    known = stopped(task.id)
    st.session_state[f"stopped:{task.id}"] = Stopped(then, known.seen if known else newest, str(refusal))
    forget(where)
    reason = _reason(refusal, news)
    perform(f"stopped-note:{task.id}", note_stopped, task_id=task.id, deed=deed, reason=reason)


def _reason(refusal: Conflict, news: str) -> str:
    """For the colleague's screen: who was faster, in words that say nothing of what the patient wrote."""
    if isinstance(refusal, NewInbound):
        return news
    return f"{refusal.since.who} {refusal.since.what} first" if refusal.since else "the task had changed"


def draw_stopped(task: TaskDetail, thread: ThreadDetail, box: Box, send: Send) -> None:
    """The box over the composer."""
    now = stopped(task.id)
    if now is not None:
        draw_ways_on(task, now, _since([one for one in thread.messages if one.id > now.seen]), box, send)


def draw_ways_on(task: TaskDetail, now: Stopped, since: Markup, box: Box, send: Send) -> None:
    """Why it was stopped, what came since, and the three ways on."""
    with st.container(key="ps-stopped-box", gap="small"):
        st.warning(plain(now.sentence), icon=":material/front_hand:")
        draw(since)
        with st.container(horizontal=True, gap="small", key="ps-stopped-buttons"):
            _button("Send anyway", "anyway", task, box, lambda: send(now.then))
            _button("Go on editing", "edit", task, box, lambda: write_in(task.id, box.kind))
            _button("Discard", "discard", task, box, lambda: _discard(task, box))


def _button(label: str, name: str, task: TaskDetail, box: Box, deed: Callable[[], None]) -> None:
    def pressed() -> None:
        redraw_all()
        flush(box.key)
        forget_stopped(task.id)
        deed()

    st.button(label, key=f"stopped:{task.id}:{name}", on_click=pressed)


def _discard(task: TaskDetail, box: Box) -> None:
    box.adopt("")
    keep_draft(task, box, "")
    stops_writing(task.id)
    say(place(task.id), "info", "The text was discarded. Nothing was sent.")


def _since(messages: list[MessageLine]) -> Markup:
    """What came since, in short: it stands whole in the conversation, marked as new."""
    if not messages:
        return Markup('<p class="ps-quiet">No new message came since you began; the task itself changed.</p>')
    lines = joined(
        Markup('<li><span class="ps-new">New</span> <strong>{}</strong> {}{}</li>').format(
            shown(message.author), clock(message.at), block(message.body[:300])
        )
        for message in messages[-MOST:]
    )
    return Markup('<ul class="ps-since" aria-label="What came since">{}</ul>').format(lines)
