"""One record of money and its other side: what it may be one with, or the matches it is in."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import streamlit as st
from sqlalchemy.orm import Session

from console.panes.match_candidates import draw_candidates, may_match
from console.panes.match_deeds import Desk
from console.panes.match_dismissed import draw_dismissed
from console.panes.match_explaining import draw_sum
from console.panes.match_made import draw_matches
from console.panes.match_sums import Key
from db.credentials import Credential
from db.errors import NotFound
from db.payment_records import Record
from db.queries import match_dismissals, matching, payment_records
from db.queries.match_dismissals import Dismissed
from db.queries.match_shapes import Candidates, MatchLine

MATCHED_KINDS = ("bank_transaction", "payout", "processor_line", "remittance", "payment", "refund")


@dataclass(frozen=True, slots=True)
class Sides:
    """What is known of a record's other side. `open`: what it may be one with, None once it is matched."""

    open: Candidates | None
    matches: tuple[MatchLine, ...]
    records: Mapping[Key, Record] = field(repr=False)
    dismissed: tuple[Dismissed, ...] = ()


def load_sides(session: Session, viewer: Credential, kind: str, record_id: int) -> Sides | None:
    """Read it; None for a record that isn't matched at all, such as a claim."""
    if kind not in MATCHED_KINDS:
        return None
    found = None
    with suppress(NotFound):  # it is matched, or can't be
        found = matching.candidates(session, viewer=viewer, kind=kind, record_id=record_id)
    made = matching.matches(session, viewer=viewer, kind=kind, record_id=record_id)
    said = match_dismissals.dismissed_of(session, viewer=viewer, kind=kind, record_id=record_id) if found else ()
    keys = {(side.kind, side.id) for one in made for side in one.sides} | {one.other for one in said}
    records = {**payment_records.several(session, viewer=viewer, keys=tuple(keys))} if keys else {}
    for key in (one.other for one in said if one.other[0] == "slip"):
        with suppress(NotFound):  # all of it was voided since
            records[key] = payment_records.record(session, viewer=viewer, record_type=key[0], record_id=key[1])
    return Sides(found, made, records, said)


def draw_sides(desk: Desk, sides: Sides) -> None:
    """The matches, over what it may be one with while it is open."""
    draw_matches(desk, sides.matches, sides.records)
    if sides.open is None:
        if not sides.matches:
            st.caption("It can't be matched as it stands.")
        return
    draw_candidates(desk, sides.open)
    if may_match():
        draw_sum(desk, sides.open)
    draw_dismissed(desk, sides.dismissed, sides.records)
