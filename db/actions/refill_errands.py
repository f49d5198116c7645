"""Who gets what follows from a refill request: the front desk a booking, a prescriber what only they may do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.absences import away
from db.actions.assigning import recipient
from db.actions.errands import QUEUE as TO_DO
from db.actions.errands import ask_team
from db.actions.notices import notify
from db.actions.red_flags import let_go
from db.actions.refill_access import Held
from db.actions.tasks import change
from db.audit import task_event
from db.errors import Invalid
from db.models import Queue, Staff, Task, TaskStatus, Team, TeamMember
from db.registry import acting
from db.roles import ROLES, Permission
from rules.refill_answers import NEW_PRESCRIPTION, TIES

PRESCRIBERS = tuple(slug for slug, role in ROLES.items() if Permission.REFILL_DECIDE in role.permissions)


def ask_for_tie(session: Session, held: Held, tie: str, team_id: int | None) -> int:
    """Make the to-do that a short supply is tied to, of a team, else of the to-do queue's own; its task's id."""
    if team_id is not None and session.get(Team, team_id) is None:
        raise Invalid("team_id", "Choose the team that does it.")
    asked = team_id if team_id is not None else session.scalar(select(Queue.team_id).where(Queue.slug == TO_DO))
    return _passed_on(session, held, TIES[tie], asked if asked is not None else held.task.team_id)


def ask_for_new_prescription(session: Session, held: Held) -> int:
    """Make the to-do of a new prescription: the chart's prescriber's, else the prescribers' team's; its task's id."""
    task_id = _passed_on(session, held, NEW_PRESCRIPTION, prescribers_team(session, held))
    prescriber = chart_prescriber(session, held)
    if prescriber is not None:
        _give_to(session, session.get_one(Task, task_id), prescriber, None)
    return task_id


def to_prescriber(session: Session, held: Held, staff_id: int | None) -> None:
    """Put a request before a prescriber: the one named, else the chart's, else the pool of the prescribers' team.

    Raises `Invalid` for somebody who is no prescriber, or is away with nobody to cover.
    """
    if staff_id is not None:
        person = session.get(Staff, staff_id)
        if person is None or person.role not in PRESCRIBERS:
            raise Invalid("staff_id", "Choose a prescriber.")
        given, _ = recipient(session, held.task, staff_id, None)
    else:
        given = chart_prescriber(session, held)
    _give_to(session, held.task, given, prescribers_team(session, held))


def chart_prescriber(session: Session, held: Held) -> Staff | None:
    """Who prescribed the medication, if they work here and are here now, or else their cover."""
    person = _at_work(session, held.medication.prescriber_id)
    if person is None:
        return None
    absence = away(session, person.id, acting(session).now)
    if absence is None:
        return person
    cover = _at_work(session, absence.cover_id)
    return cover if cover is not None and away(session, cover.id, acting(session).now) is None else None


def prescribers_team(session: Session, held: Held) -> int | None:
    """The team whose pool prescribers take work from: the chart's prescriber's, at the patient's site first."""
    rows = session.execute(
        select(TeamMember.team_id, Staff.id, Staff.site_id)
        .join(Staff, Staff.id == TeamMember.staff_id)
        .where(Staff.role.in_(PRESCRIBERS), Staff.deactivated_at.is_(None))
        .order_by(TeamMember.team_id, Staff.id)
    ).all()

    def distance(row: Any) -> tuple[bool, bool]:
        return row.id != held.medication.prescriber_id, row.site_id != held.patient.site_id

    return min(rows, key=distance).team_id if rows else held.task.team_id


def _at_work(session: Session, staff_id: int | None) -> Staff | None:
    person = session.get(Staff, staff_id) if staff_id is not None else None
    return person if person is not None and person.deactivated_at is None and person.role in PRESCRIBERS else None


def _passed_on(session: Session, held: Held, body: str, team_id: int | None) -> int:
    task_id = ask_team(
        session,
        team_id=team_id,
        body=body,
        patient_id=held.patient.id,
        site_id=held.patient.site_id,
        from_task_id=held.task.id,
        priority=held.task.priority,
    )
    task_event(session, held.task.id, "passed-on", made_task_id=task_id, team_id=team_id)
    return task_id


def _give_to(session: Session, task: Task, person: Staff | None, team_id: int | None) -> None:
    actor, former = acting(session), task.owner_id
    owner_id = person.id if person is not None else None
    if owner_id is None or owner_id != actor.staff_id:
        let_go(session, task)
    change(
        session,
        task,
        owner_id=owner_id,
        team_id=team_id if team_id is not None else task.team_id,
        status=TaskStatus.REQUESTED if owner_id is None else TaskStatus.IN_PROGRESS,
        on_hold_until=None,
        claimed_at=actor.now if owner_id is not None else None,
        worked_at=actor.now if owner_id is not None else None,
    )
    if former is not None and former != owner_id:
        notify(session, staff_id=former, task_id=task.id, kind="returned")
    if owner_id is not None and former != owner_id:
        notify(session, staff_id=owner_id, task_id=task.id, kind="assigned")
