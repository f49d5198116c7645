"""Patients and their clinical facts, in FHIR's words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Computed, ForeignKey, Index, Integer, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk
from db.models.threads import ACCENTS

# Given name last again, so that "diaz rosa" is found too.
SEARCH_NAME = f"lower(translate(given || ' ' || family || ' ' || given, '{ACCENTS[0]}', '{ACCENTS[1]}'))"


class Payer(Base):
    """An insurer, or a kind of self-payment."""

    __tablename__ = "payer"

    id: Mapped[pk]
    source_id: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)


class Patient(Base):
    """A person in the clinic's care. `mrn` is unique within our assigning authority."""

    __tablename__ = "patient"
    __table_args__ = (
        CheckConstraint("birth_date > DATE '1850-01-01'", name="birth_date_sane"),
        CheckConstraint("sex IN ('female', 'male', 'other', 'unknown')", name="sex"),
        Index(
            "ix_patient_name_trgm",
            "search_name",
            postgresql_using="gin",
            postgresql_ops={"search_name": "gin_trgm_ops"},
        ),
        Index("ix_patient_birth_date", "birth_date"),
        Index("ix_patient_mrn_begins", "mrn", postgresql_ops={"mrn": "text_pattern_ops"}),
        Index(
            "ix_patient_phone_trgm",
            "phone_digits",
            postgresql_using="gin",
            postgresql_ops={"phone_digits": "gin_trgm_ops"},
        ),
    )

    id: Mapped[pk]
    mrn: Mapped[str] = mapped_column(unique=True)
    source_id: Mapped[str | None] = mapped_column(unique=True)
    given: Mapped[str]
    family: Mapped[str]
    birth_date: Mapped[date]
    sex: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="en")
    interpreter: Mapped[bool] = mapped_column(Boolean, server_default="false")
    email: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str] = mapped_column(server_default="")
    address: Mapped[str] = mapped_column(server_default="")
    city: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="")
    postal_code: Mapped[str] = mapped_column(server_default="")
    race: Mapped[str] = mapped_column(server_default="")
    ethnicity: Mapped[str] = mapped_column(server_default="")
    restrictions: Mapped[str] = mapped_column(server_default="")
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("payer.id"))
    deceased_at: Mapped[datetime | None]
    created_at: Mapped[created]
    search_name: Mapped[str] = mapped_column(Computed(SEARCH_NAME, persisted=True))
    phone_digits: Mapped[str] = mapped_column(Computed("regexp_replace(phone, '[^0-9]', '', 'g')", persisted=True))


class Condition(Base):
    """A problem on the problem list (SNOMED CT)."""

    __tablename__ = "condition"
    __table_args__ = (UniqueConstraint("patient_id", "source_key"),)

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    source_key: Mapped[str | None]
    code: Mapped[str]
    display: Mapped[str]
    onset_date: Mapped[date | None]
    abatement_date: Mapped[date | None]


class Allergy(Base):
    """An allergy or intolerance, with its reaction and severity as reported."""

    __tablename__ = "allergy"
    __table_args__ = (UniqueConstraint("patient_id", "source_key"),)

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    source_key: Mapped[str | None]
    code: Mapped[str]
    display: Mapped[str]
    reaction: Mapped[str] = mapped_column(server_default="")
    severity: Mapped[str] = mapped_column(server_default="")
    recorded_on: Mapped[date | None]


class Observation(Base):
    """A single result or vital sign; `value_number` in `unit` (UCUM) or `value_text`.

    One of a report (`report_id`) belongs to whom the report does: to nobody while that is not known. `code` is its
    LOINC, empty while the laboratory's `local_code` isn't mapped. What a correction replaced or a withdrawal took
    back stays, with `superseded_at`; everything that shows a patient's facts leaves it out.
    """

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("patient_id", "source_key"),
        CheckConstraint("patient_id IS NOT NULL OR report_id IS NOT NULL", name="patient_or_report"),
        CheckConstraint("flag IN ('', 'L', 'H', 'A', 'LL', 'HH', 'AA')", name="flag"),
        CheckConstraint("comparator IN ('', '<', '<=', '>', '>=', '~')", name="comparator"),
        Index("ix_observation_patient_id_effective_at", "patient_id", "effective_at"),
        Index("ix_observation_patient_id_code", "patient_id", "code", "effective_at"),
        Index("ix_observation_report_id", "report_id", "position"),
        Index("ix_observation_lab_code_id", "lab_code_id", postgresql_where=text("lab_code_id IS NOT NULL")),
    )

    id: Mapped[pk]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("diagnostic_report.id"))
    lab_code_id: Mapped[int | None] = mapped_column(ForeignKey("lab_code.id"))
    position: Mapped[int] = mapped_column(Integer, server_default="0")
    source_key: Mapped[str | None]
    category: Mapped[str] = mapped_column(server_default="laboratory")
    code: Mapped[str]
    display: Mapped[str]
    value_number: Mapped[Decimal | None] = mapped_column(Numeric)
    value_text: Mapped[str] = mapped_column(server_default="")
    unit: Mapped[str] = mapped_column(server_default="")
    flag: Mapped[str] = mapped_column(server_default="")
    effective_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(server_default="final")
    local_code: Mapped[str] = mapped_column(server_default="")
    sub_id: Mapped[str] = mapped_column(server_default="")
    comparator: Mapped[str] = mapped_column(server_default="")
    low: Mapped[Decimal | None] = mapped_column(Numeric)
    high: Mapped[Decimal | None] = mapped_column(Numeric)
    range_text: Mapped[str] = mapped_column(server_default="")
    notes: Mapped[str] = mapped_column(server_default="")
    performer: Mapped[str] = mapped_column(server_default="")
    superseded_at: Mapped[datetime | None]
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("observation.id"))


class Immunization(Base):
    """A vaccine given (CVX)."""

    __tablename__ = "immunization"
    __table_args__ = (UniqueConstraint("patient_id", "source_key"),)

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    source_key: Mapped[str | None]
    code: Mapped[str]
    display: Mapped[str]
    occurred_at: Mapped[datetime]


class Encounter(Base):
    """A visit that took place."""

    __tablename__ = "encounter"
    __table_args__ = (
        UniqueConstraint("patient_id", "source_key"),
        Index("ix_encounter_patient_id_started_at", "patient_id", "started_at"),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    source_key: Mapped[str | None]
    encounter_class: Mapped[str] = mapped_column(server_default="ambulatory")
    display: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))


class Appointment(Base):
    """A visit that is booked. `status` in FHIR's words: booked, fulfilled, cancelled, noshow."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("status IN ('booked', 'fulfilled', 'cancelled', 'noshow')", name="status"),
        Index("ix_appointment_patient_id_starts_at", "patient_id", "starts_at"),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    display: Mapped[str]
    starts_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(server_default="booked")
    booked_online: Mapped[bool] = mapped_column(Boolean, server_default="false")
