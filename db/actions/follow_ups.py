"""Reviewing a result and deciding what follows; the to-do for it is made in the same transaction, so none is lost."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.actions.closing import end
from db.actions.errands import ask_team
from db.actions.red_flags import require_settled
from db.actions.result_access import Held, result_of
from db.actions.result_tasks import FOCUS
from db.actions.tasks import TaskState, change, check_inbound, check_version, clean, permitted_task, require_open, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound, Since
from db.models import FollowUp, Priority, ResultHold, ResultRelease, Task, Team
from db.models.results import FOLLOW_UPS
from db.queries.clinic_hours import Clocks
from db.registry import acting, action
from db.roles import Permission
from rules.result_release import releasable

LONGEST = 2_000
FARTHEST = timedelta(days=2 * 366)
THEN = ("close", "stay")
# What the to-do says: the front desk reads it, so no clinical word; what was decided stays with the result.
ASKED = {
    "message": "Write to the patient about a test result.",
    "call": "Phone the patient about a test result.",
    "visit": "Book a visit with the patient about a test result.",
    "repeat": "See that a test of the patient's is repeated.",
}


@action("result.review", needs=Permission.RESULT_RELEASE)
def review(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    follow_up: str,
    detail: str = "",
    due_on: date | None = None,
    team_id: int | None = None,
    then: str = "close",
) -> TaskState:
    """Note that one has read the result, and what follows: none, message, call, visit, or repeat by `due_on`.

    All but `none` become a to-do of `team_id` (else of the result's own team) in the same transaction, open until
    somebody finishes it. `then`: `close` the task as reviewed, or let it `stay`. A final result that is neither
    released nor held isn't closed (`Conflict`), nor one with a critical value that isn't settled (`Unsettled`).
    """
    if then not in THEN:
        raise Invalid("then", "Choose what happens to the task.")
    held = result_of(session, task_id)
    check_inbound(held.task, seen_inbound_id, "Reviewing")
    check_version(session, held.task, seen_version)
    require_open(held.task)
    reviewing(session, held, follow_up, detail=detail, due_on=due_on, team_id=team_id, then=then)
    return state(held.task)


def reviewing(
    session: Session,
    held: Held,
    follow_up: str,
    *,
    detail: str = "",
    due_on: date | None = None,
    team_id: int | None = None,
    then: str,
) -> None:
    """Review one result whose versions were checked."""
    actor, (task, report) = acting(session), (held.task, held.report)
    wanted = _wanted(session, held, follow_up, detail, due_on, team_id)
    if then == "close":
        require_settled(session, task, "Closing")
        _require_told(session, held)
    wanted.task_id = _errand(session, held, wanted, team_id) if follow_up != "none" else None
    session.add(wanted)
    report.reviewed_at, report.reviewed_by = actor.now, actor.name
    session.flush()
    task_event(session, task.id, "reviewed", follow_up=follow_up, follow_up_id=wanted.id, made_task_id=wanted.task_id)
    audit(
        session,
        "result.reviewed",
        patient_id=report.patient_id,
        subject=(FOCUS, report.id),
        follow_up=follow_up,
        task_id=wanted.task_id,
    )
    if then == "close":
        end(session, task, "reviewed")
    else:
        change(session, task)


@action("follow-up.finish", needs=Permission.RESULT_RELEASE)
def finish_follow_up(session: Session, *, by: Credential, follow_up_id: int, outcome: str) -> None:
    """Finish what was to follow from a result, and its to-do with it. `outcome`: how, in a line.

    Raises `Conflict` naming who finished it before.
    """
    actor = acting(session)
    task_id, source_id = _tasks(session, follow_up_id)
    permitted_task(session, source_id, "work")
    task = permitted_task(session, task_id, "work") if task_id is not None else None
    found = session.scalars(select(FollowUp).where(FollowUp.id == follow_up_id).with_for_update()).one()
    if found.finished_at is not None:
        who = Since(found.finished_by or "", "finished this", found.finished_at)
        raise Conflict(f"{found.finished_by} finished this already. Nothing was changed.", who)
    kept = clean(outcome.strip(), "outcome")
    if not 0 < len(kept) <= LONGEST:
        raise Invalid("outcome", f"Say how it ended, in at most {LONGEST:,} characters.")
    found.finished_at, found.finished_by, found.outcome = actor.now, actor.name, kept
    session.flush()
    if task is not None and task.closed_at is None:
        end(session, task, "done")
    task_event(session, source_id, "follow-up-finished", follow_up_id=follow_up_id)
    audit(session, "follow-up.finished", patient_id=found.patient_id, subject=("follow_up", follow_up_id))


def _tasks(session: Session, follow_up_id: int) -> tuple[int | None, int]:
    """The to-do of a follow-up, and the task of its result."""
    row = session.execute(
        select(FollowUp.task_id, Task.id)
        .join(Task, (Task.focus_type == FOCUS) & (Task.focus_id == FollowUp.report_id))
        .where(FollowUp.id == follow_up_id)
        .order_by(Task.closed_at.is_not(None), Task.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound("follow-up")
    return row[0], row[1]


def _wanted(
    session: Session, held: Held, follow_up: str, detail: str, due_on: date | None, team_id: int | None
) -> FollowUp:
    """The follow-up, if it can be."""
    actor = acting(session)
    if follow_up not in FOLLOW_UPS:
        raise Invalid("follow_up", "Choose what follows from this result; nothing is a choice too.")
    text = clean(detail.strip(), "detail")
    if len(text) > LONGEST:
        raise Invalid("detail", f"At most {LONGEST:,} characters; this has {len(text):,}.")
    if due_on is None and follow_up == "repeat":
        raise Invalid("due_on", "Say by which day the test is to be repeated.")
    if due_on is not None:
        today = _today(session, held)
        if follow_up == "none":
            raise Invalid("due_on", "Nothing follows, so nothing is due.")
        if not today <= due_on <= today + FARTHEST:
            raise Invalid("due_on", "Choose a day from today on, within two years.")
    if team_id is not None and session.get(Team, team_id) is None:
        raise Invalid("team_id", "Choose the team that does it.")
    nothing = follow_up == "none"
    return FollowUp(
        report_id=held.report.id,
        patient_id=held.patient.id,
        kind=follow_up,
        detail=text,
        due_on=due_on,
        decided_by=actor.name,
        decided_at=actor.now,
        finished_at=actor.now if nothing else None,
        finished_by=actor.name if nothing else None,
        outcome="",
    )


def _errand(session: Session, held: Held, wanted: FollowUp, team_id: int | None) -> int:
    asked = team_id if team_id is not None else held.task.team_id
    body, due_at = ASKED[wanted.kind], None
    if wanted.due_on is not None:
        body += f" By {wanted.due_on:%B} {wanted.due_on.day}, {wanted.due_on.year}."
        due_at = _end_of(session, asked, held.patient.site_id, wanted.due_on)
    return ask_team(
        session,
        team_id=asked,
        body=body,
        patient_id=held.patient.id,
        site_id=held.patient.site_id,
        from_task_id=held.task.id,
        priority=Priority.URGENT if held.report.severity == 2 else Priority.ROUTINE,
        due_at=due_at,
    )


def _end_of(session: Session, team_id: int | None, site_id: int | None, day: date) -> datetime:
    """When a team closes on a day; on a closed day, when that day ends at the latest."""
    hours = Clocks(session).hours_at(team_id, site_id, day.year)
    windows = hours.on(day)
    return windows[-1][1] if windows else datetime.combine(day, time(23, 59), tzinfo=hours.zone)


def _today(session: Session, held: Held) -> date:
    now = acting(session).now
    return Clocks(session).hours_at(None, held.patient.site_id, now.year).local_day(now)


def _require_told(session: Session, held: Held) -> None:
    """A final result whose task ends is released, or held with a reason: else its patient never hears of it."""
    report = held.report
    if not releasable(report.status):
        return
    released = exists().where(ResultRelease.report_id == report.id, ResultRelease.withdrawn_at.is_(None))
    kept = exists().where(ResultHold.report_id == report.id, ResultHold.ended_at.is_(None))
    if not session.scalar(select(released | kept)):
        raise Conflict("This result is neither released nor held. Release it, or hold it with a reason, first.")
