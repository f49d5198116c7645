"""What was said not to be the same money as a record, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from console.kit.text import plain
from console.kit.times import absolute
from console.panes.match_candidates import may_match
from console.panes.match_deeds import Desk, again
from console.panes.match_sums import Key
from console.panes.match_words import KINDS
from console.panes.money import dollars
from console.panes.payment_words import amount_of, named
from db.payment_records import Record
from db.queries.match_dismissals import Dismissed


def draw_dismissed(desk: Desk, found: Sequence[Dismissed], records: Mapping[Key, Record]) -> None:
    """Each of them with who said so, folded away; who may match lets it be suggested again."""
    if not found:
        return
    with st.expander(f"Not suggested any more: {len(found)}", icon=":material/link_off:", key=desk.field("dismissed")):
        st.caption("Taken back, it may be suggested again, and be matched by itself where both carry a number.")
        for one in found:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.markdown(plain(f"{_words(one.other, records)}. {one.by}, {absolute(one.at)}"), width="content")
                if may_match():
                    st.button(
                        "Suggest it again", key=desk.field(f"again:{one.other[0]}:{one.other[1]}"),
                        icon=":material/undo:", on_click=again, args=(desk, one.other),
                    )  # fmt: skip


def _words(key: Key, records: Mapping[Key, Record]) -> str:
    record = records.get(key)
    if record is None:
        return KINDS.get(key[0], key[0])
    amount = amount_of(record)
    return f"{named(record)}, {dollars(amount)}" if amount is not None else named(record)
