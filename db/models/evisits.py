"""Messages that may be billed as online digital evaluation (CPT 99421 to 99423), and patients' consent to that."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from db.models.billing_files import NO_REPORTS

STATES = ("proposed", "confirmed", "refused")


class EvisitConsent(Base):
    """A patient's consent to be billed for messages: asked once a year, by whom and how; or that they declined."""

    __tablename__ = "evisit_consent"
    __table_args__ = (
        CheckConstraint(one_of("how", ("spoken", "portal", "paper")), name="how"),
        Index("ix_evisit_consent_patient_id", "patient_id", "id"),
        NO_REPORTS,
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    given: Mapped[bool]
    how: Mapped[str]
    asked_by: Mapped[str]
    on_day: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[created]


class EvisitCandidate(Base):
    """A thread that a clerk proposes to bill: the criteria as they stood, then a prescriber's word."""

    __tablename__ = "evisit_candidate"
    __table_args__ = (
        CheckConstraint(one_of("state", STATES), name="state"),
        CheckConstraint("code IN ('99421', '99422', '99423')", name="code"),
        CheckConstraint("minutes >= 5", name="minutes"),
        CheckConstraint("(decided_at IS NULL) = (state = 'proposed')", name="decided_pair"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by"),
        CheckConstraint("state <> 'confirmed' OR decided_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(state = 'confirmed') = (charge_id IS NOT NULL)", name="charged"),
        Index("uq_evisit_candidate_thread", "thread_id", unique=True, postgresql_where=text("state <> 'refused'")),
        Index("ix_evisit_candidate_waiting", "id", postgresql_where=text("state = 'proposed'")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    code: Mapped[str]
    minutes: Mapped[int] = mapped_column(Integer)
    period_from: Mapped[date]
    criteria: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(server_default="proposed")
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[created]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(server_default="")
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("charge.id"))
