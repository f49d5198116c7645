"""Files of payments as they came, known by their content, and how columns of somebody's CSV are read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk

KINDS = ("remittance", "bank", "processor")
STATES = ("waiting", "reading", "profile", "preview", "posted", "held", "refused")
SOURCES = ("upload", "command", "folder")
NO_REPORTS = {"info": {"reports": False}}  # names and accounts as others sent them


class ColumnProfile(Base):
    """How a bank's or processor's CSV is read, confirmed once by a person: found again by its header.

    `rule` as `rules.column_profiles` reads it: columns, decimal sign, date order, time zone, kinds of rows.
    """

    __tablename__ = "column_profile"
    __table_args__ = (CheckConstraint(one_of("kind", ("bank", "processor")), name="kind"),)

    id: Mapped[pk]
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(unique=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    rule: Mapped[dict[str, Any]]
    active: Mapped[bool] = mapped_column(Boolean, server_default="true")
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[created]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class BillingFile(Base):
    """A file of money, known by its content: a second one of the same bytes adds nothing.

    `waiting` for the worker -> `reading` -> `profile` (a CSV whose columns nobody confirmed) or `preview` -> `posted`
    by a person's word. `held`: its sums don't agree, and `differences` say where; `refused` whole: nothing of it is
    kept but the file. `summary` is what the preview shows; posting reads the file again. `set_aside`: a clerk once said
    that it isn't to be posted, so nothing but a person's word posts it.
    """

    __tablename__ = "billing_file"
    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="kind"),
        CheckConstraint(one_of("state", STATES), name="state"),
        CheckConstraint(one_of("source", SOURCES), name="source"),
        CheckConstraint("state <> 'refused' OR reason <> ''", name="refused_reason"),
        CheckConstraint("(posted_at IS NULL) = (state <> 'posted')", name="posted_at"),
        Index("ix_billing_file_waiting", "id", postgresql_where=text("state IN ('waiting', 'reading')")),
        Index("ix_billing_file_asking", "id", postgresql_where=text("state IN ('profile', 'preview', 'held')")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    kind: Mapped[str]
    format: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str]
    source: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("column_profile.id"))
    lenient: Mapped[bool] = mapped_column(Boolean, server_default="false")  # by the clerk's word
    set_aside: Mapped[bool] = mapped_column(Boolean, server_default="false")
    state: Mapped[str] = mapped_column(server_default="waiting")
    reason: Mapped[str] = mapped_column(server_default="")
    differences: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    summary: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    rows: Mapped[int] = mapped_column(Integer, server_default="0")
    rows_new: Mapped[int] = mapped_column(Integer, server_default="0")
    rows_known: Mapped[int] = mapped_column(Integer, server_default="0")
    received_at: Mapped[created]
    received_by: Mapped[str]
    started_at: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
    posted_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class BillingRefusal(Base):
    """A row or segment that wasn't taken, with its number and the reason. Without words of the file."""

    __tablename__ = "billing_refusal"
    __table_args__ = (Index("ix_billing_refusal_file_id", "file_id", "id"), NO_REPORTS)

    id: Mapped[pk]
    file_id: Mapped[int] = mapped_column(ForeignKey("billing_file.id"))
    position: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str]
