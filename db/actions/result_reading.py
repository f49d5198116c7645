"""Released results that nobody has opened: the patient is reminded, then staff are told, then phone or letter.

Each release takes each step once (`read_step`). Who died is never written to; who was spoken to about the result
needs no reminder. The days are the clinic's (`rules.result_release`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from db.actions.errands import ask_team
from db.actions.result_access import task_of
from db.actions.result_again import before_staff_again, locked_task
from db.actions.result_notices import tell
from db.actions.result_tasks import FOCUS
from db.audit import audit, task_event
from db.credentials import Credential
from db.models import (
    DiagnosticReport,
    Patient,
    PhoneCall,
    ResultHold,
    ResultRead,
    ResultRelease,
    Task,
)
from db.queries.release_rules import release_rules
from db.queries.result_lists import STEPS_LEFT
from db.registry import acting, action
from db.roles import Permission
from rules.result_release import ReleaseRules, reading_step

BATCH = 100
DONE = 3
STEPS = {"nudge": 1, "tell-staff": 2, "letter": DONE}
# What an old system left unread long ago is nobody's news.
WINDOW = timedelta(days=14)
PHONE_OR_WRITE = "Phone the patient or write a letter: a test result hasn't been opened in the portal for {days} days."


@action("result.watch-reading", needs=Permission.SYSTEM_RUN)
def watch_reading(session: Session, *, by: Credential) -> int:
    """Take the step that is due for at most 100 releases that nobody opened; return how many were dealt with.

    A release whose result was opened, or whose patient was reached about it, is done.
    """
    rules, now = release_rules(session), acting(session).now
    rows = session.execute(_due(rules, now)).all()
    for row in rows:
        _deal(session, row, rules)
    session.flush()
    return len(rows)


def _due(rules: ReleaseRules, now: datetime) -> Any:
    days = (rules.nudge_days, rules.tell_staff_days, rules.letter_days)
    steps = [
        and_(ResultRelease.read_step == step, ResultRelease.released_at <= now - timedelta(days=after))
        for step, after in enumerate(days)
    ]
    return (
        select(
            ResultRelease.id,
            ResultRelease.report_id,
            ResultRelease.released_at,
            ResultRelease.read_step,
            ResultRelease.patient_id,
            Patient.site_id,
            or_(_opened(), _reached(), Patient.deceased_at.is_not(None)).label("done"),
        )
        .join(DiagnosticReport, DiagnosticReport.id == ResultRelease.report_id)
        .join(Patient, Patient.id == ResultRelease.patient_id)
        .where(
            STEPS_LEFT,
            ResultRelease.withdrawn_at.is_(None),
            ResultRelease.released_at <= now - timedelta(days=rules.nudge_days),
            ResultRelease.released_at > now - timedelta(days=rules.letter_days) - WINDOW,
            or_(*steps),
            DiagnosticReport.patient_id == ResultRelease.patient_id,
            DiagnosticReport.status.in_(("final", "corrected")),
            ~exists().where(
                ResultHold.report_id == ResultRelease.report_id,
                ResultHold.ended_at.is_(None),
                ResultHold.audience == "everybody",
            ),
        )
        .order_by(ResultRelease.released_at, ResultRelease.id)
        .limit(BATCH)
    )


def _opened() -> ColumnElement[bool]:
    """Whether an account of the release's opened it: the one it is for, else anybody of them."""
    return exists().where(
        ResultRead.report_id == ResultRelease.report_id,
        or_(ResultRelease.account_id.is_(None), ResultRead.account_id == ResultRelease.account_id),
    )


def _reached() -> ColumnElement[bool]:
    """Whether the patient was reached by telephone about this very result since."""
    return exists().where(
        PhoneCall.patient_id == ResultRelease.patient_id,
        PhoneCall.outcome == "reached",
        PhoneCall.called_at > ResultRelease.released_at,
        Task.id == PhoneCall.task_id,
        Task.focus_type == FOCUS,
        Task.focus_id == ResultRelease.report_id,
    )


def _deal(session: Session, row: Any, rules: ReleaseRules) -> None:
    now = acting(session).now
    step = "" if row.done else reading_step(row.released_at, None, now, rules)
    task = locked_task(session, task_of(session, row.report_id))
    taken = session.execute(
        update(ResultRelease)
        .where(ResultRelease.id == row.id, ResultRelease.read_step == row.read_step)
        .values(read_step=STEPS[step] if step else DONE)
        .execution_options(synchronize_session=False)
    ).rowcount  # type: ignore[attr-defined]  # of an UPDATE
    if not taken or not step:
        return
    days = (now - row.released_at).days
    if step == "nudge":
        _nudge(session, task, row)
        return
    if row.read_step == 0:  # the worker stood still for days: what was missed is one step
        _nudge(session, task, row)
    before_staff_again(session, task, f"Not read by the patient for {days} days")
    task_event(session, task.id, "unread", release_id=row.id, days=days)
    audit(session, "result.unread", patient_id=row.patient_id, subject=(FOCUS, row.report_id), days=days)
    if step == "letter":
        _letter(session, task, row, days)


def _nudge(session: Session, task: Task, row: Any) -> None:
    if tell(session, [row.report_id], "reminder"):
        task_event(session, task.id, "reminded", release_id=row.id)
        audit(session, "result.reminded", patient_id=row.patient_id, subject=(FOCUS, row.report_id))


def _letter(session: Session, task: Task, row: Any, days: int) -> None:
    """A to-do of the result's team: the portal is no way to this patient."""
    made = ask_team(
        session,
        team_id=task.team_id,
        body=PHONE_OR_WRITE.format(days=days),
        patient_id=row.patient_id,
        site_id=row.site_id,
        from_task_id=task.id,
    )
    task_event(session, task.id, "passed-on", made_task_id=made, team_id=task.team_id)
