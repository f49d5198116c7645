"""What releasing many normal results would do, for the list that confirms it: whose they are, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import OPEN, DiagnosticReport, Patient, Queue, ResultHold, Task
from db.queries.paging import plain_rows
from db.queries.release_rules import release_rules
from db.queries.task_filters import Filters
from db.queries.tasks import NO_FILTERS
from db.queries.tasks import matching as those_that_match
from db.registry import query
from db.roles import Permission
from rules.result_release import ReleaseRules, releasable

MOST = 500
FOCUS = DiagnosticReport.__tablename__
Seen = tuple[int, int, int | None]  # a task's id, its version and newest inbound id as they were on screen


@dataclass(frozen=True, slots=True)
class Candidate:
    """A result as it would be released, and why it wouldn't: `why_not` is empty for what would be."""

    seen: Seen
    patient: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    mrn: str = field(repr=False)
    display: str
    why_not: str


@query("result.release-preview", needs=Permission.RESULT_RELEASE)
def release_preview(
    session: Session,
    *,
    viewer: Credential,
    area: str,
    queue: str,
    selected: tuple[Seen, ...] = (),
    view: str = "",
    filters: Filters = NO_FILTERS,
) -> tuple[Candidate, ...]:
    """The selected results, or up to 501 of those on a view, in the order of their patients' names.

    It promises nothing: the action that releases looks at each again.
    """
    if view:
        selected = those_that_match(session, area=area, queue=queue, view=view, filters=filters, most=MOST + 1)
    seen = {one[0]: one for one in selected}
    rows = plain_rows(session, _of(queue, list(seen)), {}).all()
    return tuple(
        Candidate(
            seen[row.id], f"{row.given} {row.family}", row.birth_date, row.mrn, row.display, _why_not(row, seen[row.id])
        )
        for row in rows
    )


@query("result.release-rules", needs=Permission.RESULTS_READ)
def rules_in_force(session: Session, *, viewer: Credential) -> ReleaseRules:
    """The clinic's rules of release, for a form that says what they allow."""
    return release_rules(session)


def _of(queue: str, task_ids: Sequence[int]) -> Any:
    held = exists().where(
        ResultHold.report_id == DiagnosticReport.id, ResultHold.ended_at.is_(None), ResultHold.audience == "everybody"
    )
    return (
        select(
            Task.id, Task.version, Task.last_inbound_id, Task.status.label("task_status"), Task.topic,
            DiagnosticReport.status, DiagnosticReport.display, held.label("held"),
            Patient.given, Patient.family, Patient.birth_date, Patient.mrn,
        )
        .join(Queue, Queue.id == Task.queue_id)
        .join(DiagnosticReport, (DiagnosticReport.id == Task.focus_id) & (Task.focus_type == FOCUS))
        .join(Patient, Patient.id == DiagnosticReport.patient_id)
        .where(Task.id.in_(task_ids), Queue.slug == queue)
        .order_by(Patient.family, Patient.given, Task.id)
    )  # fmt: skip


STATES: Mapping[str, str] = {"registered": "still open", "entered-in-error": "entered in error"}


def _why_not(row: Any, seen: Seen) -> str:
    if row.task_status not in OPEN:
        return "It is closed already."
    if (row.id, row.version, row.last_inbound_id) != seen:
        return "It changed since you selected it."
    if not releasable(row.status):
        return f"Only a final result is released; this one is {STATES.get(row.status, row.status)}."
    if row.topic != "normal":
        return "It isn't surely normal: open it and decide." if row.topic == "" else f"It is {row.topic}."
    return "It is held." if row.held else ""
