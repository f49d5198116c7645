"""Choosing a pharmacy: told apart by address and telephone, and searched for where there are many."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, reading
from db.queries.pharmacies import LONGEST_SEARCH, MOST, usable_pharmacies
from db.queries.refill_lines import PharmacyLine


def pharmacies_to_choose(key: str) -> tuple[PharmacyLine, ...]:
    """Those in use; where a list doesn't hold them all, those that a search of their own finds. Not inside a form."""
    with reading() as session:
        known = usable_pharmacies(session, viewer=credential())
        if len(known) < MOST:
            return known
    words = st.text_input("Find a pharmacy (name, address, telephone)", key=key, max_chars=LONGEST_SEARCH)
    if not words.strip():
        return known
    with reading() as session:
        return usable_pharmacies(session, viewer=credential(), search=words)


def which_pharmacy(one: PharmacyLine) -> str:
    """`Corner Pharmacy, 1 Elm St, 555-0181`: chains have many of one name."""
    where = " ".join(one.address.split())
    return ", ".join(part for part in (one.name, where, one.phone) if part)
