"""Approving access: on which ground, what it opens, until when; what is still missing stands above the button."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from console.kit.doing import act
from console.kit.text import draw, plain
from console.kit.times import day
from console.panes.proxy_outcome import not_asked, outcome, still_missing, too_late
from console.panes.proxy_words import ANY_DAY, basis_words, until
from db.actions.proxy_deciding import approve
from db.queries.proxy_detail import FirstApproval, ProxyDetail
from db.queries.tasks import TaskDetail
from rules.proxy_scopes import SCOPES


def chosen_basis(task: TaskDetail, one: ProxyDetail) -> str:
    """The ground that is chosen on screen, else the first approval's or the likeliest; '' where there can be none."""
    chosen = st.session_state.get(_key(task, "basis"), one.first.basis if one.first else "")
    return chosen if chosen in one.bases else next(iter(one.bases), "")


def draw_choice(task: TaskDetail, one: ProxyDetail) -> None:
    """Ground, scopes and end, what is missing, and the button that names what it gives."""
    if "decide" not in one.may or one.patient is None:
        return
    first = one.first
    if first is not None and not first.mine:
        _draw_second(task, one, first)
        return
    if not one.bases:
        st.caption("Nobody of this relation can act for this patient. Deny it, or take it down anew.")
        return
    with st.container(key="ps-choice", border=True, gap="small"):
        draw(Markup('<h4 class="ps-part">What to give</h4>'))
        basis = chosen_basis(task, one)
        st.selectbox(
            "On which ground", one.bases, index=one.bases.index(basis), format_func=basis_words, key=_key(task, "basis")
        )
        scopes = _scopes(task, one, basis)
        ends_on = _end(task, one, basis)
        missing = [*one.impossible, *one.missing(basis, scopes, ends_on), *too_late(one, basis, ends_on)]
        _say(not_asked(one) + outcome(one, basis, scopes, ends_on) + still_missing(one, missing))
        st.button(
            _label(one, basis, scopes), key=f"approve:{task.id}", type="primary", icon=":material/check:",
            disabled=bool(missing), on_click=_approve, args=(task, one, basis, scopes, ends_on),
        )  # fmt: skip


def _say(markup: Markup) -> None:
    """In one piece, where there is anything."""
    if markup:
        draw(markup)


def _key(task: TaskDetail, name: str) -> str:
    return f"proxy-choice:{task.id}:{name}"


def _scopes(task: TaskDetail, one: ProxyDetail, basis: str) -> tuple[str, ...]:
    """A box for each thing that was asked for; what the patient's age closes can't be ticked."""
    opens, found = one.opens(basis), []
    with st.container(key="ps-scopes", gap=None):
        for scope in one.offered:
            closed = scope not in opens
            why = f" (not at {one.age})" if closed else " (as until now)" if scope not in one.scopes else ""
            ticked = st.checkbox(
                SCOPES[scope] + why, value=not closed, disabled=closed,
                key=_key(task, f"{basis}:{scope}"),
            )  # fmt: skip
            found += [scope] if ticked and not closed else []
    return tuple(found)


def _end(task: TaskDetail, one: ProxyDetail, basis: str) -> date | None:
    latest = one.latest(basis)
    first = one.today + timedelta(days=1)
    if latest is not None and latest < first:
        return None
    ends: date | None = st.date_input(
        f"Until, at the latest {day(latest)}" if latest else "Until (empty: without an end)", value=latest,
        key=_key(task, f"{basis}:end"), format="MM/DD/YYYY", help="From this day on the access is closed.", width=280,
        **ANY_DAY,
    )  # fmt: skip
    # As long as the ground allows is what nobody shortened.
    return None if ends == latest else ends


def _label(one: ProxyDetail, basis: str, scopes: tuple[str, ...]) -> str:
    if one.first is not None:
        return "Change your approval, the first of two"
    given = set(scopes) & set(one.scopes)
    what = "Approve" if given == set(one.scopes) else f"Approve limited: {len(given)} of {len(one.scopes)}"
    return f"{what}, as the first of two" if one.two(basis) else what


def _approve(task: TaskDetail, one: ProxyDetail, basis: str, scopes: tuple[str, ...], ends_on: date | None) -> None:
    sentence = "Approved. Both sides are told by mail."
    if one.two(basis):
        sentence = "Your approval is noted. A colleague must approve the same before anything opens."
    _send(task, one, sentence, basis, scopes, ends_on)


def _send(
    task: TaskDetail, one: ProxyDetail, sentence: str, basis: str, scopes: tuple[str, ...], ends_on: date | None
) -> None:
    act(
        task, approve, sentence, task_id=task.id, seen_version=task.version, seen_inbound_id=task.last_inbound_id,
        basis=basis, scopes=scopes, ends_on=ends_on,
        seen_grants=tuple((line.id, line.version) for line in one.standing),
    )  # fmt: skip


def _draw_second(task: TaskDetail, one: ProxyDetail, first: FirstApproval) -> None:
    """The very same that the first approved, or nothing."""
    missing = [*one.impossible, *one.missing(first.basis, first.scopes, first.ends_on)]
    _say(outcome(one, first.basis, first.scopes, first.ends_on) + still_missing(one, missing))
    st.button(
        f"Second approval, after {plain(first.by)}", key=f"second:{task.id}", type="primary",
        icon=":material/check_circle:", disabled=bool(missing), on_click=_second, args=(task, one, first),
        help=f"{basis_words(first.basis)}, {until(first.ends_on or one.latest(first.basis))}",
    )  # fmt: skip


def _second(task: TaskDetail, one: ProxyDetail, first: FirstApproval) -> None:
    sentence = "Approved by two. Both sides are told by mail."
    _send(task, one, sentence, first.basis, first.scopes, first.ends_on)
