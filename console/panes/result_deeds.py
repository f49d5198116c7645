"""What staff do with a result: review, release, hold, comment, retract, unlink, ask another team."""

from __future__ import annotations

from typing import Any

from console.kit.doing import Deed
from console.panes.passing_on import passing_deeds
from console.panes.result_comment_withdrawal import comment_deeds
from console.panes.result_hold_changes import hold_change_deeds
from console.panes.result_holding import hold_deeds
from console.panes.result_releasing import release_deeds
from console.panes.result_reviewing import review_deeds
from console.panes.unlinking import unlink_deeds
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail


def result_deeds(task: TaskDetail, content: Any) -> tuple[Deed, ...]:
    """What can be done with a result, beside what every task has; each deed asks what the person may do."""
    report: ReportDetail = content.report
    if report.patient_id is None:
        return passing_deeds() if task.is_open else ()
    return (
        *review_deeds(task, report),
        *release_deeds(report),
        *hold_change_deeds(report),
        *hold_deeds(report),
        *comment_deeds(report),
        *unlink_deeds(report),
        *(passing_deeds() if task.is_open else ()),
    )
