"""Files of results: handing one in, those that came and how far each is, and the codes that wait to be mapped."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

import streamlit as st

from console.kit.acting import credential, forget, once_token, perform, reading, renew, say, show_said
from console.kit.component_events import asset
from console.kit.going import follow
from console.kit.times import absolute, ago
from console.kit.worklist import WorklistRow, worklist
from console.panes.lab_files_codes import draw_codes
from console.panes.lab_files_one import AGAIN_UNTIL, draw_file
from console.panes.people import number_in_address
from db.actions.lab_files import upload
from db.queries.lab_files import FileLine, files

SHEET = f"<style>{asset('labs.css')}</style>"
UPLOAD, VIEW, BUSY, BEFORE = (f"labs:{name}" for name in ("upload", "view", "busy", "before"))
VIEWS = {"files": "Files", "codes": "Codes to map", "mapped": "Mapped codes"}
SOURCES = {"upload": "uploaded", "command": "by command", "folder": "from the folder", "mllp": "by the listener"}
LOOK = 3  # seconds, while a file is being read


def draw_page() -> None:
    """Files or codes."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="ps-labs-bar"):
        view = st.segmented_control(
            "Show", list(VIEWS), default="files", required=True, format_func=VIEWS.__getitem__, key=VIEW,
            label_visibility="collapsed", on_change=forget, args=(UPLOAD,),
        )  # fmt: skip
        if view == "files":
            _upload()
    show_said(UPLOAD)
    if view != "files":
        draw_codes(mapped=view == "mapped")
        return
    busy = bool(st.session_state.get(BUSY))
    st.fragment(_files, run_every=LOOK if busy else None)()


def _upload() -> None:
    key = f"{UPLOAD}:{once_token(UPLOAD)}"
    with st.popover("Upload a file", icon=":material/upload_file:", key=f"open:{key}"):
        chosen = st.file_uploader("HL7 v2 results (ORU), up to 10 MB", key=key, max_upload_size=10)
        st.button(
            "Hand it in", key=f"do:{key}", type="primary", disabled=chosen is None, on_click=_hand_in, args=(key,)
        )


def _hand_in(key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is None:
        return
    done = perform(UPLOAD, upload, token=once_token(UPLOAD), name=chosen.name, content=chosen.getvalue())
    renew(UPLOAD)
    if done is None:
        return
    st.session_state.pop(BEFORE, None)
    st.query_params["file"] = str(done.file_id)
    if done.known:
        say(UPLOAD, "info", "This file came before. Nothing was filed twice; here it is.")
    elif not done.messages:
        say(UPLOAD, "warning", "No message of results was found in this file, so nothing will be filed.")
    else:
        many = "1 message" if done.messages == 1 else f"{done.messages:,} messages"
        say(UPLOAD, "success", f"The file is kept: {many} to read.")


def _files() -> None:
    """The list beside the file that the address names. Reads itself anew only while something is being read."""
    follow()
    with reading() as session:
        page = files(session, viewer=credential(), before_id=st.session_state.get(BEFORE))
    chosen = number_in_address("file")
    again = monotonic() < st.session_state.get(AGAIN_UNTIL, 0.0)
    busy = again or any(one.state in ("waiting", "reading") for one in page.files)
    if busy != bool(st.session_state.get(BUSY)):
        st.session_state[BUSY] = busy
        st.rerun()
    with st.container(key=f"ps-labs-{'all' if chosen is None else 'one'}"):
        left, right = st.columns([4, 7], gap="medium")
        with left, st.container(key="ps-labs-list"):
            worklist(
                tuple(_row(one, page.now) for one in page.files),
                key="labs:files",
                label="Files of results",
                single=True,
                selected=chosen,
                empty="No file came yet. Upload one, or let the listener or the watched folder take them.",
                shortcuts={"j": "next", "k": "previous"},
                on_open=_open,
            )
            _pages(page.next)
        with right, st.container(key="ps-labs-pane"):
            if chosen is None:
                st.caption("Choose a file to see what became of its messages.")
            else:
                st.button(
                    "Back to the list", icon=":material/arrow_back:", key="back:labs", on_click=_open, args=(None,)
                )
                draw_file(chosen, page.now)


def _open(file_id: int | None) -> None:
    forget(UPLOAD)
    st.query_params.from_dict({} if file_id is None else {"file": str(file_id)})


def _pages(following: int | None) -> None:
    with st.container(horizontal=True, gap="small"):
        if st.session_state.get(BEFORE) is not None:
            st.button("Newest", key="labs:newest", on_click=_from, args=(None,))
        if following is not None:
            st.button("Older", key="labs:older", on_click=_from, args=(following,))


def _from(before: int | None) -> None:
    st.session_state[BEFORE] = before


def _row(one: FileLine, now: datetime) -> WorklistRow:
    facts = [f"{one.messages:,} message{'s' if one.messages != 1 else ''}", SOURCES.get(one.source, one.source)]
    states = {
        "waiting": ("waits to be read",),
        "reading": (f"being read: {one.read_messages:,} of {one.messages:,}",),
    }
    marks = [f"{one.unmatched:,} unmatched"] * bool(one.unmatched) + [f"{one.refused:,} refused"] * bool(one.refused)
    return WorklistRow(
        id=one.id,
        title=plain_name(one),
        detail=" · ".join(facts),
        priority="routine",
        due=ago(one.received_at, now),
        due_title=absolute(one.received_at),
        owner=one.received_by,
        marks=states.get(one.state, tuple(marks)),
        alert="refused whole" if one.state == "refused" else "",
    )


def plain_name(one: FileLine) -> str:
    """A file's name as text; the list and the headline escape it in their own ways."""
    return one.name or f"File {one.id}"
