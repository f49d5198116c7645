"""Refill requests, the protocols they are judged by, what was decided, and the orders that leave for a pharmacy."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, choice, created, one_of, pk
from db.models.foci import Decision, focus
from db.roles import Sensitivity
from rules.drugs import SCHEDULES

SOURCES = ("patient", "proxy", "pharmacy", "staff")
DECISIONS = ("approved", "bridged", "denied", "new-prescription", "merged", "withdrawn")
STEPS = (
    "approved", "bridged", "denied", "new-prescription", "merged", "withdrawn", "prepared", "forwarded", "asked",
)  # fmt: skip
NO_REPORTS = {"info": {"reports": False}}  # clinical free text: nothing for the reports' role


class OrderState(StrEnum):
    """`waiting` to leave by mail, or `to-print` where the pharmacy takes none -> `sent` -> `acknowledged`.

    `failed`: the mail was refused for certain. `cancelled`: taken back before it left.
    """

    WAITING = "waiting"
    TO_PRINT = "to-print"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RefillProtocol(Base):
    """By which facts a class of drugs may be refilled by protocol. Off until a named clinician approves it.

    `rule` is `rules.refill_protocol.Protocol` as JSON. Every change of `rule` takes the approval back. The versions
    that stood before are in `record_version`.
    """

    __tablename__ = "refill_protocol"
    __table_args__ = (
        CheckConstraint("(approved_on IS NULL) = (approved_by_id IS NULL)", name="approved_pair"),
        CheckConstraint("NOT active OR approved_by_id IS NOT NULL", name="active_approved"),
    )

    id: Mapped[pk]
    drug_class: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    rule: Mapped[dict[str, Any]]
    active: Mapped[bool] = mapped_column(Boolean, server_default="false")
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    approved_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    changed_at: Mapped[created]
    changed_by: Mapped[str]


class RefillRequest(Base):
    """Somebody asks for more of a medication. Open while `decision` is empty.

    `ingredient`, `drug_class` and `schedule` are `rules.drugs` of what was asked for, at that time: duplicates are
    found by them and the metrics count by them. `prepared_*` is what somebody who may not approve it proposes.
    """

    __tablename__ = "refill_request"
    __table_args__ = (
        CheckConstraint(one_of("source", SOURCES), name="source"),
        CheckConstraint("source NOT IN ('patient', 'proxy') OR account_id IS NOT NULL", name="source_account"),
        CheckConstraint(one_of("decision", ("", *DECISIONS)), name="decision"),
        CheckConstraint("(decision = '') = (decided_at IS NULL)", name="decided_pair"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_pair"),
        CheckConstraint("(decision = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("merged_into_id <> id", name="merged_other"),
        CheckConstraint("(decision IN ('approved', 'bridged')) = (days IS NOT NULL)", name="days_decided"),
        CheckConstraint("days BETWEEN 1 AND 400", name="days"),
        CheckConstraint("decision NOT IN ('approved', 'bridged') OR schedule <> 'II'", name="schedule_two_never"),
        CheckConstraint(one_of("schedule", SCHEDULES), name="schedule"),
        CheckConstraint("(prepared_at IS NULL) = (prepared_by IS NULL)", name="prepared_pair"),
        CheckConstraint("length(note) <= 2000", name="note_length"),
        Index("ix_refill_request_open", "patient_id", "ingredient", postgresql_where=text("decision = ''")),
        Index("ix_refill_request_medication_id", "medication_id", "decided_at"),
        NO_REPORTS,
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    medication_id: Mapped[int] = mapped_column(ForeignKey("medication.id"))
    source: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"))
    requested_by: Mapped[str]
    pharmacy_id: Mapped[int | None] = mapped_column(ForeignKey("pharmacy.id"))
    note: Mapped[str] = mapped_column(server_default="")
    asked_dose: Mapped[str] = mapped_column(server_default="")
    headline: Mapped[str]  # the medication's name and dose: clinical, the list's first words
    ingredient: Mapped[str]
    drug_class: Mapped[str]
    schedule: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[created]
    prepared_at: Mapped[datetime | None]
    prepared_by: Mapped[str | None]
    prepared_days: Mapped[int | None] = mapped_column(Integer)
    prepared_refills: Mapped[int | None] = mapped_column(Integer)
    prepared_note: Mapped[str] = mapped_column(server_default="")
    decision: Mapped[str] = mapped_column(server_default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    days: Mapped[int | None] = mapped_column(Integer)
    refills: Mapped[int | None] = mapped_column(Integer)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("refill_request.id"), index=True)


class RefillDecision(Base):
    """One step of deciding a request, as it was taken, by which protocol and on which facts. Append-only.

    `criteria` is the list of `rules.refill_protocol.Criterion` that stood on screen and was computed again in the
    transaction; `protocol_id` and `protocol_version` are empty where no protocol was asked.
    """

    __tablename__ = "refill_decision"
    __table_args__ = (
        CheckConstraint(one_of("step", STEPS), name="step"),
        CheckConstraint("(protocol_id IS NULL) = (protocol_version IS NULL)", name="protocol_pair"),
        NO_REPORTS,
    )

    id: Mapped[pk]
    request_id: Mapped[int] = mapped_column(ForeignKey("refill_request.id"), index=True)
    step: Mapped[str]
    days: Mapped[int | None] = mapped_column(Integer)
    refills: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(server_default="")
    proposal: Mapped[str] = mapped_column(server_default="")
    by_protocol: Mapped[bool] = mapped_column(Boolean, server_default="false")
    protocol_id: Mapped[int | None] = mapped_column(ForeignKey("refill_protocol.id"))
    protocol_version: Mapped[int | None] = mapped_column(Integer)
    criteria: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[str]
    reauthenticated: Mapped[bool] = mapped_column(Boolean, server_default="false")
    at: Mapped[created]


class PharmacyOrder(Base):
    """What a pharmacy is asked to give out: frozen when it was decided, printable, and where it is now.

    Not an electronic prescription: a PDF that leaves by mail to the pharmacy's own address, or that staff print,
    fax or hand over. `content` is filled by the worker.
    """

    __tablename__ = "pharmacy_order"
    __table_args__ = (
        UniqueConstraint("request_id"),
        CheckConstraint("(state IN ('sent', 'acknowledged')) = (sent_at IS NOT NULL)", name="sent_pair"),
        CheckConstraint("(sent_at IS NULL) = (sent_by IS NULL)", name="sent_by_pair"),
        CheckConstraint("(state = 'acknowledged') = (acknowledged_at IS NOT NULL)", name="acknowledged_pair"),
        CheckConstraint("(acknowledged_at IS NULL) = (acknowledged_by IS NULL)", name="acknowledged_by_pair"),
        CheckConstraint("days BETWEEN 1 AND 400", name="days"),
        Index("ix_pharmacy_order_open", "id", postgresql_where=text("state IN ('waiting', 'to-print', 'failed')")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    request_id: Mapped[int] = mapped_column(ForeignKey("refill_request.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    pharmacy_id: Mapped[int | None] = mapped_column(ForeignKey("pharmacy.id"))
    medication: Mapped[str]
    directions: Mapped[str]
    quantity: Mapped[str] = mapped_column(server_default="")
    days: Mapped[int] = mapped_column(Integer)
    refills: Mapped[int] = mapped_column(Integer)
    prescriber: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    state: Mapped[OrderState] = mapped_column(choice(OrderState, "state"), server_default="waiting")
    ordered_at: Mapped[created]
    ordered_by: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str | None]
    sent_how: Mapped[str] = mapped_column(server_default="")  # mail | print | fax | phone
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


focus(
    RefillRequest,
    words=RefillRequest.headline,
    sensitivity=Sensitivity.CLINICAL,
    decision=Decision(
        RefillRequest.decision,
        "Nobody has decided this refill request yet: approve, deny or merge it. Nothing was changed.",
        "This refill request was decided. What comes after it is a new request; nothing was changed.",
    ),
)
