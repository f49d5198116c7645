"""What stands on a patient's page in lists: conversations, telephone calls, who acts for whom.

Links are Streamlit's own: an address in plain HTML would load the app anew, and lose what is on screen elsewhere.
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from markupsafe import Markup

from console.kit.links import link_to
from console.kit.text import draw, joined, plain, shown
from console.kit.times import absolute, ago
from console.session import me
from db.actions.calls import OUTCOME_TITLES
from db.queries.patient_page import PatientCall, PatientPage, ProxyLine, ThreadLine
from db.roles import Permission
from rules.topics import TOPICS


def draw_threads(page: PatientPage) -> None:
    """The newest conversations, each a link to its task, with its last words for who may read them."""
    st.subheader("Conversations", anchor=False)
    if not page.threads:
        _quiet("None yet." if me().may(Permission.INBOX_VIEW) else "Your role sees no conversations.")
        return
    if not me().may(Permission.INBOX_READ):
        _quiet("Your role sees what they are about, not what is written.")
    with st.container(key="ps-threads", gap=None):
        for one in page.threads:
            _thread(one, page.now)


def _quiet(words: str) -> None:
    draw(Markup('<p class="ps-quiet">{}</p>').format(words))


def _thread(one: ThreadLine, now: datetime) -> None:
    words = plain(one.subject or TOPICS.get(one.topic, one.topic.capitalize() or "Message"))
    if one.task_id is not None and me().may(Permission.INBOX_VIEW):
        link_to(words, "inbox", ":material/forum:", task=str(one.task_id))
    else:
        st.markdown(words)
    last = Markup(" · {}").format(shown(one.last_words)) if one.last_words else Markup("")
    draw(
        Markup('<p class="ps-last"><span class="ps-quiet" title="{}">{}{}</span></p>').format(
            absolute(one.last_at), ago(one.last_at, now), last
        )
    )


def draw_calls(page: PatientPage) -> None:
    """The telephone calls, the newest first."""
    if page.calls:
        st.subheader("Telephone calls", anchor=False)
        lines = joined(_call(one, page.now) for one in page.calls)
        draw(Markup('<div class="ps-record"><ul>{}</ul></div>').format(lines))


def _call(one: PatientCall, now: datetime) -> Markup:
    detail = Markup("<br>{}").format(shown(one.detail)) if one.detail else Markup("")
    return Markup('<li>{} <span class="ps-detail">{}</span> <span class="ps-quiet" title="{}">{}</span>{}</li>').format(
        OUTCOME_TITLES.get(one.outcome, one.outcome), shown(one.who), absolute(one.at), ago(one.at, now), detail
    )


def draw_proxies(page: PatientPage) -> None:
    """Who acts for the patient, and whom the patient acts for; other patients are links to their pages."""
    for title, lines in (("Who acts for them", page.proxies), ("Whom they act for", page.acts_for)):
        if lines:
            with st.container(key=f"ps-{title.split()[0].lower()}-acts", gap=None):
                draw(Markup('<div class="ps-context"><h3>{}</h3></div>').format(title))
                for one in lines:
                    _proxy(one)


def _proxy(one: ProxyLine) -> None:
    until = f", until {one.ends_on:%d %b %Y}" if one.ends_on else ""
    if one.patient_id is not None:
        words = plain(f"{one.name}, {one.relation}{until}")
        link_to(words, "patients", ":material/person:", patient=str(one.patient_id))
    else:
        line = Markup('<div class="ps-context"><p>{} <span class="ps-detail">{}{}</span></p></div>')
        draw(line.format(shown(one.name), shown(one.relation), until))
