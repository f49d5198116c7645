"""What keeps the house running: submissions made once, imports, and the worker's heartbeat."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk


class Submission(Base):
    """A form or compose box that was submitted: its token, and the result a second submit gets."""

    __tablename__ = "submission"

    token: Mapped[UUID] = mapped_column(primary_key=True)
    action: Mapped[str]
    actor: Mapped[str]
    result: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    at: Mapped[created]


class ImportBatch(Base):
    """A file that was read, known by its content, so that a second import adds nothing."""

    __tablename__ = "import_batch"
    __table_args__ = (UniqueConstraint("kind", "content_hash"),)

    id: Mapped[pk]
    kind: Mapped[str]
    name: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    actor: Mapped[str]
    at: Mapped[created]
    added: Mapped[int] = mapped_column(Integer, server_default="0")
    updated: Mapped[int] = mapped_column(Integer, server_default="0")
    unchanged: Mapped[int] = mapped_column(Integer, server_default="0")
    rejected: Mapped[int] = mapped_column(Integer, server_default="0")


class ImportReject(Base):
    """A line that was refused, with its number and the reason."""

    __tablename__ = "import_reject"

    id: Mapped[pk]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    file: Mapped[str] = mapped_column(server_default="")
    line: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str]


class Heartbeat(Base):
    """When a process last said that it lives; `/healthz` reads the worker's."""

    __tablename__ = "heartbeat"

    process: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
