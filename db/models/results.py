"""Results: diagnostic reports, who may see them and since when, what was said about them and what follows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint, exists, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from db.models.foci import focus
from db.models.threads import Attachment
from db.roles import Permission, Sensitivity

REPORT_STATUSES = (
    "registered", "preliminary", "final", "corrected", "cancelled", "entered-in-error",
)  # fmt: skip
FLAGS = ("", "L", "H", "A", "LL", "HH", "AA")
HOLD_REASONS = ("patient-request", "harm", "state-rule", "adolescent")
AUDIENCES = ("everybody", "patient", "proxies", "account")
FOLLOW_UPS = ("none", "message", "call", "visit", "repeat")
NO_REPORTS = {"info": {"reports": False}}  # clinical free text: nothing for the reports' role


class DiagnosticReport(Base):
    """A result, of a laboratory or posted by hand. `patient_id` is empty until it is known whose it is.

    `status` is FHIR's; `severity` 0 normal, 1 abnormal, 2 critical, the worst of its current observations.
    `identity` is what the sender said of the patient, for who decides whose it is.
    """

    __tablename__ = "diagnostic_report"
    __table_args__ = (
        CheckConstraint(one_of("status", REPORT_STATUSES), name="status"),
        CheckConstraint("severity BETWEEN 0 AND 2", name="severity"),
        CheckConstraint("source IN ('lab', 'manual')", name="source"),
        CheckConstraint("source = 'lab' OR entered_by_id IS NOT NULL", name="manual_entered_by"),
        CheckConstraint("source = 'lab' OR patient_id IS NOT NULL", name="manual_patient"),
        CheckConstraint("source = 'lab' OR severity < 2 OR critical_told_at IS NOT NULL", name="manual_critical_told"),
        CheckConstraint(
            "(critical_told_at IS NULL) = (critical_told_to = '') AND (critical_told_at IS NULL OR critical_read_back)",
            name="critical_told_pair",
        ),
        Index("ix_diagnostic_report_patient_id", "patient_id", "reported_at", "id"),
        Index("ix_diagnostic_report_lab_id", "lab_id", "filler_number"),
        Index("ix_diagnostic_report_code", "lab_id", "code", postgresql_where=text("lab_id IS NOT NULL")),
        Index("ix_diagnostic_report_unmatched", "id", postgresql_where=text("patient_id IS NULL")),
        Index(
            "ix_diagnostic_report_unreviewed",
            "reported_at",
            "id",
            postgresql_where=text("severity > 0 AND reviewed_at IS NULL"),
        ),
        NO_REPORTS,
    )

    id: Mapped[pk]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    service_request_id: Mapped[int | None] = mapped_column(ForeignKey("service_request.id"), index=True)
    lab_id: Mapped[int | None] = mapped_column(ForeignKey("lab.id"))
    source: Mapped[str] = mapped_column(server_default="lab")
    category: Mapped[str] = mapped_column(server_default="laboratory")
    placer_number: Mapped[str] = mapped_column(server_default="")
    filler_number: Mapped[str] = mapped_column(server_default="")
    code: Mapped[str] = mapped_column(server_default="")  # the sender's own
    loinc: Mapped[str] = mapped_column(server_default="")
    display: Mapped[str]
    status: Mapped[str]
    severity: Mapped[int] = mapped_column(Integer, server_default="0")
    headline: Mapped[str] = mapped_column(server_default="")  # the worst values in a line, for lists
    collected_at: Mapped[datetime | None]
    reported_at: Mapped[datetime]  # when the sender reported it, else when it came
    orderer: Mapped[str] = mapped_column(server_default="")  # as the sender wrote the name
    orderer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    specimen: Mapped[str] = mapped_column(server_default="")
    notes: Mapped[str] = mapped_column(server_default="")
    identity: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    match_reason: Mapped[str] = mapped_column(server_default="")
    matched_by: Mapped[str] = mapped_column(server_default="")
    content_hash: Mapped[bytes | None] = mapped_column(LargeBinary)  # of the version filed last
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    critical_told_to: Mapped[str] = mapped_column(server_default="")
    critical_told_at: Mapped[datetime | None]
    critical_read_back: Mapped[bool] = mapped_column(Boolean, server_default="false")
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str | None]
    created_at: Mapped[created]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class ReportMessage(Base):
    """Which message made or changed which report: the report's versions, oldest first."""

    __tablename__ = "report_message"
    __table_args__ = (
        UniqueConstraint("message_id", "report_id"),
        CheckConstraint(one_of("change", ("filed", "appended", "corrected", "withdrawn", "unchanged")), name="change"),
    )

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("diagnostic_report.id"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("lab_message.id"))
    change: Mapped[str]
    status: Mapped[str]
    at: Mapped[created]


