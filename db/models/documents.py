"""Files that the worker makes when somebody asks: a thread as a PDF for the chart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk


class Document(Base):
    """A file asked for by one person, made once, kept for a week. `content` is filled when it is ready."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("(ready_at IS NULL) = (content IS NULL)", name="ready_pair"),
        CheckConstraint("ready_at IS NULL OR failed_at IS NULL", name="ready_or_failed"),
        Index("ix_document_pending", "id", postgresql_where=text("ready_at IS NULL AND failed_at IS NULL")),
        {"info": {"reports": False}},
    )

    id: Mapped[pk]
    kind: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(server_default="application/pdf")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    about: Mapped[str] = mapped_column(server_default="")  # what it is of, as its kind says: an id, a day
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    requested_at: Mapped[created]
    ready_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
