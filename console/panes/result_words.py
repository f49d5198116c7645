"""What was said about a report: comments to the patient, and notes for colleagues that no patient sees."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from console.kit.text import block, joined, shown
from console.panes.result_access import since
from db.queries.result_lines import CommentLine
from db.queries.results import ReportDetail
from db.queries.threads import NoteLine


def words(report: ReportDetail, now: datetime) -> Markup:
    """Comments and notes in the order in which they were written; nothing without any."""
    lines = [(one.at, _comment(one, now)) for one in report.comments]
    lines += [(one.at, _note(one, now)) for one in report.internal_notes]
    if not lines:
        return Markup("")
    lines.sort(key=lambda line: line[0])
    return Markup('<div class="ps-words" role="log" aria-label="Comments and notes">{}</div>').format(
        joined(line for _, line in lines)
    )


def _comment(one: CommentLine, now: datetime) -> Markup:
    if one.withdrawn_at is not None:
        return Markup(
            '<article class="ps-message ps-note"><header>Comment of {}, withdrawn by {} '
            '<span class="ps-quiet">{}</span></header><del>{}</del></article>'
        ).format(shown(one.author), shown(one.withdrawn_by or ""), since(one.withdrawn_at, now), block(one.body))
    return Markup(
        '<article class="ps-message ps-out"><header>{} to the patient <span class="ps-quiet">{}</span></header>{}'
        "</article>"
    ).format(shown(one.author), since(one.at, now), block(one.body))


def _note(one: NoteLine, now: datetime) -> Markup:
    return Markup(
        '<article class="ps-message ps-note"><header>Internal note · {} <span class="ps-quiet">{}</span></header>{}'
        "</article>"
    ).format(shown(one.author), since(one.at, now), block(one.body))
