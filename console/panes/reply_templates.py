"""Choosing a canned reply above the composer, its variables filled in."""

from __future__ import annotations

import streamlit as st

from console.kit.composer import flush
from console.kit.drafting import Box
from console.kit.text import plain
from console.panes.drafts import keep_draft
from console.session import me
from db.config import config
from db.queries.reply_templates import TemplateLine
from db.queries.tasks import TaskDetail
from rules.reply_templates import filled


def insert_template(task: TaskDetail, templates: tuple[TemplateLine, ...], box: Box) -> None:
    """A popover with the templates, those of the patient's language and the task's topic first."""
    if not templates:
        return
    language = task.patient.language if task.patient else "en"
    ordered = sorted(templates, key=lambda t: (t.language != language, t.topic != task.topic, t.name))
    # Another key once the text was replaced, so that the menu doesn't stay open over the box.
    with st.popover("Templates", icon=":material/text_snippet:", key=f"templates:{box.key}:{box.revision}"):
        for template in ordered[:20]:
            st.button(
                plain(template.name),
                key=f"template:{task.id}:{template.id}",
                width="stretch",
                on_click=_insert,
                args=(task, template, box),
            )


def _insert(task: TaskDetail, template: TemplateLine, box: Box) -> None:
    """Behind what was typed, never instead of it; kept as a draft at once."""
    flush(box.key)
    text = filled(
        template.body,
        given=task.patient.given if task.patient else "",
        staff=me().name,
        clinic=config().clinic_name,
        clinic_phone=template.clinic_phone,
    )
    box.adopt(f"{box.text.rstrip()}\n\n{text}" if box.text.strip() else text)
    keep_draft(task, box, box.text)
