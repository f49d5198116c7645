"""The least that Streamlit can do: a page whose fragment holds one button. A floor for what a click costs."""

from __future__ import annotations

import streamlit as st


@st.fragment
def body() -> None:
    """One button, as little as a fragment can hold and still be clicked."""
    st.button("Again", key="again")


body()
