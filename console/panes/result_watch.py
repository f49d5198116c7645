"""The lists from which no result may get lost: holds in force, not read by the patient, not followed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.going import follow, go
from console.kit.worklist import worklist
from console.panes.result_watch_rows import ROWS
from db.queries.result_lists import (
    HOLDS,
    NOT_READ,
    UNFINISHED,
    Cursor,
    Listed,
    ReportLine,
    abnormal_unfinished,
    holds_due,
    list_counts,
    not_read,
)

TITLES = {HOLDS: "Holds due", NOT_READ: "Not read by the patient", UNFINISHED: "Abnormal without finished follow-up"}
ABOUT = {
    HOLDS: "Held from somebody; what expires first is on top. A hold for harm, a state rule or an adolescent never "
    "opens by itself.",
    NOT_READ: "Released so long ago that a reminder was due, and nobody to whom it is open has opened it.",
    UNFINISHED: "Abnormal and critical results that nobody has reviewed, or whose follow-up isn't finished.",
}
EMPTY = {
    HOLDS: "Nothing is held.",
    NOT_READ: "Everything that was released has been read, or is too new to ask.",
    UNFINISHED: "Every abnormal result was reviewed and followed up.",
}
LOADS: Mapping[str, Callable[..., Listed[Any]]] = {
    HOLDS: holds_due,
    NOT_READ: not_read,
    UNFINISHED: abnormal_unfinished,
}
Starts = tuple[Cursor | None, ...]  # where each page that was asked for begins
FIRST: Starts = (None,)


def draw_page() -> None:
    """One list at a time; the address says which."""
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    _body()


@st.fragment
def _body() -> None:
    follow()
    view = st.query_params.get("view", HOLDS)
    view = view if view in TITLES else HOLDS
    starts: Starts = st.session_state.get(_starts(view), FIRST)
    with reading() as session:
        counts = list_counts(session, viewer=credential())
        pages = [LOADS[view](session, viewer=credential(), after=after) for after in starts]
    with st.container(horizontal=True, gap="xxsmall", key="ps-views"):
        for name, title in TITLES.items():
            st.button(
                f"{title} {counts[name]}",
                key=f"watch:{name}",
                type="primary" if name == view else "secondary",
                on_click=_choose,
                args=(name,),
            )
    st.caption(ABOUT[view])
    now, following = pages[-1].now, pages[-1].next
    lines = {(row := ROWS[view](line, now)).id: (row, line.report) for page in pages for line in page.lines}
    worklist(
        tuple(row for row, _ in lines.values()),
        key=f"watch:list:{view}",
        label=TITLES[view],
        single=True,
        selected=None,
        empty=EMPTY[view],
        shortcuts={"j": "next", "k": "previous"},
        has_more=following is not None,
        on_open=lambda number: _open(lines[number][1] if number in lines else None),
        on_more=lambda: _more(view, starts, following),
    )


def _starts(view: str) -> str:
    return f"watch:starts:{view}"


def _choose(view: str) -> None:
    st.session_state.pop(_starts(view), None)
    st.query_params["view"] = view


def _more(view: str, starts: Starts, following: Cursor | None) -> None:
    if following is not None:
        st.session_state[_starts(view)] = (*starts, following)


def _open(report: ReportLine | None) -> None:
    """To its newest task, in whichever queue that is; to the patient where it has none."""
    if report is None:
        return
    if report.task_id is not None:
        go(report.queue, task=str(report.task_id))
    else:
        go("patients", patient=str(report.patient_id))
