"""One's own account: who one is here, the password, and where one is signed in."""

from __future__ import annotations

import streamlit as st

from console import credentials
from console.kit.acting import credential, forget, perform, reading, say, show_said
from console.kit.times import absolute, ago
from console.panes.absence import draw_absence
from console.session import me
from db.actions import staff, staff_sessions
from db.actions.sign_in import begin_sign_in
from db.engine import database
from db.errors import Invalid, Refused
from db.passwords import LONGEST, SHORTEST
from db.queries.staff import my_account
from db.queries.staff_sessions import SessionLine, my_sessions
from db.roles import Permission

SESSIONS, PASSWORD = "account:sessions", "account:password"  # where refusals are said
_ROUND = "account_password_round"


def draw() -> None:
    """The page."""
    actor = me()
    st.header(actor.name, anchor=False)
    st.caption(f"{actor.role.name}: {actor.role.description}")
    left, right = st.columns(2, gap="large")
    with left:
        if actor.may(Permission.TASK_WORK):
            draw_absence()
        draw_password()
    with right:
        _draw_sessions()


def draw_password(*, first: bool = False) -> None:
    """The form to change one's own password; `first`: it is still the one that an administrator was shown."""
    st.subheader("Choose your own password" if first else "Change password", anchor=False)
    if first:
        st.info("You signed in with a first password. Choose one that only you know to go on.", icon=":material/key:")
    show_said(PASSWORD)
    # New fields after each submit, so that no typed password stays in the session's memory.
    turn = st.session_state.get(_ROUND, 0)
    with st.form(f"password:{turn}", border=True):
        old = _field("Current password", f"password_old_{turn}", "current-password")
        new = _field(
            "New password",
            f"password_new_{turn}",
            "new-password",
            f"{SHORTEST} to {LONGEST} characters. A short sentence of your own works well.",
        )
        again = _field("New password again", f"password_again_{turn}", "new-password")
        submitted = st.form_submit_button("Change password", type="primary")
    if submitted:
        if _change(old, new, again) and not first:
            say(PASSWORD, "success", "Your password was changed. You were signed out everywhere else.")
        st.session_state[_ROUND] = turn + 1
        st.rerun()


def _field(label: str, key: str, autocomplete: str, explanation: str | None = None) -> str:
    return st.text_input(label, type="password", key=key, autocomplete=autocomplete, help=explanation) or ""


def _change(old: str, new: str, again: str) -> bool:
    """Whether it was changed; if not, why was said."""
    forget(PASSWORD)
    try:
        if new != again:
            raise Invalid("again", "The new password and its repetition differ. Nothing was changed.")
        with database().reading() as session:
            username = my_account(session, viewer=credential()).username
        with database().transaction() as session:
            # Counts as an attempt to sign in: a stolen session can't try passwords without end.
            begin_sign_in(session, username=username, source=credentials.source())
        with database().transaction() as session:
            staff.change_password(session, by=credential(), old=old, new=new)
    except Refused as refusal:
        say(PASSWORD, "error", str(refusal))
        return False
    return True


def _draw_sessions() -> None:
    st.subheader("Where you are signed in", anchor=False)
    show_said(SESSIONS)
    with reading() as session:
        lines = my_sessions(session, viewer=credential())
        now = me().now
    for line in lines:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            where = line.source or "an unknown address"
            st.markdown(
                f"**{'This session' if line.this else 'Another session'}**  \n"
                f"From {where}, since {absolute(line.started_at)}, active {ago(line.last_active_at, now)}",
            )
            if not line.this:
                st.button("End it", key=f"end:{line.id}", on_click=_end, args=(line,), icon=":material/logout:")


def _end(line: SessionLine) -> None:
    perform(SESSIONS, staff_sessions.end_own, session_id=line.id)
