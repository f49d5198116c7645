"""The ledger: charges, what patients paid, and double entries that are never changed, only reversed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from rules.ledger import ACCOUNTS, DAY_STATES, KINDS, SOURCES, TENDERS

Money = Numeric(12, 2)


class Charge(Base):
    """What a service costs. `claim_number` is our patient control number (CLP01), `line_number` REF*6R.

    Whether it is owed by the patient or an insurer is the ledger's to say: it moves with every remittance.
    """

    __tablename__ = "charge"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        UniqueConstraint("patient_id", "source_key"),
        Index("ix_charge_claim_number", "claim_number", postgresql_where=text("claim_number <> ''")),
        Index("ix_charge_line_number", "line_number", postgresql_where=text("line_number <> ''")),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounter.id"))
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("payer.id"))  # billed first; none: the patient
    source_key: Mapped[str | None]
    claim_number: Mapped[str] = mapped_column(server_default="")
    line_number: Mapped[str] = mapped_column(server_default="")
    procedure: Mapped[str]  # CPT or HCPCS
    modifiers: Mapped[str] = mapped_column(server_default="")
    display: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money)
    service_on: Mapped[date]
    created_at: Mapped[created]


class Payment(Base):
    """What a patient paid: in the portal, at the front desk or by post. Never negative; money back is a refund.

    `charge_ref` and `intent_ref` are the processor's. `slip` joins what goes to the bank in one deposit. One entered
    in error or for the wrong patient is voided; the one that takes its place names it (`instead_of_id`).
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(one_of("tender", TENDERS), name="tender"),
        CheckConstraint(one_of("source", ("portal", "front_desk", "post")), name="source"),
        CheckConstraint("(voided_at IS NULL) = (voided_by IS NULL)", name="voided_pair"),
        CheckConstraint("voided_at IS NULL OR void_reason <> ''", name="void_reason"),
        CheckConstraint("tender <> 'cheque' OR cheque_number <> ''", name="cheque_number"),
        CheckConstraint("tail ~ '^[0-9]{0,4}$'", name="tail"),
        CheckConstraint("isfinite(paid_at) AND paid_at >= '2000-01-01 00:00:00+00'", name="paid_at"),
        Index(
            "uq_payment_charge_ref",
            "processor",
            "charge_ref",
            unique=True,
            postgresql_where=text("charge_ref <> '' AND voided_at IS NULL"),
        ),
        Index("ix_payment_intent_ref", "intent_ref", postgresql_where=text("intent_ref <> ''")),
        Index("ix_payment_on_day", "on_day", "id"),
        Index("ix_payment_amount", "amount", "on_day"),
        Index(
            "ix_payment_slip_day",
            "on_day",
            "slip",
            "amount",
            postgresql_where=text("slip <> '' AND voided_at IS NULL AND tender IN ('cash', 'cheque')"),
        ),
        Index(
            "ix_payment_single_day",
            "on_day",
            "amount",
            "cheque_number",
            "id",
            postgresql_where=text("slip = '' AND voided_at IS NULL AND tender IN ('cash', 'cheque')"),
        ),
        Index(
            "ix_payment_card_day",
            "on_day",
            "id",
            postgresql_where=text("voided_at IS NULL AND tender IN ('card', 'online')"),
        ),
        Index("ix_payment_slip", "slip", postgresql_where=text("slip <> ''")),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"))
    source: Mapped[str]
    tender: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money)
    processor: Mapped[str] = mapped_column(server_default="")
    charge_ref: Mapped[str] = mapped_column(server_default="")
    intent_ref: Mapped[str] = mapped_column(server_default="")
    tail: Mapped[str] = mapped_column(server_default="")  # last four digits of the card
    cheque_number: Mapped[str] = mapped_column(server_default="")
    slip: Mapped[str] = mapped_column(server_default="")
    receipt: Mapped[str] = mapped_column(unique=True)
    paid_at: Mapped[datetime]
    on_day: Mapped[date]
    entered_by: Mapped[str]
    created_at: Mapped[created]
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None]
    void_reason: Mapped[str] = mapped_column(server_default="")


