"""One refill protocol: how it stands, approving it in person, switching it, changing it, its earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from console.kit.acting import forget, perform, refused, say, show_said
from console.kit.text import draw
from console.panes.refill_protocol_form import draw_fields, typed_rule
from console.panes.refill_protocol_look import protocol_head, rule_facts, version_entry
from console.session import me
from db.actions import refill_protocols as actions
from db.errors import Conflict
from db.queries.refill_protocols import ProtocolLine, ProtocolVersion
from db.roles import Permission
from rules.refill_protocol import Protocol

WHERE, EDITING, OPENED = "protocols", "protocols:editing", "protocols:opened"


@dataclass(frozen=True, slots=True)
class Editing:
    """The form that is open: of which protocol, as which version (0: as it is shown), what its fields began with."""

    protocol_id: int
    version: int
    title: str
    rule: Protocol
    number: int

    @property
    def labs(self) -> int:
        """How many lines for tests it has: one of them free."""
        return len(self.rule.labs) + 1

    def key(self, part: str) -> str:
        """A field's key: of this form alone."""
        return f"protocol:{self.protocol_id}:{self.number}:{part}"


def stop_editing() -> None:
    """Close the form; what was typed is let go."""
    st.session_state.pop(EDITING, None)
    forget(WHERE)


def draw_one(line: ProtocolLine, versions: tuple[ProtocolVersion, ...]) -> None:
    """The protocol in words, then its form if that is open, then how it stood before."""
    draw(protocol_head(line))
    editing: Editing | None = st.session_state.get(EDITING)
    if editing is not None and editing.protocol_id != line.id:
        editing = None
    _draw_buttons(line, editing is not None)
    show_said(WHERE)
    if line.protocol is not None:
        draw(rule_facts(line.protocol))
    if editing is not None:
        _draw_form(line, editing)
    if versions:
        with st.expander("Earlier versions", icon=":material/history:", key=f"versions:{line.id}"):
            for version in versions:
                _draw_version(line, version)


def _draw_buttons(line: ProtocolLine, editing: bool) -> None:
    approved = bool(line.approved_by)
    with st.container(horizontal=True, gap="small", key="ps-buttons"):
        # Not beside an open form: it would approve what stands above it, not what was typed.
        may = line.protocol is not None and me().may(Permission.PROTOCOL_APPROVE) and not editing
        if not approved and may:
            _button(line, "Approve in my name", "verified", actions.approve, "Approved in your name. It is still off.")
        if line.active:
            said = "Switched off: what it would have passed goes to a prescriber now."
            _button(line, "Switch off", "toggle_off", actions.switch, said, active=False)
        elif approved:
            said = "Switched on: refills of this class go by it now."
            _button(line, "Switch on", "toggle_on", actions.switch, said, active=True)
        if not editing:
            st.button("Change", icon=":material/edit:", key=f"change:{line.id}", on_click=_edit, args=(line,))


def _button(line: ProtocolLine, label: str, icon: str, action: Callable[..., Any], said: str, **arguments: Any) -> None:
    st.button(
        label,
        icon=f":material/{icon}:",
        key=f"{icon}:{line.id}",
        type="secondary" if line.active else "primary",
        on_click=_do,
        args=(line, action, said, arguments),
    )


def _do(line: ProtocolLine, action: Callable[..., Any], said: str, arguments: dict[str, Any]) -> None:
    if perform(WHERE, action, protocol_id=line.id, seen_version=line.version, **arguments) is not None:
        say(WHERE, "success", said)


def _edit(line: ProtocolLine) -> None:
    forget(WHERE)
    number = int(st.session_state.get(OPENED, 0)) + 1
    st.session_state[OPENED] = number
    rule = line.protocol or Protocol(line.drug_class)
    st.session_state[EDITING] = Editing(line.id, line.version, line.title, rule, number)


def _draw_form(line: ProtocolLine, editing: Editing) -> None:
    with st.form(editing.key("form")):
        draw_fields(editing.rule, editing.title, editing.key)
        if line.approved_by:
            st.caption("Another rule takes the approval back and switches it off, until a clinician approves it again.")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Save", type="primary", on_click=_save, args=(line, editing))
            st.form_submit_button("Discard", on_click=stop_editing)


def _save(line: ProtocolLine, editing: Editing) -> None:
    saved = perform(
        WHERE,
        actions.edit,
        protocol_id=editing.protocol_id,
        seen_version=editing.version or line.version,
        title=str(st.session_state.get(editing.key("title")) or ""),
        rule=typed_rule(editing.labs, editing.key),
    )
    if saved is not None:
        st.session_state.pop(EDITING, None)
        say(WHERE, "success", "Saved." if saved.approved else "Saved. A clinician approves it before it counts.")
    elif isinstance(refused(WHERE), Conflict):
        # How it stands now is what the person reads above the form; the next press is about that.
        st.session_state[EDITING] = replace(editing, version=0)


def _draw_version(line: ProtocolLine, version: ProtocolVersion) -> None:
    draw(version_entry(version))
    if version.rule != line.rule:
        st.button("Restore this version", key=f"restore:{version.id}", on_click=_restore, args=(line, version))


def _restore(line: ProtocolLine, version: ProtocolVersion) -> None:
    done = perform(WHERE, actions.restore, protocol_id=line.id, seen_version=line.version, version_id=version.id)
    if done is not None:
        stop_editing()
        say(WHERE, "success", "Restored, as a version that nobody has approved yet.")
