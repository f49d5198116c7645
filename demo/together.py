"""What colleagues share beside conversations: mentions, calls, to-dos, absences, views and templates of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Errand,
    PhoneCall,
    Presence,
    Queue,
    ReplyTemplate,
    SavedView,
    StaffAbsence,
    StaffNotice,
    Task,
    TaskEvent,
    TaskStatus,
    Team,
    UrgencyFlag,
)
from demo.case import Case
from demo.history import Crew
from demo.today import HOUR, MINUTE

DAY = timedelta(days=1)
# Who asks which team for what, how many minutes ago, about whose conversation, and who has taken it.
ERRANDS = (
    ("alice", "Front desk", 45, True, "", "Please book a 20-minute visit this week; mornings suit best."),
    ("dev", "Front desk", 95, True, "quinn", "Please fax the signed form to the school and tell the family."),
    ("erin", "Nurse triage", 30, True, "", "Came to the desk with a blood pressure diary. It is in the nurses' tray."),
    ("erin", "Billing", 120, True, "", "Asks for an itemized statement of the last visit, by letter."),
    ("quinn", "Front desk", 20, False, "", "The label printer at the second desk is out of labels."),
)
OWN_TEMPLATE = (
    "My usual close",
    "Hi {given},\n\nThat sounds good. I close this conversation now; write again whenever something is new.\n\n{staff}",
)
TEAM_TEMPLATE = (
    "Home blood pressure",
    "Hi {given},\n\nPlease measure your blood pressure twice a day, sitting, after five minutes of rest, and send us "
    "the values of one week here. Call {clinic_phone} if a value is above 180.\n\n{staff}, {clinic}",
)


def keep_together(
    session: Session, cases: Iterable[Case], crew: Crew, site_ids: Mapping[str, int], now: datetime
) -> None:
    """Add what belongs to open conversations that are kept already, and what belongs to none."""
    waiting = [case for case in cases if case.closed_at is None]
    for case in waiting:
        _keep_marks(session, case, now)
    _errands(session, [case for case in waiting if case.owner is not None], crew, site_ids, now)
    hugo, alice = crew["hugo"], crew["alice"]
    session.add(StaffAbsence(staff_id=hugo.id, cover_id=alice.id, starts_at=now - DAY, ends_at=now + 4 * DAY))
    _own_settings(session, crew)


def _keep_marks(session: Session, case: Case, now: datetime) -> None:
    """Flags, calls, mentions and who looks at it."""
    newest = next((said for said in reversed(case.said) if said.staff is None), None)
    for flag in case.flags:
        session.add(
            UrgencyFlag(
                task_id=case.task_id,
                message_id=newest.id if newest else 0,
                level=flag.level,
                family=flag.family,
                phrase=flag.phrase,
                created_at=case.triaged_at,
            )
        )
    for call in case.calls:
        session.add(
            PhoneCall(
                patient_id=case.person.id,
                task_id=case.task_id,
                staff_id=call.by.id,
                outcome=call.outcome,
                detail=call.detail,
                called_at=call.at,
            )
        )
    for whom, step in case.mentions:
        session.add(
            StaffNotice(
                staff_id=whom.id,
                task_id=case.task_id,
                note_id=step.detail["note_id"],
                kind="mention",
                actor=step.actor,
                created_at=step.at,
            )
        )
    for by, writing in case.watchers:
        session.add(Presence(task_id=case.task_id, staff_id=by.id, seen_at=now, writing=writing))


def _errands(session: Session, about: list[Case], crew: Crew, site_ids: Mapping[str, int], now: datetime) -> None:
    queue = session.scalars(select(Queue).where(Queue.slug == "todo")).one()
    teams = {team.name: team.id for team in session.scalars(select(Team))}
    for place, (asks, team, minutes, patient, taken, body) in enumerate(ERRANDS):
        by, at = crew[asks], now - minutes * MINUTE
        case = about[place % len(about)] if patient and about else None
        errand = Errand(
            patient_id=case.person.id if case else None,
            from_task_id=case.task_id if case else None,
            body=body,
            created_by_id=by.id,
            created_at=at,
        )
        session.add(errand)
        session.flush()
        owner = crew[taken] if taken else None
        task = Task(
            queue_id=queue.id,
            focus_type="errand",
            focus_id=errand.id,
            patient_id=errand.patient_id,
            team_id=teams[team],
            owner_id=owner.id if owner else None,
            status=TaskStatus.IN_PROGRESS if owner else TaskStatus.REQUESTED,
            title="To do",
            site_id=site_ids[case.person.site] if case else None,
            created_at=at,
            arrived_at=at,
            claimed_at=at + 5 * MINUTE if owner else None,
            worked_at=at + 5 * MINUTE if owner else None,
            due_at=now + DAY + HOUR,
            version=2 if owner else 1,
        )
        session.add(task)
        session.flush()
        came = {"from_task_id": errand.from_task_id}
        session.add(TaskEvent(task_id=task.id, at=at, kind="made", staff_id=by.id, actor=by.name, detail=came))
        if owner is not None:
            taken_at = at + 5 * MINUTE
            session.add(TaskEvent(task_id=task.id, at=taken_at, kind="claimed", staff_id=owner.id, actor=owner.name))


def _own_settings(session: Session, crew: Crew) -> None:
    """A template of Alice's own, one of her team's, and a view that she keeps."""
    alice = crew["alice"]
    team = session.scalars(select(Team.id).where(Team.name == "Nurse triage")).one()
    session.add(ReplyTemplate(name=OWN_TEMPLATE[0], body=OWN_TEMPLATE[1], staff_id=alice.id))
    session.add(ReplyTemplate(name=TEAM_TEMPLATE[0], body=TEAM_TEMPLATE[1], topic="health", team_id=team))
    session.add(
        SavedView(
            queue_id=session.scalars(select(Queue.id).where(Queue.slug == "inbox")).one(),
            staff_id=alice.id,
            name="Refills, unassigned",
            view="unassigned",
            filters={"topic": "refill"},
            created_by_id=alice.id,
        )
    )
    session.flush()
