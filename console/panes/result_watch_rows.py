"""A line of each list of results to watch: whose, what, and why it stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from console.kit.times import absolute, age_text, ago, local
from console.kit.worklist import WorklistRow
from console.panes.result_access import AUDIENCES, REASONS
from console.panes.result_state import FOLLOW_UPS
from db.queries.result_lists import HOLDS, NOT_READ, UNFINISHED, HeldLine, ReportLine, UnfinishedLine, UnreadLine

READ_STEPS = {1: "reminded", 2: "staff were told"}
SEVERITIES = {1: "abnormal", 2: "critical"}


def held_row(line: HeldLine, now: datetime) -> WorklistRow:
    """Held from whom and why, who decided it, until when."""
    whom = line.account or AUDIENCES.get(line.audience, line.audience)
    decided = f"{line.decided_by} and {line.second}" if line.second else line.decided_by
    late = line.expires_at <= now
    return _row(
        line.report,
        line.hold_id,
        now,
        f"held from {whom}: {REASONS.get(line.reason, line.reason)}, by {decided}",
        marks=("escalated",) if line.escalated_at is not None else (),
        due="ran out" if late else f"until {local(line.expires_at):%a %d %b, %H:%M}",
        due_title=absolute(line.expires_at),
        overdue=late,
    )


def unread_row(line: UnreadLine, now: datetime) -> WorklistRow:
    """Open to whom since when, and what was tried."""
    whom = "somebody of their proxies" if line.audience == "account" else AUDIENCES.get(line.audience, line.audience)
    marks = (READ_STEPS.get(line.read_step, ""), "" if line.account else "no portal account")
    return _row(
        line.report,
        line.release_id,
        now,
        f"open to {whom}",
        marks=tuple(mark for mark in marks if mark),
        due=f"released {ago(line.released_at, now)}",
        due_title=absolute(line.released_at),
    )


def unfinished_row(line: UnfinishedLine, now: datetime) -> WorklistRow:
    """Not reviewed yet, or what is still to do and until when."""
    if line.reviewed_at is None:
        what = "nobody has reviewed it"
    else:
        what = f"{FOLLOW_UPS.get(line.kind, line.kind or 'Follow-up').lower()}, decided by {line.reviewed_by}"
    return _row(
        line.report,
        line.report.report_id,
        now,
        what,
        due=_by(line.due_on) or f"reported {ago(line.report.reported_at, now)}",
        due_title=absolute(line.report.reported_at),
        overdue=line.due_on is not None and line.due_on < local(now).date(),
    )


def _by(day: date | None) -> str:
    return f"by {day:%d %b %Y}" if day is not None else ""


def _row(one: ReportLine, row_id: int, now: datetime, why: str, **more: Any) -> WorklistRow:
    display = "" if one.headline.startswith(one.display) else one.display  # some headlines begin with the test's name
    marks = (SEVERITIES.get(one.severity, ""), *more.pop("marks", ()))
    return WorklistRow(
        id=row_id,
        title=f"{one.patient}, {age_text(one.birth_date, now)}, MRN {one.mrn}",
        detail=" · ".join(part for part in (display, one.headline, why) if part),
        priority="routine",
        marks=tuple(mark for mark in marks if mark),
        **more,
    )


ROWS: Mapping[str, Callable[..., WorklistRow]] = {HOLDS: held_row, NOT_READ: unread_row, UNFINISHED: unfinished_row}
