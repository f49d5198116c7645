"""The patient's side: portal accounts and their sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk


class PortalAccount(Base):
    """A sign-in of the portal: a patient's own, or a proxy's (then `patient_id` is empty).

    The portal derives a key from the password on its own side, with the salt it is given; only
    the SHA-256 of that key is kept here, so neither this database nor staff ever see a password.
    """

    __tablename__ = "portal_account"
    __table_args__ = (
        CheckConstraint("login = lower(login) AND login <> ''", name="login_lower"),
        CheckConstraint("state IN ('invited', 'active', 'locked', 'disabled')", name="state"),
        Index("ix_portal_account_email", text("lower(email)")),
        Index("ix_portal_account_name", text("lower(name)")),
    )

    id: Mapped[pk]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), unique=True)
    name: Mapped[str]
    login: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="en")
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    key_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(server_default="active")
    failures: Mapped[int] = mapped_column(Integer, server_default="0")
    locked_until: Mapped[datetime | None]
    invited_at: Mapped[datetime | None]
    activated_at: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]
    created_at: Mapped[created]


class PortalSession(Base):
    """A portal sign-in; only the SHA-256 of its secret token is stored."""

    __tablename__ = "portal_session"

    id: Mapped[pk]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("portal_account.id"), index=True)
    started_at: Mapped[created]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
