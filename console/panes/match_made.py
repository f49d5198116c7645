"""The matches a record is or was in: both sides, why, by whom, what they explain; and undoing the one that stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from console.kit.text import draw, joined, shown
from console.kit.times import absolute
from console.panes.match_candidates import may_match
from console.panes.match_deeds import Desk, take_back
from console.panes.match_sums import Key
from console.panes.match_words import KINDS
from console.panes.payment_words import NOTHING, figure, named
from db.payment_records import Record
from db.queries.match_shapes import MatchedSide, MatchLine


def draw_matches(desk: Desk, found: Sequence[MatchLine], records: Mapping[Key, Record]) -> None:
    """Each match; one that stands can be undone with a reason."""
    for one in found:
        draw(_match(one, records))
        if one.undone_at is None and may_match():
            _undo(desk, one)


def _match(one: MatchLine, records: Mapping[Key, Record]) -> Markup:
    undone = one.undone_at is not None
    rows = joined(_side(side, records) for side in one.sides)
    difference = Markup("<li>{} explained</li>").format(figure(one.difference)) if one.difference else NOTHING
    who = "by itself" if one.automatic else Markup("by {}").format(shown(one.made_by))
    end = NOTHING
    if one.undone_at is not None:
        end = Markup('<p class="ps-state">Undone by {}: {} <span class="ps-quiet">{}</span></p>').format(
            shown(one.undone_by or "somebody"), shown(one.undo_reason), absolute(one.undone_at)
        )
    return Markup(
        '<div class="ps-matched{}"><h4 class="ps-part">{} {} <span class="ps-quiet">{}</span></h4>'
        '<p class="ps-why">{}</p><ul class="ps-lines-of">{}{}</ul>{}</div>'
    ).format(
        " ps-undone-match" if undone else "", "Was matched" if undone else "Matched", who, absolute(one.made_at),
        shown(one.why), rows, difference, end,
    )  # fmt: skip


def _side(side: MatchedSide, records: Mapping[Key, Record]) -> Markup:
    record = records.get((side.kind, side.id))
    words = shown(named(record)) if record is not None else KINDS.get(side.kind, side.kind)
    return Markup("<li>{} {}</li>").format(words, figure(side.amount))


def _undo(desk: Desk, one: MatchLine) -> None:
    why = desk.field(f"undo-why:{one.id}")
    with st.popover("Undo this match", icon=":material/undo:", key=desk.field(f"undo:{one.id}")):
        st.markdown("What it posted is reversed today. Both sides are open again; the match stays on record.")
        st.text_input("Why", key=why, max_chars=300, placeholder="Kept with the match")
        st.button(
            "Undo it", key=desk.field(f"do-undo:{one.id}"), type="primary", on_click=_take_back,
            args=(desk, one.id, why),
        )  # fmt: skip


def _take_back(desk: Desk, match_id: int, why: str) -> None:
    take_back(desk, match_id, str(st.session_state.get(why) or ""))
