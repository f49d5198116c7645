"""What a clinic sets on screen: reply templates and named settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk


class ReplyTemplate(Base):
    """A canned reply, for everybody, one team or one person. `{given}` and the like are filled when inserted."""

    __tablename__ = "reply_template"
    __table_args__ = (
        CheckConstraint("length(body) BETWEEN 1 AND 5000", name="body_length"),
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_length"),
        CheckConstraint("team_id IS NULL OR staff_id IS NULL", name="team_or_staff"),
        # A private template's name is nobody else's business.
        UniqueConstraint("name", "staff_id", postgresql_nulls_not_distinct=True),
    )

    id: Mapped[pk]
    name: Mapped[str]
    topic: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="en")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    body: Mapped[str]
    active: Mapped[bool] = mapped_column(Boolean, server_default="true")
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class Setting(Base):
    """One named setting of the clinic as JSON; the code that reads it declares its default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    changed_at: Mapped[datetime] = mapped_column(server_default=text("transaction_timestamp()"))


class RecordVersion(Base):
    """A settings row as it stood after each change: the history that a page shows and restores."""

    __tablename__ = "record_version"
    __table_args__ = (
        # `found`: as it stood before its first change here, having come some other way.
        CheckConstraint("change IN ('create', 'update', 'restore', 'found')", name="change"),
        UniqueConstraint("table_name", "row_id", "version"),
    )

    id: Mapped[pk]
    table_name: Mapped[str]
    row_id: Mapped[int]
    version: Mapped[int] = mapped_column(Integer)
    change: Mapped[str]
    values: Mapped[dict[str, Any]]
    actor: Mapped[str]
    at: Mapped[created]
