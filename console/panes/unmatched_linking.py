"""Saying whose an unmatched result is: one of the candidates, somebody else, or a new patient."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import once_token, renew
from console.kit.doing import Deed, begin, finish
from console.kit.queue_deeds import field, typed
from console.kit.text import draw, plain, shown
from console.panes.finding import pick_patient
from console.session import me
from db.actions.result_linking import OLDEST, SEXES, Linked, create_patient_and_link, link
from db.queries.tasks import TaskDetail
from db.queries.unmatched import CandidateLine, Sent
from db.roles import Permission

LINK, NEW = "link", "new-patient"
# The field keeps the day that stood there before when it doesn't take what is typed: the action refuses it instead.
LATEST = date(2199, 12, 31)
OTHER = "Something else"
HOW = (
    "The laboratory confirmed whose it is",
    "Name, birth date and address agree with the chart",
    "The order in the chart matches",
    "The patient confirmed it",
    OTHER,
)


def linking_deeds(task: TaskDetail) -> tuple[Deed, ...]:
    """Linking to somebody, and making a patient, for who may."""
    if not task.is_open or not me().may(Permission.RESULT_MATCH):
        return ()
    return (
        Deed(LINK, "Link to a patient", ":material/link:", "", _draw_link, listed=False),
        Deed(NEW, "New patient", ":material/person_add:", "", _draw_new, listed=False),
    )


def choose(task: TaskDetail, one: CandidateLine | None) -> None:
    """Open the dialog about a candidate, or about somebody to be searched for; in a callback."""
    named = (
        None if one is None else (one.patient_id, f"{one.given} {one.family}", f"{one.birth_date:%d %b %Y}", one.mrn)
    )
    st.session_state[field(task, LINK, "chosen")] = named
    begin(task.id, LINK)


def _draw_link(task: TaskDetail, content: Any) -> None:
    chosen = st.session_state.get(field(task, LINK, "chosen"))
    if chosen is None:
        person = pick_patient(field(task, LINK, "find"), task.now)
        if person is None:
            return
        chosen = person.id, person.name, f"{person.birth_date:%d %b %Y}", person.mrn
    patient_id, name, born, mrn = chosen
    sent: Sent = content.sent
    draw(_side_by_side(sent, name, born, mrn))
    how, detail = field(task, LINK, "how"), field(task, LINK, "detail")
    st.radio("How do you know?", HOW, index=None, key=how)
    st.text_input("In a few words (optional)", key=detail, max_chars=300, placeholder="Kept with the result")
    st.button(
        f"Link to {plain(name)}",
        key=field(task, LINK, "do"),
        type="primary",
        icon=":material/link:",
        on_click=_link,
        args=(task, patient_id, how, detail),
    )


def _side_by_side(sent: Sent, name: str, born: str, mrn: str) -> Markup:
    said = " ".join(part for part in (sent.given, sent.family) if part) or "No name"
    said_born = f"{sent.birth_date:%d %b %Y}" if sent.birth_date else "not sent"
    numbers = ", ".join(f"{value} ({issuer})" if issuer else value for value, issuer, _ in sent.identifiers) or "none"
    one = Markup("<div><span>{}</span><strong>{}</strong>born {}<br>{} {}</div>")
    return Markup('<div class="ps-move">{}{}</div>').format(
        one.format("The laboratory says", shown(said), said_born, "numbers", shown(numbers)),
        one.format("To be linked to", shown(name), born, "MRN", shown(mrn)),
    )


def _link(task: TaskDetail, patient_id: int, how: str, detail: str) -> None:
    chosen, words = str(st.session_state.get(how) or ""), typed(detail).strip()
    known = "" if chosen == OTHER else chosen
    reason = ": ".join(part for part in (known, words) if part) if chosen else ""
    done = finish(task, link, "", task_id=task.id, seen_version=task.version, patient_id=patient_id, reason=reason)
    _linked(task, done)


def _linked(task: TaskDetail, done: Linked | None) -> None:
    if done is not None:
        st.session_state[f"linked:{task.id}"] = done.task_id


def linked_task(task: TaskDetail) -> int | None:
    """Where the result is worked on now, if it was linked here."""
    found: int | None = st.session_state.get(f"linked:{task.id}")
    return found


# ---- a new patient --------------------------------------------------------------------------------------


def _draw_new(task: TaskDetail, content: Any) -> None:
    sent: Sent = content.sent
    start = {"given": _named(sent.given), "family": _named(sent.family), "mrn": "", "sex": sent.sex}
    keys = {name: field(task, NEW, name) for name in (*start, "birth_date")}
    st.caption("From what the message says. Look whether the patient is here under another spelling first.")
    with st.form(field(task, NEW, "form"), border=False):
        st.text_input("Given name", value=start["given"], key=keys["given"], max_chars=100)
        st.text_input("Family name", value=start["family"], key=keys["family"], max_chars=100)
        st.date_input(
            "Birth date", value=_possible(sent.birth_date), min_value=OLDEST, max_value=LATEST, format="MM/DD/YYYY",
            key=keys["birth_date"],
        )  # fmt: skip
        at = SEXES.index(sent.sex) if sent.sex in SEXES else None
        st.selectbox("Sex", SEXES, index=at, format_func=str.capitalize, key=keys["sex"])
        st.text_input(
            "Record number", key=keys["mrn"], max_chars=100, placeholder="Empty: Portside gives one",
            help="Your clinic's number, not the laboratory's.",
        )  # fmt: skip
        st.form_submit_button("Make the patient and link", type="primary", on_click=_make, args=(task, keys))


def _possible(sent: date | None) -> date | None:
    """A birth date that the field can show; what can't be one of somebody alive is refused when it is sent."""
    return sent if sent is not None and OLDEST <= sent <= LATEST else None


def _named(sent: str) -> str:
    """A name as people write it, where a laboratory shouts."""
    return sent.title() if sent.isupper() else sent


def _make(task: TaskDetail, keys: dict[str, str]) -> None:
    name = f"{NEW}:{task.id}:{task.version}"
    done = finish(
        task, create_patient_and_link, "", token=once_token(name), task_id=task.id, seen_version=task.version,
        birth_date=st.session_state.get(keys["birth_date"]),
        **{column: typed(keys[column]) for column in ("mrn", "given", "family", "sex")},
    )  # fmt: skip
    if done is None:
        renew(name)
    _linked(task, done)
