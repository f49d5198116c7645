"""Which portal accounts may act for a patient today, and which of them a conversation's answers go to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, and_, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from db.models import Patient, PortalAccount, ProxyGrant, Site, Thread


def in_force(patient_id: Any) -> ColumnElement[bool]:
    """Grants for a patient that are in force, by the calendar of the patient's site: as the portal counts them."""
    here = (
        select(cast(func.timezone(func.coalesce(Site.time_zone, "UTC"), func.transaction_timestamp()), Date))
        .select_from(Patient)
        .outerjoin(Site, Site.id == Patient.site_id)
        .where(Patient.id == patient_id)
        .correlate_except(Patient, Site)
        .scalar_subquery()
    )
    return and_(
        ProxyGrant.patient_id == patient_id,
        ProxyGrant.revoked_at.is_(None),
        ProxyGrant.starts_on <= here,
        or_(ProxyGrant.ends_on.is_(None), here < ProxyGrant.ends_on),
    )


def may_act(account_id: Any, patient_id: Any) -> ColumnElement[bool]:
    """Whether an account is the patient's own, or acts for the patient today."""
    own = aliased(PortalAccount)
    return or_(
        exists().where(own.id == account_id, own.patient_id == patient_id),
        exists().where(ProxyGrant.account_id == account_id, in_force(patient_id)),
    )


def recipient_id(thread: Any = Thread) -> ColumnElement[int | None]:
    """The account that a conversation's answers go to; none may be disabled.

    Who wrote last, as long as they may act for the patient; else the patient's own; else the proxy of longest standing.
    """
    writer, own, proxy = aliased(PortalAccount), aliased(PortalAccount), aliased(PortalAccount)
    of_writer = select(writer.id).where(
        writer.id == thread.account_id, writer.state != "disabled", may_act(writer.id, thread.patient_id)
    )
    of_patient = select(own.id).where(own.patient_id == thread.patient_id, own.state != "disabled")
    of_proxy = (
        select(proxy.id)
        .join(ProxyGrant, ProxyGrant.account_id == proxy.id)
        .where(in_force(thread.patient_id), proxy.state != "disabled")
        .order_by(ProxyGrant.starts_on, ProxyGrant.id)
        .limit(1)
    )
    return func.coalesce(
        of_writer.correlate(thread).scalar_subquery(),
        of_patient.correlate(thread).scalar_subquery(),
        of_proxy.correlate(thread).scalar_subquery(),
    )
