"""Answering a refill request without giving it: deny, ask the patient, a new prescription, taken back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.acting import once_token, renew
from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed, why_field
from console.panes.refill_fields import draw_what
from db.actions.refill_access import LONGEST_TEXT
from db.actions.refill_deciding import deny, new_prescription
from db.actions.refill_steps import ask_patient
from db.actions.refills import withdraw
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail
from rules.refill_answers import DENIALS, spoken

DENY, ASK, RENEW, BACK = "deny-refill", "ask-refill", "renew-refill", "withdraw-refill"
# By the criterion that stands in the way, the reason that the dialog begins with.
REASON_OF = {"active": "stopped", "refills": "refills-left", "early": "too-early", "visit": "visit", "lab": "labs"}
LANGUAGES = {"en": "English", "es": "Spanish"}


def answer_deeds(one: RefillDetail) -> tuple[Deed, ...]:
    """What the person may do. A drug of schedule II needs a new prescription: that is the button then."""
    second = one.medication.schedule == "II"
    offered = {
        "new-prescription": Deed(RENEW, "New prescription needed", ":material/note_add:", "", _draw_renew,
                                 prominent=second),
        "deny": Deed(DENY, "Deny", ":material/block:", "", _draw_deny, prominent=not second),
        "ask": Deed(ASK, "Ask the patient", ":material/contact_support:", "", _draw_ask),
        "withdraw": Deed(BACK, "Taken back", ":material/undo:", "", _draw_back),
    }  # fmt: skip
    return tuple(deed for name, deed in offered.items() if name in one.may)


def _draw_deny(task: TaskDetail, content: Any) -> None:
    one: RefillDetail = content.detail
    draw_what(task, one)
    chosen = field(task, DENY, "reason")
    reasons = list(DENIALS)
    first = next((REASON_OF[each.kind] for each in one.judged.evaluation.criteria
                  if each.verdict == "unmet" and each.kind in REASON_OF), None)  # fmt: skip
    reason = st.selectbox(
        "Why", reasons, index=reasons.index(first) if first else None, key=chosen,
        format_func=lambda name: DENIALS[name].words,
    )  # fmt: skip
    if reason is None:
        return
    language = spoken(one.language)
    # Of each reason a text of its own, so that nothing typed is lost by looking at another one.
    text = field(task, DENY, f"text-{reason}")
    with st.form(field(task, DENY, f"form-{reason}"), border=False):
        st.text_area(
            f"To the patient, in {LANGUAGES[language]}", DENIALS[reason].text[language], key=text, height=140,
            max_chars=LONGEST_TEXT,
        )  # fmt: skip
        st.form_submit_button("Deny the refill", type="primary", on_click=_deny, args=(task, reason, text))


def _deny(task: TaskDetail, reason: str, text: str) -> None:
    finish(
        task,
        deny,
        "Denied. Whoever uses the portal for them is told by mail that there is an answer.",
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        reason=reason,
        text=typed(text),
    )


def _draw_ask(task: TaskDetail, content: Any) -> None:
    draw_what(task, content.detail)
    key = field(task, ASK, "question")
    with st.form(field(task, ASK, "form"), border=False):
        st.text_area("Question to the patient", key=key, height=120, max_chars=LONGEST_TEXT)
        st.caption("It goes into their portal as a message. The request waits, and comes back with the answer.")
        st.form_submit_button("Send the question", type="primary", on_click=_ask, args=(task, key))


def _ask(task: TaskDetail, key: str) -> None:
    name = f"{ASK}:{task.id}"
    done = finish(
        task,
        ask_patient,
        "Asked. The request waits for the patient's answer.",
        token=once_token(name),
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        question=typed(key),
    )
    if done is not None:
        renew(name)


def _draw_renew(task: TaskDetail, content: Any) -> None:
    one: RefillDetail = content.detail
    draw_what(task, one)
    if one.medication.schedule == "II":
        st.markdown("A drug of schedule II is never refilled: each supply needs a prescription of its own.")
    st.markdown("This request ends, and the prescriber gets a to-do to write a new prescription.")
    text = field(task, RENEW, "text")
    with st.form(field(task, RENEW, "form"), border=False):
        st.text_area("To the patient (optional)", key=text, height=80, max_chars=LONGEST_TEXT)
        st.form_submit_button("Ask for a new prescription", type="primary", on_click=_renew, args=(task, text))


def _renew(task: TaskDetail, text: str) -> None:
    finish(
        task,
        new_prescription,
        "Closed. The prescriber has a to-do to write a new prescription.",
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        text=typed(text),
    )


def _draw_back(task: TaskDetail, content: Any) -> None:
    draw_what(task, content.detail)
    st.markdown("For a request that nobody wants any more. Nothing is ordered.")
    with st.form(field(task, BACK, "form"), border=False):
        why = why_field(task, BACK, needed=True)
        st.form_submit_button("It was taken back", type="primary", on_click=_back, args=(task, why))


def _back(task: TaskDetail, why: str) -> None:
    finish(
        task,
        withdraw,
        "Closed: it was taken back.",
        task_id=task.id,
        seen_version=task.version,
        seen_inbound_id=task.last_inbound_id,
        reason=typed(why),
    )