class Refund(Base):
    """Money back to a patient. Above the clinic's limit a second person approves, who isn't the one who asked."""

    __tablename__ = "refund"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("approved_by_id IS DISTINCT FROM asked_by_id OR NOT needs_second", name="four_eyes"),
        CheckConstraint("(approved_at IS NULL) = (approved_by_id IS NULL)", name="approved_pair"),
        CheckConstraint("(refused_at IS NULL) = (refused_by_id IS NULL)", name="refused_pair"),
        CheckConstraint("approved_at IS NULL OR refused_at IS NULL", name="approved_or_refused"),
        Index("ix_refund_payment_id", "payment_id"),
        Index("ix_refund_waiting", "id", postgresql_where=text("approved_at IS NULL AND refused_at IS NULL")),
    )

    id: Mapped[pk]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"))
    amount: Mapped[Decimal] = mapped_column(Money)
    reason: Mapped[str]
    needs_second: Mapped[bool]
    refund_ref: Mapped[str] = mapped_column(server_default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[created]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None]
    refused_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    refused_at: Mapped[datetime | None]


class LedgerEntry(Base):
    """One happening in money, with two lines or more that sum to nothing. Never changed; a mistake is reversed.

    `on_day` is the business day it counts to, which must be open; `created_at` when it was written.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="kind"),
        CheckConstraint(one_of("source", SOURCES), name="source"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal"),
        CheckConstraint("kind NOT IN ('reversal', 'write_off', 'transfer') OR reason <> ''", name="reason"),
        Index("ix_ledger_entry_on_day", "on_day", "id"),
        Index("ix_ledger_entry_payment_id", "payment_id", postgresql_where=text("payment_id IS NOT NULL")),
        Index("ix_ledger_entry_claim_id", "claim_id", postgresql_where=text("claim_id IS NOT NULL")),
        Index("ix_ledger_entry_match_id", "match_id", postgresql_where=text("match_id IS NOT NULL")),
    )

    id: Mapped[pk]
    kind: Mapped[str]
    source: Mapped[str]
    on_day: Mapped[date]
    reason: Mapped[str] = mapped_column(server_default="")
    actor: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), unique=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refund.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("remit_claim.id"))
    remittance_id: Mapped[int | None] = mapped_column(ForeignKey("remittance.id"))
    match_id: Mapped[int | None] = mapped_column(ForeignKey("payment_match.id"))
    created_at: Mapped[created]


class LedgerLine(Base):
    """One side of an entry: `amount` is positive for a debit, negative for a credit."""

    __tablename__ = "ledger_line"
    __table_args__ = (
        CheckConstraint(one_of("account", tuple(ACCOUNTS)), name="account"),
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint(
            "account NOT IN ('patient', 'payer', 'unapplied') OR patient_id IS NOT NULL", name="of_patient"
        ),
        Index("ix_ledger_line_entry_id", "entry_id"),
        Index("ix_ledger_line_patient_id", "patient_id", "account", postgresql_where=text("patient_id IS NOT NULL")),
        Index("ix_ledger_line_charge_id", "charge_id", postgresql_where=text("charge_id IS NOT NULL")),
    )

    id: Mapped[pk]
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"))
    account: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounter.id"))
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("payer.id"))
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("charge.id"))


class LedgerDay(Base):
    """A business day that is being closed or is. Nothing is posted into a `closed` one; a day without a row is open.

    `totals` by source and tender as counted and as posted; a difference is explained or carried, and signed twice.
    """

    __tablename__ = "ledger_day"
    __table_args__ = (
        CheckConstraint(one_of("state", DAY_STATES), name="state"),
        CheckConstraint("(closed_at IS NULL) = (state <> 'closed')", name="closed_at"),
        CheckConstraint("state <> 'closed' OR first_by_id IS NOT NULL", name="signed"),
        CheckConstraint(
            "state <> 'closed' OR difference = 0 OR (second_by_id IS NOT NULL AND explanation <> '')",
            name="signed_twice",
        ),
        CheckConstraint("second_by_id IS DISTINCT FROM first_by_id OR second_by_id IS NULL", name="second_other"),
        CheckConstraint("(reopened_at IS NULL) = (reopen_reason = '')", name="reopen_reason"),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(server_default="open")
    totals: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    difference: Mapped[Decimal] = mapped_column(Money, server_default="0")
    explanation: Mapped[str] = mapped_column(server_default="")
    first_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    first_at: Mapped[datetime | None]
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    second_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reopen_reason: Mapped[str] = mapped_column(server_default="")
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class Statement(Base):
    """What a patient was told they owe on a day: `lines` as printed, `balance` their sum."""

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_patient_id", "patient_id", "id"),)

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    number: Mapped[str] = mapped_column(unique=True)
    on_day: Mapped[date]
    balance: Mapped[Decimal] = mapped_column(Money)
    lines: Mapped[list[Any]]
    aging: Mapped[dict[str, Any]]
    made_by: Mapped[str]
    created_at: Mapped[created]
