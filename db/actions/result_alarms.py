"""Critical values as red flags on a result's task: they call, escalate and hold the close like alarming words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.actions.calling_out import call_out, waits
from db.actions.reading import CALLS_OUT_FOR
from db.actions.red_flags import ESCALATES_AFTER, recount_flags
from db.audit import audit_many, task_event, task_events
from db.copying import among
from db.jobs import defer
from db.models import OPEN, Task, UrgencyFlag
from db.queries.clinic_hours import Clocks
from db.registry import acting
from rules.deadlines import is_open

FAMILY = "critical-result"
REPLACED = "This value no longer stands: the result was changed."


@dataclass(frozen=True, slots=True)
class Critical:
    """What is critical in a report, each value as people read it, and when the report was made."""

    phrases: tuple[str, ...]
    reported_at: datetime


def raise_criticals(
    session: Session, tasks: Mapping[int, Task], criticals: Mapping[int, Critical], clocks: Clocks, *, told: bool
) -> None:
    """Flag what is newly critical, by report, and set aside what was replaced.

    A value that was flagged before is not flagged again: somebody has answered for it. `told`: whoever posts the
    result has told somebody already, so nobody is called.
    """
    known: dict[int, list[UrgencyFlag]] = {report_id: [] for report_id in tasks}
    for flag in session.scalars(
        select(UrgencyFlag).where(among(UrgencyFlag.report_id, tasks)).order_by(UrgencyFlag.id)
    ):
        known[flag.report_id or 0].append(flag)
    fresh = {
        report_id: new
        for report_id, critical in criticals.items()
        if (new := [each for each in critical.phrases if each not in {flag.phrase for flag in known[report_id]}])
    }
    for report_id, flags in known.items():
        _set_aside(session, tasks[report_id], flags, criticals.get(report_id))
    ids = _keep(session, tasks, fresh)
    _alarm(session, [(tasks[report_id], flag_ids) for report_id, flag_ids in ids.items()])
    if ids and not told:
        _call(session, [(tasks[report_id], criticals[report_id].reported_at) for report_id in ids], clocks)
        defer(session, "release_and_deliver")


def _keep(session: Session, tasks: Mapping[int, Task], fresh: Mapping[int, Sequence[str]]) -> dict[int, list[int]]:
    rows = [
        {
            "task_id": tasks[report_id].id,
            "report_id": report_id,
            "level": "red",
            "family": FAMILY,
            "phrase": phrase,
            "created_at": acting(session).now,
        }
        for report_id, phrases in fresh.items()
        for phrase in phrases
    ]
    kept: dict[int, list[int]] = {}
    if rows:
        for row in session.execute(insert(UrgencyFlag).returning(UrgencyFlag.id, UrgencyFlag.report_id), rows):
            kept.setdefault(row.report_id, []).append(row.id)
    return kept


def _set_aside(session: Session, task: Task, flags: Sequence[UrgencyFlag], critical: Critical | None) -> None:
    """Flags move to the task that the report has now; those of values that were replaced are overridden."""
    standing = critical.phrases if critical else ()
    former, changed = None, False
    for flag in flags:
        if flag.task_id != task.id:
            former = former or session.get_one(Task, flag.task_id)
            flag.task_id, changed = task.id, True
        if flag.overridden_at is None and flag.phrase not in standing:
            flag.overridden_at, flag.overridden_by = acting(session).now, acting(session).name
            flag.override_reason, changed = REPLACED, True
    if changed:
        session.flush()
        recount_flags(session, task, like=former)
    if former is not None:
        recount_flags(session, former)


def _alarm(session: Session, raised: Sequence[tuple[Task, list[int]]]) -> None:
    steps = []
    for task, flag_ids in raised:
        task.flag, count = "red", len(flag_ids)
        steps.append((task.id, {"flags": flag_ids, "levels": ["red"] * count, "families": [FAMILY] * count}))
    task_events(session, "flagged", steps)
    told = [(task.id, task.patient_id, {"flags": flag_ids}) for task, flag_ids in raised]
    audit_many(session, "task.flagged", "task", told)


def _call(session: Session, raised: Sequence[tuple[Task, datetime]], clocks: Clocks) -> None:
    """New critical values: whoever acknowledged an earlier one hasn't seen these."""
    now = acting(session).now
    waiting = [(task, reported_at) for task, reported_at in raised if task.status in OPEN]
    for task, _ in waiting:
        task.flag_acknowledged_at = task.flag_acknowledged_by = None
        if task.escalate_at is None:
            task.escalate_at, task.escalated = now + ESCALATES_AFTER, 0
    session.flush()
    for task, reported_at in waiting:
        if reported_at < now - CALLS_OUT_FOR or is_open(now, clocks.hours(task, now.year)):
            continue
        if call_out(session, task, waits(task)):
            task_event(session, task.id, "escalated", step=0, to=["on-call"])
