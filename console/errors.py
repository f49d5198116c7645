"""What a person sees, and what the log keeps, when something goes wrong: places and types, never values."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import streamlit as st
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from streamlit.runtime.scriptrunner import get_script_run_ctx

from console.kit.ticket import reload_page
from db.errors import Refused, SignedOut

ROOT = Path(__file__).parents[1]
# These log exceptions whole, with their text, which may quote what a patient wrote.
WORDY = ("streamlit.error_util", "uvicorn.error", "streamlit.runtime.scriptrunner.exec_code")


def on_script_error(error: Exception) -> bool:
    """Show what happened, that nothing was lost, and what to do. Called by Streamlit for every stray error."""
    if isinstance(error, SignedOut):
        st.warning(str(error), icon=":material/lock:")
        if in_fragment():
            reload_page()  # clears the whole screen; the page itself finds out by its own first read
        else:
            _again("Sign in")
    elif isinstance(error, Refused):
        st.error(str(error), icon=":material/block:")
        _again("Show the page again")
    elif database_is_away(error):
        st.error(
            "**The database can't be reached right now.** Nothing was lost: what was saved is safe and your drafts "
            "are kept. Try again in a moment; if it stays away, call your administrator.",
            icon=":material/cloud_off:",
        )
        _again("Try again")
    else:
        st.error(
            "**This page hit an error.** Nothing was lost: what was saved is safe and your drafts are kept. Try "
            "again; if it comes back, tell your administrator the time and what you clicked.",
            icon=":material/error:",
        )
        _again("Try again")
    return True


def database_is_away(error: BaseException) -> bool:
    """Whether the database could not be reached, or went away meanwhile."""
    return isinstance(error, OperationalError | InterfaceError | PoolTimeout) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def in_fragment() -> bool:
    """Whether only a fragment runs, not the page."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def places(error: BaseException) -> str:
    """An exception's type and the places it went through, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(frame.filename)] or frames
    shown = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in (ours + frames[-1:])[-8:]]
    cause = error.__cause__ or error.__context__
    because = f" because of {type(cause).__name__}" if cause is not None else ""
    return f"{type(error).__qualname__}{because} at {' < '.join(reversed(shown)) or 'an unknown place'}"


class WithoutValues(logging.Filter):
    """Turns a record's exception into its type and places. What we refused is no error and isn't logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every other record, but not an exception's text."""
        if record.exc_info and isinstance(record.exc_info[1], Refused):
            return False
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{record.getMessage().splitlines()[0]}: {places(record.exc_info[1])}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def keep_values_out_of_logs() -> None:
    """From now on no exception's text reaches the log."""
    for name in WORDY:
        logging.getLogger(name).addFilter(WithoutValues())


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(ROOT) and "site-packages" not in path.parts


def _short(filename: str) -> str:
    return str(Path(filename).relative_to(ROOT)) if _is_ours(filename) else Path(filename).name


def _again(label: str) -> None:
    # A click reruns the script or the fragment that failed, which is all there is to do.
    st.button(label, key=f"again:{label}", icon=":material/refresh:")
