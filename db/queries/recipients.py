"""Which portal accounts may act for a patient today, and which of them a conversation's answers go to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, any_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from db.models import PortalAccount, ProxyGrant, Thread


def in_force(patient_id: Any, scope: str | None = None) -> ColumnElement[bool]:
    """Grants for a patient that are in force and open `scope` now, or anything at all.

    By the calendar of the patient's site and the patient's age: as the portal counts them, by the same function.
    """
    opened = func.proxy_grant_scopes(ProxyGrant.id, func.transaction_timestamp(), type_=ARRAY(Text))
    return and_(
        ProxyGrant.patient_id == patient_id,
        ProxyGrant.revoked_at.is_(None),
        func.cardinality(opened) > 0 if scope is None else literal(scope, Text) == any_(opened),
    )


def may_act(account_id: Any, patient_id: Any, scope: str | None = None) -> ColumnElement[bool]:
    """Whether an account is the patient's own, or acts for the patient today, in `scope` if one is named."""
    own = aliased(PortalAccount)
    return or_(
        exists().where(own.id == account_id, own.patient_id == patient_id),
        exists().where(ProxyGrant.account_id == account_id, in_force(patient_id, scope)),
    )


def recipient_id(thread: Any = Thread) -> ColumnElement[int | None]:
    """The account that a conversation's answers go to; none may be disabled.

    Who wrote last, as long as they may write for the patient; else the patient's own; else the proxy of longest
    standing who may.
    """
    writer, own, proxy = aliased(PortalAccount), aliased(PortalAccount), aliased(PortalAccount)
    of_writer = select(writer.id).where(
        writer.id == thread.account_id,
        writer.state != "disabled",
        may_act(writer.id, thread.patient_id, "messages"),
    )
    of_patient = select(own.id).where(own.patient_id == thread.patient_id, own.state != "disabled")
    of_proxy = (
        select(proxy.id)
        .join(ProxyGrant, ProxyGrant.account_id == proxy.id)
        .where(in_force(thread.patient_id, "messages"), proxy.state != "disabled")
        .order_by(ProxyGrant.starts_on, ProxyGrant.id)
        .limit(1)
    )
    return func.coalesce(
        of_writer.correlate(thread).scalar_subquery(),
        of_patient.correlate(thread).scalar_subquery(),
        of_proxy.correlate(thread).scalar_subquery(),
    )
