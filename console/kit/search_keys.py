"""Invisible: the keys of a search box above a worklist. Enter opens the first hit, the arrow leads into the list."""

from __future__ import annotations

import streamlit as st

from console.kit.component_events import asset

_mount = st.components.v2.component("portside.search_keys", js=asset("search_keys.js"), isolate_styles=False)


def search_keys(place: str, *, focus: bool) -> None:
    """For the box and the list in the container of this key. `focus`: the box takes what is typed next."""
    _mount(key=f"search_keys:{place}", data={"place": place, "focus": focus})
