"""Errands: what one asks of another team, as a task of the to-do queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.tasks import clean, permitted_task, vocabulary
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.models import Errand, Patient, Priority, Queue, Task, Team
from db.registry import acting, action
from db.roles import Permission

QUEUE = "todo"
LONGEST = 5_000

vocabulary(
    deeds={"passed-on": "passed something on to another team"},
    outcomes={"done": "Done", "not-needed": "Not needed"},
)


@dataclass(frozen=True, slots=True)
class Made:
    """The task that an errand became."""

    task_id: int


@action("errand.make", needs=Permission.TODO_CREATE, once=True)
def make_errand(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    team_id: int,
    body: str,
    patient_id: int | None = None,
    from_task_id: int | None = None,
    priority: int = Priority.ROUTINE,
) -> Made:
    """Ask a team for something: a task in its to-do queue, about `patient_id` or about nobody.

    `from_task_id` says where it came from: that task stays as it is and remembers it. Everybody who sees the
    to-do queue reads `body`, clinical readers or not. Raises `Invalid` for a team, text or priority that isn't.
    """
    actor = acting(session)
    text = clean(body.strip(), "body")
    if not text:
        raise Invalid("body", "Say what is to be done.")
    if len(text) > LONGEST:
        raise Invalid("body", f"At most {LONGEST:,} characters; this has {len(text):,}.")
    if priority not in set(Priority):
        raise Invalid("priority", "Choose a priority.")
    if session.scalar(select(Team.id).where(Team.id == team_id)) is None:
        raise Invalid("team_id", "Choose the team that is asked.")
    source = permitted_task(session, from_task_id, "work") if from_task_id is not None else None
    about = _patient(session, patient_id, source)
    task_id = ask_team(
        session,
        team_id=team_id,
        body=text,
        patient_id=about.id if about else None,
        site_id=about.site_id if about else None,
        from_task_id=from_task_id,
        priority=priority,
    )
    if source is not None:
        if source.owner_id == actor.staff_id:
            source.worked_at = actor.now
        task_event(session, source.id, "passed-on", made_task_id=task_id, team_id=team_id)
    session.flush()
    return Made(task_id)


def ask_team(
    session: Session,
    *,
    team_id: int | None,
    body: str,
    patient_id: int | None,
    site_id: int | None,
    from_task_id: int | None,
    priority: int = Priority.ROUTINE,
    due_at: datetime | None = None,
) -> int:
    """Make an errand of the acting person's, or of the clock's, and its task, once all is checked; the task's id.

    Without `due_at` the deadline is that of any to-do. What the task that it came from remembers is the caller's.
    """
    actor = acting(session)
    errand = Errand(
        patient_id=patient_id, from_task_id=from_task_id, body=body, created_by_id=actor.staff_id, created_at=actor.now
    )
    session.add(errand)
    session.flush()
    task = Task(
        queue_id=session.scalars(select(Queue.id).where(Queue.slug == QUEUE)).one(),
        focus_type=Errand.__tablename__,
        focus_id=errand.id,
        patient_id=patient_id,
        site_id=site_id,
        team_id=team_id,
        title="To do",
        priority=priority,
        created_at=actor.now,
        arrived_at=actor.now,
    )
    if due_at is not None:
        task.due_at, task.triaged_at = due_at, actor.now
    session.add(task)
    session.flush()
    task_event(session, task.id, "made", from_task_id=from_task_id)
    audit(session, "errand.made", patient_id=patient_id, subject=("errand", errand.id), task_id=task.id)
    return task.id


def _patient(session: Session, patient_id: int | None, source: Task | None) -> Patient | None:
    """Whom it is about: who was named, else whom the task before was about; never two different patients."""
    known = source.patient_id if source is not None else None
    if patient_id is not None and known is not None and patient_id != known:
        raise Invalid("patient_id", "The task that this comes from is about another patient. Make it from there.")
    wanted = patient_id if patient_id is not None else known
    if wanted is None:
        return None
    patient = session.get(Patient, wanted)
    if patient is None:
        raise NotFound("patient")
    return patient
