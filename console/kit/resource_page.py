"""How a settings page is drawn: the list, and beside it a row's form or its history. The same on every one.

Everything that a click can change lies in one fragment. What is read is read first, in one snapshot of at
most five statements and one for each reference of the form; then the page is drawn without a connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, forget, reading, show_said
from console.kit.component_events import asset
from console.kit.form import Choices
from console.kit.resource import Resource
from console.kit.resource_editing import Editing
from console.kit.resource_form import draw_form
from console.kit.resource_history import before, draw_history
from console.kit.text import draw, shown
from console.kit.worklist import WorklistRow, worklist
from console.session import me
from db.errors import NotFound
from db.queries.records import History, RecordPage, RecordRow

STATES = {"active": "In use", "inactive": "Not in use", "all": "All"}
TABS = ("Edit", "History")
NEW = "new"
SHEET = f"<style>{asset('resource.css')}</style>"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one rerun reads."""

    page: RecordPage
    choices: Choices
    row: RecordRow | None
    history: History | None
    missing: bool


def page(resource: Resource) -> None:
    """Draw a settings page."""
    st.html(SHEET)
    _from_address(resource)
    _body(resource)


def _from_address(resource: Resource) -> None:
    """Take the row from the address once a page visit; later the page writes the address."""
    if st.session_state.get("resource:open") == resource.record.name:
        return
    st.session_state["resource:open"] = resource.record.name
    number = st.query_params.get("row", "")
    if number.isdecimal() and len(number) < 19:
        open_row(resource, int(number))
    else:
        st.session_state.setdefault(_key(resource, "row"), None)


def _key(resource: Resource, what: str) -> str:
    return f"{resource.record.name}:{what}"


def open_row(resource: Resource, row_id: int | None) -> None:
    """Put a row into the pane; None shows the list alone."""
    st.session_state[_key(resource, "row")] = row_id
    if row_id is not None:
        forget(Editing(resource.record.name, row_id).place)


def _start_new(resource: Resource) -> None:
    st.session_state[_key(resource, "row")] = NEW


@st.fragment
def _body(resource: Resource) -> None:
    chosen: int | str | None = st.session_state.get(_key(resource, "row"))
    may_edit = me().may(resource.record.edit)
    editing = Editing(resource.record.name, chosen if isinstance(chosen, int) else None)
    editing.collect(resource.fields)
    loaded = _load(resource, chosen, editing)
    _write_address(chosen)
    with st.container(key=f"ps-resource-{'all' if chosen is None else 'row'}"):
        left, right = st.columns([5, 8], gap="medium")
        with left, st.container(key="ps-resource-list"):
            _draw_list(resource, loaded, chosen, may_edit=may_edit)
        with right, st.container(key="ps-resource-pane"):
            if chosen is None:
                st.caption(f"{resource.about} Choose one on the list to see it.")
            else:
                _draw_pane(resource, editing, loaded, may_edit=may_edit)


def _load(resource: Resource, chosen: int | str | None, editing: Editing) -> Loaded:
    viewer, queries = credential(), resource.queries
    row: RecordRow | None = None
    history: History | None = None
    missing = False
    with reading() as session:
        found = queries.listed(
            session,
            viewer=viewer,
            search=st.session_state.get(_key(resource, "search"), ""),
            state=st.session_state.get(_key(resource, "state"), "active"),
            after=next(iter(reversed(_turned(resource))), None),
        )
        choices = queries.choices(session, viewer=viewer)
        if isinstance(chosen, int):
            try:
                row = queries.one(session, viewer=viewer, row_id=chosen)
                if _tab(resource, editing) == "History":
                    history = queries.history(session, viewer=viewer, row_id=chosen, before=before(editing))
            except NotFound:
                missing = True
    return Loaded(found, choices, row, history, missing)


def _write_address(chosen: int | str | None) -> None:
    """The row in the address, so that it can be kept and shared; never what was searched for."""
    wanted = {} if chosen is None else {"row": str(chosen)}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _turned(resource: Resource) -> list[Any]:
    """Where the pages before this one ended: one more for each turn."""
    found: list[Any] = st.session_state.setdefault(_key(resource, "turned"), [])
    return found


