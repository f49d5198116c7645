"""Whether the person is marked as out of office: for the mark beside their name.

Read at sign-in and then with the page's look for news, never in a click's rerun.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.times import local
from console.session import me
from db.credentials import Credential
from db.queries.absences import AbsenceLine, my_absence
from db.roles import Permission

_HELD = "away"


def look(session: Session, viewer: Credential) -> bool:
    """Read the absence; whether it is another than the one on screen."""
    if not _works():
        return False
    before, now = mine(), my_absence(session, viewer=viewer)
    now = now if now is not None and now.current else None
    known = _HELD in st.session_state
    st.session_state[_HELD] = now
    return known and before != now


def is_known() -> bool:
    """Whether it was read; somebody without tasks is never away."""
    return not _works() or _HELD in st.session_state


def mine() -> AbsenceLine | None:
    """The absence that goes on, as last read."""
    found: AbsenceLine | None = st.session_state.get(_HELD)
    return found


def forget() -> None:
    """It was changed: the next run reads it."""
    st.session_state.pop(_HELD, None)


def last_day(at: datetime) -> str:
    """The day in words on which an absence ends: one that ends at midnight ends on the day before."""
    return f"{local(at - timedelta(seconds=1)):%a %d %b}"


def _works() -> bool:
    return me().may(Permission.TASK_WORK) and not me().must_change_password
