"""The form of a settings row: typing, saving, and deciding field by field when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.acting import once_token, perform, renew, say
from console.kit.form import Choices, draw_fields, problems
from console.kit.resource import Resource
from console.kit.resource_editing import Editing
from console.kit.text import block, draw, shown
from console.kit.times import absolute, clock
from db.actions.records import Kept
from db.credentials import Credential
from db.errors import Invalid
from db.records import FieldConflict, RecordConflict

MINE, THEIRS = "Keep mine", "Take theirs"
Open = Callable[[Resource, int | None], None]


def draw_form(resource: Resource, editing: Editing, choices: Choices, *, may_edit: bool, open_row: Open) -> None:
    """Draw the row's fields with a button to save, or the conflict that must be decided first."""
    if editing.conflict is not None:
        _draw_conflict(resource, editing, editing.conflict, choices, open_row)
        return
    draw_fields(
        resource.fields, editing.key, editing.typed, choices=choices, wrong=editing.wrong, disabled=not may_edit
    )
    if not may_edit:
        st.caption("Your role sees this and doesn't change it.")
        return
    new = editing.row_id is None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            f"Create {resource.record.noun}" if new else "Save changes",
            key=f"save:{editing.key('')}",
            type="primary",
            icon=":material/save:",
            on_click=_save,
            args=(resource, editing, open_row),
        )
        st.button(
            "Discard" if new else "Discard changes",
            key=f"discard:{editing.key('')}",
            disabled=not editing.changed,
            on_click=_discard,
            args=(editing,),
        )
        if editing.changed:
            st.caption("Not saved yet")


def _discard(editing: Editing) -> None:
    editing.forget()
    say(editing.place, "info", "Your changes were discarded.")


def _save(resource: Resource, editing: Editing, open_row: Open) -> None:
    if not editing.loaded:
        return  # the second of two quick clicks: it is saved
    editing.collect(resource.fields)
    _submit(resource, editing, open_row)


def _submit(resource: Resource, editing: Editing, open_row: Open) -> None:
    values = editing.typed
    editing.wrong = _wrong(resource, values)
    if editing.wrong:
        say(editing.place, "warning", "Nothing was saved yet: see what is marked below.")
        return
    # Another text is another submit: if an answer got lost on the way, what was typed since isn't taken for it.
    once = f"save:{editing.name}:{hash(repr(values))}"
    arguments: dict[str, Any] = {"token": once_token(once), "values": values}
    if editing.row_id is not None:
        arguments |= {"row_id": editing.row_id, "seen_version": editing.version}
    kept = perform(editing.place, _attempt, editing=editing, write=_write(resource, editing), arguments=arguments)
    if kept is None:
        return
    renew(once)
    editing.forget()
    if editing.row_id is None:
        open_row(resource, kept.row_id)
        say(Editing(resource.record.name, kept.row_id).place, "success", "Created.")
    else:
        say(editing.place, "success", "Saved." if kept.changed else "It stands so already: there was nothing to save.")


def _wrong(resource: Resource, values: dict[str, Any]) -> dict[str, str]:
    """All that is wrong, at once. The action makes its checks again, on texts without space around them."""
    bare = {column: value.strip() if isinstance(value, str) else value for column, value in values.items()}
    checked = {column: resource.actions.problem(column, value) for column, value in bare.items()}
    refused = {column: sentence for column, sentence in checked.items() if sentence}
    return refused | problems(resource.fields, values)


def _write(resource: Resource, editing: Editing) -> Callable[..., Kept]:
    return resource.actions.create if editing.row_id is None else resource.actions.update


def _attempt(
    session: Session, *, by: Credential, editing: Editing, write: Callable[..., Kept], arguments: dict[str, Any]
) -> Kept:
    """Run the action; note at the form what it refuses, field by field."""
    try:
        return write(session, by=by, **arguments)
    except RecordConflict as conflict:
        editing.conflict = conflict
        raise
    except Invalid as invalid:
        editing.wrong = {invalid.field: str(invalid)}
        raise


def _draw_conflict(
    resource: Resource, editing: Editing, conflict: RecordConflict, choices: Choices, open_row: Open
) -> None:
    for field in conflict.fields:
        _draw_field(resource, editing, field, choices)
    if not conflict.fields:
        st.caption("What they changed doesn't touch your changes. Save again to keep both.")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Save what I chose" if conflict.fields else "Save changes",
            key=f"decide:{editing.key('')}",
            type="primary",
            icon=":material/save:",
            on_click=_decide,
            args=(resource, editing, conflict, open_row),
        )
        st.button(
            "Discard my changes",
            key=f"give_up:{editing.key('')}",
            on_click=_discard,
            args=(editing,),
        )


def _draw_field(resource: Resource, editing: Editing, field: FieldConflict, choices: Choices) -> None:
    """Both values beside each other. What only the other person changed is taken unless they say otherwise."""
    declared = resource.field(field.column)
    when = Markup(', <span title="{}">{}</span>').format(absolute(field.at), clock(field.at)) if field.at else ""
    with st.container(border=True):
        draw(
            Markup('<p class="ps-state"><strong>{}</strong> · changed by {}{}</p>').format(
                declared.label, shown(field.who), when
            )
        )
        mine, theirs = st.columns(2)
        for side, title, value in ((mine, "Yours", field.yours), (theirs, "Theirs", field.theirs)):
            with side:
                words = declared.words(value, choices) or "(empty)"
                draw(Markup('<p class="ps-quiet">{}</p>{}').format(title, block(words)))
        st.radio(
            f"{declared.label}: which one?",
            (MINE, THEIRS),
            key=_choice_key(editing, field.column),
            horizontal=True,
            index=1 if field.yours == field.started else None,
        )


def _choice_key(editing: Editing, column: str) -> str:
    return f"choice:{editing.key(column)}"


def _decide(resource: Resource, editing: Editing, conflict: RecordConflict, open_row: Open) -> None:
    if editing.conflict is not conflict:
        return  # the second of two quick clicks: it is decided
    chosen = {field.column: st.session_state.get(_choice_key(editing, field.column)) for field in conflict.fields}
    if open_fields := [resource.field(column).label for column, side in chosen.items() if side is None]:
        say(editing.place, "warning", f"Choose first which one to keep: {', '.join(open_fields)}. Nothing was saved.")
        return
    editing.decide({field.column: field.theirs for field in conflict.fields if chosen[field.column] == THEIRS})
    _submit(resource, editing, open_row)
