"""Narrowing a queue's list: a popover to choose filters, a chip for each that is on, and the list's order.

The popover's content is drawn, and its choices are read, only while it is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.queue import Queue
from console.kit.queue_address import NEWEST, NEXT, SORTS, narrow, want, wanted
from console.kit.queue_list import List, redraw_all
from console.kit.text import plain
from db.models import Priority
from db.queries import staff
from db.queries.task_filters import Filters
from db.queries.task_views import VIEWS
from rules.reply_templates import LANGUAGES

WAITING = {"1d": "A day or longer", "3d": "3 days or longer", "7d": "A week or longer"}
AGES = {"child": "Under 18", "adult": "18 to 64", "senior": "65 and older"}
PRIORITIES = {int(one): one.name.lower() for one in Priority}  # as a list's lines say them


@dataclass(frozen=True, slots=True)
class Choices:
    """One filter's label, and its values in words."""

    label: str
    values: Mapping[Any, str]


def draw_filters(queue: Queue) -> None:
    """The button that opens the filters."""
    now = wanted(queue).filters
    active = len(_active(now))
    label = f"Filter ({active})" if active else "Filter"
    with st.popover(label, icon=":material/filter_list:", key=f"{queue.slug}:filters", on_change="rerun") as popover:
        if not popover.open:
            return
        offered = _offered(queue)
        _remember(queue, offered)
        with st.container(key="ps-filters"):
            for name, choices in offered.items():
                _draw_one(queue, name, choices, getattr(now, name))


def draw_order(queue: Queue) -> None:
    """Which comes first: what is to be done next, or what came last."""
    now = wanted(queue)
    if VIEWS[now.view].closed:
        return
    other = NEXT if now.sort == NEWEST else NEWEST
    st.button(
        SORTS[now.sort],
        icon=":material/swap_vert:",
        key=f"{queue.slug}:sort",
        help=f"Change to: {SORTS[other].lower()}. Next first goes by priority, then by deadline.",
        on_click=_sort,
        args=(queue, other),
    )


def draw_chips(queue: Queue) -> None:
    """What narrows the list: a button each to take it off, and one for all."""
    active = _active(wanted(queue).filters)
    if not active:
        return
    with st.container(horizontal=True, key="ps-chips", gap="small"):
        for name, value in active.items():
            words = _in_words(queue, name, value)
            st.button(
                plain(words),
                icon=":material/close:",
                icon_position="right",
                key=f"{queue.slug}:off:{name}",
                help="Remove this filter",
                on_click=_set,
                args=(queue, name, None),
            )
        st.button("Clear all", key=f"{queue.slug}:clear", type="tertiary", on_click=_clear, args=(queue,))


def summary(queue: Queue, filters: Filters) -> str:
    """Filters in words: `Topic: Refill, Priority: urgent`."""
    return ", ".join(_in_words(queue, name, value) for name, value in _active(filters).items())


def _active(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in filters.shape}


def _offered(queue: Queue) -> dict[str, Choices]:
    with reading() as session:
        viewer = credential()
        people = staff.colleagues(session, viewer=viewer, area=queue.area)
        teams = staff.teams(session, viewer=viewer)
        sites = staff.sites(session, viewer=viewer)
    topics = {topic: words for topic, words in queue.topics.items() if topic}
    offered = {
        "topic": Choices("Topic", topics),
        "priority": Choices("Priority", PRIORITIES if queue.priorities else {}),
        "site_id": Choices("Site", {one.id: one.name for one in sites}),
        "team_id": Choices("Team", {one.id: one.name for one in teams}),
        "owner_id": Choices("Owner", {one.id: one.name for one in people}),
        "waiting": Choices("Waiting", WAITING),
        "age": Choices("Age", AGES),
        "language": Choices("Language", LANGUAGES),
        "orderer_id": Choices("Ordered by", {one.id: one.name for one in people} if queue.orderers else {}),
    }
    return {name: choices for name, choices in offered.items() if choices.values}


def _remember(queue: Queue, offered: Mapping[str, Choices]) -> None:
    """Keep names of sites, teams and people for the chips, which are drawn when the popover is closed."""
    st.session_state[f"{queue.slug}:names"] = {name: offered[name].values for name in _NAMED if name in offered}


_NAMED = {"site_id": "Site", "team_id": "Team", "owner_id": "Owner", "orderer_id": "Ordered by"}


def _in_words(queue: Queue, name: str, value: Any) -> str:
    if name in _NAMED:
        names = st.session_state.get(f"{queue.slug}:names")
        if names is None:  # an address brought the filter
            _remember(queue, _offered(queue))
            names = st.session_state[f"{queue.slug}:names"]
        return f"{_NAMED[name]}: {names.get(name, {}).get(value, 'unknown')}"
    known: dict[str, tuple[str, Mapping[Any, str]]] = {
        "topic": ("Topic", queue.topics),
        "priority": ("Priority", PRIORITIES),
        "waiting": ("Waiting", WAITING),
        "age": ("Age", AGES),
        "language": ("Language", LANGUAGES),
    }
    label, words = known[name]
    return f"{label}: {words.get(value, str(value))}"


def _draw_one(queue: Queue, name: str, choices: Choices, value: Any) -> None:
    key = f"{queue.slug}:filter:{name}"
    values = list(choices.values)
    if value not in ("", None) and value not in choices.values:
        values.append(value)
    st.session_state[key] = value if value != "" else None
    st.selectbox(
        choices.label,
        values,
        index=None,
        key=key,
        placeholder="Any",
        format_func=lambda one: choices.values.get(one, str(one)),
        on_change=_chosen,
        args=(queue, name, key),
    )


def _chosen(queue: Queue, name: str, key: str) -> None:
    _set(queue, name, st.session_state[key])


def _set(queue: Queue, name: str, value: Any) -> None:
    empty = getattr(Filters(), name)
    _narrow(queue, replace(wanted(queue).filters, **{name: empty if value is None else value}))


def _clear(queue: Queue) -> None:
    _narrow(queue, Filters())


def _narrow(queue: Queue, filters: Filters) -> None:
    redraw_all()
    narrow(queue, filters)
    List(queue.slug, wanted(queue)).forget()


def _sort(queue: Queue, sort: str) -> None:
    redraw_all()
    want(queue, replace(wanted(queue), sort=sort, saved=None))
    List(queue.slug, wanted(queue)).forget()
