"""Staff and the teams they belong to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk


class Team(Base):
    """A pool of staff that owns queues."""

    __tablename__ = "team"

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))


class Staff(Base):
    """Somebody who works in Portside. `role` names a role of `db.roles`."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("username = lower(username) AND username <> ''", name="username_lower"),
        CheckConstraint("(deactivated_at IS NULL) = (deactivated_by IS NULL)", name="deactivated_pair"),
    )

    id: Mapped[pk]
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    email: Mapped[str] = mapped_column(server_default="")
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    password_hash: Mapped[str]
    # May refill by an approved protocol without a prescriber: named person by person, beside the role.
    protocol_authority: Mapped[bool] = mapped_column(Boolean, server_default="false")
    must_change_password: Mapped[bool] = mapped_column(Boolean, server_default="true")
    created_at: Mapped[created]
    deactivated_at: Mapped[datetime | None]
    deactivated_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class TeamMember(Base):
    """Staff in a team."""

    __tablename__ = "team_member"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)
