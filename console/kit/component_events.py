"""What a component of ours sends arrives once, and is answered.

Every event carries a `seq`, a token the component makes up. Python takes an event only the first time it
sees its token (an interrupted run is replayed, a batch may hold one event twice) and hands the token back
in the component's data, which is how the component learns that it was heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_ASSETS = Path(__file__).parent / "assets"
_LONGEST_SEQ = 40


def asset(name: str) -> str:
    """The text of one file in `assets/`."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def ledger(key: str) -> dict[str, Any]:
    """What this session remembers of the component called `key`. It outlives the component's own state."""
    found: dict[str, Any] = st.session_state.setdefault(f"{key}:events", {"taken": {}, "answered": {}})
    return found


def take(key: str, event: str) -> dict[str, Any] | None:
    """The event's payload the first time it is asked for in a callback; afterwards, or if malformed, None."""
    state = st.session_state.get(key)
    payload = state.get(event) if isinstance(state, Mapping) else None
    seq = payload.get("seq") if isinstance(payload, Mapping) else None
    if not isinstance(payload, Mapping) or not isinstance(seq, str) or not 0 < len(seq) <= _LONGEST_SEQ:
        return None
    taken = ledger(key)["taken"]
    if taken.get(event) == seq:
        return None
    taken[event] = seq
    return dict(payload)


def answer(key: str, event: str, payload: Mapping[str, Any]) -> None:
    """Say that the event was dealt with. Not called when the callback raised: then nothing was saved."""
    ledger(key)["answered"][event] = payload["seq"]


def pairs(of: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """A mapping as a component's data, which the component puts together again.

    Streamlit asks of each list and mapping among the data whether it is a table of some library's, which takes 0.1 ms,
    and of a tuple it doesn't.
    """
    return tuple(of.items())


def answered(key: str) -> dict[str, str]:
    """The last token dealt with, by event: goes into the component's data."""
    return dict(ledger(key)["answered"])
