"""The sign-in page: its form, the password check, and the ticket that becomes the cookie."""

from __future__ import annotations

import streamlit as st
from streamlit_authenticator.controllers.authentication_controller import AuthenticationController

from console import credentials
from console.kit.chrome import demo_badge
from console.kit.ticket import open_session
from db.actions.sign_in import begin_sign_in, finish_sign_in
from db.config import config
from db.engine import database
from db.errors import Refused
from db.passwords import digested

NO_MATCH = "User name and password don't match. Check both, and whether Caps Lock is on."
NO_COOKIES = "Your browser keeps no cookies for this address. Allow them, then reload this page."
_REFUSAL, _ROUND, _TICKET = "sign_in_refusal", "sign_in_round", "sign_in_ticket"
# What streamlit-authenticator leaves in the session; whom we believe is the cookie's session alone.
_LEFT_BEHIND = ("name", "authentication_status", "username", "email", "roles", "logout", "password_hint")


class NoMatch(Refused):
    """User name and password don't match; which of the two is not told."""


def attempt(username: str, password: str, *, browser: str, source: str) -> str:
    """Check a name and a password; return a ticket.

    Raises `NoMatch`, in the same words and after the same work for an unknown name and a wrong
    password, or `TooManyAttempts`. No transaction is open while the password is checked.
    """
    with database().transaction() as session:
        begun = begin_sign_in(session, username=username, source=source)
    verified = verify(password, begun.password_hash)
    with database().transaction() as session:
        ticket = finish_sign_in(session, attempt=begun, verified=verified, browser=browser)
    if ticket is None:
        raise NoMatch(NO_MATCH)
    return ticket


def verify(password: str, password_hash: str) -> bool:
    """Ask streamlit-authenticator, which is given this one row, under a name that isn't the person's."""
    row = {"usernames": {"person": {"password": password_hash}}}
    try:
        return bool(AuthenticationController(row, auto_hash=False).login("person", digested(password)))
    finally:
        for key in _LEFT_BEHIND:
            st.session_state.pop(key, None)


def sign_in_page(notice: str, *, demo: bool) -> None:
    """The page of whoever isn't signed in. `notice` says why, when they were."""
    with st.container(key="sign_in", horizontal_alignment="center"), st.container(key="sign_in_card", width=400):
        st.title("Portside", anchor=False)
        st.caption(config().clinic_name)
        if notice and _REFUSAL not in st.session_state:
            st.info(notice, icon=":material/schedule:")
        if refusal := st.session_state.get(_REFUSAL):
            st.error(refusal, icon=":material/error:")
        with st.form("sign_in", border=True):
            username = st.text_input("User name", max_chars=200, autocomplete="username", key="sign_in_username")
            # A new field for each attempt, so that no typed password stays in the session's memory.
            password = st.text_input(
                "Password",
                type="password",
                max_chars=1000,
                autocomplete="current-password",
                key=f"sign_in_password_{st.session_state.get(_ROUND, 0)}",
            )
            submitted = st.form_submit_button("Sign in", type="primary", width="stretch")
        if demo:
            demo_badge()
        if submitted:
            _submit(username or "", password or "")
        if ticket := st.session_state.pop(_TICKET, None):
            st.caption("Signing in…")
            open_session(ticket)


def _submit(username: str, password: str) -> None:
    """Try, then run the page anew with the outcome and an empty password field."""
    browser = credentials.browser()
    st.session_state.pop(_REFUSAL, None)
    try:
        if not username.strip() or not password:
            raise NoMatch("Enter your user name and your password.")
        if not browser:
            raise NoMatch(NO_COOKIES)
        st.session_state[_TICKET] = attempt(username, password, browser=browser, source=credentials.source())
    except Refused as refusal:
        st.session_state[_REFUSAL] = str(refusal)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()
