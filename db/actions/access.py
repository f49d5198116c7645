"""Which portal accounts may act for a patient today."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Date, Select, cast, func, or_, select
from sqlalchemy.orm import Session

from db.models import Patient, PortalAccount, ProxyGrant, Site


def own_account(session: Session, patient_id: int) -> int | None:
    """The patient's own account, if there is one."""
    return session.scalar(select(PortalAccount.id).where(PortalAccount.patient_id == patient_id))


def relation_of(session: Session, account_id: int, patient_id: int) -> str | None:
    """How an account stands to a patient whom it may act for today: empty for its own; None when it may not."""
    if own_account(session, patient_id) == account_id:
        return ""
    return session.scalars(_grants(patient_id).where(ProxyGrant.account_id == account_id).limit(1)).one_or_none()


def proxy_account(session: Session, patient_id: int) -> PortalAccount | None:
    """The account of the proxy who has acted for a patient the longest and may do so today."""
    return session.scalar(
        select(PortalAccount)
        .join(ProxyGrant, ProxyGrant.account_id == PortalAccount.id)
        .join(Patient, Patient.id == ProxyGrant.patient_id)
        .outerjoin(Site, Site.id == Patient.site_id)
        .where(ProxyGrant.patient_id == patient_id, PortalAccount.state != "disabled", *_today())
        .order_by(ProxyGrant.starts_on, ProxyGrant.id)
        .limit(1)
    )


def _grants(patient_id: int) -> Select[str]:
    return (
        select(ProxyGrant.relation)
        .join(Patient, Patient.id == ProxyGrant.patient_id)
        .outerjoin(Site, Site.id == Patient.site_id)
        .where(ProxyGrant.patient_id == patient_id, *_today())
        .order_by(ProxyGrant.id.desc())
    )


def _today() -> tuple[ColumnElement[bool], ...]:
    """Grants in force, by the calendar of the patient's site: as the portal's contract counts them."""
    today = cast(func.timezone(func.coalesce(Site.time_zone, "UTC"), func.transaction_timestamp()), Date)
    return (
        ProxyGrant.revoked_at.is_(None),
        ProxyGrant.starts_on <= today,
        or_(ProxyGrant.ends_on.is_(None), today < ProxyGrant.ends_on),
    )
