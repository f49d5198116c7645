"""Signed-in staff: sessions, tickets from form to cookie, and failed attempts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk


class StaffSession(Base):
    """One browser's sign-in. The token itself is never stored, only its SHA-256."""

    __tablename__ = "staff_session"
    __table_args__ = (CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_pair"),)

    id: Mapped[pk]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    source: Mapped[str] = mapped_column(server_default="")
    started_at: Mapped[created]
    last_active_at: Mapped[created]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class SignInTicket(Base):
    """From the form to the cookie route: one use, 30 s, bound to the browser that asked."""

    __tablename__ = "sign_in_ticket"

    ticket_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    source: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[created]
    used_at: Mapped[datetime | None]


class SignInThrottle(Base):
    """Failed sign-ins in a row, by name typed and by source; `locked_until` grows with them."""

    __tablename__ = "sign_in_throttle"
    __table_args__ = (Index("ix_sign_in_throttle_last_failed_at", "last_failed_at"),)

    kind: Mapped[str] = mapped_column(primary_key=True)  # name | source
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int] = mapped_column(Integer, server_default="0")
    last_failed_at: Mapped[created]
    locked_until: Mapped[datetime | None]


class RecordOpening(Base):
    """What a session has opened, so that each opening is audited once per session and record."""

    __tablename__ = "record_opening"

    session_id: Mapped[int] = mapped_column(ForeignKey("staff_session.id"), primary_key=True)
    subject_type: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
