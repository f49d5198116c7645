"""Urgency flags on messages, and the telephone calls that answer them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk

CALL_OUTCOMES = ("reached", "left-message", "no-answer", "wrong-number", "declined")


class UrgencyFlag(Base):
    """Alarming words in a patient's message (`rules.urgency`), or a critical value in a result.

    In force until a person overrides it with a reason.
    """

    __tablename__ = "urgency_flag"
    __table_args__ = (
        CheckConstraint("level IN ('amber', 'red')", name="level"),
        CheckConstraint("(overridden_at IS NULL) = (overridden_by IS NULL)", name="overridden_pair"),
        CheckConstraint("overridden_at IS NULL OR override_reason <> ''", name="override_reason"),
        CheckConstraint("(message_id IS NULL) <> (report_id IS NULL)", name="message_or_report"),
        Index("uq_urgency_flag_message_family", "message_id", "family", unique=True),
    )

    id: Mapped[pk]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("diagnostic_report.id"), index=True)
    level: Mapped[str]
    family: Mapped[str]
    phrase: Mapped[str]
    created_at: Mapped[created]
    overridden_at: Mapped[datetime | None]
    overridden_by: Mapped[str | None]
    override_reason: Mapped[str] = mapped_column(server_default="")


class PhoneCall(Base):
    """A telephone call with a patient, or the attempt at one."""

    __tablename__ = "phone_call"
    __table_args__ = (
        CheckConstraint(one_of("outcome", CALL_OUTCOMES), name="outcome"),
        CheckConstraint("length(detail) <= 5000", name="detail_length"),
        Index("ix_phone_call_patient_id", "patient_id", "called_at"),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    outcome: Mapped[str]
    detail: Mapped[str] = mapped_column(server_default="")
    called_at: Mapped[created]
