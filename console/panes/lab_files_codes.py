"""Laboratories' own codes: those that wait for a LOINC, those that have one, and known tests to choose from."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, forget, perform, reading, say, show_said
from console.kit.text import draw, joined, option, plain, shown
from console.kit.times import absolute
from console.kit.worklist import WorklistRow, worklist
from db.actions.lab_codes import map_code, unmap_code
from db.queries.lab_codes import MOST_USES, CodeLine, codes
from rules.lab_panels import PANELS
from rules.units import readable_unit

PLACE, CHOSEN = "lab-codes", "labs:code"
KINDS = {"observation": "a value", "report": "an ordered test"}


@st.fragment
def draw_codes(*, mapped: bool) -> None:
    """The list beside the code that was chosen."""
    after_key = f"labs:codes-after:{mapped}"
    chosen: int | None = st.session_state.get(CHOSEN)
    left, right = st.columns([4, 7], gap="medium")
    with left, st.container(key="ps-codes-list"):
        words = st.text_input(
            "Find a code", key=f"labs:codes-search:{mapped}", icon=":material/search:", live=True, type="search",
            placeholder="Code, name, laboratory or LOINC",
        )  # fmt: skip
        with reading() as session:
            page = codes(
                session, viewer=credential(), mapped=mapped, search=words or "",
                after=None if words else st.session_state.get(after_key),
            )  # fmt: skip
        st.caption(f"{page.count} {'mapped' if mapped else 'to map'}")
        worklist(
            tuple(_row(one) for one in page.codes),
            key=f"labs:codes:{mapped}",
            label="Mapped codes" if mapped else "Codes to map",
            single=True,
            selected=chosen,
            empty="No code is mapped yet." if mapped else "Every code that laboratories sent is mapped.",
            shortcuts={"j": "next", "k": "previous"},
            on_open=_choose,
        )
        if page.next is not None and not words:
            st.button("More", key=f"more:{after_key}", on_click=_turn, args=(after_key, page.next))
        if st.session_state.get(after_key) is not None:
            st.button("From the start", key=f"first:{after_key}", on_click=_turn, args=(after_key, None))
    with right, st.container(key="ps-codes-pane"):
        show_said(PLACE)
        one = next((one for one in page.codes if one.id == chosen), None)
        if one is None:
            st.caption("Choose a code to say which LOINC it is. Results that came with it get it at once.")
        else:
            _code(one)


def _turn(key: str, after: int | None) -> None:
    st.session_state[key] = after


def _choose(code_id: int) -> None:
    forget(PLACE)
    st.session_state[CHOSEN] = code_id


def _row(one: CodeLine) -> WorklistRow:
    facts = (f"code {one.code}", one.lab, _often(one), f"LOINC {one.loinc}" if one.loinc else "")
    return WorklistRow(
        id=one.id, title=one.display or one.code, detail=" · ".join(fact for fact in facts if fact), priority="routine"
    )


def _often(one: CodeLine) -> str:
    if one.kind == "report":
        return "ordered test"
    return f"{one.uses:,}{'+' if one.uses >= MOST_USES else ''} value{'s' if one.uses != 1 else ''}"


def _code(one: CodeLine) -> None:
    units = ", ".join(readable_unit(unit) or unit for unit in one.units)
    facts = (
        ("Code", shown(one.code)),
        ("Laboratory", shown(one.lab)),
        ("Stands for", shown(KINDS.get(one.kind, one.kind))),
        ("Sent", shown(f"{_often(one)}, first {absolute(one.first_seen_at)}")),
        *([("Units", shown(units))] if units else ()),
        *([("Mapped", shown(f"{absolute(one.mapped_at)} by {one.mapped_by or ''}"))] if one.mapped_at else ()),
    )
    rows = joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*fact) for fact in facts)
    draw(
        Markup('<div class="ps-labfile"><h2>{}</h2><dl class="ps-stands">{}</dl></div>').format(
            shown(one.display or one.code), rows
        )
    )
    # With the version: after a change by anybody the field starts from what stands.
    key = f"labs:loinc:{one.id}:{one.version}"
    known = _known(one.kind)
    st.selectbox(
        "A known test", _likely(one), index=None, format_func=lambda code: option(f"{known[code]} ({code})"),
        key=f"{key}:known", placeholder="The likeliest first", on_change=_take, args=(key,),
    )  # fmt: skip
    if key not in st.session_state:
        st.session_state[key] = one.loinc
    st.text_input("LOINC", key=key, max_chars=20, placeholder="Such as 2823-3")
    with st.container(horizontal=True, gap="small"):
        st.button("Map this code", key=f"map:{one.id}", type="primary", on_click=_map, args=(one, key))
        if one.loinc:
            st.button("Take the mapping back", key=f"unmap:{one.id}", on_click=_unmap, args=(one,))


@cache
def _known(kind: str) -> dict[str, str]:
    """LOINC and name of the tests that this program knows: of single values, or of whole panels."""
    if kind == "report":
        return {panel.loinc: panel.name for panel in PANELS if panel.loinc}
    return {one.loinc: one.display for panel in PANELS for one in panel.components if one.loinc}


def _likely(one: CodeLine) -> list[str]:
    """Their codes, those first whose names are most like what the laboratory says."""
    known, said = _known(one.kind), (one.display or one.code).casefold()
    return sorted(known, key=lambda code: -SequenceMatcher(None, said, known[code].casefold()).ratio())


def _take(key: str) -> None:
    if chosen := st.session_state.get(f"{key}:known"):
        st.session_state[key] = chosen


def _map(one: CodeLine, key: str) -> None:
    loinc = str(st.session_state.get(key) or "").strip()
    done = perform(PLACE, map_code, code_id=one.id, seen_version=one.version, loinc=loinc)
    if done is not None:
        say(PLACE, "success", f"{plain(one.display or one.code)} is {done.loinc} now. {_filled(done.filled)}")


def _filled(count: int) -> str:
    return "1 result has it at once." if count == 1 else f"{count:,} results have it at once."


def _unmap(one: CodeLine) -> None:
    if perform(PLACE, unmap_code, code_id=one.id, seen_version=one.version) is not None:
        say(PLACE, "success", "The mapping was taken back. The code waits to be mapped again.")
