"""Searching from a queue's page: people first, then conversations. What is typed never stands in an address.

What was found takes the list's place. The list itself is kept as it was, and is back once the box is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.going import go
from console.kit.queue import Queue
from console.kit.queue_list import Select, redraw_all, who
from console.kit.shortcuts import KEYS
from console.kit.text import plain
from console.kit.times import absolute, ago
from console.kit.worklist import WorklistRow, worklist
from console.session import me
from db.credentials import Credential
from db.errors import Invalid
from db.queries.people import PersonLine, find_people
from db.queries.search import Found, Hit, search
from db.roles import Permission

SHORTEST = 2
RELEVANCE, NEWEST = "relevance", "newest"
ORDERS = {RELEVANCE: "Best match first", NEWEST: "Newest first"}
MOST_PEOPLE = 5  # beside conversations; all of them are one click away
PORTAL = {
    "none": "no portal account",
    "invited": "invited to the portal",
    "active": "uses the portal",
    "locked": "portal account locked",
    "disabled": "portal account disabled",
}
PATIENTS = "patients"  # the address of the page about one patient


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found: people by name, birth date or record number, and conversations by their words."""

    people: tuple[PersonLine, ...]
    found: Found
    problem: str = ""


def search_box(queue: Queue) -> None:
    """The box. Its text is committed after a pause in typing."""
    with st.container(key="ps-search"):
        st.text_input(
            "Search people and messages",
            key=_key(queue),
            type="search",
            live="600ms",
            placeholder="Search people and messages (/)",
            label_visibility="collapsed",
            autocomplete="off",
            on_change=redraw_all,
        )


def asked(queue: Queue) -> str:
    """The text that is searched for; empty when the list is to be shown."""
    text = str(st.session_state.get(_key(queue)) or "").strip()
    return text if len(text) >= SHORTEST else ""


def clear(queue: Queue) -> None:
    """Back to the list."""
    redraw_all()
    st.session_state[_key(queue)] = ""


def look_for(queue: Queue, session: Session, viewer: Credential, text: str) -> Matches:
    """Read what is found."""
    people = find_people(session, viewer=viewer, text=text) if me().may(Permission.PATIENT_VIEW) else ()
    try:
        return Matches(people, search(session, viewer=viewer, area=queue.area, text=text, order=_order(queue)))
    except Invalid as problem:
        return Matches(people, Found((), False, ""), str(problem))


def draw_matches(
    queue: Queue,
    matches: Matches,
    now: datetime,
    selected: int | None,
    select: Select,
    on_shortcut: Callable[[str, int | None], None],
) -> None:
    """Draw what was found, people first."""
    with st.container(horizontal=True, key="ps-found", gap="small", vertical_alignment="center"):
        st.button(
            "Back to the list",
            icon=":material/arrow_back:",
            key=f"{queue.slug}:unsearch",
            on_click=clear,
            args=(queue,),
        )
        other = NEWEST if _order(queue) == RELEVANCE else RELEVANCE
        st.button(
            ORDERS[_order(queue)],
            icon=":material/swap_vert:",
            key=f"{queue.slug}:search-order",
            help=f"Change to: {ORDERS[other].lower()}",
            on_click=_set_order,
            args=(queue, other),
        )
    for note in filter(None, (matches.problem, matches.found.note)):
        st.caption(plain(note))
    if matches.people:
        shown = matches.people[: _most_people(queue, matches)]
        worklist(
            tuple(_person(one, now) for one in shown),
            key=f"{queue.slug}:people:{len(shown)}",
            label="People found",
            selected=None,
            empty="",
            single=True,
            height=len(shown) * 90,  # never in the middle of a row
            shortcuts={},
            on_open=lambda number: go(PATIENTS, patient=str(number)),
        )
        if len(shown) < len(matches.people):
            st.button(
                f"Show all {len(matches.people)} people",
                key=f"{queue.slug}:all-people",
                type="tertiary",
                icon=":material/expand_more:",
                on_click=_show_all,
                args=(queue,),
            )
    hits = {hit.task_id: hit for hit in matches.found.hits}
    worklist(
        tuple(_hit(queue, hit, now) for hit in hits.values()),
        key=f"{queue.slug}:hits",
        label="Conversations found",
        selected=selected,
        empty="No conversation holds these words. Try fewer or other words.",
        single=True,
        shortcuts=KEYS,
        page_wide=True,
        on_open=lambda number: _open(queue, hits.get(number), select),
        on_shortcut=on_shortcut,
    )
    if matches.found.more:
        st.caption("There are more. Add a word to narrow the search.")


def _open(queue: Queue, hit: Hit | None, select: Select) -> None:
    if hit is None:
        return
    if hit.queue == queue.slug:
        select(queue, hit.task_id)
    else:
        go(hit.queue, task=str(hit.task_id))


def _most_people(queue: Queue, matches: Matches) -> int:
    """All of them where no conversation was found, or where all were asked for with this very text."""
    asked_for = st.session_state.get(f"{queue.slug}:all-people-of") == asked(queue)
    return len(matches.people) if asked_for or not matches.found.hits else MOST_PEOPLE


def _show_all(queue: Queue) -> None:
    redraw_all()
    st.session_state[f"{queue.slug}:all-people-of"] = asked(queue)


def _person(one: PersonLine, now: datetime) -> WorklistRow:
    portal = PORTAL.get(one.portal_state, "")
    facts = [f"MRN {one.mrn}", f"born {one.birth_date:%d %b %Y}", one.sex, one.phone, portal]
    return WorklistRow(
        id=one.id,
        title=who(one.name, one.birth_date, now),
        detail=" · ".join(fact for fact in facts if fact),
        priority="routine",
        marks=("deceased",) if one.deceased else (),
    )


def _hit(queue: Queue, hit: Hit, now: datetime) -> WorklistRow:
    topic = queue.topics.get(hit.topic, hit.topic.replace("_", " ").capitalize())
    return WorklistRow(
        id=hit.task_id,
        title=who(hit.patient, hit.birth_date, now),
        detail=f"{topic}: {hit.snippet}" if hit.snippet and topic else hit.snippet or topic,
        priority="routine",
        due=ago(hit.at, now),
        due_title=absolute(hit.at),
        marks=((hit.where,) if hit.where else ()) + (() if hit.open else ("closed",)),
    )


def _order(queue: Queue) -> str:
    kept = st.session_state.get(f"{queue.slug}:order")
    return kept if kept in ORDERS else RELEVANCE


def _set_order(queue: Queue, order: str) -> None:
    redraw_all()
    st.session_state[f"{queue.slug}:order"] = order


def _key(queue: Queue) -> str:
    return f"{queue.slug}:search"
