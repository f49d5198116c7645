"""What the bank received and the card processors paid out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from db.models.billing_files import NO_REPORTS
from db.models.ledger import Money

PROCESSOR_KINDS = (
    "charge",
    "refund",
    "dispute",
    "dispute_reversal",
    "fee",
    "payout",
    "payout_reversal",
    "transfer",
    "reserve",
    "adjustment",
    "other",
)


class BankAccount(Base):
    """An account of the clinic, as the bank's files name it; only the last four digits are kept in sight."""

    __tablename__ = "bank_account"
    __table_args__ = (UniqueConstraint("bank_ref", "number_hash"), NO_REPORTS)

    id: Mapped[pk]
    bank_ref: Mapped[str] = mapped_column(server_default="")
    number_hash: Mapped[str]
    tail: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str] = mapped_column(server_default="")
    currency: Mapped[str] = mapped_column(server_default="USD")
    created_at: Mapped[created]


class BankTransaction(Base):
    """A line of a bank's statement; positive is money in. `key` tells it from all others of its account.

    Of rows that agree in everything, `key` counts: the second is another line, a second import of both adds nothing.
    """

    __tablename__ = "bank_transaction"
    __table_args__ = (
        UniqueConstraint("account_id", "key"),
        CheckConstraint("amount <> 0", name="amount"),
        Index("ix_bank_transaction_file_id", "file_id"),
        Index("ix_bank_transaction_amount", "amount", "on_day"),
        Index("ix_bank_transaction_unmatched", "on_day", "id", postgresql_where=text("matched_at IS NULL")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("billing_file.id"))
    row: Mapped[int] = mapped_column(Integer)
    key: Mapped[str]
    on_day: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Money)
    payee: Mapped[str] = mapped_column(server_default="")
    memo: Mapped[str] = mapped_column(server_default="")
    reference: Mapped[str] = mapped_column(server_default="")
    cheque_number: Mapped[str] = mapped_column(server_default="")
    trace: Mapped[str] = mapped_column(server_default="")
    matched_at: Mapped[datetime | None]
    created_at: Mapped[created]


class Payout(Base):
    """One transfer of a processor to the bank: the sum of its lines' net amounts."""

    __tablename__ = "payout"
    __table_args__ = (
        UniqueConstraint("processor", "reference"),
        CheckConstraint("reference <> ''", name="reference"),
        Index("ix_payout_unmatched", "arrives_on", "id", postgresql_where=text("matched_at IS NULL")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    processor: Mapped[str]
    reference: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money)
    arrives_on: Mapped[date]
    matched_at: Mapped[datetime | None]
    created_at: Mapped[created]


class ProcessorLine(Base):
    """One row of a processor's export: net is gross less fee. `cash` never reaches the bank."""

    __tablename__ = "processor_line"
    __table_args__ = (
        UniqueConstraint("processor", "key"),
        CheckConstraint(one_of("kind", PROCESSOR_KINDS), name="kind"),
        CheckConstraint("net = gross - fee", name="net"),
        Index("ix_processor_line_file_id", "file_id"),
        Index("ix_processor_line_payout_id", "payout_id", postgresql_where=text("payout_id IS NOT NULL")),
        Index("ix_processor_line_charge_ref", "charge_ref", postgresql_where=text("charge_ref <> ''")),
        Index(
            "ix_processor_line_unmatched",
            "on_day",
            "id",
            postgresql_where=text("matched_at IS NULL AND kind IN ('charge', 'refund', 'dispute', 'dispute_reversal')"),
        ),
        Index(
            "ix_processor_line_other",
            "on_day",
            "id",
            postgresql_where=text(
                "matched_at IS NULL AND kind IN ('fee', 'transfer', 'reserve', 'adjustment', 'other')"
            ),
        ),
        NO_REPORTS,
    )

    id: Mapped[pk]
    file_id: Mapped[int] = mapped_column(ForeignKey("billing_file.id"))
    row: Mapped[int] = mapped_column(Integer)
    processor: Mapped[str]
    key: Mapped[str]
    kind: Mapped[str]
    charge_ref: Mapped[str] = mapped_column(server_default="")
    intent_ref: Mapped[str] = mapped_column(server_default="")
    payout_id: Mapped[int | None] = mapped_column(ForeignKey("payout.id"))
    gross: Mapped[Decimal] = mapped_column(Money)
    fee: Mapped[Decimal] = mapped_column(Money)
    net: Mapped[Decimal] = mapped_column(Money)
    currency: Mapped[str] = mapped_column(server_default="USD")
    at: Mapped[datetime]
    on_day: Mapped[date]
    description: Mapped[str] = mapped_column(server_default="")
    cash: Mapped[bool] = mapped_column(server_default="false")
    matched_at: Mapped[datetime | None]
    created_at: Mapped[created]
