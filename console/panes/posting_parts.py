"""What every posted result has: the moment, who was told of a critical value, who ordered it, files."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.acting import credential, reading
from console.kit.text import option, plain
from console.kit.times import local
from console.panes.posting_slip import Slip, wrong
from console.session import me
from db.actions.results import CriticalTold
from db.queries.staff import colleagues
from db.roles import PRESCRIBER
from rules.attachments import ENDINGS, LARGEST, MOST_FILES

NOBODY = 0
AREA = "results"


def moment_field(slip: Slip, field: str, label: str, refused_as: str) -> None:
    """A day and a time; the time is never guessed. `refused_as`: the action's name of it, for what is wrong with it."""
    today = local(me().now).date()
    left, right = st.columns(2)
    with left:
        st.date_input(label, value=today, max_value=today, key=slip.key(f"{field}:day"), persist_state="session")
    with right:
        st.time_input(
            "At", value=None, step=60, key=slip.key(f"{field}:at"), persist_state="session",
            help="In the clinic's time; type it or choose.",
        )  # fmt: skip
    wrong(slip, refused_as)


def notes_field(slip: Slip) -> None:
    """Notes that belong to the result."""
    st.text_area("Notes (the patient sees them)", key=slip.key("notes"), height=90, persist_state="session")


def critical_box(slip: Slip, what: list[str]) -> None:
    """Who was told of what is critical, when, and that it was read back; nothing where nothing is."""
    if not what:
        return
    with st.container(key="ps-critical-told", border=True, width=820):
        st.error(
            plain(f"Critical: {', '.join(what)}. Tell a clinician now; it can't be posted before."),
            icon=":material/e911_emergency:",
        )
        st.text_input("Who was told", key=slip.key("told"), max_chars=200, persist_state="session")
        moment_field(slip, "told-at", "Told on", "critical.at")
        st.checkbox("They read the value back", key=slip.key("read-back"), persist_state="session")


def files_field(slip: Slip, label: str) -> None:
    """The files that go with it."""
    st.file_uploader(
        f"{label} (PDF or picture, up to {MOST_FILES} of {LARGEST // 1024 // 1024} MB)",
        type=[ending for endings in ENDINGS.values() for ending in endings],
        accept_multiple_files=True,
        key=slip.key("files"),
    )


def orderer_field(slip: Slip) -> None:
    """Who ordered it, of those who prescribe here."""
    with reading() as session:
        people = colleagues(session, viewer=credential(), area=AREA)
    names = {one.id: one.name for one in people if one.role == PRESCRIBER.name}
    st.selectbox(
        "Ordered by", [NOBODY, *names], format_func=lambda one: option(names.get(one, "Not said")),
        key=slip.key("orderer"), persist_state="session",
    )  # fmt: skip


def collected(slip: Slip) -> dict[str, Any]:
    """What stands in these fields, as the actions take it. Who was told counts only where something is critical."""
    untimed: Any = slip.moment("told-at")  # the action says what is missing
    told = CriticalTold(slip.text("told"), untimed, read_back=bool(slip.held("read-back")))
    return {
        "notes": slip.text("notes"),
        "critical": told if slip.held("told") is not None else None,
        "files": tuple((file.name, file.getvalue()) for file in slip.held("files") or ()),
        "orderer_id": slip.held("orderer") or None,
    }
