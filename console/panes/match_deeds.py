"""What a clerk does with a record that nothing was found for: tick, match, dismiss, undo. For callbacks.

The same for the page that reconciles and for the pane of a task: each says at its own `place` what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from console.kit.acting import forget, once_token, perform, renew, say
from console.kit.queue_list import redraw_all
from console.panes.match_sums import Joined, Key
from console.panes.money import carried_out
from db.actions.match_dismissals import suggest_again
from db.actions.matching import confirm, dismiss, undo
from db.queries.match_shapes import OpenLine

Ticked = dict[tuple[Key, ...], tuple[OpenLine, ...]]


def _nothing(_matched: Sequence[Key]) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one record is worked on: `place` is where sentences are said, `then` what follows a match of so many.

    `by_key`: whether the page has keys for the candidates.
    """

    key: Key
    place: str
    then: Callable[[Sequence[Key]], None] = _nothing
    by_key: bool = False

    def field(self, name: str) -> str:
        """The key of a field about this record, so that what was typed doesn't follow to the next one."""
        return f"match:{self.key[0]}:{self.key[1]}:{name}"


def ticked(desk: Desk) -> Ticked:
    """What is ticked beside the record, also what a search no longer shows."""
    found: Ticked = st.session_state.setdefault(desk.field("ticked"), {})
    return found


def box(desk: Desk, others: Sequence[OpenLine]) -> str:
    """The key of the box before these."""
    return desk.field("tick:" + ":".join(f"{one.kind}-{one.id}" for one in others))


def tick(desk: Desk, others: tuple[OpenLine, ...], *, flip: bool = False) -> None:
    """Keep what stands in the box; `flip` it first where a key was pressed."""
    redraw_all()
    forget(desk.place)
    key, name = box(desk, others), tuple(one.key for one in others)
    if flip:
        st.session_state[key] = name not in ticked(desk)
    if st.session_state.get(key):
        ticked(desk)[name] = others
    else:
        ticked(desk).pop(name, None)


def match(desk: Desk, whole: Joined, account: str = "", reason: str = "", why: str = "") -> None:
    """Say that these are the same money, and what the difference is where there is one."""
    redraw_all()
    name = desk.field("once")
    done = perform(
        desk.place,
        confirm,
        token=once_token(name),
        left=whole.left,
        rights=whole.rights,
        difference=whole.left_over,
        account=account,
        reason=reason,
        why=why,
    )
    if done is not None:
        renew(name)
        _let_go(desk)
        say(desk.place, "success", "Matched." if whole.rights else "Explained: nothing else belongs to it.")
        desk.then((whole.left, *whole.rights))


def not_this(desk: Desk, left: Key, rights: Sequence[Key]) -> None:
    """Say that a suggestion isn't the same money: it doesn't come back."""
    redraw_all()
    if carried_out(desk.place, dismiss, left=left, rights=tuple(rights)):
        _let_go(desk)
        say(desk.place, "success", "This won't be suggested again. It can still be matched by hand.")


def again(desk: Desk, other: Key) -> None:
    """Take back that something isn't the same money."""
    redraw_all()
    if carried_out(desk.place, suggest_again, left=desk.key, right=other):
        say(desk.place, "success", "Taken back: it can be suggested again.")


def take_back(desk: Desk, match_id: int, reason: str) -> None:
    """Undo a match; what it posted is reversed."""
    redraw_all()
    if carried_out(desk.place, undo, match_id=match_id, reason=reason):
        say(desk.place, "success", "The match is undone: what it posted is reversed, and both sides are open again.")


def _let_go(desk: Desk) -> None:
    """Forget what was ticked and typed for the record."""
    for key in [key for key in st.session_state if str(key).startswith(desk.field(""))]:
        del st.session_state[key]
