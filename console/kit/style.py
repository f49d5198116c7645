"""The style sheet of Portside's own markup, put on every page once a run."""

from __future__ import annotations

import streamlit as st

from console.kit.component_events import asset

SHEET = f"<style>{asset('portside.css')}</style>"


def draw_style() -> None:
    """Put the style sheet on the page."""
    st.html(SHEET)
