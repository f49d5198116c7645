"""Approving what may be a controlled drug: one's password once more, checked before anything is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from console.kit.acting import perform
from console.kit.doing import dialog_place, dialogs_opened, doing
from console.kit.queue_deeds import typed
from console.kit.queue_list import redraw_all
from console.panes.refill_fields import give
from console.panes.refill_words import controlled_words
from db.actions.reauthentication import GivenAgain, give_again
from db.credentials import Credential
from db.engine import database
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail


def password_field(task: TaskDetail, one: RefillDetail) -> str:
    """For what counts as controlled alone; its key, else nothing. A dialog that is set aside doesn't keep it."""
    if not one.password:
        return ""
    key = f"password:{task.id}:{dialogs_opened(task.id)}"
    st.text_input(
        f"{controlled_words(one)}: your password, once more",
        type="password",
        key=key,
        autocomplete="current-password",
    )
    return key


def give_checked(
    task: TaskDetail,
    one: RefillDetail,
    function: Callable[..., object],
    sentence: str,
    *,
    password: str,
    deed: str,
    **arguments: Any,
) -> None:
    """The same as `give`, of what may be a controlled drug: the password in that field is checked for the deed first.

    It doesn't stay in the field. The second click of a double click finds the dialog over, and tries nothing.
    """
    if not password:
        give(task, one, function, sentence, **arguments)
        return
    words = typed(password)
    st.session_state[password] = ""
    if doing(task.id) is None:
        return
    redraw_all()
    given = perform(dialog_place(task.id), _checked, password=words, deed=deed)
    if given is not None:
        give(task, one, function, sentence, given=given, **arguments)


def _checked(_session: Session, *, by: Credential, password: str, deed: str) -> GivenAgain:
    """In transactions of its own: the one that is offered begins with its first statement, of which there is none."""
    return give_again(database(), by=by, password=password, deed=deed)
