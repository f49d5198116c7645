"""What a patient takes, what a pharmacy gave out of it, and the pharmacies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, one_of, pk
from rules.drugs import SCHEDULES


class Pharmacy(Base):
    """A pharmacy that orders go to. `ncpdp` is its number in the US register; `email` takes orders as PDF."""

    __tablename__ = "pharmacy"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("ncpdp ~ '^[0-9]{7}$'", name="ncpdp"),
    )

    id: Mapped[pk]
    ncpdp: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(server_default="")
    fax: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    address: Mapped[str] = mapped_column(server_default="")
    active: Mapped[bool] = mapped_column(Boolean, server_default="true")
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class Medication(Base):
    """A medication order (RxNorm), active while `stopped_on` is empty.

    `dose` is what is taken at a time and how often, in words; `days_supply` and `quantity` are of one dispense,
    `refills_left` how many more the pharmacy may give out. What the chart doesn't say is empty, never a guess.
    `schedule` is that of the Controlled Substances Act where the chart names one; else `rules.drugs` knows it by name.
    """

    __tablename__ = "medication"
    __table_args__ = (
        UniqueConstraint("patient_id", "source_key"),
        CheckConstraint(one_of("schedule", SCHEDULES), name="schedule"),
        CheckConstraint("days_supply BETWEEN 1 AND 400", name="days_supply"),
        CheckConstraint("refills_left BETWEEN 0 AND 99", name="refills_left"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    source_key: Mapped[str | None]
    code: Mapped[str]
    display: Mapped[str]
    directions: Mapped[str] = mapped_column(server_default="")
    started_on: Mapped[date | None]
    stopped_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(server_default="")
    dose: Mapped[str] = mapped_column(server_default="")
    dose_changed_on: Mapped[date | None]
    quantity: Mapped[Decimal | None] = mapped_column(Numeric(10, 3))
    quantity_unit: Mapped[str] = mapped_column(server_default="")
    days_supply: Mapped[int | None] = mapped_column(Integer)
    refills_left: Mapped[int | None] = mapped_column(Integer)
    as_needed: Mapped[bool] = mapped_column(Boolean, server_default="false")
    schedule: Mapped[str] = mapped_column(server_default="")
    prescriber_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    prescriber: Mapped[str] = mapped_column(server_default="")
    pharmacy_id: Mapped[int | None] = mapped_column(ForeignKey("pharmacy.id"))
    renewed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class MedicationDispense(Base):
    """One time that a pharmacy gave out a medication, and for how many days."""

    __tablename__ = "medication_dispense"
    __table_args__ = (
        UniqueConstraint("patient_id", "source_key"),
        CheckConstraint("days_supply BETWEEN 1 AND 400", name="days_supply"),
        Index("ix_medication_dispense_medication_id", "medication_id", text("dispensed_on DESC")),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    medication_id: Mapped[int] = mapped_column(ForeignKey("medication.id"))
    source_key: Mapped[str | None]
    dispensed_on: Mapped[date]
    days_supply: Mapped[int] = mapped_column(Integer)
    quantity: Mapped[Decimal | None] = mapped_column(Numeric(10, 3))
    pharmacy_id: Mapped[int | None] = mapped_column(ForeignKey("pharmacy.id"))