def _draw_list(resource: Resource, loaded: Loaded, chosen: int | str | None, *, may_edit: bool) -> None:
    noun, turned = resource.record.noun, _turned(resource)
    st.text_input(
        f"Search {resource.title.lower()}",
        key=_key(resource, "search"),
        icon=":material/search:",
        placeholder=f"Search {resource.title.lower()}",
        label_visibility="collapsed",
        on_change=turned.clear,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if _key(resource, "state") not in st.session_state:
            st.session_state[_key(resource, "state")] = "active"
        st.segmented_control(
            "Show",
            tuple(STATES),
            key=_key(resource, "state"),
            format_func=STATES.__getitem__,
            required=True,
            label_visibility="collapsed",
            on_change=turned.clear,
        )
        if may_edit:
            st.button(
                f"New {noun}", key=_key(resource, "new"), icon=":material/add:", on_click=_start_new, args=(resource,)
            )
    worklist(
        tuple(_line(resource, row, loaded.choices) for row in loaded.page.rows),
        key=_key(resource, "list"),
        label=resource.title,
        single=True,
        selected=chosen if isinstance(chosen, int) else None,
        empty=f"No {noun} matches. Try another word, or look under All.",
        shortcuts={"j": "next", "k": "previous"},
        on_open=lambda number: open_row(resource, number),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        count = loaded.page.count
        st.caption(f"{count} {noun if str(count) == '1' else resource.title.lower()}")
        if turned:
            st.button("Previous page", key=_key(resource, "previous"), on_click=turned.pop)
        if loaded.page.next is not None:
            st.button("Next page", key=_key(resource, "next"), on_click=turned.append, args=(loaded.page.next,))


def _line(resource: Resource, row: RecordRow, choices: Choices) -> WorklistRow:
    own = _is_own(resource, row)
    # A row of one's own is nobody else's, so what it says of a team says nothing.
    shown_columns = (one for one in resource.columns if not (own and one in resource.record.references))
    words = (resource.field(column).words(row.values[column], choices) for column in shown_columns)
    return WorklistRow(
        id=row.id,
        title=str(row.values[resource.record.title]),
        detail=" · ".join(word for word in words if word),
        priority="routine",
        marks=_marks(resource, row),
    )


def _is_own(resource: Resource, row: RecordRow) -> bool:
    return bool(resource.record.owner) and row.values[resource.record.owner] is not None


def _marks(resource: Resource, row: RecordRow) -> tuple[str, ...]:
    own = ("only me",) if _is_own(resource, row) else ()
    return own if row.values["active"] else (*own, "not in use")


def _tab(resource: Resource, editing: Editing) -> str:
    return str(st.session_state.get(_key(resource, f"tab:{editing.name}"), TABS[0]))


def _draw_pane(resource: Resource, editing: Editing, loaded: Loaded, *, may_edit: bool) -> None:
    noun, new = resource.record.noun, editing.row_id is None
    st.button(
        "Back to the list",
        icon=":material/arrow_back:",
        key=f"back:{editing.name}",
        on_click=open_row,
        args=(resource, None),
    )
    if loaded.missing or (new and not may_edit):
        st.warning(str(NotFound(noun)), icon=":material/search_off:")
        return
    title = shown(str(loaded.row.values[resource.record.title])) if loaded.row else f"New {noun}"
    draw(Markup('<h2 class="ps-subject">{}</h2>').format(title))
    editing.start(loaded.row, resource.fields)
    if not new:
        key = _key(resource, f"tab:{editing.name}")
        if key not in st.session_state:
            st.session_state[key] = TABS[0]
        st.segmented_control(f"This {noun}", TABS, key=key, required=True, label_visibility="collapsed")
    show_said(editing.place)
    if loaded.history is not None:
        draw_history(resource, editing, loaded.history, loaded.choices, may_edit=may_edit)
    else:
        draw_form(resource, editing, loaded.choices, may_edit=may_edit, open_row=open_row)
