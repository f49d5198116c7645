"""Working together: notices to staff, absences with cover, saved views, and what one asks of another team."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from db.models.foci import focus
from db.roles import Sensitivity

NOTICE_KINDS = ("mention", "assigned", "returned", "escalated")


class StaffNotice(Base):
    """Something a person should see: each of them a row, so that none overwrites another. Holds no patient data."""

    __tablename__ = "staff_notice"
    __table_args__ = (
        CheckConstraint(one_of("kind", NOTICE_KINDS), name="kind"),
        Index("ix_staff_notice_unseen", "staff_id", "kind", "id", postgresql_where=text("seen_at IS NULL")),
        Index("ix_staff_notice_task_id", "task_id"),
    )

    id: Mapped[pk]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    note_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"))
    kind: Mapped[str]
    actor: Mapped[str]
    created_at: Mapped[created]
    seen_at: Mapped[datetime | None]


class StaffAbsence(Base):
    """Out of office from `starts_at` to `ends_at`: the cover sees the absent person's work as their own."""

    __tablename__ = "staff_absence"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="period"),
        CheckConstraint("cover_id <> staff_id", name="cover_other"),
        Index("ix_staff_absence_staff_id", "staff_id", "ends_at"),
        Index("ix_staff_absence_cover_id", "cover_id", "ends_at"),
    )

    id: Mapped[pk]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    created_at: Mapped[created]


class SavedView(Base):
    """A view with filters that somebody keeps, for themselves or for a team."""

    __tablename__ = "saved_view"
    __table_args__ = (
        CheckConstraint("(staff_id IS NULL) <> (team_id IS NULL)", name="staff_or_team"),
        CheckConstraint("length(name) BETWEEN 1 AND 60", name="name_length"),
        Index("uq_saved_view_staff", "queue_id", "staff_id", "name", unique=True),
        Index("uq_saved_view_team", "queue_id", "team_id", "name", unique=True),
    )

    id: Mapped[pk]
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str]
    view: Mapped[str]
    sort: Mapped[str] = mapped_column(server_default="next")
    filters: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[created]


class Errand(Base):
    """Something one asks of another team: what a task of the to-do queue is about. Everybody there reads it."""

    __tablename__ = "errand"
    __table_args__ = (CheckConstraint("length(body) BETWEEN 1 AND 5000", name="body_length"),)

    id: Mapped[pk]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    from_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    body: Mapped[str]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # empty where the clock asks
    created_at: Mapped[created]


focus(Errand, words=Errand.body, sensitivity=Sensitivity.CONTACT)
