"""Buttons in a page's own markup: a list with a button on each line is one element then, not three for each line.

They are drawn with the markup that they stand in, and one component that shows nothing tells which was pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from markupsafe import Markup

from console.kit.component_events import asset, take

_mount = st.components.v2.component("portside.pressing", js=asset("pressing.js"), isolate_styles=False)


def press_button(name: str, label: str, *, about: str = "", hint: str = "", kind: str = "") -> Markup:
    """A button for markup. `name` is its own on the page: it holds the task's id.

    `about` is what the label leaves to its line, for who hears the button alone. `kind`: "primary", "quiet" or none.
    """
    heard = f"{label}: {about}" if about else label
    return Markup(
        '<button type="button" class="ps-press {}" data-press="{}" title="{}" aria-label="{}">{}</button>'
    ).format(f"ps-press-{kind}" if kind else "", name, hint, heard, label)


def hear_presses(key: str, offered: Mapping[str, Callable[[], object]]) -> None:
    """Call what is offered under a button's name when that is pressed, before the script's body, in a callback.

    Draw it after the markup; `key` holds the task's id. A name comes from the browser: none but these arrives.
    """
    if not offered:
        return
    key = f"unseen_presses:{key}"

    def pressed() -> None:
        payload = take(key, "press")
        do = offered.get(str(payload.get("name"))) if payload is not None else None
        if do is not None:
            do()

    _mount(key=key, data={"names": tuple(offered)}, on_press_change=pressed)
