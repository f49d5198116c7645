"""Files that go with a reply: chosen under "Attach", sent with it, refused with a sentence that keeps the text."""

from __future__ import annotations

import streamlit as st

from console.kit.drafting import Box
from db.queries.threads import FileLine
from rules.attachments import ENDINGS, LARGEST, MOST_FILES


def attach_menu(box: Box, undone: tuple[FileLine, ...] = ()) -> None:
    """The menu in which files are chosen, those of an undone reply among them.

    The keys hold the revision: after a send there are no files left. The content is drawn from the first opening on:
    a chooser that isn't drawn any more forgets its files, one that is still on its way too.
    """
    names = {file.id: file.name for file in undone}
    chosen = len(attached(box)) + len(st.session_state.get(_again_key(box), names))
    label = "Attach" if not chosen else "1 file" if chosen == 1 else f"{chosen} files"
    key = f"attach:{box.key}:{box.revision}"
    with st.popover(label, icon=":material/attach_file:", key=key, on_change="rerun") as menu:
        if not (menu.open or names or st.session_state.get(f"opened:{key}")):
            return
        st.session_state[f"opened:{key}"] = True
        st.file_uploader(
            f"Photos or PDF: up to {MOST_FILES} files of {LARGEST // 1024 // 1024} MB",
            type=[ending for endings in ENDINGS.values() for ending in endings],
            accept_multiple_files=True,
            key=_key(box),
            help="They go with the reply.",
        )
        if names:
            st.multiselect(
                "From the undone reply",
                list(names),
                default=list(names),
                format_func=names.__getitem__,
                key=_again_key(box),
            )


def attached(box: Box) -> tuple[tuple[str, bytes], ...]:
    """Names and contents of the chosen files."""
    return tuple((file.name, file.getvalue()) for file in st.session_state.get(_key(box)) or ())


def attached_again(box: Box) -> tuple[int, ...]:
    """The chosen files of the undone reply, by their ids."""
    return tuple(st.session_state.get(_again_key(box)) or ())


def _again_key(box: Box) -> str:
    return f"again:{box.key}:{box.revision}"


def _key(box: Box) -> str:
    return f"files:{box.key}:{box.revision}"
