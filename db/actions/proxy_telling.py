"""Mails about proxy access: both sides hear of every change, without a word about the record or who it is.

The patient's side is their own account, else the address in their record. Nobody writes about who has died.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.config import config
from db.jobs import defer
from db.models import OutboxMessage, OutboxState, Patient, PortalAccount, ProxyGrant, ProxyRequest
from db.registry import acting
from rules.proxy_answers import letter, papers_wanted


@dataclass(frozen=True, slots=True)
class _To:
    """Where a mail goes, and in which language."""

    email: str
    language: str
    account_id: int | None = None


def tell_both(
    session: Session,
    kind: str,
    grant: ProxyGrant,
    *,
    task_id: int | None = None,
    day: str = "",
    but: Iterable[str] = (),
) -> int:
    """Tell the patient and the proxy what happened to access ('granted', 'changed'...); return how many mails.

    `but`: a side that is told otherwise. `day`: when it will change, for 'soon'.
    """
    patient = session.get_one(Patient, grant.patient_id)
    account = session.get_one(PortalAccount, grant.account_id)
    sides = {"patient": _of_patient(session, patient), "proxy": _of_account(account)}
    told = [
        _mail(session, kind, side, to, patient, task_id=task_id, day=day, grant_id=grant.id)
        for side, to in sides.items()
        if side not in but
    ]
    return sum(told)


def invite(session: Session, grant: ProxyGrant, account: PortalAccount, *, task_id: int | None = None) -> int:
    """Invite a proxy who has no account yet to the portal; return how many mails."""
    patient = session.get_one(Patient, grant.patient_id)
    to = _of_account(account)
    return _mail(session, "invited", "proxy", to, patient, task_id=task_id, login=account.login, grant_id=grant.id)


def tell_asking(
    session: Session,
    kind: str,
    request: ProxyRequest,
    patient: Patient | None,
    task_id: int,
    papers: tuple[str, ...] = (),
) -> int:
    """Tell who asked ('denied', 'papers'); return how many mails: the patient where they asked, else the proxy."""
    account = session.get(PortalAccount, request.account_id) if request.account_id is not None else None
    if request.by_patient and patient is not None:
        to = _of_patient(session, patient)
    elif account is not None:
        to = _of_account(account)
    else:
        to = _To(request.proxy_email, patient.language if patient else "")
    named = papers_wanted(papers, to.language)
    return _mail(session, kind, "asking", to, patient, task_id=task_id, papers=named, request_id=request.id)


def _of_patient(session: Session, patient: Patient) -> _To:
    own = session.scalar(
        select(PortalAccount).where(PortalAccount.patient_id == patient.id, PortalAccount.state != "disabled")
    )
    return _of_account(own) if own is not None and own.email else _To(patient.email, patient.language)


def _of_account(account: PortalAccount) -> _To:
    return _To(account.email if account.state != "disabled" else "", account.language, account.id)


def _mail(
    session: Session,
    kind: str,
    side: str,
    to: _To,
    patient: Patient | None,
    *,
    task_id: int | None = None,
    grant_id: int | None = None,
    request_id: int | None = None,
    **filled: str,
) -> int:
    if not to.email or (patient is not None and patient.deceased_at is not None):
        return 0
    actor = acting(session)
    subject, body = letter(kind, side, to.language, clinic=config().clinic_name, **filled)
    about = {"grant_id": grant_id} if grant_id is not None else {"request_id": request_id}
    session.add(
        OutboxMessage(
            state=OutboxState.READY,
            task_id=task_id,
            patient_id=patient.id if patient else None,
            account_id=to.account_id,
            recipient=to.email,
            subject=subject,
            body=f"{' '.join(body.split())}\n{config().portal_url}".strip(),
            send_after=actor.now,
            created_by_id=actor.staff_id,
            undo={"proxy": kind, "side": side, **about},
        )
    )
    session.flush()
    defer(session, "release_and_deliver")
    return 1
