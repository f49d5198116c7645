"""The outbox: what leaves for a person, once or visibly undecided."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, choice, created, pk


class OutboxState(StrEnum):
    """`waiting` (undo window) -> `ready` (message visible) -> `sending` -> `sent`.

    `failed`: refused for certain, nothing left. `unknown`: the worker died or the line broke
    while handing over; only a person decides whether to send again. `withdrawn`: undone in time.
    """

    WAITING = "waiting"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


class OutboxMessage(Base):
    """One notice for one person. The recipient is frozen here when sending is decided."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        CheckConstraint("channel IN ('email', 'portal', 'webhook', 'pharmacy')", name="channel"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_pair"),
        Index(
            "ix_outbox_message_due",
            "send_after",
            "id",
            postgresql_where=text("state IN ('waiting', 'ready', 'sending')"),
        ),
        Index(
            "ix_outbox_message_unsent",
            "patient_id",
            postgresql_where=text("state IN ('waiting', 'ready', 'sending')"),
        ),
        Index("ix_outbox_message_undecided", "id", postgresql_where=text("state IN ('unknown', 'failed')")),
    )

    id: Mapped[pk]
    state: Mapped[OutboxState] = mapped_column(choice(OutboxState, "state"), server_default="waiting")
    channel: Mapped[str] = mapped_column(server_default="email")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), unique=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("pharmacy_order.id"), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # a notice to one of the staff
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    send_after: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[created]
    sending_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    carrier: Mapped[str] = mapped_column(server_default="")  # how the last attempt went out: smtp | file
    error: Mapped[str] = mapped_column(server_default="")
    undo: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
