"""Giving a task to somebody, or to a team's pool. The one way in which an owner is set by another person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.absences import away, day
from db.actions.notices import notify
from db.actions.red_flags import let_go, take_on
from db.actions.tasks import change, check_version, permitted_task, require_open, short
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Queue, Staff, Task, TaskStatus, Team
from db.registry import acting, action
from db.roles import ROLES, Permission, on_area


@dataclass(frozen=True, slots=True)
class Assigned:
    """Whose the task is now; `sentence` says it, and whether it went to somebody's cover."""

    id: int
    version: int
    owner_id: int | None
    sentence: str


@action("task.assign", needs=Permission.TASK_WORK)
def assign(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    owner_id: int | None,
    team_id: int | None = None,
    reason: str = "",
) -> Assigned:
    """Give a task to `owner_id`, and to `team_id` if one is named; without an owner, to the team's pool.

    Somebody who is out of office is given nothing: their cover gets it. A task on hold stays so. What is so
    already writes nothing. Raises `Invalid` when they can't work this queue, `Conflict` when it is closed.
    """
    return assigning(session, task_id, seen_version, owner_id, team_id, reason)


def assigning(
    session: Session, task_id: int, seen_version: int, owner_id: int | None, team_id: int | None, reason: str
) -> Assigned:
    """Assign one task with all its checks; for `assign` and for many at once."""
    actor = acting(session)
    task = permitted_task(session, task_id, "work")
    kept = short(reason, "reason", 200)
    require_open(task)
    owner, sentence = recipient(session, task, owner_id, team_id)
    new_owner, new_team = owner.id if owner else None, team_id if team_id is not None else task.team_id
    if (task.owner_id, task.team_id) == (new_owner, new_team):
        return Assigned(task.id, task.version, task.owner_id, sentence)
    check_version(session, task, seen_version)
    former = task.owner_id
    values: dict[str, Any] = {"owner_id": new_owner, "team_id": new_team}
    if former != new_owner:
        began = actor.now if new_owner is not None else None
        values |= {"claimed_at": began, "worked_at": began}
    if new_owner == actor.staff_id:
        take_on(session, task)
    elif former != new_owner:
        let_go(session, task)
    if task.status != TaskStatus.ON_HOLD:
        values["status"] = TaskStatus.REQUESTED if new_owner is None else TaskStatus.IN_PROGRESS
    change(session, task, **values)
    detail = {"owner_id": new_owner, "team_id": new_team, "before": former}
    task_event(session, task_id, "assigned", reason=kept, **detail)
    audit(session, "task.assigned", patient_id=task.patient_id, subject=("task", task_id), **detail)
    if former is not None and former != new_owner:
        notify(session, staff_id=former, task_id=task_id, kind="returned")
    if new_owner is not None and former != new_owner:
        notify(session, staff_id=new_owner, task_id=task_id, kind="assigned")
    return Assigned(task.id, task.version, new_owner, sentence)


def recipient(session: Session, task: Task, owner_id: int | None, team_id: int | None) -> tuple[Staff | None, str]:
    """Who gets it (nobody: the pool), with a sentence that says so; `Invalid` when it can't be."""
    team = session.get(Team, team_id) if team_id is not None else None
    if team_id is not None and team is None:
        raise Invalid("team_id", "There is no such team. Choose another.")
    if owner_id is None:
        if team is None:
            raise Invalid("owner_id", "Choose a person or a team.")
        return None, f"{team.name} has it now; nobody owns it yet."
    area = session.scalars(select(Queue.area).where(Queue.id == task.queue_id)).one()
    person = _who_works(session, owner_id, area)
    absence = away(session, person.id, acting(session).now)
    if absence is None or person.id == acting(session).staff_id:
        return person, f"{person.name} has it now."
    until = f"{person.name} is away until {day(absence.ends_at)}"
    if absence.cover_id is None:
        raise Invalid("owner_id", f"{until}, and nobody covers; choose somebody else.")
    cover = _who_works(session, absence.cover_id, area)
    if cover.id != acting(session).staff_id and away(session, cover.id, acting(session).now) is not None:
        raise Invalid("owner_id", f"{until}, and so is the cover; choose somebody else.")
    return cover, f"{until}, so {cover.name}, who covers, has it now."


def _who_works(session: Session, staff_id: int, area: str) -> Staff:
    person = session.get(Staff, staff_id)
    if person is None:
        raise Invalid("owner_id", "There is no such person. Choose somebody else.")
    if person.deactivated_at is not None:
        raise Invalid("owner_id", f"{person.name} doesn't work here any more. Choose somebody else.")
    role = ROLES.get(person.role)
    if role is None or not {Permission.TASK_WORK, on_area(area, "work")} <= role.permissions:
        raise Invalid("owner_id", f"{person.name} can't work this queue: their role doesn't allow it. Choose another.")
    return person
