"""Results put before staff: each report's task made, woken or opened again, all of a file's in a few statements.

A report whose patient is known has its task in the queue of results, any other in that of unmatched ones; when
that changes, the task changes queues, and whatever was flagged goes along. Lock a report's task before the report.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from db.actions.closing import end
from db.actions.due import resume
from db.actions.result_alarms import Critical, raise_criticals
from db.actions.result_values import Shown, criticals_of, shown_values, topic_of
from db.actions.tasks import NEWS, vocabulary
from db.audit import task_events
from db.config import config
from db.copying import among, insert_rows, next_ids
from db.models import DiagnosticReport, Lab, Patient, Priority, Queue, Task, TaskStatus
from db.queries.clinic_hours import Clocks
from db.queries.clinic_settings import clinic_setting
from db.registry import acting
from rules.result_deadlines import STANDARD, ReviewPolicy, parse_review_policy, review_due

log = logging.getLogger(__name__)

FOCUS = DiagnosticReport.__tablename__
QUEUE, UNMATCHED = "results", "unmatched"
LINKED, UNLINKED = "linked", "unlinked"
REVIEW_DEADLINES = "result_deadlines"
WITHDRAWN = ("cancelled", "entered-in-error")
FLAGS = ("", "A", "AA")  # by severity, as the rules of deadlines read it
PRIORITIES = (Priority.ROUTINE, Priority.URGENT, Priority.STAT)
REASONS = ("", "Abnormal", "Critical value")
VERSIONS = ("filed", "appended", "corrected", "withdrawn")
CHANGED = {"appended": "More of it came", "corrected": "Corrected", "withdrawn": "Withdrawn"}
TITLES = {"imaging": "Imaging report"}

vocabulary(deeds={}, outcomes={LINKED: "Linked to a patient", UNLINKED: "Taken from the patient"})
NEWS[FOCUS] = "A newer version of this result came"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that came or changed. `inbound_id`: the `report_message` of its newest version, None by hand.

    `change` as in `report_message.change`; with `unchanged` a task that exists stays as it is.
    """

    report_id: int
    inbound_id: int | None = None
    change: str = "filed"


def lock_tasks(session: Session, report_ids: Sequence[int]) -> None:
    """Lock the tasks of reports that are about to change, before the reports: staff's actions do so too."""
    session.execute(_of_reports(report_ids)).all()


def put_before_staff(
    session: Session, arrivals: Sequence[Arrival], *, clocks: Clocks | None = None, told: bool = False
) -> dict[int, int]:
    """Make, wake or open again the task of each report as it stands now in the database; task ids by report.

    Call it once the reports and their observations are written (and flushed), also after `patient_id` changed.
    What is newly critical is flagged red and escalates; `told`: somebody was told already, so it calls nobody.
    """
    if not arrivals:
        return {}
    clocks, by_id = clocks or Clocks(session), {arrival.report_id: arrival for arrival in arrivals}
    reports = {row.id: row for row in session.execute(_REPORTS.where(among(DiagnosticReport.id, by_id)))}
    values = shown_values(session, list(reports))
    queues = {queue.slug: queue for queue in session.scalars(select(Queue).where(Queue.slug.in_((QUEUE, UNMATCHED))))}
    work = _Work(session, clocks, _policy(session), queues, values)
    known: dict[int, list[Task]] = {}
    for task in session.scalars(_of_reports(list(reports))):
        known.setdefault(task.focus_id, []).append(task)
    tasks: dict[int, Task] = {}
    new: list[tuple[Any, Arrival]] = []
    for report_id, report in reports.items():
        here = [task for task in known.get(report_id, ()) if task.queue_id == work.queue_of(report).id]
        if here:
            tasks[report_id] = work.again(min(here, key=_open_newest), report, by_id[report_id])
        else:
            new.append((report, by_id[report_id]))
    made = work.made(new)
    looked_at = [
        task_id for report_id, task_id in made.items() if report_id in known or reports[report_id].severity == 2
    ]
    tasks |= {task.focus_id: task for task in session.scalars(select(Task).where(among(Task.id, looked_at)))}
    raise_criticals(
        session,
        tasks,
        {row.id: _critical(row, values[row.id]) for row in reports.values() if _calls(row)},
        clocks,
        told=told,
    )
    for report_id, of_report in known.items():
        _leave(session, of_report, tasks[report_id])
    session.flush()
    return made | {report_id: task.id for report_id, task in tasks.items()}


