"""The composer: a text area that saves itself while somebody types.

The browser owns the text between two revisions. Python's `text` is adopted when `revision` changes (a
template was inserted, a send succeeded, an undo brought the draft back) and never otherwise, so a rerun
can't overwrite what is being typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from console.kit.component_events import answer, answered, asset, ledger, pairs, take

_SCOPE = "composer:scope"

_mount = st.components.v2.component(
    "portside.composer", css=asset("composer.css"), js=asset("composer.js"), isolate_styles=True
)


@dataclass(frozen=True, slots=True)
class ComposerAction:
    """A button under the text. `shortcut` is written like "Ctrl+Enter"; on a Mac, Command counts as Ctrl."""

    name: str
    label: str
    primary: bool = False
    shortcut: str = ""
    needs_text: bool = True


@dataclass(frozen=True, slots=True)
class ComposerEvent:
    """The text as Python last heard it, the revision it belongs to, and the button pressed in this run."""

    text: str
    rev: int
    action: str | None = None


def composer(
    *,
    key: str,
    text: str,
    revision: int,
    label: str,
    actions: Sequence[ComposerAction],
    status: str = "",
    placeholder: str = "",
    disabled: bool = False,
    max_length: int = 20_000,
    scope: str = "",
    focus: int = 0,
    on_save: Callable[[str], None] | None = None,
    on_action: Callable[[str, str], None] | None = None,
) -> ComposerEvent:
    """Show the composer; return its text and the button pressed.

    `key` contains the task's id, so that no text follows to the next patient. `status` is what to say while
    nothing is unsaved ("Saved 10:42"). `max_length` counts characters; longer text is neither saved nor sent.
    Whenever `focus` grows, the cursor goes to the end of the text.

    `on_save(text)` and `on_action(name, text)` run before the script's body, once per event, also in a
    fragment. An event of an older revision is dropped: its text was replaced meanwhile (the composer offers
    to bring unsaved text back), or it is the second press of a send that had succeeded. After a send that
    succeeded, raise `revision`; after one that was refused, leave it and the text stays. If `on_action`
    raises, the text is handed to `on_save` before the error goes on.

    Text that was unsaved when its composer vanished waits in the open page, for 30 minutes, for a composer of
    the same key, revision and `scope`. The scope names the signed-in session, never the bare person; without
    one it is this Streamlit session, and a restart of the server ends the waiting.

    A widget elsewhere that changes the text (a template button) calls `flush(key)` first in its callback.
    """
    names = {action.name for action in actions}

    def accepted(event: str) -> tuple[dict[str, Any], str] | None:
        payload = take(key, event)
        if payload is None or disabled or payload.get("rev") != revision:
            return None
        written = _clean(payload.get("text"))
        return None if written is None or len(written) > max_length else (payload, written)

    def saved() -> None:
        if (event := accepted("save")) is None:
            return
        payload, written = event
        if on_save is not None:
            on_save(written)
        ledger(key)["text"] = (revision, written)
        answer(key, "save", payload)

    def acted() -> None:
        if (event := accepted("act")) is None or event[0].get("name") not in names:
            return
        payload, written = event
        if on_action is not None:
            try:
                on_action(str(payload["name"]), written)
            except Exception:
                if on_save is not None:
                    with suppress(Exception):
                        on_save(written)
                raise
        ledger(key)["text"] = (revision, written)
        answer(key, "act", payload)

    ledger(key)["flush"] = saved
    result = _mount(
        key=key,
        data={
            "instance": key,
            "scope": scope or st.session_state.setdefault(_SCOPE, secrets.token_hex(8)),
            "text": text,
            "rev": revision,
            "label": label,
            "actions": tuple(_shown(action) for action in actions),  # `component_events.pairs` says why
            "status": status,
            "placeholder": placeholder,
            "disabled": disabled,
            "max": max_length,
            "focus": focus,
            "ack": pairs(answered(key)),
        },
        on_save_change=saved,
        on_act_change=acted,
    )
    heard_at, heard = ledger(key).get("text", (None, ""))
    return ComposerEvent(
        text=heard if heard_at == revision else text,
        rev=revision,
        action=_pressed(key, result.get("act"), names),
    )


def flush(key: str) -> None:
    """Take in a save that arrived together with the click whose callback calls this.

    Leaving the text area saves it, and that save and the click that caused it often arrive as one. Streamlit
    then runs their callbacks in an order of its own; a template inserted first would be overwritten.
    """
    saved = ledger(key).get("flush")
    if saved is not None:
        saved()


def _pressed(key: str, payload: Any, names: set[str]) -> str | None:
    """The button of this run, if its event was accepted."""
    if not isinstance(payload, Mapping) or payload.get("seq") != answered(key).get("act"):
        return None
    name = payload.get("name")
    return name if isinstance(name, str) and name in names else None


def _clean(text: Any) -> str | None:
    """What PostgreSQL can keep: no NUL, no half of a surrogate pair, one kind of line end."""
    if not isinstance(text, str):
        return None
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _shown(action: ComposerAction) -> dict[str, Any]:
    return {
        "name": action.name,
        "label": action.label,
        "primary": action.primary,
        "shortcut": action.shortcut,
        "needsText": action.needs_text,
    }
