"""What else is done about a request for access: papers, consent, a denial, that it was taken back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.doing import Deed, finish
from console.kit.queue_deeds import field, typed, why_field
from console.panes.proxy_boxes import draw_boxes, ticked
from db.actions.proxies import withdraw
from db.actions.proxy_checks import LONGEST, add_papers, note_consent
from db.actions.proxy_deciding import ask_papers, deny
from db.queries.proxy_detail import ProxyDetail
from db.queries.tasks import TaskDetail
from rules.attachments import ENDINGS, LARGEST, MOST_FILES
from rules.proxy_answers import DENIALS, PAPERS

ASK, ADD, CONSENT, DENY, BACK = "ask-papers", "add-papers", "proxy-consent", "deny-proxy", "withdraw-proxy"
WHICH = {name: paper.words for name, paper in PAPERS.items()}


def answer_deeds(one: ProxyDetail) -> tuple[Deed, ...]:
    """What the person may do, beside approving."""
    found = []
    if "check" in one.may:
        found.append(Deed(ASK, "Ask for papers", ":material/contract:", "", _draw_ask, prominent=True))
    if "decide" in one.may:
        found.append(Deed(DENY, "Deny", ":material/block:", "", _draw_deny, prominent=True))
    if "check" in one.may:
        found.append(Deed(ADD, "Add papers", ":material/attach_file:", "", _draw_add))
        if one.patient is not None:
            found.append(Deed(CONSENT, "Note the patient's consent", ":material/signature:", "", _draw_consent))
        found.append(Deed(BACK, "Taken back", ":material/undo:", "", _draw_back))
    return tuple(found)


def _draw_ask(task: TaskDetail, _content: Any) -> None:
    papers, text = field(task, ASK, "papers"), field(task, ASK, "text")
    with st.form(field(task, ASK, "form"), border=False):
        draw_boxes("Which papers", WHICH, papers, place="ps-which-papers")
        st.text_area(
            "In your words (optional)", key=text, height=100, max_chars=LONGEST,
            placeholder="Read in the portal alone: the mail names the papers",
        )  # fmt: skip
        st.caption("The request waits for two weeks at most, and comes back when papers come.")
        st.form_submit_button("Ask for them", type="primary", on_click=_ask, args=(task, papers, text))


def _ask(task: TaskDetail, papers: str, text: str) -> None:
    finish(
        task, ask_papers, "Asked. The request waits for the papers.", task_id=task.id, seen_version=task.version,
        seen_inbound_id=task.last_inbound_id, text=typed(text),
        papers=ticked(WHICH, papers),
    )  # fmt: skip


def _draw_deny(task: TaskDetail, _content: Any) -> None:
    reason, text = field(task, DENY, "reason"), field(task, DENY, "text")
    with st.form(field(task, DENY, "form"), border=False):
        st.selectbox("Why", list(DENIALS), index=None, format_func=DENIALS.__getitem__, key=reason)
        st.text_area("More about it (optional)", key=text, height=100, max_chars=LONGEST)
        st.caption("Colleagues read why. Who asked is told that it was denied, not why.")
        st.form_submit_button("Deny the access", type="primary", on_click=_deny, args=(task, reason, text))


def _deny(task: TaskDetail, reason: str, text: str) -> None:
    finish(
        task, deny, "Denied. Who asked is told that it was, not why.", task_id=task.id, seen_version=task.version,
        seen_inbound_id=task.last_inbound_id, reason=str(st.session_state.get(reason) or ""), text=typed(text),
    )  # fmt: skip


def _draw_add(task: TaskDetail, _content: Any) -> None:
    key = field(task, ADD, "files")
    st.file_uploader(
        f"Photos or PDF: up to {MOST_FILES} files of {LARGEST // 1024 // 1024} MB",
        type=[ending for endings in ENDINGS.values() for ending in endings], accept_multiple_files=True, key=key,
        max_upload_size=LARGEST // 1024 // 1024,
    )  # fmt: skip
    st.button("Keep them", key=field(task, ADD, "do"), type="primary", on_click=_add, args=(task, key))


def _add(task: TaskDetail, key: str) -> None:
    files = tuple((file.name, file.getvalue()) for file in st.session_state.get(key) or ())
    finish(
        task,
        add_papers,
        "The papers are kept with the request.",
        task_id=task.id,
        seen_version=task.version,
        files=files,
    )


def _draw_consent(task: TaskDetail, content: Any) -> None:
    one: ProxyDetail = content.detail
    given, evidence = field(task, CONSENT, "given"), field(task, CONSENT, "evidence")
    with st.form(field(task, CONSENT, "form"), border=False):
        st.radio(
            "The patient", [True, False], index=0 if one.consent == "none" else 1, key=given,
            format_func=lambda yes: "consented, on paper" if yes else "doesn't consent, or not any more",
        )  # fmt: skip
        st.text_input("What shows it", key=evidence, max_chars=300, placeholder="Which paper, signed when; who said so")
        st.form_submit_button("Note it", type="primary", on_click=_consent, args=(task, given, evidence))


def _consent(task: TaskDetail, given: str, evidence: str) -> None:
    finish(
        task, note_consent, "Noted.", task_id=task.id, seen_version=task.version,
        given=bool(st.session_state.get(given)), evidence=typed(evidence),
    )  # fmt: skip


def _draw_back(task: TaskDetail, _content: Any) -> None:
    st.markdown("For a request that nobody wants any more. No access is given.")
    with st.form(field(task, BACK, "form"), border=False):
        why = why_field(task, BACK, needed=True)
        st.form_submit_button("It was taken back", type="primary", on_click=_back, args=(task, why))


def _back(task: TaskDetail, why: str) -> None:
    finish(
        task, withdraw, "Closed: it was taken back.", task_id=task.id, seen_version=task.version,
        seen_inbound_id=task.last_inbound_id, reason=typed(why),
    )  # fmt: skip
