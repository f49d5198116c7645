"""The history of a settings row: each change, who made it and when, what it was before; and going back to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import streamlit as st
from markupsafe import Markup

from console.kit.acting import once_token, perform, renew, say
from console.kit.form import Choices, LongText
from console.kit.resource import Resource
from console.kit.resource_editing import Editing
from console.kit.text import draw, joined, shown
from console.kit.times import absolute, ago
from db.queries.records import Change, Difference, History

DEEDS = {"create": "created it", "update": "changed it", "restore": "restored an earlier version"}
FOUND = "As it was before its first change here"
ALIKE = 0.4  # the share of common words under which two texts are shown one after the other
UNCHANGED = 160  # characters of an unchanged stretch that are shown whole


def draw_history(resource: Resource, editing: Editing, history: History, choices: Choices, *, may_edit: bool) -> None:
    """Draw the changes, newest first."""
    if not history.changes:
        st.caption("Nothing was changed here yet.")
        return
    if editing.changed and may_edit:
        st.caption("You have unsaved changes. Save or discard them before you restore a version.")
    current = st.session_state.get(_page_key(editing)) is None
    for place, change in enumerate(history.changes):
        with st.container(border=True):
            draw(_entry(resource, change, history, choices))
            if may_edit and not (current and place == 0):
                st.button(
                    "Restore this version",
                    key=f"restore:{editing.name}:{change.id}",
                    icon=":material/history:",
                    on_click=_restore,
                    args=(resource, editing, change),
                    disabled=editing.changed,
                )
    with st.container(horizontal=True):
        if not current:
            st.button("Newest", key=f"newest:{editing.name}", on_click=_turn, args=(editing, None))
        if history.next is not None:
            st.button("Older", key=f"older:{editing.name}", on_click=_turn, args=(editing, history.next))


def before(editing: Editing) -> int | None:
    """Which part of the history is on screen: the changes before this one; None for the newest."""
    found: int | None = st.session_state.get(_page_key(editing))
    return found


def _page_key(editing: Editing) -> str:
    return f"history:{editing.name}"


def _turn(editing: Editing, place: int | None) -> None:
    st.session_state[_page_key(editing)] = place


def _restore(resource: Resource, editing: Editing, change: Change) -> None:
    if not editing.loaded or editing.changed:
        return
    once = f"restore:{editing.name}:{change.id}"
    kept = perform(
        editing.place,
        resource.actions.restore,
        token=once_token(once),
        row_id=editing.row_id,
        seen_version=editing.version,
        version_id=change.id,
    )
    renew(once)
    editing.forget()
    _turn(editing, None)
    if kept is not None:
        say(
            editing.place,
            "success",
            f"Version {change.version} is back." if kept.changed else "It stands so already: there was nothing to do.",
        )


def _entry(resource: Resource, change: Change, history: History, choices: Choices) -> Markup:
    if change.change == "found":
        head = Markup("<strong>{}</strong>").format(FOUND)
    else:
        head = Markup('<strong>{}</strong> {} <span title="{}">{}</span>').format(
            shown(change.actor), DEEDS[change.change], absolute(change.at), ago(change.at, history.now)
        )
    lines = joined(_line(resource, difference, choices) for difference in change.differences)
    return Markup(
        '<p class="ps-state">{} <span class="ps-quiet">version {}</span></p><dl class="ps-diff">{}</dl>'
    ).format(head, change.version, lines)


def _line(resource: Resource, difference: Difference, choices: Choices) -> Markup:
    asked = {one.column for one in resource.fields}
    if difference.column not in asked:
        return Markup("<dt>{}</dt><dd>changed</dd>").format(difference.column.replace("_", " "))
    field = resource.field(difference.column)
    new = field.words(difference.new, choices)
    if difference.old is None and not new:
        return Markup("")
    first = difference.old is None
    old = "" if first else field.words(difference.old, choices)
    if isinstance(field, LongText):
        text = text_diff(old, new) if not first else shown(new)
    elif first:
        text = shown(new)
    else:
        arrow = Markup('{} <span aria-hidden="true">→</span> {}')
        text = arrow.format(removed(old or "(empty)"), added(new or "(empty)"))
    return Markup('<dt>{}</dt><dd class="ps-body">{}</dd>').format(field.label, text)


def removed(text: str) -> Markup:
    """What is gone: struck through, and said so to who can't see it."""
    return Markup('<del><span class="ps-hidden">removed: </span>{}</del>').format(shown(text))


def added(text: str) -> Markup:
    """What is new: underlined, and said so to who can't see it."""
    return Markup('<ins><span class="ps-hidden">added: </span>{}</ins>').format(shown(text))


def text_diff(old: str, new: str) -> Markup:
    """Both texts in one, word by word, long unchanged stretches shortened; texts of little in common one by one."""
    matcher = SequenceMatcher(None, _words(old), _words(new), autojunk=False)
    if matcher.ratio() < ALIKE:
        return joined((removed(old), added(new)), "\n")
    return joined(_pieces(matcher, _words(old), _words(new)))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _pieces(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Markup]:
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        before, after = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if kind == "equal":
            half = UNCHANGED // 2
            whole = len(before) <= UNCHANGED
            yield shown(before) if whole else joined((shown(before[:half]), " … ", shown(before[-half:])))
            continue
        if before:
            yield removed(before)
        if after:
            yield added(after)
