"""Threads with a patient: messages either way, attachments, internal notes, drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    exists,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, pk
from db.models.foci import focus
from db.roles import Sensitivity

# Letters with accents are searched as without: people on either side leave them out.
ACCENTS = ("áàâäãéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ", "aaaaaeeeeiiiiooooouuuuncAAAAAEEEEIIIIOOOOOUUUUNC")


def search_words(column: str) -> str:
    """The SQL of a text's search words: English stems, which leave Spanish words whole."""
    return f"to_tsvector('english'::regconfig, translate({column}, '{ACCENTS[0]}', '{ACCENTS[1]}'))"


class Thread(Base):
    """A conversation about one patient, with the portal account that writes it.

    One that was merged into another has no messages left and says where they went.
    """

    __tablename__ = "thread"
    __table_args__ = (
        Index("ix_thread_patient_id", "patient_id", "last_message_at"),
        Index("ix_thread_words", "words", postgresql_using="gin"),
        CheckConstraint("merged_into_id <> id", name="merged_elsewhere"),
    )

    id: Mapped[pk]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"), index=True)
    source_key: Mapped[str | None] = mapped_column(unique=True)
    topic: Mapped[str] = mapped_column(server_default="")
    subject: Mapped[str] = mapped_column(server_default="")
    first_words: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[created]
    last_message_at: Mapped[created]
    last_inbound_id: Mapped[int | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"), index=True)
    words: Mapped[str] = mapped_column(TSVECTOR, Computed(search_words("subject"), persisted=True), deferred=True)


class Message(Base):
    """One message. Visible to the patient from `sent_at` on; a reply waits there for its undo window.

    `automatic`: the clinic's own standing text, written by nobody; it never counts as an answer.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("direction IN ('inbound', 'outbound')", name="direction"),
        CheckConstraint("(direction = 'outbound') = (staff_id IS NOT NULL OR automatic)", name="staff_outbound"),
        CheckConstraint("NOT automatic OR staff_id IS NULL", name="automatic_nobody"),
        CheckConstraint("direction = 'outbound' OR sent_at IS NOT NULL", name="inbound_sent"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_pair"),
        CheckConstraint("withdrawn_at IS NULL OR sent_at IS NULL", name="sent_or_withdrawn"),
        CheckConstraint("length(body) BETWEEN 1 AND 100000", name="body_length"),
        Index("ix_message_thread_id", "thread_id", "id"),
        Index("ix_message_pending", "id", postgresql_where=text("sent_at IS NULL AND withdrawn_at IS NULL")),
        Index(
            "ix_message_unread",
            "sent_at",
            "id",
            postgresql_where=text("direction = 'outbound' AND read_at IS NULL AND sent_at IS NOT NULL"),
        ),
        Index("ix_message_words", "words", postgresql_using="gin"),
    )

    id: Mapped[pk]
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    direction: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    author: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[created]
    sent_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    read_at: Mapped[datetime | None]
    automatic: Mapped[bool] = mapped_column(Boolean, server_default="false")
    nudged_at: Mapped[datetime | None]  # when the patient was reminded that it is unread
    words: Mapped[str] = mapped_column(TSVECTOR, Computed(search_words("body"), persisted=True), deferred=True)


class Attachment(Base):
    """A file that came with a message or a proxy request, or belongs to a result. What it is was sniffed, not believed.

    The worker looks into each: `refusal` says why a file can't be opened here (empty: it can), `preview` is
    what a browser shows where it can't show the file itself.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("(preview IS NULL) = (preview_type IS NULL)", name="preview_pair"),
        Index("ix_attachment_unchecked", "id", postgresql_where=text("checked_at IS NULL")),
        CheckConstraint("octet_length(content) BETWEEN 1 AND 10485760", name="size"),
        CheckConstraint(
            "media_type IN ('image/jpeg', 'image/png', 'image/heic', 'application/pdf')", name="media_type"
        ),
        CheckConstraint("num_nonnulls(message_id, report_id, proxy_request_id) = 1", name="belongs"),
    )

    id: Mapped[pk]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("diagnostic_report.id"), index=True)
    proxy_request_id: Mapped[int | None] = mapped_column(ForeignKey("proxy_request.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[created]
    checked_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(server_default="")
    preview: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    preview_type: Mapped[str | None]


class Note(Base):
    """An internal note on a task: a table of its own, which no patient-facing query can reach."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("length(body) BETWEEN 1 AND 20000", name="body_length"),
        Index("ix_note_words", "words", postgresql_using="gin"),
    )

    id: Mapped[pk]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    body: Mapped[str]
    created_at: Mapped[created]
    words: Mapped[str] = mapped_column(TSVECTOR, Computed(search_words("body"), persisted=True), deferred=True)


class Draft(Base):
    """What a person has typed and not sent, per task, person and box (reply or note)."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("kind IN ('reply', 'note')", name="kind"),
        UniqueConstraint("task_id", "staff_id", "kind"),
    )

    id: Mapped[pk]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str]
    body: Mapped[str]
    seen_inbound_id: Mapped[int | None]
    saved_at: Mapped[created]


focus(
    Thread,
    words=Thread.first_words,
    sensitivity=Sensitivity.CLINICAL,
    attached=lambda thread_id: exists().where(Message.thread_id == thread_id, Attachment.message_id == Message.id),
    alarm="A red flag waits in the inbox.",
)
