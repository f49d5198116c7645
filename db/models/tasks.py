"""Tasks: one piece of work waiting for staff, whatever it is about. Queues are rows."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, choice, created, pk


class Priority(IntEnum):
    """FHIR's request priority, most pressing first. A rank, since as text `asap` sorts before `routine`."""

    STAT = 0
    ASAP = 1
    URGENT = 2
    ROUTINE = 3


class TaskStatus(StrEnum):
    """FHIR's Task.status, as far as Portside uses it."""

    REQUESTED = "requested"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


OPEN = (TaskStatus.REQUESTED, TaskStatus.IN_PROGRESS, TaskStatus.ON_HOLD)
WORKABLE = (TaskStatus.REQUESTED, TaskStatus.IN_PROGRESS)
# As literals: a partial index is found only by the very words of its condition, never by a bound value.
OPEN_SQL = "status IN ('requested', 'in-progress', 'on-hold')"
WORKABLE_SQL = "status IN ('requested', 'in-progress')"


class Queue(Base):
    """A kind of work. A row, not an enumeration, since queues can be made on screen."""

    __tablename__ = "queue"

    id: Mapped[pk]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    area: Mapped[str]  # the class of work that permissions speak of: `inbox` -> `inbox.view`, `inbox.work`
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))


class Task(Base):
    """One piece of work. Its title holds no clinical words; its deadlines are columns.

    A red flag that nobody acknowledged escalates at `escalate_at`; `escalated` counts the steps taken.
    `last_inbound_id` is the id of the newest thing the patient sent about the focus; every action
    that answers, ends or defers the task carries the one its author saw. `version` counts the
    edits of people only.
    """

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint(f"(closed_at IS NULL) = ({OPEN_SQL})", name="closed_pair"),
        CheckConstraint("closed_at IS NULL OR closed_by IS NOT NULL", name="closed_by"),
        CheckConstraint("status <> 'in-progress' OR owner_id IS NOT NULL", name="in_progress_owned"),
        CheckConstraint("on_hold_until IS NULL OR status = 'on-hold'", name="on_hold_until"),
        CheckConstraint("priority BETWEEN 0 AND 3", name="priority"),
        CheckConstraint("flag IN ('', 'amber', 'red')", name="flag"),
        CheckConstraint(
            "(flag_acknowledged_at IS NULL) = (flag_acknowledged_by IS NULL)", name="flag_acknowledged_pair"
        ),
        Index("uq_task_open_focus", "queue_id", "focus_type", "focus_id", unique=True, postgresql_where=text(OPEN_SQL)),
        Index(
            "ix_task_unassigned",
            "queue_id",
            "priority",
            "due_at",
            "id",
            postgresql_where=text(f"owner_id IS NULL AND {WORKABLE_SQL}"),
        ),
        Index("ix_task_mine", "owner_id", "queue_id", "priority", "due_at", "id", postgresql_where=text(WORKABLE_SQL)),
        Index("ix_task_team", "team_id", "queue_id", "priority", "due_at", "id", postgresql_where=text(WORKABLE_SQL)),
        Index("ix_task_workable", "queue_id", "priority", "due_at", "id", postgresql_where=text(WORKABLE_SQL)),
        Index("ix_task_on_hold", "queue_id", "priority", "due_at", "id", postgresql_where=text("status = 'on-hold'")),
        Index("ix_task_arrived", "queue_id", "arrived_at", "id", postgresql_where=text(OPEN_SQL)),
        Index("ix_task_escalate_at", "escalate_at", postgresql_where=text("escalate_at IS NOT NULL")),
        Index("ix_task_done", "queue_id", "closed_at", "id", postgresql_where=text("closed_at IS NOT NULL")),
        Index("ix_task_on_hold_until", "on_hold_until", postgresql_where=text("on_hold_until IS NOT NULL")),
        Index("ix_task_patient_id", "patient_id", "created_at"),
        Index("ix_task_focus", "focus_type", "focus_id"),
        Index("ix_task_untriaged", "id", postgresql_where=text("triaged_at IS NULL")),
    )

    id: Mapped[pk]
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    focus_type: Mapped[str]
    focus_id: Mapped[int]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    title: Mapped[str]
    topic: Mapped[str] = mapped_column(server_default="")
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="3")
    priority_reason: Mapped[str] = mapped_column(server_default="")
    status: Mapped[TaskStatus] = mapped_column(choice(TaskStatus, "status"), server_default="requested")
    business_status: Mapped[str] = mapped_column(server_default="")
    outcome: Mapped[str] = mapped_column(server_default="")
    on_hold_until: Mapped[datetime | None]
    created_at: Mapped[created]
    triaged_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    first_response_at: Mapped[datetime | None]
    first_response_due_at: Mapped[datetime | None]
    due_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.transaction_timestamp() + text("interval '2 days'")
    )
    last_inbound_id: Mapped[int | None]
    last_inbound_at: Mapped[datetime | None]
    arrived_at: Mapped[created]  # the newest thing the patient sent, else the task itself: what "newest" sorts by
    worked_at: Mapped[datetime | None]  # when its owner last did something on it; idle claims go back to the pool
    flag: Mapped[str] = mapped_column(server_default="")  # the highest level of the urgency flags in force
    flag_acknowledged_at: Mapped[datetime | None]
    flag_acknowledged_by: Mapped[str | None]
    escalate_at: Mapped[datetime | None]
    escalated: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class TaskEvent(Base):
    """One step in a task's life. Append-only; the metrics are computed from these."""

    __tablename__ = "task_event"
    __table_args__ = (Index("ix_task_event_task_id", "task_id", "id"),)

    id: Mapped[pk]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    at: Mapped[created]
    kind: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    actor: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))


class Presence(Base):
    """Who has a task open on screen, and whether they are writing; fresh for a minute."""

    __tablename__ = "presence"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    seen_at: Mapped[created]
    writing: Mapped[bool] = mapped_column(Boolean, server_default="false")
