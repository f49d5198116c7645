"""The form that a result is posted from: its keys, its token, its button, and why it was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from console.kit.acting import once_token, perform, refused, renew, show_said
from console.kit.text import draw, shown
from db.actions.results import Posted
from db.config import config
from db.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class Slip:
    """A form for one patient. Its keys hold the patient and a token: nothing typed follows to another, or to the next.

    What was typed outlives leaving the page; it goes when the result is posted, or the session ends.
    """

    patient_id: int
    kind: str

    @property
    def name(self) -> str:
        """What its token is kept under."""
        return f"post:{self.patient_id}:{self.kind}"

    @property
    def place(self) -> str:
        """Where it is said what became of it."""
        return f"posting:{self.name}"

    def key(self, field: str) -> str:
        """The key of a field's widget."""
        return f"{self.name}:{once_token(self.name)}:{field}"

    def held(self, field: str) -> Any:
        """What stands in a field."""
        return st.session_state.get(self.key(field))

    def text(self, field: str) -> str:
        """What was typed into a field."""
        return str(self.held(field) or "")

    def moment(self, field: str) -> datetime | None:
        """A day and a time in the clinic's zone; None until both are chosen."""
        day, at = self.held(f"{field}:day"), self.held(f"{field}:at")
        return datetime.combine(day, at, tzinfo=config().zone) if day is not None and at is not None else None

    def clear(self) -> None:
        """Begin anew."""
        begin = f"{self.name}:{once_token(self.name)}:"
        for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(begin)]:
            del st.session_state[key]
        renew(self.name)


def posted_key(patient_id: int) -> str:
    """Under which it is remembered what was posted last for a patient."""
    return f"posted:{patient_id}"


def post_button(slip: Slip, label: str, function: Callable[..., Posted], collect: Callable[[], dict[str, Any]]) -> None:
    """The button that posts; above it why it couldn't. Nothing typed is lost by a refusal.

    `collect` reads the fields when the button is pressed: a press may come before what was typed last was drawn.
    """
    token = once_token(slip.name)
    with st.container(width=820):
        show_said(slip.place)
    with st.container(horizontal=True, gap="small", key="ps-post"):
        st.button(
            label, key=slip.key("post"), type="primary", icon=":material/send:", on_click=_post,
            args=(slip, token, function, collect),
        )  # fmt: skip
        if isinstance(refused(slip.place), Conflict):
            st.button(
                "Post it all the same", key=slip.key("again"), on_click=_post,
                args=(slip, token, function, lambda: collect() | {"again": True}),
            )  # fmt: skip


def problem_at(slip: Slip, field: str) -> str:
    """Why a field was refused by the last press, if it was that one."""
    refusal = refused(slip.place)
    return str(refusal) if isinstance(refusal, Invalid) and refusal.field == field else ""


def wrong(slip: Slip, field: str) -> None:
    """What the action said of a field, beneath it."""
    if problem := problem_at(slip, field):
        draw(Markup('<p class="ps-wrong">{}</p>').format(shown(problem)))


def _post(slip: Slip, token: UUID, function: Callable[..., Posted], collect: Callable[[], dict[str, Any]]) -> None:
    if once_token(slip.name) != token:
        return  # the second click of a double click: it is posted, and another form stands there
    done = perform(slip.place, function, token=token, patient_id=slip.patient_id, **collect())
    if done is not None:
        slip.clear()
        st.session_state[posted_key(slip.patient_id)] = done
