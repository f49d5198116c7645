"""The list of what nothing was found for: which kind is shown, its rows, and which one follows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from console.kit.times import day
from console.kit.worklist import WorklistRow, worklist
from console.panes.match_candidates import KEYS
from console.panes.match_sums import Key
from console.panes.match_words import kind_words
from console.panes.money import dollars
from db.queries.match_shapes import Cursor, LinePage, OpenLine
from db.queries.paging import Count

KIND, STARTS, ORDER, COUNTS = "reconcile:kind", "reconcile:starts", "reconcile:order", "reconcile:counts"
VIEWS = {
    "": "All",
    "bank_transaction": "Bank",
    "payout": "Payouts",
    "remittance": "Remittances",
    "processor_line": "Card lines",
    "other_line": "Other card lines",
}
EMPTY = {
    "": "Everything has its other side. All that came is reconciled.",
    "bank_transaction": "The bank's lines are all reconciled.",
    "payout": "All payouts were found in the bank.",
    "remittance": "All remittances were found in the bank.",
    "processor_line": "All card lines were found among the payments.",
    "other_line": "Every adjustment, reserve, transfer and other line of a processor was explained.",
}
RANKS = ("bank_transaction", "payout", "remittance", "processor_line")  # a row's number in the list holds its kind
MATCH, TICK = "match", "tick-"
SHORTCUTS: Mapping[str, str] = {
    "j": "next", "k": "previous", "m": MATCH, **{str(at): f"{TICK}{at}" for at in range(1, KEYS + 1)},
}  # fmt: skip
FIRST: tuple[Cursor | None, ...] = (None,)
HOW = "j and k move, Enter opens. 1 to 9 tick a candidate, m matches what is ticked; the next line follows."


def row_id(key: Key) -> int:
    """A number that no two records of different kinds share."""
    return key[1] * len(RANKS) + RANKS.index(key[0])


def key_of(row: int) -> Key:
    """The record that a row is about."""
    return RANKS[row % len(RANKS)], row // len(RANKS)


def draw_views(counted: Mapping[str, Count]) -> None:
    """A button for each kind with how much of it is open."""
    chosen = st.session_state.get(KIND, "")
    for kind, title in VIEWS.items():
        st.button(
            f"{title} {counted[kind]}" if kind in counted else title, key=f"reconcile:view:{kind}",
            on_click=_choose, args=(kind,), type="primary" if kind == chosen else "secondary",
        )  # fmt: skip


def _choose(kind: str) -> None:
    st.session_state[KIND] = kind
    from_the_start()


def from_the_start() -> None:
    """The list begins anew, and is counted anew."""
    st.session_state.pop(STARTS, None)
    st.session_state.pop(COUNTS, None)


def draw_list(
    pages: Sequence[LinePage],
    chosen: Key | None,
    on_open: Callable[[int], None],
    on_shortcut: Callable[[str, int | None], None],
) -> None:
    """The rows, in the order that the next line is taken from."""
    lines = [line for page in pages for line in page.lines]
    st.session_state[ORDER] = tuple(line.key for line in lines)
    kind = st.session_state.get(KIND, "")
    following = pages[-1].next
    worklist(
        tuple(map(_row, lines)),
        key=f"reconcile:list:{kind}",
        label="Not reconciled yet",
        single=True,
        page_wide=True,
        selected=None if chosen is None or chosen[0] not in RANKS else row_id(chosen),
        empty=EMPTY[kind],
        shortcuts=SHORTCUTS,
        has_more=following is not None,
        on_open=on_open,
        on_shortcut=on_shortcut,
        on_more=lambda: _more(following),
    )


def _more(following: Cursor | None) -> None:
    if following is not None:
        st.session_state[STARTS] = (*st.session_state.get(STARTS, FIRST), following)


def place_of(key: Key, matched: Collection[Key]) -> int:
    """Where the next line will stand once those that were just matched are gone from the list as it was drawn."""
    order: tuple[Key, ...] = st.session_state.get(ORDER, ())
    before = order[: order.index(key)] if key in order else ()
    return sum(one not in matched for one in before)


def line_at(pages: Sequence[LinePage], at: int) -> Key | None:
    """The line at that place, or the last one; None where nothing is left."""
    keys = [line.key for page in pages for line in page.lines]
    return keys[min(at, len(keys) - 1)] if keys else None


def _row(line: OpenLine) -> WorklistRow:
    who = line.name or line.memo or kind_words(line)
    parts = (
        kind_words(line),
        line.source if line.kind == "bank_transaction" else "",
        line.numbers,
        line.memo if line.name else "",
    )
    return WorklistRow(
        id=row_id(line.key),
        title=f"{dollars(line.amount)}  {who}",
        detail=" · ".join(part for part in parts if part),
        priority="routine",
        due=day(line.on),
    )
