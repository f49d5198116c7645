"""A report's versions, and a message as it came: opened on request, audited, shown as text."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import perform
from console.kit.doing import Deed, begin, place
from console.kit.text import draw, joined, plain, shown
from console.kit.times import absolute
from console.panes.result_access import since
from console.panes.result_cells import STATES
from db.actions.raw_messages import RawMessage, open_message
from db.queries.result_lines import VersionLine
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail

RAW = "raw-message"
CHANGES = {
    "filed": "First version",
    "appended": "More values came",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
    "unchanged": "Sent again, unchanged",
}


def draw_versions(task: TaskDetail, report: ReportDetail) -> None:
    """A folded section: which messages made the report what it is, each with the way to it."""
    if not report.versions:
        return
    many = len(report.versions)
    label = f"{many} versions from the laboratory" if many > 1 else "From the laboratory"
    section = st.expander(label, key=f"versions:{task.id}", icon=":material/science:", on_change="rerun")
    if not section.open:
        return
    with section:
        for version in reversed(report.versions):
            _version(task, version)


def _version(task: TaskDetail, version: VersionLine) -> None:
    remarks = joined(Markup("<li>{}</li>").format(shown(one)) for one in version.remarks)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        draw(
            Markup('<div class="ps-version"><strong>{}</strong> {} <span class="ps-quiet">{}</span>{}</div>').format(
                CHANGES.get(version.change, version.change.capitalize()),
                since(version.at, task.now),
                shown(" · ".join(part for part in (_status(version), version.control_id, version.file) if part)),
                Markup("<ul>{}</ul>").format(remarks) if remarks else Markup(""),
            )
        )
        st.button(
            "As it came",
            key=f"raw:{task.id}:{version.message_id}",
            icon=":material/code:",
            help="Opens the message itself. That is written down.",
            on_click=_open,
            args=(task, version.message_id),
        )


def _status(version: VersionLine) -> str:
    return STATES.get(version.status, version.status.capitalize()).lower()


def raw_deeds() -> tuple[Deed, ...]:
    """The dialog with the message; opened from the versions."""
    return (Deed(RAW, "The message as it came", ":material/code:", "", _draw, listed=False),)


def _open(task: TaskDetail, message_id: int) -> None:
    opened = perform(place(task.id), open_message, message_id=message_id)
    if opened is not None:
        st.session_state[_key(task)] = opened
        begin(task.id, RAW)


def _draw(task: TaskDetail, _content: Any) -> None:
    message: RawMessage | None = st.session_state.get(_key(task))
    if message is None:
        st.info("Open it again from the versions.", icon=":material/info:")
        return
    lab = f"{message.lab} · " if message.lab else ""
    st.caption(plain(f"{lab}{message.file}, message {message.position} · came {absolute(message.received_at)}"))
    if message.reason:
        where = " ".join(part for part in (message.segment, message.where) if part)
        st.warning(plain(f"{where}: {message.reason}" if where else message.reason), icon=":material/warning:")
    draw(
        Markup('<pre class="ps-raw" tabindex="0" role="region" aria-label="The message">{}</pre>').format(
            shown(message.text)
        )
    )


def _key(task: TaskDetail) -> str:
    return f"{RAW}:{task.id}"
