"""Choosing a patient inside a form: search, then one of those found. Nobody is chosen by default."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.text import plain
from console.kit.times import age_text
from db.queries.people import PersonLine, find_people

SHORTEST = 2
PLACEHOLDER = "Name, birth date, record number, phone"


def pick_patient(key: str, now: datetime, *, label: str = "Find the patient") -> PersonLine | None:
    """The search and its hits; the one that was chosen. `key` names whose form it is."""
    text = st.text_input(label, key=f"{key}:text", icon=":material/search:", placeholder=PLACEHOLDER, live=True)
    words = (text or "").strip()
    if len(words) < SHORTEST:
        return None
    with reading() as session:
        people = {one.id: one for one in find_people(session, viewer=credential(), text=words)}
    if not people:
        st.caption("Nobody is found by this. Try fewer letters, the birth date or the record number.")
        return None
    # The key holds what was searched for: another search begins without a choice.
    chosen = st.radio(
        "Which one",
        list(people),
        index=None,
        format_func=lambda number: person_words(people[number], now),
        key=f"{key}:one:{hash(tuple(people))}",
    )
    return people.get(chosen) if chosen is not None else None


def person_words(one: PersonLine, now: datetime) -> str:
    """`Rosa Diaz, born 04 Mar 1955, 71, female, MRN 10442`."""
    died = ", deceased" if one.deceased else ""
    born = f"{one.birth_date:%d %b %Y}, {age_text(one.birth_date, now)}"
    return plain(f"{one.name}, born {born}, {one.sex}, MRN {one.mrn}{died}")
