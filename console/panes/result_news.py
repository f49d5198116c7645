"""What came of a result while somebody worked on it: shown where their deed was stopped, and before they go on."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from console.kit.acting import refused
from console.kit.doing import dialog_place, dialogs_opened
from console.kit.text import draw, joined, shown
from console.kit.times import clock
from console.panes.result_versions import CHANGES
from db.errors import Conflict
from db.queries.result_lines import ObservationLine
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail

MOST = 5


def draw_news(task: TaskDetail, report: ReportDetail) -> None:
    """In a dialog: the versions that came since it was opened."""
    seen: int = st.session_state.setdefault(f"versions-seen:{task.id}:{dialogs_opened(task.id)}", len(report.versions))
    if len(report.versions) > seen:
        draw(news(report, seen))


def label(task: TaskDetail, words: str) -> str:
    """What a dialog's button says: after a stop, that it is done all the same."""
    return f"{words} anyway" if isinstance(refused(dialog_place(task.id)), Conflict) else words


def news(report: ReportDetail, seen: int) -> Markup:
    """What came after the first `seen` versions: when, and which values it replaced."""
    versions = report.versions[seen:]
    if not versions:
        return Markup('<p class="ps-quiet">The result is as you saw it; its task changed.</p>')
    lines = [
        Markup('<li><span class="ps-new">New</span> <strong>{}</strong> {}</li>').format(
            CHANGES.get(one.change, one.change.capitalize()), clock(one.at)
        )
        for one in versions[-MOST:]
    ]
    values = (line for group in report.groups for line in group.lines)
    lines += [_replaced(line) for line in values if line.old and line.old[0].replaced_at >= versions[0].at][:MOST]
    return Markup('<ul class="ps-since" aria-label="What came since">{}</ul>').format(joined(lines))


def _replaced(line: ObservationLine) -> Markup:
    before = line.old[0]
    return Markup("<li>{}: <strong>{} {}</strong>, before <del>{} {}</del></li>").format(
        shown(line.name), shown(line.value), shown(line.unit), shown(before.value), shown(before.unit)
    )
