"""What a compose box holds between reruns: its text as Python last heard it, and its revision.

The database's draft is the truth; this copy only bridges the reruns of the composer's own fragment.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_ASKED = "focus:asked"


class Box:
    """The compose box of one task and kind. Its key contains both, so no text follows to another task."""

    def __init__(self, task_id: int, kind: str) -> None:
        self.kind = kind
        self.key = f"compose:{kind}:{task_id}"
        self._state: dict[str, Any] = st.session_state.setdefault(f"box:{self.key}", {"text": "", "revision": 1})

    @property
    def text(self) -> str:
        """The newest text that reached Python."""
        return str(self._state["text"])

    @property
    def revision(self) -> int:
        """Raised whenever Python replaces the text."""
        return int(self._state["revision"])

    @property
    def status(self) -> str:
        """`Saved 10:42`, or why not."""
        return str(self._state.get("status", ""))

    def refresh(self, stored: str) -> None:
        """Take the draft as the database has it."""
        self._state["text"] = stored

    def typed(self, text: str, status: str) -> None:
        """Note what was typed and whether it was kept."""
        self._state |= {"text": text, "status": status}

    def adopt(self, text: str) -> None:
        """Replace the text: a template, an undone reply, or nothing after a send."""
        self._state |= {"text": text, "revision": self.revision + 1, "status": ""}

    def mark_sent(self) -> None:
        """The whole page has changed: the fragment that drew the box asks for a rerun of all."""
        self._state["sent"] = True

    def was_sent(self) -> bool:
        """Whether a send or note happened in this rerun; true once."""
        return bool(self._state.pop("sent", False))

    @property
    def focus(self) -> int:
        """How often the person asked to write here: the composer takes the focus whenever this grows."""
        return int(self._state.get("focus", 0))

    def take_focus(self) -> None:
        """Put the cursor into the box once it is drawn."""
        # Counted over all boxes: a box that is drawn anew for its task must not start from one again.
        st.session_state[_ASKED] = self._state["focus"] = int(st.session_state.get(_ASKED, 0)) + 1


def chosen_key(task_id: int) -> str:
    """The state that holds which box of a task is shown."""
    return f"box:{task_id}"


def write_in(task_id: int, kind: str) -> None:
    """Show the box of a kind, and put the cursor into it; in a callback."""
    st.session_state[chosen_key(task_id)] = kind
    Box(task_id, kind).take_focus()