def tasks_of(session: Session, report_ids: Sequence[int]) -> dict[int, int]:
    """By which task each report is worked on: the open one, else the newest."""
    rows = session.execute(
        select(Task.focus_id, Task.id)
        .where(Task.focus_type == FOCUS, among(Task.focus_id, report_ids))
        .ext(distinct_on(Task.focus_id))
        .order_by(Task.focus_id, Task.closed_at.is_not(None), Task.id.desc())
    )
    return {row.focus_id: row.id for row in rows}


_REPORTS = (
    select(
        DiagnosticReport.id,
        DiagnosticReport.patient_id,
        DiagnosticReport.category,
        DiagnosticReport.status,
        DiagnosticReport.severity,
        DiagnosticReport.reported_at,
        DiagnosticReport.display,
        Lab.name.label("lab"),
        Patient.site_id,
    )
    .outerjoin(Patient, Patient.id == DiagnosticReport.patient_id)
    .outerjoin(Lab, Lab.id == DiagnosticReport.lab_id)
    .order_by(DiagnosticReport.id)
)


def _of_reports(report_ids: Sequence[int]) -> Any:
    return (
        select(Task)
        .where(Task.focus_type == FOCUS, among(Task.focus_id, report_ids))
        .order_by(Task.id)
        .with_for_update(of=Task, key_share=True)
        .execution_options(populate_existing=True)
    )


def _open_newest(task: Task) -> tuple[bool, int]:
    return task.closed_at is not None, -task.id


def _calls(report: Any) -> bool:
    return report.severity == 2 and report.status not in WITHDRAWN


def _critical(report: Any, values: Sequence[Shown]) -> Critical:
    """What is critical in it; a report without values, such as of imaging, is so as a whole."""
    return Critical(criticals_of(values) or (f"{report.display} (AA)",), report.reported_at)


def _policy(session: Session) -> ReviewPolicy:
    try:
        return parse_review_policy(clinic_setting(session, REVIEW_DEADLINES))
    except ValueError as error:
        log.error("The setting %s can't be used, so the default applies: %s", REVIEW_DEADLINES, error)
        return STANDARD


def _leave(session: Session, of_report: Sequence[Task], task: Task) -> None:
    """The task that the report had in the other queue is done: it went on from there."""
    for former in of_report:
        if former.queue_id != task.queue_id and former.closed_at is None:
            end(session, former, UNLINKED if task.patient_id is None else LINKED)