class ResultComment(Base):
    """A word to the patient about a result, shown with it wherever it is shown."""

    __tablename__ = "result_comment"
    __table_args__ = (
        CheckConstraint("length(body) BETWEEN 1 AND 5000", name="body_length"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_pair"),
        NO_REPORTS,
    )

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("diagnostic_report.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    author: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[created]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]


class ResultRelease(Base):
    """Since when a report is open to an audience. An account sees it by a release not withdrawn, unless held.

    The audience: everybody who may act for the patient, the patient alone, the proxies alone, or one account.
    """

    __tablename__ = "result_release"
    __table_args__ = (
        CheckConstraint(one_of("audience", AUDIENCES), name="audience"),
        CheckConstraint("(audience = 'account') = (account_id IS NOT NULL)", name="audience_account"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_pair"),
        Index(
            "uq_result_release_open",
            "report_id",
            "audience",
            "account_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_result_release_patient_id", "patient_id", "released_at"),
        Index(
            "ix_result_release_unread",
            "released_at",
            "id",
            postgresql_where=text("read_step < 3 AND withdrawn_at IS NULL"),
        ),
        NO_REPORTS,
    )

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("diagnostic_report.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    audience: Mapped[str] = mapped_column(server_default="everybody")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"))
    released_at: Mapped[created]
    released_by: Mapped[str]
    read_step: Mapped[int] = mapped_column(Integer, server_default="0")  # 1 reminded, 2 staff told, 3 letter or read
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[str] = mapped_column(server_default="")


class ResultHold(Base):
    """A report kept from an audience, with the reason, by whom, and until when (`rules.result_release`)."""

    __tablename__ = "result_hold"
    __table_args__ = (
        CheckConstraint(one_of("reason", HOLD_REASONS), name="reason"),
        CheckConstraint(one_of("audience", AUDIENCES), name="audience"),
        CheckConstraint("(audience = 'account') = (account_id IS NOT NULL)", name="audience_account"),
        CheckConstraint("length(rationale) BETWEEN 1 AND 2000", name="rationale_length"),
        CheckConstraint("expires_at > starts_at", name="period"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_pair"),
        CheckConstraint("second_id IS NULL OR second_id <> decided_by_id", name="second_other"),
        Index("ix_result_hold_report_id", "report_id"),
        Index("ix_result_hold_due", "expires_at", "id", postgresql_where=text("ended_at IS NULL")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("diagnostic_report.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    reason: Mapped[str]
    rationale: Mapped[str]
    audience: Mapped[str] = mapped_column(server_default="everybody")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"))
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    starts_at: Mapped[created]
    expires_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]  # when its clinician was told that it ran out
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1")


class ResultRead(Base):
    """When an account first and last opened a report in the portal."""

    __tablename__ = "result_read"

    report_id: Mapped[int] = mapped_column(ForeignKey("diagnostic_report.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("portal_account.id"), primary_key=True)
    first_at: Mapped[created]
    last_at: Mapped[created]


class FollowUp(Base):
    """What follows from a result, decided once per review; open until somebody finishes it.

    A `none` is finished when it is decided. `task_id` is the to-do made for it in the same transaction.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint(one_of("kind", FOLLOW_UPS), name="kind"),
        CheckConstraint("(finished_at IS NULL) = (finished_by IS NULL)", name="finished_pair"),
        CheckConstraint("kind <> 'none' OR finished_at IS NOT NULL", name="none_finished"),
        CheckConstraint("kind <> 'repeat' OR due_on IS NOT NULL", name="repeat_due"),
        Index("ix_follow_up_open", "due_on", "id", postgresql_where=text("finished_at IS NULL")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("diagnostic_report.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    kind: Mapped[str]
    detail: Mapped[str] = mapped_column(server_default="")
    due_on: Mapped[date | None]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    decided_by: Mapped[str]
    decided_at: Mapped[created]
    finished_at: Mapped[datetime | None]
    finished_by: Mapped[str | None]
    outcome: Mapped[str] = mapped_column(server_default="")


focus(
    DiagnosticReport,
    words=DiagnosticReport.headline,
    sensitivity=Sensitivity.CLINICAL,
    attached=lambda report_id: exists().where(Attachment.report_id == report_id),
    orderer=DiagnosticReport.orderer_id,
    alarm="A critical result waits.",
    writes=Permission.RESULT_RELEASE,
)
