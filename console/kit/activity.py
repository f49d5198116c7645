"""Invisible: tells the server that a person is at work, and loads a page anew that broke in the browser.

A rerun proves nothing: timers rerun fragments, and a browser that reconnects reruns the page. A key, a
click or a turn of the wheel that the browser vouches for does. At most one message in 30 s.
"""

from __future__ import annotations

import streamlit as st

from console.kit.component_events import asset

_mount = st.components.v2.component("portside.activity", js=asset("activity.js"), isolate_styles=False)


def watch_activity() -> None:
    """Report the person's activity while this page is open."""
    _mount(key="activity", data={"every": 30})