@dataclass(frozen=True, slots=True)
class _Work:
    """What the tasks of one call are made from."""

    session: Session
    clocks: Clocks
    policy: ReviewPolicy
    queues: Mapping[str, Queue]
    values: Mapping[int, Sequence[Shown]]

    def queue_of(self, report: Any) -> Queue:
        return self.queues[UNMATCHED if report.patient_id is None else QUEUE]

    def made(self, new: Sequence[tuple[Any, Arrival]]) -> dict[int, int]:
        """New tasks by their reports, in one statement, with their first step; their ids."""
        now, ids = acting(self.session).now, next_ids(self.session, Task, len(new))
        rows = [
            {
                "id": task_id,
                "focus_type": FOCUS,
                "focus_id": report.id,
                "queue_id": self.queue_of(report).id,
                "team_id": self.queue_of(report).team_id,
                "status": TaskStatus.REQUESTED.value,
                "created_at": now,
                # Nothing in it is a patient's writing; its deadline is set here.
                "triaged_at": now,
                "last_inbound_id": None,
                "last_inbound_at": None,
            }
            | self._standing(report, arrival)
            for task_id, (report, arrival) in zip(ids, new, strict=True)
        ]
        insert_rows(self.session, Task, rows)
        self._step("received", [(task_id, arrival) for task_id, (_, arrival) in zip(ids, new, strict=True)])
        return {report.id: task_id for task_id, (report, _) in zip(ids, new, strict=True)}

    def again(self, task: Task, report: Any, arrival: Arrival) -> Task:
        """A task whose report changed: open again where it was closed, woken where it was put off."""
        standing, was = self._standing(report, arrival), task.status
        if arrival.change == "unchanged":
            return task
        if task.closed_at is not None:
            standing |= FRESH | {"status": TaskStatus.REQUESTED}
        else:
            standing["due_at"] = min(standing["due_at"], task.due_at)
            if task.priority < standing["priority"]:
                del standing["priority"], standing["priority_reason"]
            if was == TaskStatus.ON_HOLD:
                status = TaskStatus.REQUESTED if task.owner_id is None else TaskStatus.IN_PROGRESS
                standing |= {"status": status, "on_hold_until": None, "business_status": ""}
        for name, value in standing.items():
            setattr(task, name, value)
        if was == TaskStatus.ON_HOLD:
            resume(self.session, task, self.clocks)
        _unreviewed(self.session, report.id)
        self.session.flush()
        self._step("received", [(task.id, arrival)])
        if "closed_at" in standing:
            self._step("reopened", [(task.id, arrival)])
        elif was == TaskStatus.ON_HOLD:
            self._step("woken", [(task.id, arrival)])
        return task

    def _standing(self, report: Any, arrival: Arrival) -> dict[str, Any]:
        """What a task says of its report as it is now."""
        now, queue = acting(self.session).now, self.queue_of(report)
        withdrawn = report.status in WITHDRAWN
        severity = 1 if withdrawn else report.severity
        reason = "" if withdrawn else REASONS[severity]
        hours = self.clocks.hours_at(queue.team_id, report.site_id, now.year)
        standing: dict[str, Any] = {
            "patient_id": report.patient_id,
            "site_id": report.site_id,
            "title": _title(report),
            "topic": "" if withdrawn else topic_of(report.severity, self.values[report.id]),
            "priority": PRIORITIES[severity],
            "priority_reason": ": ".join(why for why in (CHANGED.get(arrival.change), reason) if why),
            "due_at": review_due(now, FLAGS[severity], hours, self.policy),
            "arrived_at": now,
        }
        if arrival.inbound_id is not None:
            standing |= {"last_inbound_id": arrival.inbound_id, "last_inbound_at": now}
        return standing

    def _step(self, kind: str, arrived: Sequence[tuple[int, Arrival]]) -> None:
        steps = [(task_id, {"change": arrival.change} | _by(arrival)) for task_id, arrival in arrived]
        task_events(self.session, kind, steps)


def _title(report: Any) -> str:
    """What a task is called; of a result that is nobody's yet also by whom it was sent and when: no clinical word."""
    kind = TITLES.get(report.category, "Lab result")
    if report.patient_id is not None:
        return kind
    day = f"{report.reported_at.astimezone(config().zone):%d %b %Y}"
    return f"{kind} of {day}, {report.lab}" if report.lab else f"{kind} of {day}"


def _by(arrival: Arrival) -> dict[str, Any]:
    """What woke or reopened a task, under the name by which conversations say it: flags from before are history.

    A report that is only filed under another patient brings its flags along.
    """
    new = arrival.inbound_id is not None and arrival.change in VERSIONS
    return {"message_id": arrival.inbound_id} if new else {}


FRESH: dict[str, Any] = {
    "outcome": "",
    "business_status": "",
    "owner_id": None,
    "claimed_at": None,
    "worked_at": None,
    "first_response_at": None,
    "closed_at": None,
    "closed_by": None,
    "flag": "",
    "flag_acknowledged_at": None,
    "flag_acknowledged_by": None,
    "escalate_at": None,
    "escalated": 0,
}


def _unreviewed(session: Session, report_id: int) -> None:
    """What was reviewed is not what stands there now."""
    session.execute(
        update(DiagnosticReport)
        .where(DiagnosticReport.id == report_id, DiagnosticReport.reviewed_at.is_not(None))
        .values(reviewed_at=None, reviewed_by=None)
    )
