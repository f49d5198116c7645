"""The patient beside a task: the clinical context."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.links import lead_to
from console.kit.text import draw, joined, plain, shown
from db.queries.patients import Fact, PatientContext


def draw_context(context: PatientContext) -> None:
    """Allergies first: what a reply may never forget. Then problems, medications, results, visits."""
    if not context.clinical:
        st.caption("Your role sees no clinical facts.")
        return
    sections = (
        ("Allergies", context.allergies, "None recorded", ""),
        ("Problems", context.problems, "None recorded", ""),
        ("Medications", context.medications, "None active", ""),
        ("Recent results", context.results, "None recorded", ""),
        ("Visits", context.visits, "None recorded", ""),
        ("Proxies", context.proxies, "", "until "),
    )
    draw(
        Markup(
            '<div class="ps-context" role="complementary" aria-label="About the patient" tabindex="0">{}</div>'
        ).format(joined(_section(*section) for section in sections if section[1] or section[2]))
    )
    if context.other_tasks:
        _other_tasks(context.other_tasks)


def _other_tasks(tasks: tuple[Fact, ...]) -> None:
    """What else is open about them, each with the way to it."""
    with st.container(key="ps-other-tasks", gap=None):
        draw(Markup('<div class="ps-context"><h3>Other open tasks</h3></div>'))
        for task in tasks:
            since = f", since {task.on:%d %b}" if task.on else ""
            words = plain(f"{task.detail}: {task.what}{since}")
            if task.task_id is None:
                st.caption(words)
            else:
                lead_to(words, task.queue, task.task_id, ":material/task:", where="context:")


def allergies_line(context: PatientContext) -> Markup:
    """Allergies in a line above the conversation, for screens on which the context stands below it."""
    if not context.clinical:
        return Markup("")
    found = joined((shown(fact.what) for fact in context.allergies), ", ") if context.allergies else "none recorded"
    return Markup('<p class="ps-narrow">Allergies: <strong>{}</strong></p>').format(found)


def _section(title: str, facts: tuple[Fact, ...], none: str, when: str = "") -> Markup:
    if not facts:
        return Markup('<h3>{}</h3><p class="ps-quiet">{}</p>').format(title, none)
    return Markup("<h3>{}</h3><ul>{}</ul>").format(title, joined(_fact(fact, when) for fact in facts))


def _fact(fact: Fact, when: str) -> Markup:
    detail = Markup(' <span class="ps-detail">{}</span>').format(shown(fact.detail)) if fact.detail else Markup("")
    on = Markup(' <span class="ps-quiet">{}{:%b %Y}</span>').format(when, fact.on) if fact.on else Markup("")
    return Markup("<li>{}{}{}</li>").format(shown(fact.what), detail, on)
