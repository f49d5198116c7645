"""The worklist: an ARIA listbox of tasks that works by keyboard and shows text only, never HTML.

Focus, scroll position and the multi-select live in the browser; Python sends rows and hears of what
happened. Ids in events come from the browser: whoever acts on one asks the database again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from console.kit.component_events import answer, answered, asset, ledger, pairs, take

PRIORITIES: Final = ("stat", "asap", "urgent", "routine")
DEFAULT_SHORTCUTS: Final[Mapping[str, str]] = {
    "c": "claim",
    "r": "reply",
    "n": "note",
    "j": "next",
    "k": "previous",
    "/": "search",
    "?": "help",
}

_LONGEST_TITLE = 120
_LONGEST_DETAIL = 240
_LONGEST_WORD = 60
_MOVES = frozenset({"next", "previous", "search"})
# Overrides spoof what a line says; a preview can do without them. NUL and other controls have no glyph.
_UNSHOWABLE: Final = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0x202D, 0x202E, *range(0xD800, 0xE000)], "\ufffd"
) | dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x85\u2028\u2029"), " ")

_mount = st.components.v2.component(
    "portside.worklist", css=asset("worklist.css"), js=asset("worklist.js"), isolate_styles=True
)


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One task of the list. Every field is shown as text, whatever it holds."""

    id: int
    title: str
    detail: str
    priority: str
    due: str = ""
    due_title: str = ""  # the absolute time, shown on hover
    overdue: bool = False
    soon: bool = False  # not overdue yet, but nearly
    reason: str = ""  # why it has its priority
    owner: str = ""
    here: str = ""  # which colleague has it open: "B. Okafor here"
    marks: tuple[str, ...] = ()  # short words: "attachment", "deceased"
    alert: str = ""  # a danger in a few words ("red flag"), shown first and in red
    unread: bool = False

    def __post_init__(self) -> None:
        if self.priority not in PRIORITIES:
            raise ValueError(f"Unknown priority {self.priority!r}: one of {', '.join(PRIORITIES)}")


@dataclass(frozen=True, slots=True)
class WorklistEvent:
    """What the person did in this run. `checked` is the standing multi-selection, in list order."""

    opened: int | None = None
    checked: tuple[int, ...] = ()
    shortcut: str | None = None
    shortcut_id: int | None = None  # the row that had the focus
    more: bool = False


def worklist(
    rows: Sequence[WorklistRow],
    *,
    key: str,
    label: str,
    selected: int | None,
    empty: str,
    shortcuts: Mapping[str, str] = DEFAULT_SHORTCUTS,
    has_more: bool = False,
    single: bool = False,
    page_wide: bool = False,
    height: int | None = None,
    on_open: Callable[[int], None] | None = None,
    on_checked: Callable[[tuple[int, ...]], None] | None = None,
    on_shortcut: Callable[[str, int | None], None] | None = None,
    on_more: Callable[[], None] | None = None,
) -> WorklistEvent:
    """Show the list; return what happened in it.

    Callbacks run before the script's body, once per event, also in a fragment. The returned event shows the
    same and may show it again when a run was interrupted: write in callbacks, not on the return value.

    `key` names the view as well as the page, so that scroll position and checks don't follow to another
    view. `height` is the greatest height in pixels; without it the list fills the window on wide screens.
    `single`: rows are opened, not checked; for lists without bulk actions.
    `shortcuts` maps a single key to a name; "next" and "previous" move the focus, "search" leads to the page's
    search box, and these reach no callback. `page_wide`: the keys work anywhere on the page, for one list of a
    page at most, and are about the row that has the focus, else about the one that is open.
    """
    ids = tuple(dict.fromkeys(row.id for row in rows))

    def opened() -> None:
        payload = take(key, "open")
        if payload is None:
            return
        if (row_id := _row_id(payload)) is not None and on_open is not None:
            on_open(row_id)
        answer(key, "open", payload)

    def pressed() -> None:
        payload = take(key, "shortcut")
        if payload is None:
            return
        name = payload.get("name")
        if name in shortcuts.values() and name not in _MOVES and on_shortcut is not None:
            on_shortcut(str(name), _row_id(payload))
        answer(key, "shortcut", payload)

    def asked_for_more() -> None:
        payload = take(key, "more")
        if payload is None:
            return
        if on_more is not None:
            on_more()
        answer(key, "more", payload)

    def checks_changed() -> None:
        if on_checked is not None:
            on_checked(_checked(key, _state_of(key), ids))

    result = _mount(
        key=key,
        data={
            # Tuples, not lists: `component_events.pairs` says why.
            "rows": tuple(_shown(row) for row in {row.id: row for row in reversed(rows)}.values())[::-1],
            "label": label,
            "selected": selected,
            "empty": empty,
            "shortcuts": pairs(shortcuts),
            "hasMore": has_more,
            "single": single,
            "pageWide": page_wide,
            "height": height,
            "ack": pairs(answered(key)),
            "checked": _checked(key, _state_of(key), ids),
            "checkRev": _check_revision(key),
        },
        on_open_change=opened,
        on_shortcut_change=pressed,
        on_more_change=asked_for_more,
        on_checked_change=checks_changed,
    )
    shortcut = result.get("shortcut")
    name = shortcut.get("name") if isinstance(shortcut, Mapping) else None
    return WorklistEvent(
        opened=_row_id(result.get("open")),
        checked=_checked(key, result, ids),
        shortcut=name if isinstance(name, str) and name in shortcuts.values() else None,
        shortcut_id=_row_id(shortcut),
        more=bool(result.get("more")),
    )


def clear_checked(key: str) -> None:
    """Empty the multi-selection, as after a bulk action. Call it before the worklist is drawn."""
    ledger(key)["checks"] = _check_revision(key) + 1


def standing_checks(key: str, ids: Sequence[int]) -> tuple[int, ...]:
    """The rows that are checked as the run begins: for what is drawn above the list."""
    return _checked(key, _state_of(key), ids)


def _check_revision(key: str) -> int:
    return int(ledger(key).get("checks", 0))


def _state_of(key: str) -> Mapping[str, Any]:
    state = st.session_state.get(key)
    return state if isinstance(state, Mapping) else {}


def _checked(key: str, state: Mapping[str, Any], ids: Sequence[int]) -> tuple[int, ...]:
    """The checked rows that are on the screen: nothing unseen takes part in a bulk action."""
    checked = state.get("checked")
    if not isinstance(checked, Mapping) or checked.get("rev") != _check_revision(key):
        return ()
    chosen = checked.get("ids")
    return tuple(row_id for row_id in ids if row_id in chosen) if isinstance(chosen, list) else ()


def _row_id(payload: Any) -> int | None:
    found = payload.get("id") if isinstance(payload, Mapping) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _shown(row: WorklistRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": _text(row.title, _LONGEST_TITLE),
        "detail": _text(row.detail, _LONGEST_DETAIL),
        "alert": _text(row.alert, _LONGEST_WORD),
        "priority": row.priority,
        "due": _text(row.due, _LONGEST_WORD),
        "dueTitle": _text(row.due_title, _LONGEST_WORD),
        "overdue": row.overdue,
        "soon": row.soon,
        "reason": _text(row.reason, _LONGEST_TITLE),
        "owner": _text(row.owner, _LONGEST_WORD),
        "here": _text(row.here, _LONGEST_WORD),
        "marks": [_text(mark, _LONGEST_WORD) for mark in row.marks],
        "unread": row.unread,
    }


def _text(text: str, longest: int) -> str:
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return cut.translate(_UNSHOWABLE)
