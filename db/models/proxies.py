"""Proxy access: who asks to act for whom, what staff found out, who approved, and the grants themselves."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, created, one_of, pk
from db.models.foci import Decision, focus
from db.roles import Sensitivity
from rules.proxy_scopes import BASES, NOTED, RELATIONS, SCOPES

DECISIONS = ("approved", "limited", "denied", "withdrawn")
CONSENTS = ("none", "portal", "paper")
VERDICTS = ("met", "unmet", "unknown")
NO_REPORTS = {"info": {"reports": False}}  # names, papers, family matters: nothing for the reports' role
YEARLY = tuple(name for name, basis in BASES.items() if basis.yearly)
_SCOPES = ", ".join(f"'{scope}'" for scope in SCOPES)
_EVERY = f"ARRAY[{_SCOPES}]::text[]"


def _scopes(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} <@ {_EVERY}", name=column)


class ProxyRequest(Base):
    """Somebody asks to act for a patient, or a patient asks that somebody may. Open while `decision` is empty.

    `said_*` is what the person asking said of the patient, until staff found who it is (`patient_id`). `account_id`
    is the proxy's own portal account, empty while there is none. Consent is the patient's: given in the portal, on
    paper, or not at all. `first_*` is the first of two approvals where two are needed, with what was chosen; the second
    is by somebody else, of the very same. `papers_text` is what staff wrote to the person asking about missing papers.
    """

    __tablename__ = "proxy_request"
    __table_args__ = (
        CheckConstraint(one_of("relation", tuple(RELATIONS)), name="relation"),
        CheckConstraint(one_of("consent", CONSENTS), name="consent"),
        CheckConstraint("(consent = 'none') = (consent_at IS NULL)", name="consent_pair"),
        CheckConstraint(one_of("decision", ("", *DECISIONS)), name="decision"),
        CheckConstraint("(decision = '') = (decided_at IS NULL)", name="decided_pair"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_pair"),
        CheckConstraint("(first_at IS NULL) = (first_id IS NULL)", name="first_pair"),
        CheckConstraint("(first_at IS NULL) = (first_basis = '')", name="first_choice"),
        CheckConstraint("second_id <> first_id", name="second_other"),
        CheckConstraint("length(note) <= 2000", name="note_length"),
        _scopes("scopes"),
        Index("ix_proxy_request_open", "patient_id", postgresql_where=text("decision = ''")),
        Index("ix_proxy_request_account_id", "account_id"),
        Index("ix_proxy_request_by_patient", "patient_id", postgresql_where=text("by_patient")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    said_given: Mapped[str] = mapped_column(server_default="")
    said_family: Mapped[str] = mapped_column(server_default="")
    said_birth_date: Mapped[date | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("portal_account.id"))
    proxy_name: Mapped[str]
    proxy_email: Mapped[str] = mapped_column(server_default="")
    proxy_phone: Mapped[str] = mapped_column(server_default="")
    proxy_birth_date: Mapped[date | None]
    asked_by: Mapped[str]  # the account's name, or the staff member's who took it down
    by_patient: Mapped[bool] = mapped_column(server_default="false")  # the patient asked, not the proxy
    relation: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    note: Mapped[str] = mapped_column(server_default="")
    headline: Mapped[str]  # who asks and as what: contact data, the list's first words
    consent: Mapped[str] = mapped_column(server_default="none")
    consent_at: Mapped[datetime | None]
    created_at: Mapped[created]
    papers_asked_at: Mapped[datetime | None]
    papers_text: Mapped[str] = mapped_column(server_default="")
    first_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    first_at: Mapped[datetime | None]
    first_basis: Mapped[str] = mapped_column(server_default="")
    first_scopes: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    first_ends_on: Mapped[date | None]
    second_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decision: Mapped[str] = mapped_column(server_default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    reason: Mapped[str] = mapped_column(server_default="")


class ProxyCheck(Base):
    """One point that was checked before deciding, or the patient's consent, with the evidence. The newest counts."""

    __tablename__ = "proxy_check"
    __table_args__ = (
        CheckConstraint(one_of("kind", tuple(NOTED)), name="kind"),
        CheckConstraint(one_of("verdict", VERDICTS), name="verdict"),
        CheckConstraint("verdict = 'unknown' OR evidence <> ''", name="evidence"),
        Index("ix_proxy_check_request_id", "request_id", "kind", "id"),
        NO_REPORTS,
    )

    id: Mapped[pk]
    request_id: Mapped[int] = mapped_column(ForeignKey("proxy_request.id"))
    kind: Mapped[str]
    verdict: Mapped[str]
    evidence: Mapped[str] = mapped_column(server_default="")
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[created]


class ProxyGrant(Base):
    """`account_id` may act for `patient_id` within `starts_on`..`ends_on` (that day no more), until revoked.

    What it opens on a day is `scopes`, cut down by the patient's age where `basis` says so: the database's function
    `proxy_grant_scopes` is the one place that decides it, as `rules.proxy_ages` does. `noticed` says how far both sides
    were told of the change on `noticed_for`: 1 from 90 days ahead, 2 from 30 days, 3 that it came, 4 that staff, the
    patient or the proxy ended the access. Reports read all but why it was ended: `0005_proxies.sql` grants the columns.
    """

    __tablename__ = "proxy_grant"
    __table_args__ = (
        Index(
            "uq_proxy_grant_live",
            "account_id",
            "patient_id",
            "starts_on",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="period"),
        CheckConstraint(one_of("basis", tuple(BASES)), name="basis"),
        CheckConstraint("revoked_at IS NULL OR revoked_by IS NOT NULL OR request_id IS NULL", name="revoked_by"),
        CheckConstraint(f"NOT ({one_of('basis', YEARLY)}) OR ends_on IS NOT NULL", name="yearly"),
        _scopes("scopes"),
        Index("ix_proxy_grant_ends_on", "ends_on", "id", postgresql_where=text("revoked_at IS NULL")),
        Index("ix_proxy_grant_revoked", "revoked_at", "id", postgresql_where=text("revoked_at IS NOT NULL")),
        Index("ix_proxy_grant_untold", "id", postgresql_where=text("revoked_by IS NOT NULL AND noticed < 4")),
        NO_REPORTS,
    )

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey("portal_account.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    relation: Mapped[str]
    basis: Mapped[str] = mapped_column(server_default="consent")
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text(_EVERY))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("proxy_request.id"), index=True)
    granted_by: Mapped[str] = mapped_column(server_default="")
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]
    revoked_reason: Mapped[str] = mapped_column(server_default="")
    last_used_at: Mapped[datetime | None]
    noticed: Mapped[int] = mapped_column(Integer, server_default="0")
    noticed_for: Mapped[date | None]  # the day of the change that the notices were about
    version: Mapped[int] = mapped_column(Integer, server_default="1")


focus(
    ProxyRequest,
    words=ProxyRequest.headline,
    sensitivity=Sensitivity.CONTACT,
    decision=Decision(
        ProxyRequest.decision,
        "Nobody has decided this request yet: approve or deny it, or take it back. Nothing was changed.",
        "This request was decided. Change the access itself, or take down a new request.",
    ),
)
