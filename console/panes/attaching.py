"""Files that go with a reply: chosen under "Attach", sent with it, refused with a sentence that keeps the text."""

from __future__ import annotations

import streamlit as st

from console.kit.drafting import Box
from rules.attachments import ENDINGS, LARGEST, MOST_FILES


def attach_menu(box: Box) -> None:
    """The menu in which files are chosen. Both keys hold the revision: after a send there are no files left."""
    chosen = len(st.session_state.get(_key(box)) or ())
    label = "Attach" if not chosen else "1 file" if chosen == 1 else f"{chosen} files"
    with st.popover(label, icon=":material/attach_file:", key=f"attach:{box.key}:{box.revision}"):
        st.file_uploader(
            f"Photos or PDF: up to {MOST_FILES} files of {LARGEST // 1024 // 1024} MB",
            type=[ending for endings in ENDINGS.values() for ending in endings],
            accept_multiple_files=True,
            key=_key(box),
            help="They go with the reply. An undone reply comes back without its files.",
        )


def attached(box: Box) -> tuple[tuple[str, bytes], ...]:
    """Names and contents of the chosen files."""
    return tuple((file.name, file.getvalue()) for file in st.session_state.get(_key(box)) or ())


def _key(box: Box) -> str:
    return f"files:{box.key}:{box.revision}"
