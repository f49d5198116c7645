"""Files of payments: handing one in, those that came and how far each is."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from console.kit.acting import credential, forget, once_token, perform, reading, renew, say, show_said
from console.kit.component_events import asset
from console.kit.going import follow
from console.kit.times import absolute, ago
from console.kit.worklist import WorklistRow, worklist
from console.panes.payment_files_one import KINDS, draw_file, place
from console.panes.people import number_in_address
from db.actions.billing_files import upload
from db.queries.billing_files import FileLine, files

SHEET = f"<style>{asset('labs.css')}{asset('payment_files.css')}</style>"
UPLOAD, VIEW, BUSY, BEFORE = (f"payment-files:{name}" for name in ("upload", "view", "busy", "before"))
VIEWS = {
    "": "All", "profile": "Columns to set", "preview": "To post", "held": "Held", "posted": "Posted",
    "refused": "Refused",
}  # fmt: skip
SOURCES = {"upload": "uploaded", "command": "by command", "folder": "from the folder"}
ANY = "by its content"
LOOK = 1  # seconds, while a file is being read
ROWS = {"remittance": "claim", "bank": "line", "processor": "row"}


def draw_page() -> None:
    """The files, and the one that was chosen beside them."""
    st.html(SHEET)
    st.session_state.pop("queue:open", None)  # no queue is on screen: the next one reads its address
    # The upload stands over the file's pane: the list doesn't move under the pointer, and would hide what came.
    with st.container(
        horizontal=True, horizontal_alignment="distribute", gap="medium", vertical_alignment="center",
        key="ps-labs-bar",
    ):  # fmt: skip
        st.segmented_control(
            "Show", list(VIEWS), default="", required=True, format_func=VIEWS.__getitem__, key=VIEW,
            label_visibility="collapsed", on_change=_from, args=(None,),
        )  # fmt: skip
        _upload()
    show_said(UPLOAD)
    st.fragment(_files, run_every=LOOK if st.session_state.get(BUSY) else None)()


def _upload() -> None:
    key = f"{UPLOAD}:{once_token(UPLOAD)}"
    with st.popover("Upload a file", icon=":material/upload_file:", key=f"open:{key}"):
        chosen = st.file_uploader(
            "An insurer's remittance (X12 835), or a bank's or card processor's file, up to 10 MB",
            key=key, max_upload_size=10,
        )  # fmt: skip
        st.selectbox("What it is", [ANY, *KINDS.values()], key=f"kind:{key}")
        st.button(
            "Hand it in", key=f"do:{key}", type="primary", disabled=chosen is None, on_click=_hand_in, args=(key,)
        )


def _hand_in(key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is None:
        return
    said = st.session_state.get(f"kind:{key}", ANY)
    kind = next((kind for kind, words in KINDS.items() if words == said), "")
    done = perform(
        UPLOAD, upload, token=once_token(UPLOAD), name=chosen.name, content=chosen.getvalue(), kind=kind
    )  # fmt: skip
    renew(UPLOAD)
    if done is None:
        return
    st.session_state.pop(BEFORE, None)
    st.query_params["file"] = str(done.file_id)
    # Said beside the file itself: what is done to it next takes the sentence's place.
    if done.known:
        say(place(done.file_id), "info", "This file came before. Nothing was added; here it is.")
    else:
        kept = "The file is kept. It is read for its preview; nothing is posted before you say so."
        say(place(done.file_id), "success", kept)


def _files() -> None:
    """The list beside the file that the address names. Reads itself anew only while something is being read."""
    follow()
    state = st.session_state.get(VIEW) or ""
    with reading() as session:
        page = files(session, viewer=credential(), state=state, before_id=st.session_state.get(BEFORE))
    chosen = number_in_address("file")
    with st.container(key=f"ps-labs-{'all' if chosen is None else 'one'}"):
        left, right = st.columns([4, 7], gap="medium")
        with left, st.container(key="ps-labs-list"):
            worklist(
                tuple(_row(one, page.now) for one in page.files), key="payment-files:files", label="Files of payments",
                single=True, selected=chosen, shortcuts={"j": "next", "k": "previous"}, on_open=_open,
                empty="No such file. Upload one, or let the watched folder take them.",
            )  # fmt: skip
            _pages(page.next)
        with right, st.container(key="ps-labs-pane"):
            busy = any(one.state in ("waiting", "reading") for one in page.files)
            if chosen is None:
                st.caption("Choose a file to see what is in it, and to post it.")
            else:
                st.button(
                    "Back to the list", icon=":material/arrow_back:", key="back:labs", on_click=_open, args=(None,)
                )
                busy = draw_file(chosen, page.now) or busy
    if busy != bool(st.session_state.get(BUSY)):
        st.session_state[BUSY] = busy
        st.rerun()


def _open(file_id: int | None) -> None:
    forget(UPLOAD)
    st.query_params.from_dict({} if file_id is None else {"file": str(file_id)})


def _pages(following: int | None) -> None:
    with st.container(horizontal=True, gap="small"):
        if st.session_state.get(BEFORE) is not None:
            st.button("Newest", key="payment-files:newest", on_click=_from, args=(None,))
        if following is not None:
            st.button("Older", key="payment-files:older", on_click=_from, args=(following,))


def _from(before: int | None) -> None:
    forget(UPLOAD)
    st.session_state[BEFORE] = before


def _row(one: FileLine, now: datetime) -> WorklistRow:
    states = {
        "waiting": "waits to be posted" if one.asked_by else "waits to be read",
        "reading": "being posted" if one.asked_by else "being read",
        "profile": "columns to set", "preview": "nothing to post" if one.nothing else "to post", "held": "held",
    }  # fmt: skip
    marks = [states[one.state]] if one.state in states else []
    marks += [f"{one.refused:,} refused"] * bool(one.refused)
    marks += [f"{one.rows_known:,} known before"] * bool(one.rows_known)
    many = f"{one.rows:,} {ROWS[one.kind]}{'s' * (one.rows != 1)}"
    facts = [KINDS[one.kind], SOURCES.get(one.source, one.source), *[many] * bool(one.rows)]
    return WorklistRow(
        id=one.id, title=one.name, detail=" · ".join(facts), priority="routine", due=ago(one.received_at, now),
        due_title=absolute(one.received_at), owner=one.received_by, marks=tuple(marks),
        alert="refused whole" if one.state == "refused" else "",
    )  # fmt: skip
