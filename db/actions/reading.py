"""Which of the patient's messages nobody has read for alarming words yet, and what the rules find in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.actions.due import settled_at
from db.models import Condition, Message, Patient, Task, TaskEvent
from db.registry import acting
from rules.urgency import Finding, scan

# A message is called out for while somebody may still be in danger; older ones come with an import.
CALLS_OUT_FOR = timedelta(days=3)
PREGNANCY = timedelta(days=300)
# Steps by which people here deal with a message, perhaps in the seconds before it was read for alarming words.
DEALT_WITH = ("replied", "closed", "held")


def unread(session: Session, task: Task) -> Sequence[Message]:
    """The patient's messages since the last that was read for this patient; at first, those nobody answered.

    Refiled to another patient they are read again: the age counts. So are those that a merged conversation brought
    along unread, however old. What was dealt with here before its first reading is read all the same.
    """
    if task.focus_type != "thread":
        return ()
    read = TaskEvent.task_id == task.id, TaskEvent.kind == "triaged"
    read_to = session.scalar(
        select(func.max(TaskEvent.detail["scanned"].as_integer())).where(
            *read, TaskEvent.detail["patient_id"].as_integer() == task.patient_id
        )
    )
    brought = session.scalar(
        select(func.min(TaskEvent.detail["unread_from"].as_integer())).where(
            TaskEvent.task_id == task.id,
            TaskEvent.kind == "merged-in",
            TaskEvent.id > select(func.coalesce(func.max(TaskEvent.id), 0)).where(*read).scalar_subquery(),
        )
    )
    newer = [Message.id >= brought] if brought is not None else []
    if read_to is not None:
        newer.append(Message.id > read_to)
    elif (settled := settled_at(session, task)) is not None:
        newer.append(Message.created_at > settled)
        here = exists().where(TaskEvent.task_id == task.id, TaskEvent.kind.in_(DEALT_WITH))
        newer.append(and_(here, Message.created_at > acting(session).now - CALLS_OUT_FOR))
    else:
        newer = []
    statement = select(Message).where(Message.thread_id == task.focus_id, Message.direction == "inbound")
    return session.scalars((statement.where(or_(*newer)) if newer else statement).order_by(Message.id)).all()


def findings(session: Session, task: Task, message: Message) -> tuple[Finding, ...]:
    """What is alarming in a message, for a patient of this age and sex."""
    patient = session.get(Patient, task.patient_id) if task.patient_id is not None else None
    age = (message.created_at.date() - patient.birth_date).days / 365.25 if patient else None
    return tuple(
        scan(
            message.body,
            age_years=max(age, 0.0) if age is not None else None,
            sex=patient.sex if patient else "",
            pregnant=True if patient and _pregnant(session, patient, message) else None,
        )
    )


def _pregnant(session: Session, patient: Patient, message: Message) -> bool:
    return patient.sex != "male" and bool(
        session.scalar(
            select(
                exists().where(
                    Condition.patient_id == patient.id,
                    Condition.display.ilike("%pregnan%"),
                    Condition.abatement_date.is_(None),
                    Condition.onset_date > message.created_at.date() - PREGNANCY,
                )
            )
        )
    )
