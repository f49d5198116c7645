"""Posting a report that is a file: of imaging, pathology, an outside laboratory."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from console.kit.text import plain
from console.panes.posting_parts import collected, critical_box, files_field, moment_field, notes_field, orderer_field
from console.panes.posting_slip import Slip, post_button
from db.actions.results import post_document
from db.queries.patients import PatientHeader

KINDS = {"imaging": "Imaging", "pathology": "Pathology", "laboratory": "Laboratory", "other": "Other"}
UNSAID = "?"  # the action asks for it
FINDINGS = {"": "Nothing abnormal", "A": "Abnormal", "AA": "Critical"}


def draw_document(patient: PatientHeader) -> None:
    """What it is, when, the file, and whether it says anything abnormal."""
    slip = Slip(patient.id, "document")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.text_input(
            "Title", key=slip.key("title"), max_chars=200, placeholder="Such as Chest X-ray", persist_state="session",
            live=True,
        )  # fmt: skip
        files_field(slip, "The report")
        notes_field(slip)
    with right:
        st.selectbox("Kind", list(KINDS), key=slip.key("kind"), format_func=KINDS.__getitem__, persist_state="session")
        moment_field(slip, "performed", "Performed on", "performed_at")
        orderer_field(slip)
    finding = st.radio(
        "What does it say?", list(FINDINGS), index=None, horizontal=True, key=slip.key("finding"),
        format_func=FINDINGS.__getitem__, persist_state="session",
    )  # fmt: skip
    critical_box(slip, [slip.text("title") or "the report"] if finding == "AA" else [])
    post_button(slip, f"Post for {plain(patient.name)}", post_document, partial(_collect, slip))


def _collect(slip: Slip) -> dict[str, Any]:
    finding = slip.held("finding")
    return collected(slip) | {
        "title": slip.text("title"),
        "category": slip.text("kind"),
        "performed_at": slip.moment("performed"),
        "finding": UNSAID if finding is None else finding,
    }
