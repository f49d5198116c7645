"""Who may refill by protocol: the people who work refills, each with a switch that clinicians turn."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, perform, reading, say, show_said
from console.kit.text import plain
from console.session import me
from db.actions.protocol_authority import give_authority
from db.queries.protocol_authority import AuthorityLine, authority
from db.roles import Permission

WHERE = "protocols:authority"


def draw_authority() -> None:
    """A folded section; unfolding it reads."""
    section = st.expander("Who may refill by protocol", key=WHERE, icon=":material/how_to_reg:", on_change="rerun")
    if not section.open:
        return
    with reading() as session:
        lines = authority(session, viewer=credential())
    may = me().may(Permission.PROTOCOL_DELEGATE)
    with section, st.container(key="ps-authority"):
        st.caption(
            "They approve what passes a protocol in force, not more than it gives. Everybody else who works refills "
            f"prepares them for a prescriber.{'' if may else ' A prescriber gives it, person by person.'}"
        )
        show_said(WHERE)
        for line in lines:
            _draw_switch(line, may)
        if not lines:
            st.caption("Nobody but prescribers works refills yet.")


def _draw_switch(line: AuthorityLine, may: bool) -> None:
    """As it stands, whatever was pressed: a change that is refused turns back."""
    key = f"authority:{line.id}"
    st.session_state[key] = line.given
    role = line.role if line.counts else f"{line.role}: it doesn't count with this role"
    st.toggle(
        f"{plain(line.name)} ({role})",
        key=key,
        disabled=not may or not (line.counts or line.given),
        on_change=_turn,
        args=(line, key),
    )


def _turn(line: AuthorityLine, key: str) -> None:
    given = bool(st.session_state[key])
    if perform(WHERE, give_authority, staff_id=line.id, given=given) is not None:
        name = line.name
        say(WHERE, "success", f"{name} may refill by protocol now." if given else f"{name} prepares refills only now.")
