"""What insurers remitted (X12 835): a payment, its claims with their adjustments, and what stands beside claims."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from db.models.billing_files import NO_REPORTS
from db.models.ledger import Money


class Remittance(Base):
    """One payment of an insurer (ST to SE). The same payer, trace, amount and day is the same payment, sent again.

    A blank trace, or a filler kept as blank, tells nothing: such a payment is known by its place in its file alone.
    `differences` are what doesn't balance: it is kept and shown, and not posted. It may come again and balance.
    """

    __tablename__ = "remittance"
    __table_args__ = (
        UniqueConstraint("file_id", "position"),
        Index(
            "uq_remittance_payment",
            "payer_ref",
            "trace",
            "amount",
            "paid_on",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("trace <> '' AND state = 'posted'"),
        ),
        CheckConstraint(one_of("state", ("unbalanced", "posted")), name="state"),
        Index("ix_remittance_trace", "trace"),
        Index("ix_remittance_unmatched", "paid_on", "id", postgresql_where=text("matched_at IS NULL AND amount <> 0")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    file_id: Mapped[int] = mapped_column(ForeignKey("billing_file.id"))
    position: Mapped[int] = mapped_column(Integer)
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("payer.id"))
    payer_name: Mapped[str]
    payer_ref: Mapped[str]  # TRN03
    trace: Mapped[str]  # TRN02
    method: Mapped[str]  # BPR04: ACH, CHK, NON, …
    amount: Mapped[Decimal] = mapped_column(Money)
    paid_on: Mapped[date | None]
    state: Mapped[str]
    differences: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    matched_at: Mapped[datetime | None]
    created_at: Mapped[created]


class RemitClaim(Base):
    """A claim as the insurer settled it (CLP). `services` as `db.remittance_lines.Service`, kept as they came."""

    __tablename__ = "remit_claim"
    __table_args__ = (
        UniqueConstraint("remittance_id", "position"),
        Index("ix_remit_claim_control_number", "control_number"),
        Index("ix_remit_claim_patient_id", "patient_id", postgresql_where=text("patient_id IS NOT NULL")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    remittance_id: Mapped[int] = mapped_column(ForeignKey("remittance.id"))
    position: Mapped[int] = mapped_column(Integer)
    control_number: Mapped[str]
    status: Mapped[str]
    charged: Mapped[Decimal] = mapped_column(Money)
    paid: Mapped[Decimal] = mapped_column(Money)
    patient_responsibility: Mapped[Decimal] = mapped_column(Money, server_default="0")
    interest: Mapped[Decimal] = mapped_column(Money, server_default="0")
    payer_claim_number: Mapped[str] = mapped_column(server_default="")
    patient_name: Mapped[str] = mapped_column(server_default="")
    service_from: Mapped[date | None]
    services: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    adjustments: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))  # of the claim itself
    remarks: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))  # once it is known whose claim it is
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounter.id"))
    denied: Mapped[bool] = mapped_column(server_default="false")


class ProviderAdjustment(Base):
    """Money withheld or given beside the claims (PLB). Positive reduces the payment."""

    __tablename__ = "provider_adjustment"
    __table_args__ = (Index("ix_provider_adjustment_remittance_id", "remittance_id"), NO_REPORTS)

    id: Mapped[pk]
    remittance_id: Mapped[int] = mapped_column(ForeignKey("remittance.id"))
    position: Mapped[int] = mapped_column(Integer)
    code: Mapped[str]
    reference: Mapped[str] = mapped_column(server_default="")
    amount: Mapped[Decimal] = mapped_column(Money)
