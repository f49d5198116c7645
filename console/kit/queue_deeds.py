"""The dialogs of the deeds that every queue has: release, assign, snooze, priority, topic, close."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from console.kit.acting import once_token, renew
from console.kit.choices import PRIORITIES, assignees, morning, snooze_times
from console.kit.doing import act, finish
from console.kit.queue import Queue
from console.kit.text import plain
from console.kit.times import absolute
from db.actions import tasks
from db.actions.assigning import assign
from db.actions.closing import close
from db.actions.priorities import prioritise, retopic
from db.actions.snoozing import snooze, wait, wake
from db.config import config
from db.queries.tasks import TaskDetail

WHY = "Why"
LONGEST_WHY = 200


def field(task: TaskDetail, deed: str, name: str) -> str:
    """The key of a dialog's field. It holds the task's id, so that nothing typed follows to the next task."""
    return f"{deed}:{task.id}:{name}"


def typed(key: str) -> str:
    """What stands in a text field, in a callback."""
    return str(st.session_state.get(key) or "")


def why_field(task: TaskDetail, deed: str, *, needed: bool) -> str:
    """The field for a reason, which colleagues read; returns its key."""
    key = field(task, deed, "why")
    st.text_input(
        WHY if needed else f"{WHY} (optional)", key=key, max_chars=LONGEST_WHY, placeholder="Your colleagues read it"
    )
    return key


# ---- give back, give away -------------------------------------------------------------------------------


def draw_release(task: TaskDetail, _content: Any) -> None:
    """Give it back to the team, with a reason."""
    with st.form(field(task, "release", "form"), border=False):
        why = why_field(task, "release", needed=False)
        st.form_submit_button("Give back", type="primary", on_click=_release, args=(task, why))


def _release(task: TaskDetail, why: str) -> None:
    finish(
        task,
        tasks.release,
        "It is back with the team.",
        task_id=task.id,
        seen_version=task.version,
        reason=typed(why),
    )


def draw_assign(task: TaskDetail, _content: Any) -> None:
    """To a person, or to a team for whoever takes it."""
    choices = assignees(task.area)
    key = field(task, "assign", "to")
    with st.form(field(task, "assign", "form"), border=False):
        st.selectbox("To", list(choices), index=None, format_func=choices.__getitem__, key=key)
        why = why_field(task, "assign", needed=False)
        st.form_submit_button("Assign", type="primary", on_click=_assign, args=(task, key, why))


def _assign(task: TaskDetail, key: str, why: str) -> None:
    to: tuple[str, int] | None = st.session_state.get(key)
    whom = {"owner_id": None, "team_id": None} | ({to[0]: to[1]} if to else {})
    finish(task, assign, "", task_id=task.id, seen_version=task.version, reason=typed(why), **whom)


# ---- put off --------------------------------------------------------------------------------------------


def draw_snooze(task: TaskDetail, _content: Any) -> None:
    """One click for the usual times, a form for any other."""
    for number, (words, until) in enumerate(snooze_times(task.now).items()):
        st.button(
            words,
            key=field(task, "snooze", str(number)),
            help=absolute(until),
            width="stretch",
            on_click=_snooze,
            args=(task, until, ""),
        )
    someday = (morning(task.now) + timedelta(days=2)).replace(tzinfo=None)
    key = field(task, "snooze", "until")
    with st.form(field(task, "snooze", "form"), border=False):
        st.datetime_input("Or until", someday, key=key, format="YYYY-MM-DD")
        why = why_field(task, "snooze", needed=False)
        st.form_submit_button("Snooze until then", on_click=_snooze_until, args=(task, key, why))


def _snooze_until(task: TaskDetail, key: str, why: str) -> None:
    chosen = st.session_state.get(key)
    _snooze(task, chosen.replace(tzinfo=config().zone) if isinstance(chosen, datetime) else None, why)


def _snooze(task: TaskDetail, until: datetime | None, why: str) -> None:
    finish(
        task,
        snooze,
        f"Snoozed until {absolute(until)}." if until else "Snoozed.",
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        until=until,
        reason=typed(why) if why else "",
    )


def put_on_hold(task: TaskDetail, _content: Any) -> None:
    """Wait until the patient answers; at once."""
    name = f"wait:{task.id}:{task.version}"
    done = act(
        task,
        wait,
        "It waits for the patient, and comes back when they write.",
        token=once_token(name),
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
    )
    if done is None:
        renew(name)


def bring_back(task: TaskDetail) -> None:
    """End a snooze or a wait; at once."""
    act(task, wake, "It is back on the list.", task_id=task.id, seen_version=task.version)


# ---- how pressing, about what ---------------------------------------------------------------------------


def draw_priority(task: TaskDetail, _content: Any) -> None:
    """Another priority, with the reason that its line then shows."""
    key = field(task, "priority", "to")
    with st.form(field(task, "priority", "form"), border=False):
        st.radio(
            "Priority",
            list(PRIORITIES),
            index=list(PRIORITIES).index(task.priority),
            format_func=PRIORITIES.__getitem__,
            key=key,
        )
        why = why_field(task, "priority", needed=True)
        st.form_submit_button("Change the priority", type="primary", on_click=_prioritise, args=(task, key, why))


def _prioritise(task: TaskDetail, key: str, why: str) -> None:
    chosen = st.session_state.get(key)
    finish(
        task,
        prioritise,
        "The priority was changed, and the deadlines with it.",
        task_id=task.id,
        seen_version=task.version,
        priority=chosen,
        reason=typed(why),
    )


def draw_topic(queue: Queue, task: TaskDetail) -> None:
    """What it is really about."""
    topics = {slug: title for slug, title in queue.topics.items() if slug}
    key = field(task, "topic", "to")
    with st.form(field(task, "topic", "form"), border=False):
        at = list(topics).index(task.topic) if task.topic in topics else None
        st.selectbox("Topic", list(topics), index=at, format_func=topics.__getitem__, key=key)
        why = why_field(task, "topic", needed=True)
        st.form_submit_button("Change the topic", type="primary", on_click=_retopic, args=(task, key, why))


def _retopic(task: TaskDetail, key: str, why: str) -> None:
    finish(
        task,
        retopic,
        "The topic was changed. The patient keeps the one they chose.",
        task_id=task.id,
        seen_version=task.version,
        topic=st.session_state.get(key) or "",
        reason=typed(why),
    )


# ---- end ------------------------------------------------------------------------------------------------


def draw_close(queue: Queue, task: TaskDetail) -> None:
    """One button an outcome, in the dialog that the key opens."""
    for outcome in queue.outcomes:
        st.button(
            plain(_closing(outcome)),
            key=f"closing:{task.id}:{outcome}",
            on_click=_close,
            args=(task, outcome, True),
            width="stretch",
        )


def draw_outcomes(queue: Queue, task: TaskDetail) -> None:
    """The same in the menu under "Close": one element, where buttons would be drawn with every click."""
    key = f"close:{task.id}"
    st.menu_button(
        "Close",
        queue.outcomes,
        key=key,
        icon=":material/task_alt:",
        format_func=_closing,
        on_click=_close_as_chosen,
        args=(task, key),
    )


def _closing(outcome: str) -> str:
    return f"Close: {tasks.OUTCOMES[outcome].lower()}"


def _close_as_chosen(task: TaskDetail, key: str) -> None:
    if (outcome := st.session_state.get(key)) is not None:
        _close(task, outcome, in_dialog=False)


def _close(task: TaskDetail, outcome: str, in_dialog: bool) -> None:
    name = f"close:{task.id}:{task.version}"
    done = (finish if in_dialog else act)(
        task,
        close,
        f"Closed: {tasks.OUTCOMES[outcome].lower()}.",
        token=once_token(name),
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        outcome=outcome,
    )
    if done is None:
        renew(name)
