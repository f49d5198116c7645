"""From a click to an action, and from a refusal to a sentence.

`perform` runs an action in a transaction of its own with the signed-in session's token. What it
refuses is said at the place on screen it belongs to; nothing is retried by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import UUID, uuid4

import streamlit as st
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from console.credentials import current
from console.kit.text import plain
from console.kit.times import absolute
from console.kit.turns import turn
from db.credentials import SessionToken
from db.engine import database
from db.errors import Conflict, Refused, SignedOut

R = TypeVar("R")
log = logging.getLogger(__name__)

AWAY = "The database can't be reached. Nothing was lost or half done; what you typed is kept. Try again in a moment."


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the person, kept until their next deed at that place; `refusal` is what it comes from, if any."""

    kind: Literal["success", "info", "warning", "error"]
    text: str
    refusal: Refused | None = None


def credential() -> SessionToken:
    """The signed-in session's token; `SignedOut` when there is none."""
    token = current()
    if token is None:
        raise SignedOut
    return token


@contextmanager
def reading() -> Iterator[Session]:
    """One read-only snapshot for a page's queries."""
    with database().reading() as session:
        yield session


def perform(place: str, function: Callable[..., R], **arguments: Any) -> R | None:
    """Run an action; return its result, or None after saying at `place` why it was refused."""
    forget(place)
    try:
        with turn(), database().transaction() as session:
            return function(session, by=credential(), **arguments)
    except SignedOut:
        pass  # the rerun that follows finds no session either, and shows the form
    except Refused as refusal:
        st.session_state[f"said:{place}"] = Said("warning", str(refusal), refusal)
    except (OperationalError, PoolTimeout):
        log.warning("An action found no database: %s", getattr(function, "__name__", "action"))
        say(place, "error", AWAY)
    return None


def say(place: str, kind: Literal["success", "info", "warning", "error"], text: str) -> None:
    """Keep a sentence for `place`."""
    st.session_state[f"said:{place}"] = Said(kind, text)


def refused(place: str) -> Refused | None:
    """Why the latest deed at `place` was refused, if it was."""
    said: Said | None = st.session_state.get(f"said:{place}")
    return said.refusal if said else None


def forget(place: str) -> None:
    """Let go of what was said at `place`."""
    st.session_state.pop(f"said:{place}", None)


def show_said(place: str) -> None:
    """Draw what was said at `place`, if anything."""
    said: Said | None = st.session_state.get(f"said:{place}")
    if said is not None:
        icons = {
            "success": ":material/check_circle:",
            "info": ":material/info:",
            "warning": ":material/warning:",
            "error": ":material/error:",
        }
        getattr(st, said.kind)(plain(said.text), icon=icons[said.kind])
        if when := _when(said.refusal):
            st.caption(plain(when))


def _when(refusal: Refused | None) -> str:
    """Who did what, and when, for a refusal that somebody else caused."""
    since = refusal.since if isinstance(refusal, Conflict) else None
    return f"{since.who} {since.what}: {absolute(since.at)}." if since and since.at else ""


def once_token(name: str) -> UUID:
    """The token of a compose box or form: the same until `renew` is called after it succeeded."""
    token: UUID = st.session_state.setdefault(f"once:{name}", uuid4())
    return token


def renew(name: str) -> None:
    """The next submit of this box is a new one."""
    st.session_state.pop(f"once:{name}", None)
