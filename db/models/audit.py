"""Who did or saw what, of whom, when. Append-only, in monthly partitions, without foreign keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class AuditEvent(Base):
    """One event. No foreign keys, so that the audit never stands in the way of live data."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_at", "at", "id"),
        Index("ix_audit_event_patient_id", "patient_id", "at"),
        Index("ix_audit_event_staff_id", "staff_id", "at"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), primary_key=True, server_default=func.transaction_timestamp()
    )
    kind: Mapped[str]
    actor: Mapped[str]
    staff_id: Mapped[int | None]
    session_id: Mapped[int | None]
    patient_id: Mapped[int | None]
    subject_type: Mapped[str] = mapped_column(server_default="")
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
