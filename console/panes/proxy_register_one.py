"""One access of the register: both sides, what it opens, how it came to be; ending, renewing and changing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading, show_said
from console.kit.links import link_to
from console.kit.text import draw, joined, plain, shown
from console.kit.times import day
from console.panes.proxy_register_deeds import PLACE, draw_deeds, tell_of_change
from console.panes.proxy_words import (
    ACCOUNTS,
    NOTHING,
    STATES,
    basis_words,
    relation,
    scope_words,
    since,
    turn_words,
    until,
)
from console.session import me
from db.errors import NotFound
from db.queries.proxy_lines import GrantLine
from db.queries.proxy_register import GrantDetail, one
from db.roles import Permission

WHOSE = "register:whose"
TWO = "four-eyes"  # its words say already that two agreed
__all__ = ["PLACE", "WHOSE", "Whose", "draw_grant"]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose access the list is narrowed to: `patient_id` or `account_id`, and who that is in words."""

    side: str
    id: int
    words: str


def draw_grant(grant_id: int) -> None:
    """The access, and what can be done with it."""
    with reading() as session:
        try:
            found = one(session, viewer=credential(), grant_id=grant_id)
        except NotFound as missing:
            st.warning(str(missing), icon=":material/search_off:")
            return
    line = found.line
    draw(_head(line, found.now))
    tell_of_change(found)
    show_said(PLACE)
    draw_deeds(found)
    draw(_facts(found))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ps-register-more"):
        _only("All of this patient", Whose("patient_id", line.patient_id, plain(line.patient)))
        _only("All of this proxy", Whose("account_id", line.account_id, plain(line.proxy)))
        if me().may(Permission.PATIENT_VIEW):
            link_to("Patient's page", "patients", ":material/person:", patient=str(line.patient_id))
        if found.task_id is not None:
            link_to("The request", "proxies", ":material/assignment:", view="done", task=str(found.task_id))


def _only(label: str, whose: Whose) -> None:
    st.button(label, key=f"register:only:{whose.side}", icon=":material/filter_list:", on_click=_narrow, args=(whose,))


def _narrow(whose: Whose) -> None:
    st.session_state[WHOSE] = whose
    st.session_state["register:view"] = "all"
    st.session_state.pop("register:starts", None)
    st.query_params.pop("grant", None)  # on a phone the list stands alone or not at all


def _head(line: GrantLine, now: datetime) -> Markup:
    sides = Markup('{} <span class="ps-quiet">for</span> {}').format(shown(line.proxy), shown(line.patient))
    css = "ps-danger" if line.state in ("revoked", "aged-out", "ended") else "ps-fine"
    why = NOTHING
    if line.revoked_at is not None:
        why = Markup(" by {} {}: {}").format(
            shown(line.revoked_by or "somebody"),
            since(line.revoked_at, now),
            shown(line.revoked_reason or "no reason was kept"),
        )
    state = STATES[line.state].capitalize()
    return Markup('<div class="ps-grant"><h2>{}</h2><p><span class="{}">{}</span>{}</p></div>').format(
        sides, css, state, why
    )


def _facts(found: GrantDetail) -> Markup:
    line = found.line
    used = since(line.last_used_at, found.now) if line.last_used_at else Markup("never")
    both = Markup(", agreed by two") if found.two and line.basis != TWO else NOTHING
    rows: list[tuple[str, Markup | str]] = [
        ("Patient", Markup("{}, born {}, MRN {}").format(shown(line.patient), day(line.birth_date), shown(line.mrn))),
        ("Proxy", Markup("{}, {}").format(shown(relation(line.relation).lower()), shown(line.email or "no e-mail"))),
        ("Account", ACCOUNTS.get(line.account_state, line.account_state)),
        ("Ground", Markup("{}{}").format(basis_words(line.basis), both)),
        ("Opens now", scope_words(line.opens)),
        *([("Agreed", scope_words(line.scopes))] if set(line.scopes) != set(line.opens) else []),
        *([("Then", turn_words(line))] if turn_words(line) else []),
        ("From", f"{day(line.starts_on)}, {until(line.ends_on)}"),
        ("Given by", shown(line.granted_by or "before requests were kept")),
        ("Last used", used),
    ]
    return Markup('<dl class="ps-stands">{}</dl>').format(
        joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in rows)
    )
