"""Choosing a canned reply above the composer, its variables filled in."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from console.kit.composer import flush
from console.kit.drafting import Box
from console.kit.text import plain
from console.panes.drafts import keep_draft
from console.session import me
from db.config import config
from db.queries.patients import PatientHeader
from db.queries.reply_templates import TemplateLine
from db.queries.tasks import TaskDetail
from rules.reply_templates import filled

SCOPES = {"mine": "Only mine", "team": "My team's", "all": "Everybody's"}
MOST = 20
Keep = Callable[[str], None]


def insert_template(task: TaskDetail, templates: tuple[TemplateLine, ...], box: Box) -> None:
    """A popover with the templates for a task's reply; what is inserted is kept as a draft at once."""
    template_menu(templates, box, patient=task.patient, topic=task.topic, keep=lambda text: keep_draft(task, box, text))


def template_menu(
    templates: tuple[TemplateLine, ...], box: Box, *, patient: PatientHeader | None, topic: str, keep: Keep
) -> None:
    """A popover: one's own, the team's, everybody's; of each, the patient's language and the topic first.

    Its content is drawn only while it is open.
    """
    if not templates:
        return
    language = patient.language if patient else "en"
    scopes = list(SCOPES)
    ordered = sorted(
        templates, key=lambda t: (scopes.index(t.scope), t.language != language, t.topic != topic, t.name)
    )[:MOST]
    # Another key once the text was replaced, so that the menu doesn't stay open over the box.
    key = f"templates:{box.key}:{box.revision}"
    with st.popover("Templates", icon=":material/text_snippet:", key=key, on_change="rerun") as menu:
        if not menu.open:
            return
        for scope in [scope for scope in scopes if any(one.scope == scope for one in ordered)]:
            st.caption(SCOPES[scope])
            for template in (one for one in ordered if one.scope == scope):
                st.button(
                    plain(template.name),
                    key=f"template:{box.key}:{template.id}",
                    width="stretch",
                    on_click=_insert,
                    args=(template, box, patient.given if patient else "", keep),
                )


def _insert(template: TemplateLine, box: Box, given: str, keep: Keep) -> None:
    """Behind what was typed, never instead of it."""
    flush(box.key)
    text = filled(
        template.body,
        given=given,
        staff=me().name,
        clinic=config().clinic_name,
        clinic_phone=template.clinic_phone,
    )
    box.adopt(f"{box.text.rstrip()}\n\n{text}" if box.text.strip() else text)
    box.take_focus()  # the menu that had it is gone; what comes next is reading and sending
    keep(box.text)
