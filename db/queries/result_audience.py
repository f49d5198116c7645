"""Which portal accounts may see a result: the rule of the portal's own `portal_open_results`, for readers in Python.

Two wordings of one rule, because row security can't ask Python; a test holds them together.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_
from sqlalchemy.orm import aliased

from db.models import DiagnosticReport, PortalAccount, ProxyGrant, ResultHold, ResultRelease
from db.queries.recipients import in_force

OPEN_STATUSES = ("final", "corrected")


def covers(row: Any, account_id: Any, patient_id: Any) -> ColumnElement[bool]:
    """Whether the audience of a release or hold takes in an account that may act for the patient."""
    own = _is_own(account_id, patient_id)
    return or_(
        row.audience == "everybody",
        and_(row.audience == "patient", own),
        and_(row.audience == "proxies", not_(own)),
        and_(row.audience == "account", row.account_id == account_id),
    )


def held_from(account_id: Any, report: Any = DiagnosticReport) -> ColumnElement[bool]:
    """Whether a hold keeps the report from the account. It does until somebody ends it, however long it has run out."""
    hold = aliased(ResultHold)
    return (
        exists()
        .where(hold.report_id == report.id, hold.ended_at.is_(None), covers(hold, account_id, report.patient_id))
        .correlate_except(hold)
    )


def released_to(account_id: Any, report: Any = DiagnosticReport) -> ColumnElement[bool]:
    """Whether a release that stands takes in the account; one made while it was another patient's doesn't count."""
    release = aliased(ResultRelease)
    return (
        exists()
        .where(
            release.report_id == report.id,
            release.patient_id == report.patient_id,
            release.withdrawn_at.is_(None),
            covers(release, account_id, report.patient_id),
        )
        .correlate_except(release)
    )


def visible_to(account_id: Any, report: Any = DiagnosticReport) -> ColumnElement[bool]:
    """Whether the account sees the report in the portal, once it is signed in there.

    `account_id`: an id, or a column of the statement such as `PortalAccount.id`, but none of `proxy_grant`, which
    the condition reads itself. Whether the account can sign in at all is `PortalAccount.state`.
    """
    return and_(
        report.status.in_(OPEN_STATUSES),
        or_(_is_own(account_id, report.patient_id), _is_proxy(account_id, report.patient_id)),
        released_to(account_id, report),
        not_(held_from(account_id, report)),
    )


# SQLAlchemy links a subquery to the statement around it and no further out; these stand two and three deep.


def _is_own(account_id: Any, patient_id: Any) -> ColumnElement[bool]:
    own = aliased(PortalAccount)
    return exists().where(own.id == account_id, own.patient_id == patient_id).correlate_except(own)


def _is_proxy(account_id: Any, patient_id: Any) -> ColumnElement[bool]:
    return (
        exists()
        .where(ProxyGrant.account_id == account_id, in_force(patient_id, "results"))
        .correlate_except(ProxyGrant)
    )
