"""Finding out who the patient of a request is, and which account the proxy's is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.doing import Deed, act, begin, finish
from console.kit.pressing import press_button
from console.kit.queue_deeds import field
from console.kit.text import plain
from console.kit.times import day
from console.panes.finding import pick_patient
from console.panes.proxy_candidates import FEW, else_name, this_name
from console.panes.proxy_words import ACCOUNTS, NOTHING
from db.actions.proxies import match_patient, name_account
from db.queries.proxies import AccountLine, accounts
from db.queries.proxy_detail import ProxyDetail
from db.queries.tasks import TaskDetail

PATIENT, ACCOUNT = "proxy-patient", "proxy-account"


def finding_deeds(one: ProxyDetail) -> tuple[Deed, ...]:
    """Saying who is meant, for who works on it; not once the first of two approved it."""
    if "check" not in one.may or one.first is not None:
        return ()
    found = [Deed(ACCOUNT, "They have an account", ":material/account_circle:", "", _draw_account, listed=False)]
    if not one.by_patient:
        known = one.patient is not None
        found.append(
            Deed(PATIENT, "Another patient", ":material/person_search:", "", _draw_patient, listed=known)
        )  # fmt: skip
    return tuple(found)


def account_button(task: TaskDetail, one: ProxyDetail) -> Markup:
    """Saying that the proxy has an account, where none is known."""
    offered = one.proxy.account_id is None and finding_deeds(one)
    return press_button(_account(task), "They have an account", kind="quiet") if offered else NOTHING


def finding_presses(task: TaskDetail, one: ProxyDetail) -> dict[str, Callable[[], object]]:
    """What the buttons of `candidates_list` and `account_button` do."""
    offered = {deed.name for deed in finding_deeds(one)}
    found: dict[str, Callable[[], object]] = {}
    if ACCOUNT in offered and one.proxy.account_id is None:
        found[_account(task)] = partial(begin, task.id, ACCOUNT)
    if "check" in one.may and one.patient is None:
        found |= {this_name(task, each): partial(_match, task, each.patient_id) for each in one.candidates[:FEW]}
        found[else_name(task)] = partial(begin, task.id, PATIENT)
    return found


def _account(task: TaskDetail) -> str:
    return f"account:{task.id}"


def _match(task: TaskDetail, patient_id: int) -> None:
    sentence = "It is noted who the patient is. Check their identity before approving."
    act(task, match_patient, sentence, task_id=task.id, seen_version=task.version, patient_id=patient_id)


def _draw_patient(task: TaskDetail, content: Any) -> None:
    one: ProxyDetail = content.detail
    if one.patient is not None:
        st.caption("If it was about somebody else all along: what was checked, and the consent, begin anew.")
    person = pick_patient(field(task, PATIENT, "find"), task.now)
    if person is None:
        return
    st.button(
        f"It is {plain(person.name)}",
        key=field(task, PATIENT, "do"),
        type="primary",
        on_click=_is,
        args=(task, person.id),
    )


def _is(task: TaskDetail, patient_id: int) -> None:
    finish(
        task, match_patient, "It is noted who the patient is. Check their identity before approving.",
        task_id=task.id, seen_version=task.version, patient_id=patient_id,
    )  # fmt: skip


def _draw_account(task: TaskDetail, content: Any) -> None:
    one: ProxyDetail = content.detail
    st.caption(
        "Only an account that is the proxy's own. Whoever opens it will act for the patient. If its name or address "
        "isn't what was said, what was checked, and the consent, begin anew."
    )
    key = field(task, ACCOUNT, "text")
    if key not in st.session_state:
        st.session_state[key] = one.proxy.email
    text = st.text_input("Their e-mail, user name or full name", key=key, icon=":material/search:", live=True)
    with reading() as session:
        found = {each.id: each for each in accounts(session, viewer=credential(), text=text or "")}
    if not found:
        st.caption("No account has exactly this e-mail, user name or name.")
        return
    chosen = st.radio(
        "Which one", list(found), index=None, key=f"{key}:one:{hash(tuple(found))}",
        format_func=lambda number: _account_words(found[number]),
    )  # fmt: skip
    st.button(
        "This account is theirs", key=field(task, ACCOUNT, "do"), type="primary", disabled=chosen is None,
        on_click=_name, args=(task, chosen),
    )  # fmt: skip


def _account_words(line: AccountLine) -> str:
    own = f", a patient born {day(line.born)}" if line.born else ""
    email = line.email.replace("@", "\N{ZERO WIDTH SPACE}@") or "no e-mail"  # else Markdown makes a link of it
    return plain(f"{line.name}{own}, {email}, {ACCOUNTS.get(line.state, line.state)}")


def _name(task: TaskDetail, account_id: int) -> None:
    finish(
        task, name_account, "The account is noted.", task_id=task.id, seen_version=task.version, account_id=account_id
    )
