"""How a report stands: what it is and from whom, who sees it, what holds it, who reviewed it, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from console.kit.text import block, joined, shown
from console.kit.times import local
from console.panes.result_access import earlier, hold_box, opened, released, since
from console.panes.result_cells import NOTHING, state_mark
from db.queries.result_lines import FollowUpLine
from db.queries.results import ReportDetail

FOLLOW_UPS = {
    "none": "Nothing more to do",
    "message": "Write to the patient",
    "call": "Call the patient",
    "visit": "Book a visit",
    "repeat": "Repeat the test",
}


def report_head(report: ReportDetail, now: datetime) -> Markup:
    """What was tested, by whom, for whom; the sender's remarks."""
    facts = [
        *([_when("collected", report.collected_at, now)] if report.collected_at else ()),
        _when("reported", report.reported_at, now),
        *(shown(one) for one in (report.lab, report.specimen) if one),
        *([Markup("ordered by {}").format(shown(report.orderer))] if report.orderer else ()),
        *([Markup("posted by {}").format(shown(report.entered_by))] if report.entered_by else ()),
    ]
    remarks = Markup('<div class="ps-remark">{}</div>').format(block(report.notes)) if report.notes else NOTHING
    return Markup('<div class="ps-report"><h3>{} {}</h3><p class="ps-quiet">{}</p>{}</div>').format(
        shown(report.display), state_mark(report.status), joined(facts, " · "), remarks
    )


def state_strip(report: ReportDetail, now: datetime) -> Markup:
    """Holds in force, then the facts a glance must find."""
    facts = joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*one) for one in _facts(report, now))
    return Markup('{}<dl class="ps-stands">{}</dl>{}').format(
        joined(hold_box(hold, report, now) for hold in report.held), facts, earlier(report, now)
    )


def _facts(report: ReportDetail, now: datetime) -> Iterator[tuple[str, Markup]]:
    yield "In the portal", released(report, now)
    if report.released:
        yield "Opened", opened(report, now)
    if report.critical_told_at is not None:
        told = Markup("{} was told, and read it back").format(shown(report.critical_told_to))
        yield "Critical value", Markup("{} {}").format(told, since(report.critical_told_at, now))
    reviewed = (
        Markup("by {} {}").format(shown(report.reviewed_by), since(report.reviewed_at, now))
        if report.reviewed_at is not None
        else Markup('<span class="ps-pending">not yet</span>')
    )
    yield "Reviewed", reviewed
    if report.follow_ups:
        yield "Follow-up", joined((_follow_up(one, now) for one in report.follow_ups), Markup("<br>"))


def _follow_up(one: FollowUpLine, now: datetime) -> Markup:
    what = FOLLOW_UPS.get(one.kind, one.kind)
    due = f" by {one.due_on:%d %b %Y}" if one.due_on and one.finished_at is None else ""
    detail = Markup(": {}").format(shown(one.detail)) if one.detail else NOTHING
    if one.kind == "none":
        return Markup("{}{}").format(what, detail)
    late = one.finished_at is None and one.due_on is not None and one.due_on < local(now).date()
    state = Markup('<span class="{}">{}</span>').format(
        "ps-overdue" if late else "ps-pending", "overdue" if late else "to do"
    )
    if one.finished_at is not None:
        state = Markup("done by {} {}").format(shown(one.finished_by or ""), since(one.finished_at, now))
    return Markup("{}{}{} · {}").format(what, due, detail, state)


def _when(word: str, at: datetime, now: datetime) -> Markup:
    return Markup("{} {}").format(word, since(at, now))
