"""Which portal accounts may act for a patient today."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import PortalAccount, ProxyGrant, Thread
from db.queries.recipients import in_force, recipient_id


def own_account(session: Session, patient_id: int) -> int | None:
    """The patient's own account, if there is one."""
    return session.scalar(select(PortalAccount.id).where(PortalAccount.patient_id == patient_id))


def relation_of(session: Session, account_id: int, patient_id: int, scope: str | None = None) -> str | None:
    """How an account stands to a patient whom it may act for today: empty for its own; None when it may not.

    `scope`: what it must open, of `rules.proxy_scopes`; none: anything.
    """
    if own_account(session, patient_id) == account_id:
        return ""
    grants = select(ProxyGrant.relation).where(in_force(patient_id, scope), ProxyGrant.account_id == account_id)
    return session.scalars(grants.order_by(ProxyGrant.id.desc()).limit(1)).one_or_none()


def recipient(session: Session, thread: Thread) -> PortalAccount | None:
    """The account that a conversation's answers go to (`db.queries.recipients`); None when nobody may have them."""
    account_id = session.scalar(select(recipient_id()).where(Thread.id == thread.id))
    return session.get_one(PortalAccount, account_id) if account_id is not None else None


def account_to_write_to(session: Session, patient_id: int) -> PortalAccount | None:
    """Where a first message to a patient goes: their own account, else a proxy's; None when it can go nowhere."""
    own = session.scalar(select(PortalAccount).where(PortalAccount.patient_id == patient_id))
    return own if own is not None and own.state != "disabled" else proxy_account(session, patient_id)


def proxy_account(session: Session, patient_id: int) -> PortalAccount | None:
    """The account of the proxy who has acted for a patient the longest and may read messages for them today."""
    return session.scalar(
        select(PortalAccount)
        .join(ProxyGrant, ProxyGrant.account_id == PortalAccount.id)
        .where(in_force(patient_id, "messages"), PortalAccount.state != "disabled")
        .order_by(ProxyGrant.starts_on, ProxyGrant.id)
        .limit(1)
    )
