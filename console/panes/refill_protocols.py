"""The refill protocols: each in plain words, written by the clinic, approved by a clinician in person, on or off."""

from __future__ import annotations

import streamlit as st

from console.kit.acting import credential, once_token, perform, reading, renew, show_said
from console.kit.component_events import asset
from console.kit.worklist import WorklistRow, worklist
from console.panes.people import number_in_address
from console.panes.protocol_authority import draw_authority
from console.panes.refill_protocol_look import state
from console.panes.refill_protocol_one import WHERE, draw_one, stop_editing
from db.actions.refill_protocols import create
from db.queries import refill_protocols
from db.queries.refill_protocols import ProtocolLine
from rules.drugs import CLASSES, NEVER
from rules.refill_protocol import Protocol
from rules.refill_protocol_settings import to_json

SHEET = f"<style>{asset('refills.css')}</style>"
NEW = "protocols:new"
ORDER = {"in force": 0, "approved, off": 1, "not approved": 2, "can't be read": 3}


def draw_page() -> None:
    """The list beside the protocol that the address names."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    with reading() as session:
        lines = refill_protocols.listing(session, viewer=credential())
        chosen = next((line for line in lines if line.id == number_in_address("protocol")), None)
        versions = refill_protocols.history(session, viewer=credential(), protocol_id=chosen.id) if chosen else ()
    with st.container(key=f"ps-resource-{'row' if chosen else 'all'}"):
        left, right = st.columns([5, 8], gap="medium")
        with left, st.container(key="ps-resource-list"):
            _draw_list(lines, chosen)
        with right, st.container(key="ps-resource-pane"):
            if chosen is None:
                show_said(WHERE)
                st.caption(
                    "By which facts a class of drugs may be refilled. Nothing goes by a protocol until a clinician "
                    "approved it by name and it is switched on. Choose one on the list to read it."
                )
            else:
                st.button(
                    "Back to the list", icon=":material/arrow_back:", key="back:protocols", on_click=_open, args=(None,)
                )
                draw_one(chosen, versions)


def _draw_list(lines: tuple[ProtocolLine, ...], chosen: ProtocolLine | None) -> None:
    taken = {line.drug_class for line in lines} | NEVER | {"", "combination"}
    free = {slug: words for slug, words in CLASSES.items() if slug not in taken}
    key = f"{NEW}:{once_token(NEW)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Write one for", list(free), index=None, format_func=free.__getitem__, key=key)
        st.button("New protocol", icon=":material/add:", key=f"{NEW}:do", on_click=_create, args=(key,))
    draw_authority()
    worklist(
        tuple(_row(line) for line in sorted(lines, key=lambda line: ORDER[state(line)])),
        key="protocols:list",
        label="Refill protocols",
        single=True,
        selected=chosen.id if chosen else None,
        empty="There is no protocol yet.",
        shortcuts={"j": "next", "k": "previous"},
        on_open=_open,
    )


def _row(line: ProtocolLine) -> WorklistRow:
    return WorklistRow(
        id=line.id, title=line.title, priority="routine", marks=(state(line),),
        detail=f"approved by {line.approved_by}" if line.approved_by else f"version {line.version}",
    )  # fmt: skip


def _open(protocol_id: int | None) -> None:
    stop_editing()
    st.query_params.from_dict({} if protocol_id is None else {"protocol": str(protocol_id)})


def _create(key: str) -> None:
    """Begin with the defaults; what it asks is then changed in its form."""
    drug_class = str(st.session_state.get(key) or "")
    title = CLASSES.get(drug_class, "")
    rule = to_json(Protocol(drug_class))
    made = perform(WHERE, create, token=once_token(NEW), drug_class=drug_class, title=title, rule=rule)
    if made is not None:
        renew(NEW)
        _open(made.id)
