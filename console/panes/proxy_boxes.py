"""Several things to choose as boxes to tick, all in sight: a list that drops down would hide the button below it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from console.kit.text import draw


def draw_boxes(label: str, options: Mapping[str, str], key: str, *, place: str) -> None:
    """A box for each option under `label`; `place` is the key of their container."""
    draw(Markup('<p class="ps-field">{}</p>').format(label))
    with st.container(key=place, gap=None):
        for name, words in options.items():
            st.checkbox(words, key=f"{key}:{name}")


def ticked(options: Mapping[str, str], key: str) -> tuple[str, ...]:
    """The options whose boxes are ticked, in a callback."""
    return tuple(name for name in options if st.session_state.get(f"{key}:{name}"))
