"""Which money is which: matches with both sides kept, suggestions dismissed, and what is left for a person."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, UniqueConstraint, case, func, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from db.models.billing_files import NO_REPORTS
from db.models.foci import Decision, focus
from db.models.ledger import Money
from db.roles import Sensitivity
from rules.payment_exceptions import EXCEPTIONS

SIDES = ("bank_transaction", "payout", "processor_line", "remittance", "payment", "refund")


class PaymentMatch(Base):
    """Sides that are the same money, and why. Undone by a person with a reason; both sides stay on record.

    `difference` was explained by a fee or an adjustment, posted with the match.
    """

    __tablename__ = "payment_match"
    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_pair"),
        CheckConstraint("undone_at IS NULL OR undo_reason <> ''", name="undo_reason"),
        NO_REPORTS,
    )

    id: Mapped[pk]
    rule: Mapped[str]
    why: Mapped[str]
    automatic: Mapped[bool]
    difference: Mapped[Decimal] = mapped_column(Money, server_default="0")
    made_at: Mapped[created]
    made_by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    undo_reason: Mapped[str] = mapped_column(server_default="")


class MatchSide(Base):
    """One record in a match. A record is in one live match of a `stage` at most: cleared (payment), or deposited."""

    __tablename__ = "match_side"
    __table_args__ = (
        CheckConstraint(one_of("kind", SIDES), name="kind"),
        CheckConstraint(one_of("stage", ("clearing", "deposit")), name="stage"),
        Index("ix_match_side_match_id", "match_id"),
        Index("ix_match_side_record", "kind", "record_id"),
        Index("uq_match_side_live", "stage", "kind", "record_id", unique=True, postgresql_where=text("live")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    match_id: Mapped[int] = mapped_column(ForeignKey("payment_match.id"))
    stage: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Money)
    live: Mapped[bool] = mapped_column(Boolean, server_default="true")


class MatchDismissal(Base):
    """A pair that a person said is not the same money: never suggested again."""

    __tablename__ = "match_dismissal"
    __table_args__ = (UniqueConstraint("left_kind", "left_id", "right_kind", "right_id"), NO_REPORTS)

    id: Mapped[pk]
    left_kind: Mapped[str]
    left_id: Mapped[int]
    right_kind: Mapped[str]
    right_id: Mapped[int]
    dismissed_by: Mapped[str]
    dismissed_at: Mapped[created]


class PaymentException(Base):
    """What doesn't agree and waits for a clerk: what a task of the payments queue is about. Open until resolved.

    `headline` is the list's words, without a patient's name. `record_*` is the line, remittance or claim it is about.
    """

    __tablename__ = "payment_exception"
    __table_args__ = (
        CheckConstraint(one_of("kind", tuple(EXCEPTIONS)), name="kind"),
        CheckConstraint("(resolved_at IS NULL) = (resolved_by IS NULL)", name="resolved_pair"),
        Index(
            "uq_payment_exception_open",
            "kind",
            "record_type",
            "record_id",
            unique=True,
            postgresql_where=text("resolved_at IS NULL"),
        ),
        Index("ix_payment_exception_record", "record_type", "record_id"),
        NO_REPORTS,
    )

    id: Mapped[pk]
    kind: Mapped[str]
    record_type: Mapped[str]
    record_id: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Money)
    headline: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    created_at: Mapped[created]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None]
    resolution: Mapped[str] = mapped_column(server_default="")


focus(
    PaymentException,
    words=func.concat(
        case((PaymentException.amount < 0, "\N{MINUS SIGN}"), else_=""),
        func.to_char(func.abs(PaymentException.amount), 'FM"$"999,999,990.00'),
        " · ",
        PaymentException.headline,
    ),
    sensitivity=Sensitivity.BILLING,
    decision=Decision(
        PaymentException.resolution,
        "Say how this ended: resolve it with a reason. Nothing was changed.",
        "This was resolved, and stays on record as it was; nothing was changed.",
    ),
)
