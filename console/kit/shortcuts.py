"""The single keys that work anywhere on a queue's page, declared once: the list's script, the tooltips and the help.

A key does nothing while somebody types, while a dialog is open, or together with Ctrl, Alt or Command.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st
from markupsafe import Markup

from console.kit.text import draw, joined


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key, the name by which code knows it, and what it does in a few words."""

    key: str
    name: str
    does: str
    group: str


_LIST, _TASK, _ELSE = "On the list", "With the task that is open", "Anywhere"
SHORTCUTS: Final = (
    Shortcut("j", "next", "Move down", _LIST),
    Shortcut("k", "previous", "Move up", _LIST),
    Shortcut("g", "next_task", "Take the next task", _LIST),
    Shortcut("c", "claim", "Claim", _TASK),
    Shortcut("u", "release", "Give back", _TASK),
    Shortcut("r", "reply", "Write a reply", _TASK),
    Shortcut("i", "template", "Insert a template", _TASK),
    Shortcut("n", "note", "Write an internal note", _TASK),
    Shortcut("a", "assign", "Assign", _TASK),
    Shortcut("v", "review", "Review, in the queues that have it", _TASK),
    Shortcut("p", "priority", "Change the priority", _TASK),
    Shortcut("z", "snooze", "Snooze", _TASK),
    Shortcut("e", "close", "Close", _TASK),
    Shortcut("l", "phone", "Log a phone call", _TASK),
    Shortcut("t", "pass_on", "Ask another team", _TASK),
    Shortcut("/", "search", "Search", _ELSE),
    Shortcut("f", "patient", "Find a patient", _ELSE),
    Shortcut("?", "help", "Show these keys", _ELSE),
)
# Keys of the list itself, which work while it has the focus.
_OF_THE_LIST: Final = (
    ("↑ ↓", "Move"),
    ("Enter", "Open"),
    ("Space", "Check"),
    ("Shift+↑ ↓", "Check several"),
    ("Ctrl+A", "Check all that are shown"),
    ("Esc", "Uncheck all; leave a search"),
)
KEYS: Final[Mapping[str, str]] = {one.key: one.name for one in SHORTCUTS}
_HELP = "help:keys"
_BY_NAME: Final = {one.name: one for one in SHORTCUTS}


def hint(name: str, text: str = "") -> str:
    """The tooltip of a button that has a key: `Take the next task (g)`."""
    one = _BY_NAME[name]
    return f"{text or one.does} ({one.key})"


def ask_for_help() -> None:
    """Open the dialog that lists every key; in a callback."""
    st.session_state[_HELP] = True


def draw_help() -> None:
    """The dialog, while it is open: it outlives reruns of the page beneath it."""
    if st.session_state.get(_HELP):
        _help()


@st.dialog("Keys", icon=":material/keyboard:", on_dismiss=lambda: st.session_state.pop(_HELP, None))
def _help() -> None:
    groups = dict.fromkeys(one.group for one in SHORTCUTS)
    for group in groups:
        rows = [(one.key, one.does) for one in SHORTCUTS if one.group == group]
        draw(_table(group, (*rows, *_OF_THE_LIST) if group == _LIST else tuple(rows)))


def _table(title: str, rows: tuple[tuple[str, str], ...]) -> Markup:
    lines = joined(Markup("<dt><kbd>{}</kbd></dt><dd>{}</dd>").format(key, does) for key, does in rows)
    return Markup('<h3 class="ps-keys">{}</h3><dl class="ps-keys">{}</dl>').format(title, lines)
