"""Laboratories and what they send: files, messages, their codes; panels of our own; orders we placed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, choice, created, one_of, pk

SOURCES = ("upload", "command", "folder", "mllp")
NO_REPORTS = {"info": {"reports": False}}  # text as a laboratory sent it: nothing for the reports' role


class FileState(StrEnum):
    """`waiting` for the worker -> `reading` -> `read`, or `refused` whole: then nothing of it was filed."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    REFUSED = "refused"


class MessageState(StrEnum):
    """What became of one message; all but `refused` mean that each of its observations is kept."""

    FILED = "filed"
    UNMATCHED = "unmatched"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Lab(Base):
    """A sender of results, as its messages name it (MSH-3 and MSH-4)."""

    __tablename__ = "lab"
    __table_args__ = (UniqueConstraint("application", "facility"),)

    id: Mapped[pk]
    application: Mapped[str]
    facility: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[created]


class LabCode(Base):
    """A laboratory's own code. `loinc` is empty until somebody maps it; results with it are filed all the same.

    `kind`: of an observation (OBX-3) or of a test ordered (OBR-4).
    """

    __tablename__ = "lab_code"
    __table_args__ = (
        UniqueConstraint("lab_id", "kind", "code"),
        CheckConstraint(one_of("kind", ("observation", "report")), name="kind"),
        CheckConstraint("(mapped_at IS NULL) = (mapped_by IS NULL)", name="mapped_pair"),
        CheckConstraint("loinc = '' OR mapped_at IS NOT NULL", name="loinc_mapped"),
        Index("ix_lab_code_unmapped", "id", postgresql_where=text("loinc = ''")),
    )

    id: Mapped[pk]
    lab_id: Mapped[int] = mapped_column(ForeignKey("lab.id"))
    kind: Mapped[str] = mapped_column(server_default="observation")
    code: Mapped[str]
    display: Mapped[str] = mapped_column(server_default="")
    loinc: Mapped[str] = mapped_column(server_default="")
    mapped_at: Mapped[datetime | None]
    mapped_by: Mapped[str | None]
    first_seen_at: Mapped[created]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class LabPanel(Base):
    """What is typed in when a result is posted by hand; `components` as `rules.lab_panels` reads them."""

    __tablename__ = "lab_panel"

    id: Mapped[pk]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    loinc: Mapped[str] = mapped_column(server_default="")
    components: Mapped[list[Any]]
    active: Mapped[bool] = mapped_column(Boolean, server_default="true")
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class ServiceRequest(Base):
    """A test that we ordered; a result that names `placer_number` is about this order's patient."""

    __tablename__ = "service_request"
    __table_args__ = (
        CheckConstraint("placer_number <> ''", name="placer_number"),
        CheckConstraint(one_of("status", ("active", "completed", "revoked")), name="status"),
    )

    id: Mapped[pk]
    placer_number: Mapped[str] = mapped_column(unique=True)  # as rules.patient_matching.usable_identifier writes it
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    orderer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    loinc: Mapped[str] = mapped_column(server_default="")
    display: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="active")
    ordered_at: Mapped[created]


class LabFile(Base):
    """A file of results as it came, known by its content: a second one of the same bytes adds nothing.

    `read_messages` grows while the worker reads, `messages` is known from the start. A file of the listener
    holds one message.
    """

    __tablename__ = "lab_file"
    __table_args__ = (
        CheckConstraint(one_of("source", SOURCES), name="source"),
        CheckConstraint("state <> 'refused' OR reason <> ''", name="refused_reason"),
        CheckConstraint("(finished_at IS NULL) = (state IN ('waiting', 'reading'))", name="finished_pair"),
        Index("ix_lab_file_waiting", "id", postgresql_where=text("state IN ('waiting', 'reading')")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    name: Mapped[str]
    source: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[FileState] = mapped_column(choice(FileState, "state"), server_default="waiting")
    reason: Mapped[str] = mapped_column(server_default="")
    messages: Mapped[int] = mapped_column(Integer, server_default="0")
    read_messages: Mapped[int] = mapped_column(Integer, server_default="0")
    observations: Mapped[int] = mapped_column(Integer, server_default="0")
    received_at: Mapped[created]
    received_by: Mapped[str]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class LabMessage(Base):
    """One message, kept as it came, with what became of it. `replayed` counts how often it was read again."""

    __tablename__ = "lab_message"
    __table_args__ = (
        CheckConstraint("state <> 'refused' OR reason <> ''", name="refused_reason"),
        Index("ix_lab_message_file_id", "file_id", "position"),
        Index("ix_lab_message_content_hash", "content_hash"),
        Index("ix_lab_message_refused", "id", postgresql_where=text("state = 'refused'")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    file_id: Mapped[int] = mapped_column(ForeignKey("lab_file.id"))
    position: Mapped[int] = mapped_column(Integer)
    lab_id: Mapped[int | None] = mapped_column(ForeignKey("lab.id"))
    control_id: Mapped[str] = mapped_column(server_default="")
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    raw: Mapped[str] = mapped_column(deferred=True)
    state: Mapped[MessageState] = mapped_column(choice(MessageState, "state"))
    segment: Mapped[str] = mapped_column(server_default="")  # where it was refused: `OBX[3]`
    field: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    remarks: Mapped[list[Any]] = mapped_column(
        server_default=text("'[]'::jsonb")
    )  # what was odd, and taken all the same
    observations: Mapped[int] = mapped_column(Integer, server_default="0")
    replayed: Mapped[int] = mapped_column(Integer, server_default="0")
    received_at: Mapped[created]
